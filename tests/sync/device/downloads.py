"""Snapshots and pages of the feed as a server would send them, and what a store made of them."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager

from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Connection, Store
from sync.device.pairing import put_policy
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import find_ticket
from sync.protocol.codec import FrameKind, TicketRow, decode_message, encode_message, encode_tickets, frame, row_of
from sync.protocol.messages import Policy, PullAnswer, PullRequest, SnapshotHeader
from sync.protocol.signing import sign_policy
from sync.rules.ids import ProductNumber, TicketId
from sync.rules.ticket import Ticket, TicketStatus
from tests.fakes.garbage_server import GarbageServer, http, routing_server
from tests.sync.device.conftest import LOG_ID
from tests.sync.making import AUTHORITY, EVENT, GATE, KEY, NOW, PREFIX, make_id

POLICY = Policy(version=4, epoch="epoch", issued_at=NOW, event=EVENT, gates=(GATE,), products=(), doors=())
SIGNED = sign_policy(POLICY, AUTHORITY)
OLD = Ticket(make_id(0), EVENT.event_id, ProductNumber(1), holder="Held before")
NEVER = lambda: False  # noqa: E731  A word for a value.


def row(number: int) -> TicketRow:
    return row_of(Ticket(make_id(number), EVENT.event_id, ProductNumber(1), holder=f"Guest {number}"))


def header(*, epoch: str = "epoch", cursor: int = 7, after: str = "", tickets: int = 4) -> bytes:
    return frame(
        FrameKind.HEADER,
        encode_message(SnapshotHeader(epoch, cursor, after, tickets=tickets, entries=0, policy=SIGNED)),
    )


def tickets(*numbers: int) -> bytes:
    return frame(FrameKind.TICKETS, encode_tickets([row(number) for number in numbers], PREFIX))


END = frame(FrameKind.END, b"")


def keep_policy(connection: Connection, policy: Policy) -> None:
    """Put a policy that the authority signed into a store."""
    put_policy(connection, sign_policy(policy, AUTHORITY), policy)


def ids(store: Store) -> set[TicketId]:
    with store.reading() as connection:
        return {TicketId(ticket_id) for (ticket_id,) in connection.execute("SELECT ticket_id FROM tickets")}


def made(*numbers: int) -> set[TicketId]:
    return set(map(make_id, numbers))


def status(store: Store, number: int) -> TicketStatus | None:
    with store.reading() as connection:
        ticket = find_ticket(connection, make_id(number), EVENT.event_id)
    return None if ticket is None else ticket.status


def page(*changed: Ticket, epoch: str = "epoch", cursor: int = 7, more: bool = False) -> PullAnswer:
    return PullAnswer(epoch, cursor, changed, (), {}, None, more=more)


def serving(body: bytes, *pages: PullAnswer) -> AbstractContextManager[GarbageServer]:
    """A server that sends ``body`` for a snapshot and then ``pages`` of the feed; after those it knows nothing new."""
    left = list(pages)

    def route(request: bytes) -> bytes:
        if request.startswith(b"POST /door/v1/policy"):
            return http("200 OK", encode_message(sign_policy(POLICY, AUTHORITY)))
        if not request.startswith(b"POST /door/v1/pull"):
            return http("200 OK", body)
        asked = decode_message(request.partition(b"\r\n\r\n")[2], PullRequest)
        answer = left.pop(0) if left else page(epoch=asked.epoch, cursor=asked.cursor)
        return http("200 OK", encode_message(answer))

    return routing_server(route)


def download(
    store: Store, body: bytes, is_cancelled: Callable[[], bool] = NEVER, pages: Iterable[PullAnswer] = ()
) -> GarbageServer:
    """One snapshot from a server that sends ``body``, and ``pages`` of what changed since."""
    with serving(body, *pages) as server:
        client = ServerClient(server.url)
        try:
            round_ = Round(store, ScanLog(store, LOG_ID, KEY), client, SystemClock(), AUTHORITY.verify_key)
            round_.take_snapshot(lambda _: None, is_cancelled)
        finally:
            client.close()
    return server


def pulls(server: GarbageServer) -> list[PullRequest]:
    """What was asked of the feed."""
    bodies = [request.partition(b"\r\n\r\n") for request in server.requests]
    return [decode_message(body, PullRequest) for head, _, body in bodies if head.startswith(b"POST /door/v1/pull")]


def position(store: Store) -> tuple[str, int]:
    return store.get("epoch"), store.get("cursor")
