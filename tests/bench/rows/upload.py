"""10,000 scans that waited through an outage, uploaded with every signature checked.

The baseline is the bare cost of what the server cannot avoid: checking the signatures and inserting the rows.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import msgspec

from scanner_app.door.shown import Source
from sync.protocol.messages import Entry
from sync.protocol.signing import entry_hash, is_signed_by
from tests.bench.doorstep import OnlineDoor, Venue, venue
from tests.bench.harness import Row, compared, interleave, seconds
from tests.postgres import postgres_database, postgres_server

SCANS = 10_000
_TARGET = "≥ 5,000 a second"


def run(rounds: int) -> list[Row]:
    """Upload new doors' queues, on SQLite and on PostgreSQL, in turn with the bare work."""
    return [_measure(name, place, rounds) for name, place in (("SQLite", _on_sqlite), ("PostgreSQL", _on_postgres))]


def _measure(name: str, place: Callable[[Path], AbstractContextManager[Venue]], rounds: int) -> Row:
    with tempfile.TemporaryDirectory() as folder, place(Path(folder) / "server") as here:
        doors = [_waiting_door(Path(folder) / f"door-{number}", here, number) for number in range(rounds)]
        queues = iter([(door, door.scan_log.tail(SCANS)) for door in doors])
        waiting = iter(doors)
        taken = interleave(
            rounds, {"ours": lambda: _upload(next(waiting)), "bare": lambda: _bare(*next(queues), Path(folder))}
        )
        for door in doors:
            door.close()
    return compared("upload", name, "entries/s", ours=taken["ours"], baseline=taken["bare"], target=_TARGET)


@contextmanager
def _on_sqlite(folder: Path) -> Iterator[Venue]:
    with venue(folder, SCANS) as place:
        yield place


@contextmanager
def _on_postgres(folder: Path) -> Iterator[Venue]:
    with postgres_server() as server, postgres_database(server) as url, venue(folder, SCANS, database_url=url) as place:
        yield place


def _waiting_door(folder: Path, place: Venue, number: int) -> OnlineDoor:
    """A door that has scanned every ticket without a network."""
    door = OnlineDoor(folder, place)
    door.round.run(full=False, report=lambda _: None, is_cancelled=lambda: False)
    for ticket_id in place.ticket_ids:
        door.session.scan(ticket_id, Source.TYPED)
    if door.scan_log.waiting() != SCANS:
        raise RuntimeError(f"door {number} has {door.scan_log.waiting()} entries waiting")
    return door


def _upload(door: OnlineDoor) -> float:
    taken = seconds(lambda: door.round.push_all(lambda _: None, lambda: False))
    if door.scan_log.waiting():
        raise RuntimeError("not everything was uploaded")
    return SCANS / taken


def _bare(door: OnlineDoor, entries: tuple[Entry, ...], folder: Path) -> float:
    """Check the same signatures and insert the same rows, with nothing around it."""
    public_key = door.pairing.signing_key.verify_key
    connection = sqlite3.connect(folder / f"bare-{id(door)}.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE entries (log_id TEXT, seq INTEGER, body BLOB, PRIMARY KEY (log_id, seq))")

    def work() -> None:
        connection.execute("BEGIN")
        for entry in entries:
            if not is_signed_by(entry, entry_hash(entry), public_key):
                raise RuntimeError("a signature does not hold")
            connection.execute(
                "INSERT INTO entries VALUES (?, ?, ?)", (entry.log_id, entry.seq, msgspec.msgpack.encode(entry))
            )
        connection.execute("COMMIT")

    taken = seconds(work)
    connection.close()
    return SCANS / taken
