"""A ticket's PDF, rasterized and read as a door reads it; and that it takes any text."""

import io
import shutil
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from server.catalog.models import Event as EventRow
from server.context import Context
from server.fulfilment.documents import ticket_sheets, tickets_of_order
from server.fulfilment.receipt_pdf import ReceiptSheet, draw_receipt_pdf
from server.fulfilment.ticket_pdf import TicketSheet, draw_ticket_pdf
from server.fulfilment.typesetting import break_lines, fit_size, width_of
from server.tickets.keys import public_keys
from sync.rules.code import SignedCode, TypedCode, read_code
from sync.rules.ids import EventId, EventNumber
from sync.rules.ticket import Event
from tests.factories import START_MS, make_club
from tests.server.fulfilment.selling import sell

SHEET = TicketSheet(
    ticket_id="MGY-PF-20250115-7K3M9QXZ5",
    payload="MGY-PF-20250115-7K3M9QXZ5",
    holder="Max Mustermann",
    product="VIP",
    event="Perreo Fridays",
    starts_at=START_MS,
    ends_at=START_MS + 3 * 3_600_000,
    time_zone="Europe/Madrid",
    place="Carrer de la Nit 5",
    organization="Maguey Club",
    order_id="ord_1",
)
LONG = "Das große Festival der allerlängsten Veranstaltungsnamen im gesamten deutschsprachigen Raum " * 3


def _texts(document: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(document)).pages]


def _pictures(document: bytes, folder: Path) -> list[Image.Image]:
    """The pages as a printer or a phone draws them, at 100 dots an inch."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm of poppler-utils is not installed")
    (folder / "ticket.pdf").write_bytes(document)
    subprocess.run(["pdftoppm", "-r", "100", "-png", "ticket.pdf", "page"], cwd=folder, check=True)
    return [Image.open(file) for file in sorted(folder.glob("page*.png"))]


@pytest.mark.parametrize("ticket_format", ["signed", "typed"])
def test_a_door_reads_the_printed_ticket(sqlite_context: Context, tmp_path: Path, ticket_format: str) -> None:
    context = sqlite_context
    club = make_club(context, ticket_format=ticket_format)
    sold = sell(context, club, club.product_id, 2)
    with context.database.transaction() as session:
        tickets = tickets_of_order(session, sold.order_id)
        ids = [ticket.id for ticket in tickets]
        document = draw_ticket_pdf(ticket_sheets(session, tickets), "en")
        row = session.get_one(EventRow, club.event_id)
        event = Event(
            event_id=EventId(row.id),
            number=EventNumber(row.number),
            name=row.name,
            code_prefix=row.code_prefix,
            keys=public_keys(session, club.organization_id),
        )
    kind = SignedCode if ticket_format == "signed" else TypedCode
    read = []
    for picture in _pictures(document, tmp_path):
        (found,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
        code = read_code(found.text, event)
        assert isinstance(code, kind)
        read.append(code.ticket_id)

    assert read == ids


def test_a_phone_that_shows_the_whole_page_is_read_too(tmp_path: Path) -> None:
    picture = _pictures(draw_ticket_pdf([SHEET], "en"), tmp_path)[0]
    small = picture.convert("L").resize((360, 360 * picture.height // picture.width), Image.Resampling.LANCZOS)

    (found,) = zxingcpp.read_barcodes(np.asarray(small))
    assert found.text == SHEET.payload


def test_a_page_says_who_where_and_when_in_the_events_time_zone() -> None:
    (text,) = _texts(draw_ticket_pdf([SHEET], "en"))

    for said in ("Perreo Fridays", "Max Mustermann", "VIP", "Carrer de la Nit 5", SHEET.ticket_id, "Maguey Club"):
        assert said in text
    assert "Wednesday, 15 January 2025" in text.replace("Wednesday 15", "Wednesday, 15")
    assert "23:00 CET – 16 Jan 2025, 02:00 CET" in text


@pytest.mark.parametrize(
    ("language", "day", "word"),
    [
        ("de", "Mittwoch, 15. Januar 2025", "Buchung"),
        ("es", "miércoles, 15 de enero de 2025", "Reserva"),
        ("fr", "mercredi 15 janvier 2025", "Réservation"),
        ("de-AT", "Mittwoch, 15. Januar 2025", "Buchung"),
        ("xx", "15 January 2025", "Booking"),
    ],
)
def test_it_speaks_the_buyers_language(language: str, day: str, word: str) -> None:
    (text,) = _texts(draw_ticket_pdf([SHEET], language))
    assert day in text
    assert word in text


@pytest.mark.parametrize(
    ("language", "label", "people", "shown"),
    [
        ("en", "Admits", "5 people", "It admits 5 people, together or one after another."),
        ("de", "Gilt für", "5 Personen", "Er gilt für 5 Personen, zusammen oder nacheinander."),
        ("es", "Vale para", "5 personas", "Vale para 5 personas, juntas o una tras otra."),
        ("fr", "Valable pour", "5 personnes", "Il est valable pour 5 personnes, ensemble ou l’une après l’autre."),
    ],
)
def test_a_groups_ticket_says_how_many_it_admits(language: str, label: str, people: str, shown: str) -> None:
    (text,) = _texts(draw_ticket_pdf([replace(SHEET, admits=5)], language))
    lines = text.splitlines()
    assert people == lines[lines.index(label) + 1]
    assert shown in " ".join(lines)
    (alone,) = _texts(draw_ticket_pdf([SHEET], language))
    assert label not in alone.splitlines()


def test_a_groups_ticket_is_printed_as_it_was_sold(sqlite_context: Context) -> None:
    club = make_club(sqlite_context, product={"groupSize": 4})
    sold = sell(sqlite_context, club, club.product_id)
    with sqlite_context.database.transaction() as session:
        [sheet] = ticket_sheets(session, tickets_of_order(session, sold.order_id))
    assert sheet.admits == 4


def test_several_tickets_are_several_numbered_pages() -> None:
    texts = _texts(draw_ticket_pdf([replace(SHEET, holder=name) for name in ("Ann", "Bob", "Cid")], "en"))
    assert [name in text for name, text in zip(("Ann", "Bob", "Cid"), texts, strict=True)] == [True] * 3
    assert ["1/3" in texts[0], "3/3" in texts[2]] == [True, True]


BARE = replace(SHEET, holder="", product="", starts_at=None, ends_at=None, place="", organization="", event="")


@pytest.mark.parametrize(
    "sheet",
    [
        BARE,
        replace(SHEET, event=LONG, holder=LONG, product=LONG, place=LONG, organization=LONG),
        replace(SHEET, event="W" * 300, holder="W" * 300, product="W" * 300, valid_from=1, valid_until=2, admits=1_000),
        replace(SHEET, ends_at=START_MS - 1, ticket_id="M" * 60),
        replace(SHEET, holder="محمد علي", event="מסיבת קיץ 2025", place="東京都渋谷区"),
        replace(SHEET, holder="สมชาย 🎉", event="🎟️🎟️", place="\u0e01\u200d"),
    ],
)
def test_missing_long_and_foreign_texts_leave_the_qr_readable(sheet: TicketSheet, tmp_path: Path) -> None:
    (picture,) = _pictures(draw_ticket_pdf([sheet], "de"), tmp_path)
    (found,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    assert found.text == sheet.payload


def _fonts(document: bytes) -> set[str]:
    fonts = PdfReader(io.BytesIO(document)).pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    return {str(font.get_object()["/BaseFont"]).rpartition("+")[2] for font in fonts.values()}


def test_letters_of_each_script_come_from_a_font_that_has_them() -> None:
    names = {"Max": "Inter-Bold", "山田太郎": "DroidSansFallback", "김철수": "DroidSansFallback"}
    for name, font in {**names, "דוד": "DejaVuSans-Bold", "محمد": "DejaVuSans-Bold"}.items():
        assert font in _fonts(draw_ticket_pdf([replace(BARE, holder=name)], "en")), name


@given(text=st.text(max_size=80), width=st.integers(40, 500), most=st.integers(1, 3))
@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
def test_lines_fit_their_width_whatever_they_hold(text: str, width: int, most: int) -> None:
    lines = break_lines(text, 12, width, most)
    assert 1 <= len(lines) <= most
    assert all(width_of(line, 12) <= width for line in lines)


def test_a_code_is_shrunk_to_its_line() -> None:
    size = fit_size("M" * 40, 300, 30, 5)
    assert size < 30
    assert width_of("M" * 40, size) <= 300.01


def test_a_ticket_takes_some_milliseconds_and_kilobytes() -> None:
    draw_ticket_pdf([SHEET], "en")
    began = time.perf_counter()
    documents = [draw_ticket_pdf([SHEET], "en") for _ in range(10)]
    assert (time.perf_counter() - began) / 10 < 0.25
    assert all(len(document) < 40_000 for document in documents)


RECEIPT = ReceiptSheet(
    organization="Maguey GmbH",
    address="Carrer de la Nit 5\n08001 Barcelona",
    buyer="Jo Doe",
    order_id="ord_1",
    paid_at=START_MS,
    description="Premium Plan",
    quantity=2,
    price_cents=5_950,
    total_cents=11_900,
    tax_cents=1_900,
    tax_rate_bp=1_900,
    is_tax_included=True,
    refunded_cents=0,
    currency="eur",
)


def test_a_receipt_says_what_it_cost_and_the_tax_in_it() -> None:
    (text,) = _texts(draw_receipt_pdf(RECEIPT, "de"))
    plain = text.replace("\N{NO-BREAK SPACE}", " ")
    for said in (
        "Quittung",
        "Premium Plan",
        "59,50 €",
        "119,00 €",
        "Darin Steuer (19 %)",
        "19,00 €",
        "08001 Barcelona",
    ):
        assert said in plain


def test_a_tax_on_top_is_in_the_total_of_a_receipt() -> None:
    (text,) = _texts(draw_receipt_pdf(replace(RECEIPT, is_tax_included=False, refunded_cents=500), "en"))
    for said in ("Tax on top (19 %)", "€138.00", "Refunded", "€5.00"):
        assert said in text.replace("\N{NO-BREAK SPACE}", " ")
