"""Preflight: whether this door is ready to open, run after pairing and whenever somebody asks."""

import threading
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from scanner_app.door import preflight
from scanner_app.door.preflight import Check, Finding, Mend, State
from scanner_app.screens.preflight_hands import HandChecks
from scanner_app.shell import Shell
from scanner_app.views.preflight_page import Acts, PreflightPage
from scanner_app.wording import clock_time, plain, say, tell
from sync.device.errors import CancelledError

_BY_ITSELF = {
    Check.CLOCK: preflight.check_clock,
    Check.KEYS: preflight.check_keys,
    Check.PEERS: preflight.check_peers,
    Check.POWER: preflight.check_power,
    Check.DISK: preflight.check_disk,
    Check.OUTAGE: preflight.check_outage,
}
"""After the list, in this order: the outage comes last, since the line needs a moment to be there again."""


class Preflight(QObject):
    """Runs the checks and shows them on its page.

    A run is told from another by its event, which is set when the run is over before its time: the device was paired
    with another gate, or lost its place, or the scanner ends. Answers of such a run are of another door and dropped.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._page: PreflightPage | None = None
        self._is_remembered = False
        self._under_way: set[Check] = set()
        """What is being looked at by itself."""
        self._over, self._resync_over = threading.Event(), threading.Event()
        self._hands = HandChecks(shell, self)
        self._entry = shell.window.add_entry(say("Preflight"), "checks", "F12", self.open)
        self._entry.setVisible(shell.station.is_paired)
        self._hands.told.connect(self._show)
        shell.paired.connect(self._paired)
        shell.unpaired.connect(lambda _: self._unpaired())
        shell.settings_changed.connect(lambda _: self._follow_settings())
        shell.closing.connect(self._end)

    def open(self) -> None:
        """Show the page and run the checks; without an event there is nothing to check."""
        if self._shell.station.is_paired:
            self._shell.window.open_page(self.page)
            self.run()

    @property
    def page(self) -> PreflightPage:
        """The one page, made when it is first wanted."""
        if self._page is None:
            page = PreflightPage()
            page.run_wanted.connect(self.run)
            page.open_wanted.connect(self._shell.window.go_home)
            page.acted.connect(self._act)
            page.framed.connect(self._hands.see)
            page.left.connect(self._leave)
            self._page = page
        return self._page

    @property
    def is_under_way(self) -> bool:
        """Whether something is being looked at."""
        return bool(self._under_way)

    def run(self) -> None:
        """Look at everything anew, unless that is under way."""
        if self._under_way:
            return
        self._is_remembered = False
        self._under_way = {Check.LIST, *_BY_ITSELF}
        for check in self._under_way:
            self.page.show_finding(Finding(check, State.RUNNING))
        self._follow_settings()
        self._hands.begin()
        self._over = threading.Event()
        station, is_over = self._shell.station, self._over.is_set
        self._shell.background.run(partial(preflight.last_green, station), self._show_green)
        self._look(Check.LIST, partial(preflight.check_list, station, is_over))
        for check, look in _BY_ITSELF.items():
            self._look(check, partial(look, station))

    def _look(self, check: Check, look: Callable[[], Finding]) -> None:
        """Have ``check`` looked at in its turn, as a part of the run that is under way."""
        over = self._over

        def look_now() -> Finding:
            if over.is_set():
                raise CancelledError("Stopped.")
            return look()

        def told(finding: Finding) -> None:
            if not over.is_set():
                self._told(finding)

        def failed(error: Exception) -> None:
            told(Finding(check, State.FAILED, plain(tell(error), 200), say("Run the checks again.")))

        self._shell.checks.run(look_now, told, failed)

    def _leave(self) -> None:
        self._hands.stop()
        self._resync_over.set()

    def _end(self) -> None:
        """The run that is under way is over, whatever it still finds."""
        self._over.set()
        self._under_way.clear()

    def _paired(self) -> None:
        self._end()
        self._entry.setVisible(True)
        self.open()

    def _unpaired(self) -> None:
        self._end()
        self._entry.setVisible(False)

    def _follow_settings(self) -> None:
        if self._page is not None:
            self._page.set_in_use(Check.PRINTER, is_in_use=self._shell.settings.printing.is_on_admit)
            self._hands.show()

    def _act(self, check: Check, act: str) -> None:
        if act == "resync":
            self._resync()
        else:
            self._hands.act(check, act)

    def _resync(self) -> None:
        """Fetch the whole list, then compare it again; whoever leaves the page wants it no more."""
        self._under_way.add(Check.LIST)
        self._show(Finding(Check.LIST, State.RUNNING, say("Fetching the whole list …")), [])
        station, over, stopped = self._shell.station, self._over, threading.Event()
        self._resync_over = stopped

        def is_cancelled() -> bool:
            return over.is_set() or stopped.is_set()

        def fetch() -> Finding:
            is_done = station.sync(full=True, report=lambda _: None, is_cancelled=is_cancelled)
            if is_cancelled() and not is_done:
                what, advice = say("Stopped before the list was whole"), say("Fetch the whole list anew.")
                return Finding(Check.LIST, State.FAILED, what, advice, Mend.FULL_RESYNC)
            return preflight.check_list(station, over.is_set)

        self._look(Check.LIST, fetch)

    def _told(self, finding: Finding) -> None:
        self._under_way.discard(finding.check)
        acts = [("resync", say("Fetch the list anew"))] if finding.mend is Mend.FULL_RESYNC else []
        self._show(finding, acts)

    def _show(self, finding: Finding, acts: Acts) -> None:
        if self._page is None:
            return
        self._page.show_finding(finding, acts)
        if self._is_remembered or self._under_way or not preflight.is_green(self._page.findings):
            return
        self._is_remembered = True
        station = self._shell.station

        def remember() -> int | None:
            preflight.remember_green(station)
            return preflight.last_green(station)

        self._shell.background.run(remember, self._show_green)

    def _show_green(self, at: int | None) -> None:
        station = self._shell.station
        if at is None or not station.is_paired:
            self.page.show_last_green("")
            return
        zone = station.place().session.policy.event.time_zone
        self.page.show_last_green(clock_time(at, zone, near=station.clock.read().corrected.ms))
