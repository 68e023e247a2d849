"""How many came when, through which gate, with which tickets, as plots."""

from datetime import date
from types import ModuleType

from PySide6.QtCore import QObject

from scanner_app.door.evening import Evening, days_of, look_at_evening
from scanner_app.door.shown import DoorStatus
from scanner_app.door.statistics import Night
from scanner_app.evening_wording import tiles
from scanner_app.shell import Shell
from scanner_app.views.statistics_page import StatisticsPage
from scanner_app.wording import day, number, plain, say, tell
from sync.device.errors import DeviceError

_MOST_DAYS = 14


class Statistics(QObject):
    """Counts while its page is in sight: all entries at first, then those that came since."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.page = StatisticsPage()
        self._night: Night | None = None
        self._status: DoorStatus | None = None
        self._is_counting, self._is_known = False, False
        self._days: tuple[date, ...] = ()
        self._rules: int | None = None
        shell.window.add_entry(say("Statistics"), "chart", "Ctrl+I", self.open)
        shell.statistics_wanted.connect(self.open)
        shell.status_told.connect(self._follow)
        shell.unpaired.connect(lambda _: self._forget())
        shell.paired.connect(self._forget)
        self.page.chosen.connect(self._look)

    def open(self) -> None:
        """Show the page, and count."""
        if not self._shell.station.is_paired:
            return
        self._shell.open(self.page)
        if not self._is_known:
            self.page.show_loading(say("One moment …"))
        if not self.page.has_plot:
            self._shell.long_work.run(_load_plot, lambda module: self.page.take_plot(module.BarPlot))
        self._count()

    def _count(self) -> None:
        """Count a piece more, and go on until all is counted; other lookups come in between."""
        if self._is_counting or not self._shell.station.is_paired:
            return
        station = self._shell.station
        event_id = station.pairing.event_id
        if self._night is None or self._night.event_id != event_id:
            self._night, self._is_known, self._days = Night(event_id), False, ()
        night, before = self._night, self._night.counted
        self._is_counting = True
        self._shell.background.run(
            lambda: night.count_on(station.store), lambda left: self._counted(night, before, left), self._failed
        )

    def _counted(self, night: Night, before: int, left: int) -> None:
        self._is_counting = False
        if night is not self._night:
            return
        if left:
            if not self._is_known:
                done, total = number(night.counted), number(night.counted + left)
                self.page.show_loading(say("Counting: {done} of {total} entries", done=done, total=total))
            if self.page.isVisible():
                self._count()
        elif night.counted != before or not self._is_known:
            self._look()

    def _failed(self, error: Exception) -> None:
        self._is_counting = False
        self.page.show_error(plain(tell(error), 400))

    def _look(self) -> None:
        """Have the day that is chosen made into bars."""
        night = self._night
        try:
            policy = self._shell.station.place().session.policy
        except DeviceError:
            return
        if night is None:
            return
        self._rules = policy.version
        zone, minutes, by, chosen = policy.event.time_zone, self.page.minutes, self.page.by, self.page.day
        names: dict[object, str] = {gate.gate_id: gate.name for gate in policy.gates}
        names |= {product.number: product.name for product in policy.products}
        names |= {door.device_id: door.name for door in policy.doors}

        def look() -> tuple[tuple[date, ...], Evening]:
            days = days_of(night, zone)[-_MOST_DAYS:]
            on = next((one for one in days if one.isoformat() == chosen), days[-1] if days else date.min)
            return days, look_at_evening(night, on, minutes, by, names, zone)

        self._shell.background.run(look, lambda found: self._show(*found, zone))

    def _show(self, days: tuple[date, ...], evening: Evening, zone: str) -> None:
        self._is_known = True
        if days != self._days:
            self._days = days
            self.page.show_days([(one.isoformat(), day(one, days[-1].year)) for one in days])
        self.page.show_evening(evening, tiles(evening, self._status, zone), zone)

    def _follow(self, status: DoorStatus) -> None:
        is_other = self._status is None or _shown_of(status) != _shown_of(self._status)
        self._status = status
        if not self.page.isVisible():
            return
        if self._is_known and (is_other or self._rules != self._rules_now()):
            self._look()
        self._count()

    def _rules_now(self) -> int | None:
        """The number of the policy, which names gates, products and doors."""
        try:
            return self._shell.station.place().session.policy.version
        except DeviceError:
            return None

    def _forget(self) -> None:
        self._night, self._is_known, self._days = None, False, ()


def _shown_of(status: DoorStatus) -> tuple[int, int, int | None]:
    """What of a status is on the page."""
    return status.inside, status.expected, status.capacity


def _load_plot() -> ModuleType:
    """The plot library takes a second or two: off the screen's thread, and only for who looks at plots."""
    from scanner_app.views import bar_plot  # noqa: PLC0415

    return bar_plot
