"""What the door benchmarks stand on: stores with many tickets, servers that hold them, and doors paired with those."""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nacl.signing import SigningKey
from sqlalchemy import insert

from scanner_app.door.session import DoorSession
from server.app import make_context
from server.context import Context
from server.doors.pairing import create_gate, create_pairing_code
from server.ids import new_id
from server.orders.models import Order
from server.outbox.feed import take_positions
from server.tickets.models import Ticket as TicketRow
from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store
from sync.device.pairing import Pairing, pair, put_policy
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import Staging
from sync.protocol.messages import Policy, Product
from sync.protocol.signing import sign_policy
from sync.rules.clock import Offset
from sync.rules.code import make_ticket_id
from sync.rules.gate import Gate
from sync.rules.ids import DeviceId, EventId, EventNumber, GateId, KeyId, LogId, ProductNumber
from sync.rules.ticket import Event, TicketKey
from sync.rules.token import TICKET_NUMBER_BITS, Token, sign_token
from tests.factories import Club, book_in, make_club
from tests.serving import RunningServer, start_server

PREFIX = "MGY-PF-20250115"
_FRAME = 10_000


@dataclass(frozen=True, slots=True)
class Issued:
    """A ticket's code and the number in it."""

    ticket_id: str
    number: int


def issue(count: int, code_prefix: str = PREFIX) -> list[Issued]:
    """So many different tickets, in the order of their codes."""
    issued: dict[str, int] = {}
    while len(issued) < count:
        number = secrets.randbits(TICKET_NUMBER_BITS)
        ticket_id = make_ticket_id(code_prefix, number)
        if ticket_id is not None:
            issued[ticket_id] = number
    return [Issued(*item) for item in sorted(issued.items())]


class OfflineDoor:
    """A door with a real store of ``tickets`` and no server."""

    def __init__(self, folder: Path, tickets: Sequence[Issued]) -> None:
        self.store = Store(folder, secrets.token_bytes(32))
        staging = Staging(self.store)
        staging.begin("bench", 0)
        for at in range(0, len(tickets), _FRAME):
            staging.add(
                [
                    (ticket.ticket_id, 1, 0, None, None, "Max Mustermann", "", 0, 1, None, "", "", "", "")
                    for ticket in tickets[at : at + _FRAME]
                ]
            )
        staging.catch_up((), 0)
        staging.finish_if_newest()
        self._ticket_key = SigningKey.generate()
        event = Event(
            event_id=EventId("evt_bench"),
            number=EventNumber(77),
            name="Bench",
            code_prefix=PREFIX,
            keys=(TicketKey(KeyId(1), bytes(self._ticket_key.verify_key)),),
        )
        gate = Gate(GateId("gat_bench"), event.event_id, "Gate")
        policy = Policy(1, "bench", 0, event, (gate,), (Product(ProductNumber(1), "Ticket"),), ())
        authority = SigningKey.generate()
        with self.store.writing() as connection:
            put_policy(connection, sign_policy(policy, authority), policy, is_first=True)
        pairing = Pairing(
            server="http://127.0.0.1",
            device_id=DeviceId("dev_bench"),
            token="",
            gate_id=gate.gate_id,
            event_id=event.event_id,
            log_id=LogId("dev_bench.1"),
            organization="Bench",
            signing_seed=bytes(SigningKey.generate()),
            authority=bytes(authority.verify_key),
        )
        clock = SystemClock()
        clock.learn(Offset(0, 5))
        self.session = DoorSession(
            self.store, ScanLog(self.store, pairing.log_id, pairing.signing_key, pairing.event_id), pairing, clock
        )

    def token(self, ticket: Issued) -> str:
        """The ticket's signed code."""
        return sign_token(Token(KeyId(1), EventNumber(77), ticket.number, ProductNumber(1)), self._ticket_key)


@dataclass(frozen=True, slots=True)
class Venue:
    """A running server with an event that has many tickets."""

    server: RunningServer
    club: Club
    gate_id: str
    ticket_ids: list[str]

    def pairing_code(self) -> str:
        """A code for one more door."""
        context = make_context(self.server.config)
        try:
            with context.database.transaction() as session:
                return create_pairing_code(session, self.club.organization_id, self.gate_id)
        finally:
            context.database.close()


class OnlineDoor:
    """A door paired with a venue."""

    def __init__(self, folder: Path, venue: Venue) -> None:
        self.store = Store(folder, secrets.token_bytes(32))
        self.pairing = pair(self.store, venue.server.url, venue.pairing_code(), "Door")
        self.client = ServerClient(self.pairing.server, self.pairing.token)
        self.scan_log = ScanLog(self.store, self.pairing.log_id, self.pairing.signing_key, self.pairing.event_id)
        self.clock = SystemClock()
        self.round = Round(self.store, self.scan_log, self.client, self.clock, self.pairing.authority_key)
        self.session = DoorSession(self.store, self.scan_log, self.pairing, self.clock)

    def close(self) -> None:
        """Let go of server and store."""
        self.client.close()
        self.store.close()


@contextmanager
def venue(folder: Path, tickets: int, *, database_url: str | None = None, workers: int = 1) -> Iterator[Venue]:
    """A server process whose event has ``tickets`` tickets without names, an order each."""
    server = start_server(folder, database_url=database_url, workers=workers)
    try:
        context = make_context(server.config)
        try:
            club = make_club(context)
            ids = _fill(context, club, tickets)
            with context.database.transaction() as session:
                gate = create_gate(session, club.organization_id, Gate(GateId(""), EventId(club.event_id), "Gate"))
        finally:
            context.database.close()
        yield Venue(server, club, gate.gate_id, ids)
    finally:
        server.stop()


def _fill(context: Context, club: Club, count: int) -> list[str]:
    """Put tickets into the server's database in bulk: as rows they are what bookings would have made."""
    ids = [ticket.ticket_id for ticket in issue(count, club.code_prefix)]
    with context.database.transaction() as session:
        model = book_in(session, context, club)
        example = session.get_one(TicketRow, model.tickets[0].ticketId)
        shared = {column.key: getattr(example, column.key) for column in TicketRow.__table__.columns}
        order = session.get_one(Order, example.order_id)
        ordered = {column.key: getattr(order, column.key) for column in Order.__table__.columns}
        ordered |= {"customer_name": "", "customer_email": "", "customer_phone": ""}
        shared["holder_name"] = ""
        first = take_positions(session, club.event_id, count)
        for at in range(0, count, _FRAME):
            order_ids = [new_id("ord") for _ in ids[at : at + _FRAME]]
            session.execute(insert(Order), [{**ordered, "id": order_id} for order_id in order_ids])
            session.execute(
                insert(TicketRow),
                [
                    {**shared, "id": ticket_id, "order_id": order_ids[number], "feed_position": first + at + number}
                    for number, ticket_id in enumerate(ids[at : at + _FRAME])
                ],
            )
    return ids
