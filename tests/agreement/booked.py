"""The agreement table's facts on the server: real bookings, then changed in its database as each case says."""

from dataclasses import dataclass, replace
from typing import Any

from nacl.signing import SigningKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.catalog.schemas import EventRequest, LinkRequest, ProductRequest
from server.catalog.service import create_event, create_offer, create_product
from server.context import Context
from server.doors.authority import rotation_key
from server.doors.pairing import create_gate, create_pairing_code
from server.ids import now_ms
from server.orders.schemas import BookedTicket, BookingRequest
from server.orders.service import create_booking
from server.tickets.models import SigningKey as SigningKeyRow
from server.tickets.models import Ticket
from sync.rules.alias import alias_key
from sync.rules.gate import Gate
from sync.rules.ids import EventId, GateId, ProductNumber, TicketId
from sync.rules.ticket import Rotation
from tests.agreement.case import CALLED_OFF, GATES, HERE, OTHER, STANDARD, VIP, Facts
from tests.agreement.payloads import Elsewhere, Shown
from tests.agreement.table_policies import CASES
from tests.factories import HOLD_MS, START_MS, Club, booking_body, make_club

HOUR_MS = 3_600_000
PREFIXES = {Rotation.OFF.value: "MGY", Rotation.OFFERED.value: "MGX", Rotation.REQUIRED.value: "MGZ", CALLED_OFF: "MGW"}


@dataclass(frozen=True, slots=True)
class Booked:
    """One event that was arranged: tickets by case, gates and pairing codes by name."""

    now: int
    event_id: EventId
    shown: dict[str, Shown]
    gates: dict[str, GateId]
    pairing_codes: dict[str, str]


def arrange(context: Context) -> dict[str, Booked]:
    """An event for each kind there is; for each of its cases a ticket, booked and made what the case says."""
    now = now_ms()
    strangers = make_club(context, prefix="XYZ", name="Other Club", event_name="Elsewhere Night")
    return {kind: _arrange_event(context, strangers, kind, now) for kind in PREFIXES}


def _arrange_event(context: Context, strangers: Club, kind: str, now: int) -> Booked:
    club = make_club(context, prefix=PREFIXES[kind], event_name=f"Codes {kind}")
    cases = [case for case in CASES if case.event == kind]
    with context.database.transaction() as session:
        event = session.get_one(Event, club.event_id)
        event.rotation = Rotation.OFF.value if kind == CALLED_OFF else kind
        event.time_zone = zone_at_noon(now)
        products = {STANDARD: (club.product_id, ProductNumber(1)), VIP: _offer_vip(session, club)}
        elsewhere = _book_elsewhere(context, session, club, strangers)
        shown = {}
        for number, case in enumerate(cases, 1):
            ticket = _book(context, session, club, products[case.facts.product][0])
            alias = case.facts.alias.format(number)
            if case.facts.has_twin:
                twin = _book(context, session, club, products[case.facts.product][0])
                _print_alias(session, twin, alias.swapcase())
            _print_alias(session, ticket, alias)
            _change(session, ticket, case.facts, now)
            facts = _shown(context, session, club, ticket, products[VIP][1], now, elsewhere)
            shown[case.name] = replace(facts, alias=alias)
        numbers = {name: number for name, (_, number) in products.items()}
        gates = {name: _gate(session, club, name, rules, numbers, now) for name, rules in GATES.items()}
        codes = {door: create_pairing_code(session, club.organization_id, gates["main"]) for door in (HERE, OTHER)}
        event.status = "cancelled" if kind == CALLED_OFF else event.status  # Once its tickets are sold.
    return Booked(now, EventId(club.event_id), shown, gates, codes)


def zone_at_noon(now: int) -> str:
    """A time zone in which it is between 12 and 1 o'clock at noon; the signs of these names are turned round."""
    return f"Etc/GMT{now // HOUR_MS % 24 - 12:+d}"


def _offer_vip(session: Session, club: Club) -> tuple[str, ProductNumber]:
    made = create_product(
        session, club.organization_id, ProductRequest(name="VIP table", customProperties={"price": 0})
    )
    link = LinkRequest(fromObjectId=club.event_id, toObjectId=made.id, linkType="offers")
    create_offer(session, club.organization_id, link)
    return made.id, ProductNumber(made.number)


def _book_elsewhere(context: Context, session: Session, club: Club, strangers: Club) -> Elsewhere:
    other = create_event(
        session,
        club.organization_id,
        EventRequest(name="Salsa Sundays", status="published", customProperties={"startDate": START_MS}),
    )
    link = LinkRequest(fromObjectId=other.id, toObjectId=club.product_id, linkType="offers")
    create_offer(session, club.organization_id, link)
    same = _book(context, session, club, club.product_id, event_id=other.id)
    strange = _book(context, session, strangers, strangers.product_id)
    return Elsewhere(TicketId(same.ticketId), same.signedCode, TicketId(strange.ticketId), strange.signedCode)


def _book(
    context: Context, session: Session, club: Club, product_id: str, *, event_id: str | None = None
) -> BookedTicket:
    wanted: dict[str, Any] = {"productId": product_id, "eventId": event_id or club.event_id}
    request = BookingRequest.model_validate(booking_body(club, **wanted))
    booking = create_booking(session, context.tools, club.organization_id, request, hold_ms=HOLD_MS)
    return booking.tickets[0]


def _print_alias(session: Session, ticket: BookedTicket, alias: str) -> None:
    row = session.get_one(Ticket, ticket.ticketId)
    row.foreign_code, row.foreign_key = alias, alias_key(alias)


def _change(session: Session, ticket: BookedTicket, facts: Facts, now: int) -> None:
    row = session.get_one(Ticket, ticket.ticketId)
    if not facts.is_listed:
        session.delete(row)
        return
    row.status = facts.status.value
    row.valid_from = None if facts.valid_from_h is None else now + int(facts.valid_from_h * HOUR_MS)
    row.valid_until = None if facts.valid_until_h is None else now + int(facts.valid_until_h * HOUR_MS)
    row.needs_look = facts.needs_look
    row.note = facts.note
    row.admits = facts.admits


def _shown(
    context: Context,
    session: Session,
    club: Club,
    ticket: BookedTicket,
    vip: int,
    now: int,
    elsewhere: Elsewhere,
) -> Shown:
    key = session.scalars(select(SigningKeyRow).where(SigningKeyRow.organization_id == club.organization_id)).one()
    return Shown(
        ticket_id=TicketId(ticket.ticketId),
        signed=ticket.signedCode,
        prefix=club.code_prefix,
        event_number=session.get_one(Event, club.event_id).number,
        key_id=key.id,
        key=SigningKey(context.vault.open(key.sealed_private_key)),
        rotation_key=rotation_key(context.vault, club.event_id),
        vip=vip,
        now=now,
        elsewhere=elsewhere,
    )


def _gate(
    session: Session,
    club: Club,
    name: str,
    rules: dict[str, Any],
    numbers: dict[str, ProductNumber],
    now: int,
) -> GateId:
    said = dict(rules)
    opens_h, closes_h = said.pop("opens_h", None), said.pop("closes_h", None)
    gate = Gate(
        gate_id=GateId(""),
        event_id=EventId(club.event_id),
        name=name,
        products=tuple(sorted(numbers[product] for product in said.pop("products", ()))),
        opens_at=None if opens_h is None else now + int(opens_h * HOUR_MS),
        closes_at=None if closes_h is None else now + int(closes_h * HOUR_MS),
        **said,
    )
    return create_gate(session, club.organization_id, gate).gate_id
