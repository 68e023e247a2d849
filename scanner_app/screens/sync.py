"""Sync now and full resync: the page opens when a person asks; scanning goes on below it."""

from time import monotonic

from PySide6.QtCore import QObject

from scanner_app.door.shown import Connection, DoorStatus
from scanner_app.door.sync_summary import SyncSummary
from scanner_app.shell import Shell
from scanner_app.sync_wording import PHASES, describe_changes, describe_ending
from scanner_app.views.sync_page import SyncPage
from scanner_app.wording import clock_time, duration, plain, say, say_count
from sync.device.errors import DeviceError


class Sync(QObject):
    """Connects the page with the worker that the composition root runs (``shell.sync_told``, ``sync_ended``)."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.page = SyncPage()
        self._last: SyncSummary | None = None
        self._last_failed: SyncSummary | None = None
        self._offline_since_s: float | None = None
        shell.window.sync_requested.connect(self._begin)
        shell.sync_told.connect(self.page.show_progress)
        shell.sync_ended.connect(self._end)
        shell.status_told.connect(self._follow)
        self.page.sync_wanted.connect(shell.window.sync_requested)
        self.page.cancelled.connect(shell.window.sync_cancelled)
        shell.unpaired.connect(lambda _: self._forget())

    @property
    def offline_for_s(self) -> float | None:
        """For how long the server was not reached, None while it is."""
        return None if self._offline_since_s is None else monotonic() - self._offline_since_s

    def open(self) -> None:
        """Show how the door stands, without starting anything."""
        self._shell.open(self.page)

    def _begin(self, is_full: bool) -> None:  # noqa: FBT001  A signal's slot.
        self.page.begin(is_full=is_full)
        self._shell.open(self.page)

    def _end(self, summary: SyncSummary) -> None:
        if self._last is not None:
            self.page.show_before(self._before(self._last))
        self._last = summary
        self.page.show_ending(describe_ending(summary))

    def _before(self, summary: SyncSummary) -> str:
        when = clock_time(summary.at, self._time_zone())
        what = " · ".join((say(PHASES[summary.phase]), *describe_changes(summary)))
        return say("Before, at {when}: {what}", when=when, what=what)

    def _follow(self, status: DoorStatus) -> None:
        is_online = status.connection is Connection.ONLINE
        if is_online:
            self._offline_since_s = None
        elif self._offline_since_s is None:
            self._offline_since_s = monotonic()
        if self.page.isVisible():
            self.page.show_standing(self._standing(status), plain(status.problem, 400))

    def _standing(self, status: DoorStatus) -> tuple[str, ...]:
        away = self.offline_for_s
        lines = [say("Online.") if away is None else say("Offline for {time}.", time=duration(away))]
        if status.list_age_s is None:
            lines.append(say("There is no ticket list yet."))
        else:
            lines.append(say("The list was whole {age} ago.", age=duration(status.list_age_s)))
        if status.waiting:
            lines.append(say_count("{count} scan waits.", "{count} scans wait.", status.waiting))
        else:
            lines.append(say("No scan waits for upload."))
        if status.peers_expected:
            seen, expected = str(status.peers_seen), str(status.peers_expected)
            lines.append(say("{seen} of {expected} other doors in sight.", seen=seen, expected=expected))
        return (*lines, *self._since_start())

    def _since_start(self) -> tuple[str, ...]:
        """What came since the program began, asked for or not."""
        try:
            changes = self._shell.station.place().round.changes
        except DeviceError:
            return ()
        parts = (
            say_count("{count} new ticket", "{count} new tickets", changes.new),
            say_count("{count} cancelled", "{count} cancelled", changes.cancelled),
            say_count("{count} scan sent", "{count} scans sent", changes.entries_up),
            say_count("{count} scan got", "{count} scans got", changes.entries_down),
        )
        return (say("Since the start: {what}.", what=", ".join(parts)),)

    def _time_zone(self) -> str:
        try:
            return self._shell.station.place().session.policy.event.time_zone
        except DeviceError:
            return "UTC"

    def _forget(self) -> None:
        self._last = None
        self.page.show_before("")
        self.page.show_idle()
