import io
import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.context import Context
from server.ledger.invoices import issue_credit_note, issue_invoice, render_invoice_pdf
from server.ledger.models import Invoice
from server.ledger.verify import verify_ledger
from server.orders.models import Order
from tests.factories import Club, make_club
from tests.server.ledger.books import BILLING, add_order, give_back, items_of, sell

MIXED = ((2, 4900, 1900, True), (1, 1250, 700, True), (1, 20_000, 1900, False))


@pytest.fixture
def club(context: Context) -> Club:
    made = make_club(context)
    with context.database.transaction() as session:
        facts = {
            "legal_name": "Maguey Club Veranstaltungs GmbH",
            "legal_address": "Am Markt 11\n17309 Pasewalk",
            "vat_id": "DE123456789",
            "country": "DE",
        }
        session.execute(update(Organization).where(Organization.id == made.organization_id).values(**facts))
    return made


def _issued(session: Session, order: Order) -> Invoice:
    invoice = issue_invoice(session, order)
    assert invoice is not None
    return invoice


def _text_of(invoice: Invoice) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(render_invoice_pdf(invoice))).pages)


def test_only_a_business_buyer_who_paid_gets_an_invoice(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        assert issue_invoice(session, add_order(session, club)) is None
        free = add_order(session, club, billing=BILLING, sold=[(1, 0, 1900, True)], provider="free")
        assert issue_invoice(session, free) is None
        order = add_order(session, club, billing=BILLING)
        first = _issued(session, order)
        assert (first.number, first.body["number"]) == (1, "MGY-00001")
        assert _issued(session, order).id == first.id
        assert verify_ledger(session) == []


def test_an_invoice_says_who_what_and_every_tax_and_adds_up(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        body = _issued(session, add_order(session, club, billing=BILLING, sold=MIXED, shipping_cents=490)).body
    assert body["seller"] == {
        "name": "Maguey Club Veranstaltungs GmbH",
        "vatId": "DE123456789",
        "address": ["Am Markt 11", "17309 Pasewalk"],
        "country": "DE",
    }
    assert body["buyer"]["address"] == ["ul. Piotrkowska 104", "90-926 Łódź"]
    assert (body["buyer"]["country"], body["buyer"]["vatId"]) == ("PL", "PL5260001246")
    assert body["grossInCents"] == 2 * 4900 + 1250 + 23_800 + 490
    for of in ("lines", "taxes"):
        for sum_of in ("netInCents", "taxInCents", "grossInCents"):
            assert sum(line[sum_of] for line in body[of]) == body[sum_of]
    assert [tax["taxRateBp"] for tax in body["taxes"]] == [1900, 700]
    assert body["suppliedOn"] == "2025-01-15"
    assert body["notes"] == []


def test_the_organizations_name_stands_in_for_a_missing_legal_name(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    with sqlite_context.database.transaction() as session:
        assert _issued(session, add_order(session, club, billing=BILLING)).body["seller"]["name"] == "Maguey Club"


@pytest.mark.parametrize(
    ("change", "rate", "notes"),
    [
        ({}, 0, ["reverse_charge"]),
        ({}, 1900, []),
        ({"vatId": ""}, 0, []),
        ({"address": {**BILLING["address"], "country": "DE"}}, 0, []),
        ({"address": {**BILLING["address"], "country": "CH"}}, 0, []),
    ],
)
def test_reverse_charge_is_noted_between_eu_countries_with_a_vat_id_and_no_tax(
    context: Context, club: Club, change: dict[str, Any], rate: int, notes: list[str]
) -> None:
    with context.database.transaction() as session:
        order = add_order(session, club, billing={**BILLING, **change}, sold=[(1, 1000, rate, True)], language="de")
        invoice = _issued(session, order)
    assert invoice.body["notes"] == notes
    assert ("Steuerschuldnerschaft" in _text_of(invoice)) == bool(notes)


def test_a_credit_note_is_numbered_after_its_invoice_and_takes_back_the_items(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order, payment = sell(session, club, billing=BILLING, sold=MIXED)
        invoice = _issued(session, order)
        item = items_of(session, order)[1]
        refund = give_back(session, payment, 1250, item_ids=[item.id])
        note = issue_credit_note(session, order, refund)
        assert note is not None
        again = issue_credit_note(session, order, refund)
        assert again is not None
        assert again.id == note.id
        assert (note.number, note.refund_id) == (2, refund.id)
        assert note.body["corrects"] == invoice.body["number"]
        assert [(line["description"], line["grossInCents"]) for line in note.body["lines"]] == [("Thing 1", -1250)]
        rest = give_back(session, payment, order.amount_cents - 1250)
        last = issue_credit_note(session, order, rest)
        assert last is not None
        assert note.body["taxInCents"] + last.body["taxInCents"] == -invoice.body["taxInCents"]
        assert issue_credit_note(session, order, give_back(session, payment, 1, kind="return")) is None
        assert verify_ledger(session) == []


def test_an_order_without_an_invoice_gets_no_credit_note(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order, payment = sell(session, club)
        assert issue_credit_note(session, order, give_back(session, payment, 100)) is None


def test_numbers_have_no_gap_though_many_issue_at_once_and_some_roll_back(context: Context, club: Club) -> None:
    seed = random.randrange(2**32)
    print(f"seed {seed}")  # noqa: T201  So that a failure can be repeated.
    chances = random.Random(seed)
    crashes = [chances.random() < 0.4 for _ in range(40)]

    def issue(crashes: bool) -> None:
        try:
            with context.database.transaction() as session:
                _issued(session, add_order(session, club, billing=BILLING))
                if crashes:
                    raise InterruptedError  # noqa: TRY301  As if the process ended here.
        except InterruptedError:
            pass

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(issue, crashes))
    with context.database.transaction() as session:
        numbers = session.scalars(select(Invoice.number).order_by(Invoice.number)).all()
        assert list(numbers) == list(range(1, crashes.count(False) + 1))
        assert verify_ledger(session) == []


def test_one_order_invoiced_by_many_at_once_has_one_invoice(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        order_id = add_order(session, club, billing=BILLING).id

    def issue(_: int) -> str:
        with context.database.transaction() as session:
            return _issued(session, session.get_one(Order, order_id)).id

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(issue, range(12)))) == 1


def test_the_database_refuses_to_change_an_invoice(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        _issued(session, add_order(session, club, billing=BILLING))
    for statement in ("UPDATE invoices SET number = 7", "DELETE FROM invoices"):
        with pytest.raises(DBAPIError, match="cannot be"), context.database.transaction() as session:
            session.execute(text(statement))


def test_a_missing_invoice_and_one_that_does_not_add_up_are_found(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    with sqlite_context.database.transaction() as session:
        for _ in range(3):
            _issued(session, add_order(session, club, billing=BILLING))
        session.execute(text("DROP TRIGGER invoices_refuse_delete"))
        session.execute(text("DROP TRIGGER invoices_refuse_update"))
        session.execute(text("DELETE FROM invoices WHERE number = 2"))
        session.execute(text("UPDATE invoices SET body = json_set(body, '$.netInCents', 1) WHERE number = 3"))
        assert {problem.code for problem in verify_ledger(session)} == {"INVOICE_NUMBERS", "INVOICE"}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Invoice", "Billed to", "VAT ID DE123456789", "€368.50", "Poland"]),
        ("de", ["Rechnung", "USt-IdNr.", "368,50 €", "Polen", "15. Januar 2025"]),
        ("es", ["Factura", "Base imponible", "368,50 €", "Polonia"]),
        ("fr", ["Facture", "TTC", "368,50 €", "Pologne"]),
    ],
)
def test_the_pdf_speaks_the_buyers_language(context: Context, club: Club, language: str, words: list[str]) -> None:
    with context.database.transaction() as session:
        order = add_order(session, club, billing=BILLING, sold=MIXED, language=language, shipping_cents=2000)
        invoice = _issued(session, order)
    said = _text_of(invoice).replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "Łódź Events" in said
    assert order.id in said
    for word in words:
        assert word in said
    assert render_invoice_pdf(invoice) == render_invoice_pdf(invoice)


def test_an_invoice_of_many_lines_goes_over_several_pages(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        sold = [(1, 1000 + number, 1900, True) for number in range(90)]
        invoice = _issued(session, add_order(session, club, billing=BILLING, sold=sold, currency="kwd"))
    pages = PdfReader(io.BytesIO(render_invoice_pdf(invoice))).pages
    assert len(pages) == 4
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of 4" in page.extract_text()
    assert "KWD 94.005" in pages[-1].extract_text().replace("\N{NO-BREAK SPACE}", " ")


def test_an_invoice_of_play_money_says_so(context: Context, club: Club) -> None:
    with context.database.transaction() as session:
        invoice = _issued(session, add_order(session, club, billing=BILLING, provider="test"))
    assert "Test money" in _text_of(invoice)
