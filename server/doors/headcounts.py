"""Who is inside, kept by feed position: each call looks only at what has come since the last one.

The count is the rules' own (sync/rules/headcount.py) and follows from the entries alone; this is a memory of it, one a
process, that is thrown away and read anew whenever it might not be true any more.
"""

import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import msgspec
from sqlalchemy import Text, bindparam, func, select
from sqlalchemy.orm import Session

from server.doors.ingest import decode_entry
from server.doors.models import Device, DoorEntry
from server.outbox.feed import feed_position, server_epoch
from server.tickets.models import Ticket as TicketRow
from sync.protocol.log import past_scan_of
from sync.rules.door_log import Kind, PastScan, TicketHistory, fold_ticket
from sync.rules.headcount import count_inside, people_admitted
from sync.rules.ids import GateId, ProductNumber, TicketId
from sync.rules.ticket import TicketStatus

_MOST_EVENTS = 16
_MOST_IN_A_LIST = 500
_ROWS_AT_A_TIME = 5_000
_PASSING = (Kind.ADMIT, Kind.EXIT, Kind.VOID)

_entries, _tickets = DoorEntry.__table__.c, TicketRow.__table__.c
_NEWS = select(_entries.body).where(
    _entries.event_id == bindparam("event", type_=Text()),
    _entries.feed_position > bindparam("after"),
    _entries.feed_position <= bindparam("upto"),
    _entries.ticket_id.is_not(None),
)
_IDS = bindparam("ids", expanding=True, type_=Text())
_OF_TICKETS = select(_entries.body).where(
    _entries.ticket_id.in_(_IDS), _entries.event_id == bindparam("event", type_=Text())
)
_PRODUCTS = select(_tickets.id, _tickets.product_number).where(
    _tickets.id.in_(_IDS), _tickets.event_id == bindparam("event", type_=Text())
)


class Headcounts(NamedTuple):
    """People, not tickets. ``passed`` counts each time somebody came in at a gate; the others count people once."""

    expected: Counter[ProductNumber]
    admitted: Counter[ProductNumber | None]
    inside: Counter[ProductNumber | None]
    inside_by_gate: Counter[GateId]
    passed: Counter[GateId]


class HeadcountBook:
    """The headcounts of the events that were asked about last. Any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._events: OrderedDict[str, _EventBook] = OrderedDict()

    def read(self, session: Session, event_id: str) -> Headcounts:
        """The event's counts by all that ``session`` sees, or more."""
        with self._lock:
            book = self._events.setdefault(event_id, _EventBook(event_id))
            self._events.move_to_end(event_id)
            if len(self._events) > _MOST_EVENTS:
                self._events.popitem(last=False)
        return book.read(session)


class _Standing(NamedTuple):
    """Where one ticket stands: what it adds to the counts."""

    product: ProductNumber | None
    inside: int
    gate: GateId
    people: int
    passed: tuple[tuple[GateId, int], ...]


class _Peek(msgspec.Struct):
    """Of an entry only what says whether it moves anybody; the rest is not even decoded."""

    kind: Kind
    training: bool = False


_peek = msgspec.msgpack.Decoder(_Peek).decode


class _EventBook:
    def __init__(self, event_id: str) -> None:
        self._event_id = event_id
        self._lock = threading.Lock()
        self._forget(())

    def read(self, session: Session) -> Headcounts:
        with self._lock:
            life = (server_epoch(session), *_cuts(session, self._event_id))
            if life != self._life:  # Entries that counted may count no more.
                self._forget(life)
            upto = feed_position(session, self._event_id)
            if upto > self._position:
                self._catch_up(session, upto)
            self._count_expected(session)
            return Headcounts(
                self._expected.copy(),
                self._admitted.copy(),
                self._inside.copy(),
                self._inside_by_gate.copy(),
                self._passed.copy(),
            )

    def _forget(self, life: tuple[object, ...]) -> None:
        self._life = life
        self._position = 0
        self._standings: dict[TicketId, _Standing] = {}
        self._admitted, self._inside = Counter[ProductNumber | None](), Counter[ProductNumber | None]()
        self._inside_by_gate, self._passed = Counter[GateId](), Counter[GateId]()
        self._expected, self._tickets_position = Counter[ProductNumber](), -1

    def _catch_up(self, session: Session, upto: int) -> None:
        asked = {"event": self._event_id, "after": self._position, "upto": upto}
        news = session.connection().scalars(_NEWS.execution_options(yield_per=_ROWS_AT_A_TIME), asked)
        scans = _scans_by_ticket(news)
        known = [ticket_id for ticket_id in scans if ticket_id in self._standings]
        for chunk in _chunks(known):  # What came before counts with what is new.
            bodies = session.connection().scalars(_OF_TICKETS, {"ids": chunk, "event": self._event_id})
            scans |= _scans_by_ticket(bodies)
        for chunk in _chunks(list(scans)):
            rows = session.connection().execute(_PRODUCTS, {"ids": chunk, "event": self._event_id})
            products = {TicketId(ticket_id): ProductNumber(number) for ticket_id, number in rows}
            for ticket_id in chunk:
                self._put(ticket_id, fold_ticket(scans[ticket_id]), products.get(ticket_id))
        self._position = upto

    def _put(self, ticket_id: TicketId, history: TicketHistory, product: ProductNumber | None) -> None:
        earlier = self._standings.get(ticket_id)
        if earlier is not None:
            self._add(earlier, -1)
        count = count_inside([(history, product)])
        gate = next(iter(count.by_gate), GateId(""))
        passed = tuple((admit.gate, admit.people) for admit in history.admits)
        standing = _Standing(product, count.inside, gate, people_admitted(history), passed)
        self._standings[ticket_id] = standing
        self._add(standing, 1)

    def _add(self, standing: _Standing, sign: int) -> None:
        self._admitted[standing.product] += sign * standing.people
        self._inside[standing.product] += sign * standing.inside
        self._inside_by_gate[standing.gate] += sign * standing.inside
        for gate, people in standing.passed:
            self._passed[gate] += sign * people

    def _count_expected(self, session: Session) -> None:
        """People on good tickets; counted anew only where a ticket has changed."""
        of_event = TicketRow.event_id == self._event_id
        position = session.scalar(select(func.max(TicketRow.feed_position)).where(of_event)) or 0
        if position == self._tickets_position:
            return
        good = select(TicketRow.product_number, func.sum(TicketRow.admits)).where(
            of_event, TicketRow.status == TicketStatus.ACTIVE
        )
        rows = session.execute(good.group_by(TicketRow.product_number))
        self._expected = Counter({ProductNumber(number): int(people) for number, people in rows})
        self._tickets_position = position


def _scans_by_ticket(bodies: Iterable[bytes]) -> dict[TicketId, list[PastScan]]:
    scans: defaultdict[TicketId, list[PastScan]] = defaultdict(list)
    for body in bodies:
        seen = _peek(body)
        if seen.kind in _PASSING and not seen.training:
            entry = decode_entry(body)
            if entry.ticket_id is not None:
                scans[entry.ticket_id].append(past_scan_of(entry))
    return scans


def _cuts(session: Session, event_id: str) -> tuple[object, ...]:
    """Whom the event has shut out, and where: a server that takes a revocation back lets entries count no more."""
    revoked = select(Device.id, Device.revoked_at, Device.held).where(
        Device.event_id == event_id, Device.revoked_at.is_not(None)
    )
    return tuple((row.id, row.revoked_at, repr(row.held)) for row in session.execute(revoked.order_by(Device.id)))


def _chunks(items: list[TicketId]) -> Iterable[list[TicketId]]:
    return (items[at : at + _MOST_IN_A_LIST] for at in range(0, len(items), _MOST_IN_A_LIST))
