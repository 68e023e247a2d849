"""What went wrong, and what to do about it."""

from PySide6.QtCore import QObject

from scanner_app.act_wording import describe_act
from scanner_app.door.shown import ActResult, DoorStatus, ShownIncident
from scanner_app.incident_wording import describe_incident
from scanner_app.names import Names, shown_name
from scanner_app.shell import Shell
from scanner_app.views.incidents_page import IncidentsPage
from scanner_app.wording import tell


class Incidents(QObject):
    """The list stays as it happens while its page is open. Staff see first names, managers all of them."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.page = IncidentsPage()
        self._shown: list[ShownIncident] = []
        self.page.acknowledged.connect(self._acknowledge)
        shell.window.incidents_requested.connect(self.open)
        shell.status_told.connect(self._follow)
        shell.roles.changed.connect(lambda _: self._show())
        shell.unpaired.connect(lambda _: self._forget())

    def open(self) -> None:
        """Show what went wrong."""
        if self._shell.station.is_paired:
            self._shell.open(self.page)
            self._look()

    def _look(self) -> None:
        self._shell.background.run(
            self._shell.station.incidents, self._take, lambda error: self.page.show_error(tell(error))
        )

    def _take(self, shown: list[ShownIncident]) -> None:
        self._shown = shown
        self._show()

    def _show(self) -> None:
        if not self._shell.station.is_paired:
            return
        time_zone = self._shell.station.place().session.policy.event.time_zone
        sees_all = self._shell.roles.is_manager or not self._shell.station.has_pin
        names = Names.FULL if sees_all else Names.FIRST
        lines = [describe_incident(each, time_zone, shown_name(each.holder, names)) for each in self._shown]
        self.page.show_incidents(lines, self._shell.operator)

    def _follow(self, status: DoorStatus) -> None:
        """Look again when the number of open ones has changed: another door found one, or dealt with one."""
        if self.page.isVisible() and status.incidents_open != sum(each.is_open for each in self._shown):
            self._look()

    def _acknowledge(self, place: int, operator: str) -> None:
        incident = self._shown[place].incident
        self._shell.operator = operator
        self._shell.background.run(
            lambda: self._shell.station.acknowledge(incident, operator),
            self._acknowledged,
            lambda error: self.page.show_error(tell(error)),
        )

    def _acknowledged(self, result: ActResult) -> None:
        if not result.is_done:
            self.page.show_error(describe_act(result))
        self._look()

    def _forget(self) -> None:
        self._shown = []
        self.page.show_loading()
