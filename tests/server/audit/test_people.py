"""A person gets all that is kept of them, and is erased from everywhere but what the law keeps."""

import contextlib
import json
from dataclasses import dataclass
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import JSON, Text, insert, inspect, select, text, update
from sqlalchemy.orm import Session

from server.api import as_json
from server.appointments.models import Appointment
from server.appointments.service import open_appointments
from server.audit.finding import Found, find_person
from server.audit.models import AuditEntry
from server.audit.people import StillNeededError, erase_person, export_person
from server.audit.personal import BLANKS, KEPT
from server.base import Base
from server.catalog.models import Event, Product
from server.catalog.schemas import ProductRequest
from server.catalog.service import create_product
from server.commands import admin
from server.config import ConfigError
from server.context import Context
from server.fulfilment.access import Visitor
from server.idempotency import Asked, answer_once
from server.ids import new_id, now_ms
from server.ledger.models import Invoice
from server.ledger.verify import verify_ledger
from server.orders.models import Order, PurchaseItem
from server.orders.schemas import BookingRequest
from server.orders.service import create_booking
from server.payments.checkout import place_checkout
from server.payments.models import Payment, ProviderEvent, Refund, TestCharge
from server.payments.schemas import CheckoutRequest
from server.payments.settle import mark_paid_elsewhere
from server.tickets.models import Ticket
from server.tokens import token_for
from tests.factories import HOLD_MS, Club, booking_body, make_club

EMAIL = "Zebulon.Quirinus@Example.com"
MARK = "quirinus"
"""In each of the person's names, addresses and texts, and in nothing else."""
ADDRESS = {"line1": "Quirinusweg 1", "city": "Quirinusstadt", "country": "DE"}


@dataclass(frozen=True, slots=True)
class World:
    """A club where the person booked, bought goods and sessions, and came along as somebody's guest."""

    context: Context
    club: Club
    booking_id: str
    ticket_id: str
    order_id: str
    guest_ticket_id: str

    @property
    def organization_id(self) -> str:
        return self.club.organization_id


def _book(
    session: Session, context: Context, club: Club, *, email: str = "friend@example.com", **fields: Any
) -> dict[str, Any]:
    """Book as over HTTP, under an idempotency key."""
    body = BookingRequest.model_validate(booking_body(club, email=email) | fields)
    asked = Asked(club.organization_id, new_id("key"), b"")
    answer = answer_once(
        session,
        context.vault,
        asked,
        lambda inner: as_json(create_booking(inner, context.tools, club.organization_id, body, hold_ms=HOLD_MS)),
    )
    booked: dict[str, Any] = json.loads(answer.body)
    return booked


def _product(session: Session, club: Club, subtype: str, **facts: Any) -> Product:
    request = {"name": subtype, "subtype": subtype, "customProperties": {"price": 1000, "currency": "eur", **facts}}
    return create_product(session, club.organization_id, ProductRequest.model_validate(request))


def _buy_goods(session: Session, context: Context, club: Club) -> str:
    """A parcel and sessions, paid, by a business with an invoice; the order's id."""
    products = [_product(session, club, "shipment"), _product(session, club, "service", sessions=2)]
    request = CheckoutRequest.model_validate(
        {
            "items": [{"productId": product.id} for product in products],
            "customerEmail": EMAIL,
            "customerName": "Zebulon Quirinus",
            "customerPhone": "+49 quirinus 1",
            "billing": {"name": "Quirinus GmbH", "address": ADDRESS},
            "shippingAddress": {**ADDRESS, "name": "Zebulon Quirinus"},
            "returnUrl": "https://shop.example/?for=quirinus",
            "metadata": {"hat": "quirinus"},
        }
    )
    payment = session.get_one(Payment, place_checkout(session, context, club.organization_id, request))
    payment.reference = new_id("ref")
    order = session.get_one(Order, payment.order_id)
    mark_paid_elsewhere(session, context.tools, order.id)
    open_appointments(session, context.vault, order, products[1])
    _let_a_provider_tell(session, context, payment)
    return order.id


def _let_a_provider_tell(session: Session, context: Context, payment: Payment) -> None:
    facts: dict[str, Any] = {"id": new_id("pev"), "provider": "stripe", "type": "paid", "detail": "", "received_at": 1}
    body = context.vault.seal(json.dumps({"billing_details": {"email": EMAIL}}).encode())
    event = {**facts, "event_id": facts["id"], "reference": payment.reference, "sealed_body": body, "outcome": "done"}
    session.execute(insert(ProviderEvent).values(event))
    refund = {"id": new_id("rfd"), "order_id": payment.order_id, "payment_id": payment.id, "provider": "stripe"}
    amounts = {"kind": "refund", "amount_cents": 1, "currency": "eur", "status": "failed", "item_ids": []}
    times = {"created_at": 1, "updated_at": 1}
    session.execute(insert(Refund).values(organization_id=payment.organization_id, **refund, **amounts, **times))
    charge = {"payment_id": payment.id, "amount_cents": 1, "currency": "eur", "lines": []}
    charge |= {"organization_id": payment.organization_id, "description": "Goods", "status": "pending", "created_at": 1}
    session.execute(insert(TestCharge).values(reference=f"test_{payment.reference}", return_url="", **charge))


def _mark_everything(session: Session, found: Found) -> None:
    """Put the mark into every personal column of the person's rows that does not have it yet."""
    for name, blanks in BLANKS.items():
        table = Base.metadata.tables[name]
        key = next(iter(table.primary_key.columns))
        assert found.ids[name], f"the world has no {name}"
        for column in blanks:
            if column in ("customer_key", "token_hash", "user_id", "sealed_client_secret", "status", "email"):
                continue
            of_type = table.c[column].type
            value: Any = {"note": f"{MARK} {column}", "trackingNumber": MARK} if isinstance(of_type, JSON) else MARK
            assert isinstance(of_type, JSON | Text)
            for row_id in found.ids[name]:
                known: Any = session.scalar(select(table.c[column]).where(key == row_id))
                if column in ("data", "fulfillment_data"):
                    value = {**(known or {}), "trackingNumber": MARK}
                    value |= {"ticketCode": MARK} if "ticketCode" in value else {}
                if column == "foreign_code":  # One code is on one ticket.
                    value = f"{MARK} {row_id}"
                if MARK not in json.dumps(known).lower():
                    session.execute(update(table).where(key == row_id).values({column: value}))


@pytest.fixture
def world(context: Context) -> World:
    """The club's event is over."""
    club = make_club(context)
    person = {"firstName": "Zebulon", "lastName": "Quirinus", "email": EMAIL, "phone": "+49 quirinus 1"}
    with context.database.transaction() as session:
        mine = _book(session, context, club, primaryAttendee=person)
        other = _book(session, context, club, guests=[person])
        order_id = _buy_goods(session, context, club)
        found = find_person(session, context.vault, club.organization_id, EMAIL)
        _mark_everything(session, found)
    tickets = mine["tickets"][0]["ticketId"], other["tickets"][1]["ticketId"]
    return World(context, club, mine["bookingId"], tickets[0], order_id, tickets[1])


def _erase(world: World, *, is_cancelling: bool = True, email: str = EMAIL) -> dict[str, Any]:
    with world.context.database.transaction() as session:
        found = find_person(session, world.context.vault, world.organization_id, email)
        return erase_person(session, world.context.tools, found, actor="key_x", is_cancelling=is_cancelling)


def _where(world: World, needle: str) -> set[tuple[str, str]]:
    """Every table and column of the whole database that holds the text, sealed values opened."""
    places = set()
    with world.context.database.transaction() as session:
        for table in inspect(session.connection()).get_table_names():
            rows = session.execute(text(f'SELECT * FROM "{table}"')).mappings()  # noqa: S608  Our own tables.
            for row in rows:
                places |= {(table, name) for name, value in row.items() if needle in _plain(world, value)}
    return places


def _plain(world: World, value: Any) -> str:
    if isinstance(value, memoryview | bytes):
        raw = bytes(value)
        with contextlib.suppress(ConfigError, ValueError, TypeError):  # Not sealed.
            raw = world.context.vault.open(raw)
        return raw.decode("utf-8", "replace").lower()
    return json.dumps(value, ensure_ascii=False, default=str).lower()


def test_an_erased_person_stands_nowhere_but_on_the_invoice(world: World) -> None:
    before = _where(world, MARK)
    assert {("tickets", "holder_name"), ("deliveries", "recipient"), ("idempotent_answers", "sealed_answer")} < before

    outcome = _erase(world)

    assert _where(world, MARK) == {("invoices", "body")}
    assert _where(world, "zebulon") <= {("invoices", "body")}
    assert (outcome["kept"][0]["what"], outcome["kept"][0]["why"]) == ("invoices", KEPT["invoices", "body"])
    assert outcome["erased"]["orders"] == 2
    assert outcome["erased"]["tickets"] == 2


def test_money_and_everyone_else_stay_as_they_were(world: World) -> None:
    def others() -> Any:
        with world.context.database.transaction() as session:
            friend = session.scalars(select(Ticket).where(Ticket.holder_name == "Max Mustermann")).all()
            orders = session.execute(select(Order.id, Order.amount_cents, Order.currency).order_by(Order.id)).all()
            invoices = session.scalars(select(Invoice).order_by(Invoice.id)).all()
            return [ticket.id for ticket in friend], orders, [(invoice.number, invoice.body) for invoice in invoices]

    before = others()
    _erase(world)

    assert others() == before
    assert len(before[0]) == 1
    with world.context.database.transaction() as session:
        assert verify_ledger(session) == []


def test_tickets_stay_valid_and_the_doors_hear_that_they_name_nobody(world: World) -> None:
    with world.context.database.transaction() as session:
        before = session.get_one(Ticket, world.guest_ticket_id)
        code, position, status = before.signed_code, before.feed_position, before.status
    _erase(world)
    with world.context.database.transaction() as session:
        after = session.get_one(Ticket, world.guest_ticket_id)
        assert (after.signed_code, after.status, after.holder_name) == (code, status, "")
        assert after.feed_position > position


def test_a_retry_of_an_old_request_gets_its_answer_without_the_name(world: World) -> None:
    _erase(world)
    with world.context.database.transaction() as session:
        rows = session.execute(text("SELECT sealed_answer FROM idempotent_answers")).scalars()
        answers = [json.loads(world.context.vault.open(bytes(row))) for row in rows]
    mine = next(answer for answer in answers if answer["bookingId"] == world.booking_id)
    assert mine["tickets"][0]["ticketId"] == world.ticket_id
    assert mine["tickets"][0]["attendeeName"] == ""
    friend = next(answer for answer in answers if answer["bookingId"] != world.booking_id)
    assert [ticket["attendeeName"] for ticket in friend["tickets"]] == ["Max Mustermann", ""]


def test_erasing_again_finds_nothing(world: World) -> None:
    _erase(world)
    again = _erase(world, is_cancelling=False)
    assert (again["erased"], again["cancelled"]) == ({}, [])


def test_an_event_not_worked_yet_keeps_its_body(world: World) -> None:
    with world.context.database.transaction() as session:
        session.execute(update(ProviderEvent).values(outcome="pending"))
    _erase(world)
    assert ("provider_events", "sealed_body") in _where(world, MARK)


def _make_upcoming(world: World) -> None:
    with world.context.database.transaction() as session:
        session.execute(update(Event).values(starts_at=now_ms() + 3_600_000))


def test_who_has_something_to_come_is_not_erased_unless_it_is_cancelled(world: World) -> None:
    _make_upcoming(world)
    with pytest.raises(StillNeededError) as refused:
        _erase(world, is_cancelling=False)
    listed = refused.value.details["upcoming"].split(",")
    assert {world.ticket_id, world.guest_ticket_id} < set(listed)
    assert ("tickets", "holder_name") in _where(world, MARK)

    outcome = _erase(world)

    assert [one["id"] for one in outcome["cancelled"]] == listed
    assert {one["kind"] for one in outcome["cancelled"]} == {"ticket", "shipment", "appointment"}
    assert outcome["refundable"] == [world.order_id]
    with world.context.database.transaction() as session:
        assert session.get_one(Ticket, world.ticket_id).status == "revoked"
        statuses = set(session.scalars(select(Appointment.status)))
        event = session.scalars(select(Event)).one()
    assert statuses == {"cancelled"}
    assert event.taken == 1  # The friend still comes.


def test_an_order_that_waits_for_its_payment_is_cancelled_with_the_person(context: Context) -> None:
    club = make_club(context, price_cents=500)
    with context.database.transaction() as session:
        booked = _book(session, context, club, email=EMAIL)
    world = World(context, club, booked["bookingId"], "", "", "")
    with pytest.raises(StillNeededError) as refused:
        _erase(world, is_cancelling=False)
    assert refused.value.details["upcoming"] == booked["bookingId"]
    _erase(world)
    with context.database.transaction() as session:
        assert session.get_one(Order, booked["bookingId"]).status == "cancelled"


def test_another_organization_s_person_of_the_same_address_stays(world: World) -> None:
    other = make_club(world.context, prefix="THEM")
    with world.context.database.transaction() as session:
        _book(session, world.context, other, email=EMAIL)
        found = find_person(session, world.context.vault, other.organization_id, EMAIL)
        assert len(found.ids["orders"]) == 1
    _erase(world)
    with world.context.database.transaction() as session:
        kept = session.scalars(select(Order.customer_email).where(Order.organization_id == other.organization_id)).one()
    assert kept == EMAIL


def test_the_export_holds_everything_and_no_secrets(world: World) -> None:
    with world.context.database.transaction() as session:
        found = find_person(session, world.context.vault, world.organization_id, EMAIL.upper())
        exported = export_person(session, found, actor="key_x")
        signed = session.get_one(Ticket, world.ticket_id).signed_code
        items = session.scalars(select(PurchaseItem.id).where(PurchaseItem.order_id == world.order_id)).all()
    kinds = {kind for kind, rows in exported.items() if rows}
    assert kinds >= {
        *("contacts", "orders", "purchaseItems", "tickets", "entitlements", "appointments", "deliveries"),
        *("invoices", "payments", "refunds"),
    }
    assert {ticket["id"] for ticket in exported["tickets"]} == {world.ticket_id, world.guest_ticket_id}
    assert set(items) < {item["id"] for item in exported["purchaseItems"]}
    told = json.dumps(exported)
    assert signed not in told
    assert "tokenHash" not in told
    assert "Mustermann" not in told


def test_both_are_on_record_without_the_address(world: World) -> None:
    with world.context.database.transaction() as session:
        found = find_person(session, world.context.vault, world.organization_id, EMAIL)
        export_person(session, found, actor="key_x")
    _erase(world)
    with world.context.database.transaction() as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.action.like("person.%")).order_by(AuditEntry.id))
        told = [(row.actor, row.action, row.object_id, row.organization_id) for row in rows]
    contact_id = found.ids["contacts"][0]
    assert told == [
        ("key_x", "person.exported", contact_id, world.organization_id),
        ("key_x", "person.erased", contact_id, world.organization_id),
    ]


def test_an_unknown_address_exports_nothing_and_erases_nothing(world: World) -> None:
    with world.context.database.transaction() as session:
        found = find_person(session, world.context.vault, world.organization_id, "nobody@example.com")
        assert not any(export_person(session, found, actor="key_x").values())
    assert _erase(world, email="nobody@example.com")["erased"] == {}
    assert ("tickets", "holder_name") in _where(world, MARK)


def test_the_command_line_exports_and_erases(world: World) -> None:
    config = world.context.config
    base = ["--data-dir", str(config.data_dir), "--database-url", config.database_url]

    def run(*words: str) -> str:
        done = CliRunner().invoke(admin, [*base, *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "Quirinus" in json.dumps(json.loads(run("export-person", "MGY", EMAIL)))
    refused = CliRunner().invoke(admin, [*base, "erase-person", "MGY", EMAIL])
    assert refused.exit_code == 1
    assert EMAIL not in refused.output
    assert "kept: 1 invoices." in run("erase-person", "MGY", EMAIL, "--cancel-upcoming")
    assert _where(world, MARK) == {("invoices", "body")}


def test_the_buyers_token_opens_an_erased_order_no_more(world: World) -> None:
    token = token_for(world.context.vault, "order", world.order_id)
    order = world.context.database.read_now(lambda session: session.get_one(Order, world.order_id))
    assert Visitor(token=token).may_see(world.context.vault, order)

    _erase(world)

    blanked = world.context.database.read_now(lambda session: session.get_one(Order, world.order_id))
    assert not Visitor(token=token).may_see(world.context.vault, blanked)
