"""The first sync: every ticket over loopback HTTP into the encrypted store, 10,000 and 100,000 of them.

The baseline is the copying alone: the same bytes of the same tickets from a bare file into one like it, encrypted.
"""

import secrets
import tempfile
from pathlib import Path

import httpx
import sqlcipher3

from sync.device.ticket_cache import count_expected
from tests.bench.doorstep import OnlineDoor, Venue, venue
from tests.bench.harness import Row, alone, compared, interleave, seconds

SIZES = {10_000: "≤ 0.2 s", 100_000: "≤ 2 s"}


def run(rounds: int) -> list[Row]:
    """Sync new doors in turn with bare copying."""
    return [row for size in SIZES for row in _measure(size, rounds)]


def _measure(size: int, rounds: int) -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, venue(Path(folder) / "server", size) as place:
        doors = iter([OnlineDoor(Path(folder) / f"door-{number}", place) for number in range(rounds)])
        taken = interleave(
            rounds,
            {"ours": lambda: _sync(next(doors), size), "bare": lambda: _copy(Path(folder), place.ticket_ids)},
        )
        wire = _wire_bytes(Path(folder), place) / size
    name = f"{size:,} tickets"
    return [
        compared("snapshot", name, "s", ours=taken["ours"], baseline=taken["bare"], target=SIZES[size]),
        alone("snapshot", f"{name}, on the wire", "bytes a ticket", values=[wire], target="≤ 25 without names"),
    ]


def _sync(door: OnlineDoor, size: int) -> float:
    taken = seconds(lambda: door.round.run(full=False, report=lambda _: None, is_cancelled=lambda: False))
    held = count_expected(door.store)
    door.close()
    if held < size:
        raise RuntimeError(f"the door holds {held} tickets of {size}")
    return taken


def _copy(folder: Path, ticket_ids: list[str]) -> float:
    file = folder / f"bare-{secrets.token_hex(4)}.db"
    connection = sqlcipher3.connect(str(file), isolation_level=None)
    connection.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE tickets (ticket_id TEXT PRIMARY KEY, a, b, c, d, e, f, g) WITHOUT ROWID")

    def work() -> None:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO tickets VALUES (?, 1, 0, NULL, NULL, '', '', 0)", ((text,) for text in ticket_ids)
        )
        connection.execute("COMMIT")

    taken = seconds(work)
    connection.close()
    return taken


def _wire_bytes(folder: Path, place: Venue) -> int:
    door = OnlineDoor(folder / "wire", place)
    answer = httpx.get(
        f"{place.server.url}/door/v1/snapshot",
        headers={"Authorization": f"Bearer {door.pairing.token}"},
        timeout=60,
        trust_env=False,
    )
    door.close()
    return len(answer.raise_for_status().content)
