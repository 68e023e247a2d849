"""Badges and receipts."""

import msgspec
from PySide6.QtCore import QObject

from scanner_app.door.book import product_name
from scanner_app.door.shown import DoorStatus, ScanResult
from scanner_app.printing.drawing import slip_picture
from scanner_app.printing.printer import printer_names
from scanner_app.printing.queue import Job, PrintQueue
from scanner_app.printing.slip import Paper, Slip, SlipKind, make_slip, slip_of_scan
from scanner_app.settings import PrintSettings
from scanner_app.shell import Shell
from scanner_app.views.printing_page import PrintingPage
from scanner_app.wording import say
from sync.device.ticket_cache import find_ticket
from sync.rules.ids import EventId, TicketId

_PREVIEW_DPI = 203


class Printing(QObject):
    """Prints on demand and for everybody who is let in; a slip that does not come out is told of and kept.

    A slip has the guest's whole name and a code that is a ticket: managers only print one by hand, or have one printed
    for everybody. Where they set that, each guest is handed their own, whoever stands at the door.
    """

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self._event, self._time_zone = "", "UTC"
        self.page, self.queue = PrintingPage(), PrintQueue(self)
        shell.window.add_entry(say("Printing"), "printer", "", self.open_page)
        shell.scanned.connect(self._scanned)
        shell.status_told.connect(self._follow)
        self.page.changed.connect(self._choose)
        self.page.test_wanted.connect(lambda: self._print(self._sample()))
        self.page.again_wanted.connect(self._again)
        self.page.put_away_wanted.connect(self._put_away)
        self.queue.printed.connect(self._printed)
        self.queue.failed.connect(self._failed)
        shell.closing.connect(lambda: self.queue.blockSignals(True))  # A printer may answer after the window is gone.

    @property
    def settings(self) -> PrintSettings:
        """What is set for printing."""
        return self._shell.settings.printing

    def open_page(self) -> None:
        """Show the page, with the printers that there are now."""
        self.page.show_settings(self.settings)
        self.page.show_printers(printer_names())
        self._show_preview()
        self._shell.open(self.page)

    def print_ticket(self, ticket_id: TicketId) -> None:
        """Print the slip of a ticket on the list, whether it was scanned or not, at a manager's word."""
        self._shell.as_manager(lambda: self._shell.background.run(lambda: self._find(ticket_id), self._print_found))

    def _find(self, ticket_id: TicketId) -> Slip | None:
        place = self._shell.station.place()
        policy = place.session.policy
        with self._shell.station.store.reading() as connection:
            ticket = find_ticket(connection, ticket_id, EventId(policy.event.event_id))
        if ticket is None:
            return None
        return make_slip(
            self._kind, ticket.holder, product_name(policy, ticket.product), policy.event.name, ticket.ticket_id
        )

    def _print_found(self, slip: Slip | None) -> None:
        if slip is not None:
            self._print(slip)

    @property
    def _kind(self) -> SlipKind:
        return SlipKind.RECEIPT if self.settings.kind == SlipKind.RECEIPT else SlipKind.BADGE

    @property
    def _paper(self) -> Paper:
        settings = self.settings
        return Paper("", settings.width_mm, settings.height_mm)

    def _print(self, slip: Slip) -> None:
        self.queue.add(Job(slip, self._paper, self.settings.printer))

    def _scanned(self, result: ScanResult) -> None:
        if self.settings.is_on_admit:
            slip = slip_of_scan(result, self._kind, self._event, self._time_zone)
            if slip is not None:
                self._print(slip)

    def _follow(self, status: DoorStatus) -> None:
        self._event, self._time_zone = status.event, status.time_zone

    def _choose(self, settings: PrintSettings) -> None:
        """Take what somebody chose; managers only begin to print for everybody."""
        if settings.is_on_admit and not self.settings.is_on_admit:
            self.page.show_settings(self.settings)  # As it is, until there is a manager.
            self._shell.as_manager(lambda: self._keep(settings))
        else:
            self._keep(settings)

    def _keep(self, settings: PrintSettings) -> None:
        self._shell.change_settings(msgspec.structs.replace(self._shell.settings, printing=settings))
        self.page.show_settings(settings)
        self._show_preview()

    def _sample(self) -> Slip:
        event = self._event or say("Your event")
        code = TicketId("TEST-PRINT")
        return make_slip(self._kind, say("Alex Example"), say("Test print"), event, code)

    def _show_preview(self) -> None:
        self.page.show_preview(slip_picture(self._sample(), self._paper, _PREVIEW_DPI))

    def _again(self) -> None:
        self.queue.again(self._paper, self.settings.printer)
        self.page.show_waiting(0)

    def _put_away(self) -> None:
        self.queue.put_away()
        self.page.show_waiting(0)

    def _printed(self, job: Job) -> None:
        self.page.show_outcome(say("It is at the printer."), is_good=True)
        self.page.show_waiting(len(self.queue.kept))

    def _failed(self, job: Job) -> None:
        where = job.printer or say("The system’s usual printer")
        text = say("{printer} did not print. Check that it is on and has paper; nothing is lost.", printer=where)
        self.page.show_outcome(text, is_good=False)
        self.page.show_waiting(len(self.queue.kept))
        self._shell.window.show_act(text, is_done=False)
