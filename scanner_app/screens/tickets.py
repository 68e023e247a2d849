"""Finding a guest, a ticket's details and history, recent scans, and acts by hand from there."""

from PySide6.QtCore import QMetaMethod, QObject, QTimer, Signal

from scanner_app.act_wording import describe_act
from scanner_app.acts import Acts
from scanner_app.door.past_scans import ScanPage, Wanted, read_scans
from scanner_app.door.shown import Act, ActResult, DoorStatus, EntryName, FoundPerson, ScanResult
from scanner_app.door.ticket_history import TicketSheet, read_ticket
from scanner_app.names import Names
from scanner_app.searcher import Searcher
from scanner_app.shell import Shell
from scanner_app.views.recent_page import RecentPage
from scanner_app.views.search_page import SearchPage
from scanner_app.views.ticket_page import TicketPage
from scanner_app.wording import describe, say, tell
from sync.rules.gate import Direction
from sync.rules.ids import TicketId

MOST_FOUND = 50
_LOOKS_AFTER_NEWS, _LOOK_EVERY_MS = 4, 700
"""After news one look is not enough: a count rises before its entry can be read."""


class Tickets(QObject):
    """Connects its pages with the shell. ``print_wanted`` carries the TicketId whose badge somebody wants."""

    print_wanted = Signal(object)

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.acts = Acts(shell)
        self.search, self.recent, self.ticket = SearchPage(), RecentPage(), TicketPage()
        self._searcher = Searcher(shell.background, self._find, self._show_people, self._show_search_error)
        self._ticket_id: TicketId | None = None
        self._time_zone = "UTC"
        self._seen: tuple[int, int, int, bool] | None = None
        """What is in sight was read by this, as far as the status says: another door may pass somebody meanwhile."""
        self._looks_left = 0
        self._again = QTimer(self, interval=_LOOK_EVERY_MS)
        self._again.timeout.connect(self._look_again)
        self._connect_shell()
        self._connect_pages()
        self._connect_ticket()
        self._set_names(shell.names)

    def open_search(self) -> None:
        """Look for a guest."""
        if self._shell.station.is_paired:
            self._shell.open(self.search)

    def open_recent(self) -> None:
        """What was scanned at this device."""
        if self._shell.station.is_paired:
            self._shell.open(self.recent)

    def open_ticket(self, ticket_id: TicketId) -> None:
        """Everything about one ticket."""
        if not self._shell.station.is_paired:
            return
        self._ticket_id = ticket_id
        self.ticket.begin(self._shell.operator)
        self.ticket.set_can_print(can_print=self.isSignalConnected(QMetaMethod.fromSignal(self.print_wanted)))
        self._read_ticket()
        self._shell.open(self.ticket)

    def _connect_shell(self) -> None:
        shell, window = self._shell, self._shell.window
        window.find_requested.connect(self.open_search)
        window.add_entry(say("Recent scans"), "list", "F2", self.open_recent)
        window.scan_area.recent.opened.connect(self.open_ticket)
        window.act_bar.ticket_requested.connect(lambda result: self.open_ticket(result.verdict.ticket_id))
        shell.names_changed.connect(self._set_names)
        shell.scanned.connect(self._follow_scan)
        shell.status_told.connect(self._follow_status)
        shell.unpaired.connect(lambda _: self._forget())

    def _connect_pages(self) -> None:
        self.search.searched.connect(self._searcher.ask)
        self.search.chosen.connect(self.open_ticket)
        self.recent.wanted.connect(self._read_scans)
        self.recent.chosen.connect(self.open_ticket)

    def _connect_ticket(self) -> None:
        page, acts = self.ticket, self.acts
        page.admit_wanted.connect(self._admit)
        page.undo_wanted.connect(acts.ask_undo)
        page.turn_away_wanted.connect(acts.turn_away)
        page.override_wanted.connect(acts.ask_manager)
        page.print_wanted.connect(lambda: self.print_wanted.emit(self._ticket_id))
        acts.answered.connect(self._show_answer)

    # A ticket.

    def _read_ticket(self) -> None:
        ticket_id = self._ticket_id
        if ticket_id is not None:
            self._shell.background.run(
                lambda: read_ticket(self._shell.station, ticket_id),
                self._show_ticket,
                lambda error: self.ticket.show_error(tell(error)),
            )

    def _show_ticket(self, sheet: TicketSheet) -> None:
        if sheet.ticket_id == self._ticket_id:
            self.ticket.show_ticket(sheet)

    def _admit(self, people: int, why: str, operator: str) -> None:
        if self._ticket_id is not None:
            self.acts.admit(self._ticket_id, people, why, operator)

    def _show_answer(self, result: ActResult) -> None:
        if self.ticket.isVisible() and result.act is not Act.OVERRIDDEN:
            self.ticket.say(describe_act(result, self._shell.names), is_done=result.is_done)
            self._read_ticket()

    def _follow_scan(self, result: ScanResult) -> None:
        """At a gate that only looks, what was scanned is told in full."""
        if self.ticket.stays_for_verdicts and result.verdict.ticket_id is not None:
            self.open_ticket(result.verdict.ticket_id)
            self.ticket.head_with(describe(result, self._time_zone, Direction.LOOK))

    # Searching and listing.

    def _find(self, text: str) -> list[FoundPerson]:
        return self._shell.station.find_people(text, MOST_FOUND)

    def _show_people(self, text: str, people: list[FoundPerson]) -> None:
        self.search.show_people(text, people, MOST_FOUND)

    def _show_search_error(self, error: Exception) -> None:
        self.search.show_error(tell(error))

    def _read_scans(self, wanted: Wanted, after: EntryName | None) -> None:
        station = self._shell.station
        self._shell.background.run(
            lambda: read_scans(station, wanted, after),
            lambda page: self._show_scans(wanted, after, page),
            lambda error: self.recent.show_error(tell(error)),
        )

    def _show_scans(self, wanted: Wanted, after: EntryName | None, page: ScanPage) -> None:
        now = self._shell.station.clock.read().corrected.ms
        self.recent.show_scans(wanted, after, page, time_zone=self._time_zone, now=now)

    # What all pages follow.

    def _follow_status(self, status: DoorStatus) -> None:
        self._time_zone = status.time_zone
        self.ticket.stays_for_verdicts = status.direction is Direction.LOOK
        is_whole = status.list_age_s is not None
        note = say("The ticket list is still on its way: not everybody can be found yet.")
        self.search.show_list_note("" if is_whole else note)
        seen = (status.inside, status.waiting, status.expected, status.is_training)
        if seen != self._seen:
            self._seen, self._looks_left = seen, _LOOKS_AFTER_NEWS
            self._again.start()
            self._look()

    def _look(self) -> None:
        """Read what is in sight anew."""
        if self.ticket.isVisible():
            self._read_ticket()
        elif self.search.isVisible() and self.search.text:
            self._searcher.ask(self.search.text)

    def _look_again(self) -> None:
        self._looks_left -= 1
        if self._looks_left <= 0:
            self._again.stop()
        self._look()

    def _set_names(self, names: Names) -> None:
        self._shell.window.set_names(names)
        for page in (self.search, self.recent, self.ticket):
            page.set_names(names)

    def _forget(self) -> None:
        """The device lost its place: whoever it knew goes from the screen as well."""
        self._ticket_id = None
        self._searcher.forget()
        self._shell.window.recent_scans.show([])
        self._shell.window.verdict_panel.clear()
        self.search.forget()
        self.recent.show_loading()
        self.ticket.begin("")
        while self._shell.window.page in (self.search, self.recent, self.ticket):
            self._shell.window.close_page()
