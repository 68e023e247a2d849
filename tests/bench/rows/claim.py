"""Check-ins online: claims a second at 1, 8 and 64 doors at once, each of a ticket of its own, all admitted.

The baseline is a request that does nothing but prove the device (TIME), under the same load on the same server.
"""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from sync.device.clock import SystemClock
from sync.protocol.codec import encode_message
from sync.protocol.log import Happening, LogHead, next_entry
from sync.protocol.messages import ClaimRequest, Entry, TimeRequest
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import EventId, GateId, LogId, TicketId
from sync.rules.verdict import Basis
from tests.bench.doorstep import OnlineDoor, Venue, venue
from tests.bench.harness import Row, alone, compared, interleave
from tests.bench.loadgen import LoadResult, drive
from tests.postgres import postgres_database, postgres_server

CONCURRENCY = (1, 8, 64)
CLAIMS = 2_000
"""A round at each concurrency."""
_OK = 200


def run(rounds: int) -> list[Row]:
    """Claim on SQLite, and on PostgreSQL with one worker and with four."""
    rows = []
    for name, place in (("SQLite", _on_sqlite), ("PostgreSQL", _on_postgres), ("PostgreSQL, 4 workers", _on_workers)):
        with tempfile.TemporaryDirectory() as folder:
            needed = rounds * len(CONCURRENCY) * CLAIMS
            with place(Path(folder) / "server", needed) as here:
                rows += _measure(name, here, Path(folder), rounds)
    return rows


@contextmanager
def _on_sqlite(folder: Path, tickets: int) -> Iterator[Venue]:
    with venue(folder, tickets) as place:
        yield place


@contextmanager
def _on_postgres(folder: Path, tickets: int, workers: int = 1) -> Iterator[Venue]:
    with (
        postgres_server() as server,
        postgres_database(server) as url,
        venue(folder, tickets, database_url=url, workers=workers) as place,
    ):
        yield place


@contextmanager
def _on_workers(folder: Path, tickets: int) -> Iterator[Venue]:
    with _on_postgres(folder, tickets, workers=4) as place:
        yield place


def _measure(name: str, place: Venue, folder: Path, rounds: int) -> list[Row]:
    tickets = iter(place.ticket_ids)
    rows = []
    for concurrency in CONCURRENCY:
        doors = [OnlineDoor(folder / f"door-{concurrency}-{number}", place) for number in range(concurrency)]
        taken = interleave(
            rounds,
            {
                "claim": partial(_load_claims, place, doors, tickets),
                "time": partial(_load_times, place, doors),
            },
        )
        for door in doors:
            door.close()
        rows += [
            compared(
                "claim",
                f"{name}, {concurrency} at once",
                "claims/s",
                ours=[result.requests_per_s for result in taken["claim"]],
                baseline=[result.requests_per_s for result in taken["time"]],
                target="≥ 1,000 at 8" if concurrency == 8 else "",
            ),
            alone(
                "claim",
                f"{name}, {concurrency} at once, p99",
                "ms",
                values=[result.p99_ms for result in taken["claim"]],
                target="≤ 30 ms at 8" if concurrency == 8 else "",
            ),
        ]
    return rows


def _load_claims(place: Venue, doors: list[OnlineDoor], tickets: Iterator[str]) -> LoadResult:
    return _load(place, _claims(place, doors, list(islice(tickets, CLAIMS))), len(doors))


def _load_times(place: Venue, doors: list[OnlineDoor]) -> LoadResult:
    requests = [_request("time", doors[number % len(doors)], TimeRequest(number)) for number in range(CLAIMS)]
    return _load(place, requests, len(doors))


def _claims(place: Venue, doors: list[OnlineDoor], ticket_ids: list[str]) -> list[bytes]:
    """One claim a ticket, dealt out to the doors in turn; each door's are a chain, as a door at work writes it.

    A claim carries the admission that the one before it led to, and the new attempt.
    """
    chains = [_Chain(place, door) for door in doors]
    return [chains[number % len(chains)].claim(ticket_id) for number, ticket_id in enumerate(ticket_ids)]


class _Chain:
    """What one door writes in one round."""

    def __init__(self, place: Venue, door: OnlineDoor) -> None:
        self._place, self._door, self._clock = place, door, SystemClock()
        self._head = LogHead(LogId(f"{door.pairing.device_id}.{secrets.token_hex(4)}"))
        self._asked: TicketId | None = None

    def claim(self, ticket_id: str) -> bytes:
        """The request that claims the ticket."""
        entries = []
        if self._asked is not None:
            answered = (self._head.log_id, self._head.seq)
            entries.append(self._write(Kind.ADMIT, Basis.SERVER, self._asked, answered))
        self._asked = TicketId(ticket_id)
        entries.append(self._write(Kind.ATTEMPT, Basis.LOCAL, self._asked, None))
        return _request("claim", self._door, ClaimRequest(tuple(entries), ticket_id))

    def _write(self, kind: Kind, basis: Basis, ticket_id: TicketId, target: tuple[LogId, int] | None) -> Entry:
        what = Happening(
            event=EventId(self._place.club.event_id),
            ticket_id=ticket_id,
            kind=kind,
            basis=basis,
            gate=GateId(self._place.gate_id),
            direction=Direction.ENTRY,
            target=target,
        )
        entry, self._head = next_entry(self._head, what, self._clock.read(), self._door.pairing.signing_key)
        return entry


def _request(path: str, door: OnlineDoor, message: msgspec.Struct) -> bytes:
    body = encode_message(message)
    head = (
        f"POST /door/v1/{path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {door.pairing.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _load(place: Venue, requests: list[bytes], concurrency: int) -> LoadResult:
    result = drive("127.0.0.1", place.server.port, requests, concurrency=concurrency, timeout_s=120, in_lanes=True)
    if result.statuses != {_OK: len(requests)}:
        raise RuntimeError(f"not every request was answered well: {result.statuses}, {result.broken} broken")
    return result
