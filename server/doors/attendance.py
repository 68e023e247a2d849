"""Who is inside, by gate and by product, and the entries behind it a page at a time."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.catalog.models import Event, Offer, Product
from server.doors.headcounts import HeadcountBook, Headcounts
from server.doors.ingest import decode_entry, device_of
from server.doors.models import DoorEntry
from server.doors.models import Gate as GateRow
from server.doors.schemas import Attendance, AttendanceAtGate, AttendanceOfProduct, CheckIn
from sync.protocol.codec import decode_message
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.rules.gate import Gate
from sync.rules.ids import GateId, ProductNumber


def read_attendance(
    session: Session, book: HeadcountBook, event_id: str, *, ticket_id: str | None, cursor: int, limit: int
) -> Attendance:
    """The event's counts, and its entries (of one ticket where ``ticket_id`` is given) after a feed position."""
    counts = book.read(session, event_id)
    entries, following = _page(session, event_id, ticket_id, cursor, limit)
    return Attendance(
        expected=counts.expected.total(),
        admitted=counts.admitted.total(),
        inside=counts.inside.total(),
        gates=_at_gates(session, event_id, counts),
        products=_of_products(session, event_id, counts),
        entries=entries,
        nextCursor=following,
    )


def _at_gates(session: Session, event_id: str, counts: Headcounts) -> list[AttendanceAtGate]:
    rules = session.scalars(select(GateRow.rules).where(GateRow.event_id == event_id).order_by(GateRow.id))
    names = {gate.gate_id: gate.name for gate in (decode_message(raw, Gate) for raw in rules)}
    elsewhere = sorted(gate_id for gate_id, people in counts.passed.items() if people and gate_id not in names)
    return [
        AttendanceAtGate(
            gateId=gate_id,
            name=names.get(gate_id, ""),
            inside=counts.inside_by_gate[gate_id],
            cameIn=counts.passed[gate_id],
        )
        for gate_id in (*names, *map(GateId, elsewhere))
    ]


def _of_products(session: Session, event_id: str, counts: Headcounts) -> list[AttendanceOfProduct]:
    known = _products(session, event_id, counts)
    return [
        AttendanceOfProduct(
            productId=product_id,
            name=name,
            expected=counts.expected[number],
            admitted=counts.admitted[number],
            inside=counts.inside[number],
        )
        for number, (product_id, name) in known.items()
    ]


def _products(session: Session, event_id: str, counts: Headcounts) -> Mapping[ProductNumber, tuple[str, str]]:
    """What the event offers, and whatever else its tickets are of, by number."""
    offered = select(Offer.product_id).where(Offer.event_id == event_id)
    numbers = {number for count in (counts.expected, counts.admitted) for number in count if number is not None}
    organization = select(Event.organization_id).where(Event.id == event_id).scalar_subquery()
    found = session.execute(
        select(Product.number, Product.id, Product.name)
        .where(Product.id.in_(offered) | (Product.number.in_(numbers) & (Product.organization_id == organization)))
        .order_by(Product.number)
    )
    return {ProductNumber(number): (product_id, name) for number, product_id, name in found}


def _page(
    session: Session, event_id: str, ticket_id: str | None, cursor: int, limit: int
) -> tuple[list[CheckIn], str | None]:
    wanted = (
        select(DoorEntry.body, DoorEntry.feed_position)
        .where(DoorEntry.event_id == event_id, DoorEntry.feed_position > cursor)
        .order_by(DoorEntry.feed_position)
        .limit(limit)
    )
    if ticket_id is not None:
        wanted = wanted.where(DoorEntry.ticket_id == ticket_id)
    rows = session.execute(wanted).all()
    following = str(rows[-1].feed_position) if len(rows) == limit else None
    return [_check_in(decode_entry(row.body)) for row in rows], following


def _check_in(entry: Entry) -> CheckIn:
    return CheckIn(
        ticketId=entry.ticket_id,
        kind=entry.kind.value,
        reason=entry.reason,
        basis=entry.basis.value,
        at=past_scan_of(entry).at,
        gateId=entry.gate,
        deviceId=device_of(entry.log_id),
        logId=entry.log_id,
        seq=entry.seq,
    )
