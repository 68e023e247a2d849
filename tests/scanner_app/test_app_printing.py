"""Printing as the people at a door have it; the printer writes PDF files, or is out of paper."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.printing.printer import PrintError, print_to_file
from scanner_app.printing.slip import Paper, Slip
from scanner_app.screens.printing import Printing
from scanner_app.settings import PrintSettings
from sync.rules.ids import TicketId
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import give_pin, new_tickets, pin_dialog, set_pin, type_code, wait
from tests.server.doors.venue import Venue


class Printer:
    """Writes PDF files, numbered."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.has_paper = folder, True

    def print_one(self, slip: Slip, paper: Paper, _name: str) -> None:
        if not self.has_paper:
            raise PrintError("no paper")
        beside = self.folder / "coming"
        print_to_file(slip, paper, beside)
        beside.replace(self.folder / f"{len(self.texts())}.pdf")

    def texts(self) -> list[str]:
        return [" ".join(PdfReader(path).pages[0].extract_text().split()) for path in sorted(self.folder.glob("*.pdf"))]


@pytest.fixture
def printer(scanner: ScannerApp, tmp_path: Path) -> Iterator[Printer]:
    folder = tmp_path / "printed"
    folder.mkdir()
    made = Printer(folder)
    scanner.screen(Printing).queue._print = made.print_one
    yield made
    scanner.screen(Printing).queue._print = print_nothing


def print_nothing(*_: object) -> None:
    return


def _set(scanner: ScannerApp, **fields: object) -> None:
    printing = msgspec.structs.replace(scanner.shell.settings.printing, **fields)
    scanner.screen(Printing).page.changed.emit(printing)


def test_everybody_who_is_let_in_gets_a_badge_where_that_is_set(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, printer: Printer
) -> None:
    first, second = new_tickets(scanner, venue, qtbot, 2)
    type_code(scanner, first["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    assert printer.texts() == []
    _set(scanner, is_on_admit=True)
    type_code(scanner, second["ticketId"])
    wait(qtbot, lambda: len(printer.texts()) == 1)
    assert second["attendeeName"].split()[0] in printer.texts()[0]
    type_code(scanner, second["ticketId"])
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.REFUSED)
    qtbot.wait(300)
    assert len(printer.texts()) == 1


def test_a_printer_without_paper_is_told_of_and_the_guest_is_in_all_the_same(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, printer: Printer
) -> None:
    screen = scanner.screen(Printing)
    printer.has_paper = False
    _set(scanner, is_on_admit=True)
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    type_code(scanner, ticket["ticketId"])
    wait(qtbot, lambda: "did not print" in scanner.window.act_bar.said)
    assert scanner.station.status().inside == 1
    screen.open_page()
    assert "did not print" in screen.page.status_text
    assert screen.page.again_button.isVisibleTo(screen.page)
    printer.has_paper = True
    screen.page.again_button.click()
    wait(qtbot, lambda: len(printer.texts()) == 1)
    assert not screen.page.again_button.isVisibleTo(screen.page)


def test_a_ticket_is_printed_again_on_demand_scanned_or_not(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, printer: Printer
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    scanner.screen(Printing).print_ticket(TicketId(ticket["ticketId"]))
    wait(qtbot, lambda: len(printer.texts()) == 1)
    scanner.screen(Printing).print_ticket(TicketId(ticket["ticketId"]))
    wait(qtbot, lambda: len(printer.texts()) == 2)
    assert ticket["attendeeName"].split()[0] in printer.texts()[1]
    assert "Perreo Fridays" in printer.texts()[1]


def test_a_badge_is_printed_by_hand_behind_the_pin(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, printer: Printer
) -> None:
    set_pin(scanner, venue, qtbot)
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    screen = scanner.screen(Printing)
    screen.print_ticket(TicketId(ticket["ticketId"]))
    asked = pin_dialog(scanner)
    assert asked is not None
    asked.reject()
    qtbot.wait(300)
    assert printer.texts() == []
    screen.print_ticket(TicketId(ticket["ticketId"]))
    give_pin(scanner)
    wait(qtbot, lambda: len(printer.texts()) == 1)
    assert ticket["attendeeName"].split()[-1] in printer.texts()[0]


def test_badges_for_everybody_are_begun_behind_the_pin_and_ended_without(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    set_pin(scanner, venue, qtbot)
    screen = scanner.screen(Printing)
    screen.open_page()
    whens = screen.page.whens
    whens.button("on_admit").click()
    asked = pin_dialog(scanner)
    assert asked is not None
    asked.reject()
    assert whens.button("never").isChecked()
    assert not screen.settings.is_on_admit
    whens.button("on_admit").click()
    give_pin(scanner)
    wait(qtbot, lambda: screen.settings.is_on_admit)
    assert whens.button("on_admit").isChecked()
    scanner.shell.roles.lock()
    whens.button("never").click()
    assert not screen.settings.is_on_admit


def test_choices_are_kept_and_the_preview_follows(scanner: ScannerApp, qtbot: QtBot) -> None:
    screen = scanner.screen(Printing)
    screen.open_page()
    page = screen.page
    page.sizes.button("62 × 29").click()
    page.kinds.button("receipt").click()
    page.whens.button("on_admit").click()
    assert scanner.shell.settings.printing == PrintSettings("", 62.0, 29.0, is_on_admit=True, kind="receipt")
    assert page.preview._picture.width() > page.preview._picture.height()


def test_another_size_is_typed_and_nonsense_is_marked(scanner: ScannerApp, qtbot: QtBot) -> None:
    screen = scanner.screen(Printing)
    screen.open_page()
    page = screen.page
    page.sizes.button("custom").click()
    for row, text in ((page.width_field, "90"), (page.height_field, "55")):
        row.field.setText(text)
        row.field.textEdited.emit(text)
    kept = scanner.shell.settings.printing
    assert (kept.width_mm, kept.height_mm) == (90.0, 55.0)
    page.width_field.field.setText("9000")
    page.width_field.field.textEdited.emit("9000")
    assert page.width_field.error
    assert scanner.shell.settings.printing == kept
