"""A scan without a network: look up, decide, sign and commit on the disk, in a list of a million tickets.

The baseline is the bare cost of what cannot be avoided: one look-up and one inserted row with a FULL commit, in an
encrypted SQLite file of the same size. The same in a plain file is shown beside it. Memory is measured in processes
of their own, with a small and a large list.
"""

import itertools
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import sqlcipher3

from scanner_app.door.shown import Source
from sync.rules.verdict import Outcome
from tests.bench.doorstep import Issued, OfflineDoor, issue
from tests.bench.harness import Row, compared, interleave, latencies, percentile

TICKETS = int(os.environ.get("DOORWARD_BENCH_TICKETS", "1000000"))
SCANS = 1_000
"""A round."""
_FEW_TICKETS = 10_000
_ENTRY_BYTES = 330
_MS = 1_000


def run(rounds: int) -> list[Row]:
    """Scan signed and typed codes in turn with the bare look-up and commit."""
    tickets = issue(TICKETS)
    with tempfile.TemporaryDirectory() as folder:
        door = OfflineDoor(Path(folder) / "door", tickets)
        bare = {
            "encrypted": _bare_file(Path(folder) / "bare-encrypted.db", tickets, is_encrypted=True),
            "plain": _bare_file(Path(folder) / "bare-plain.db", tickets, is_encrypted=False),
        }
        drawn = iter(random.Random(5).sample(tickets, 4 * SCANS * rounds))

        def some() -> list[Issued]:
            return list(itertools.islice(drawn, SCANS))

        taken = interleave(
            rounds,
            {
                "signed": lambda: _scans(door, [door.token(ticket) for ticket in some()]),
                "typed": lambda: _scans(door, [ticket.ticket_id for ticket in some()]),
                "encrypted": lambda: latencies(bare["encrypted"], some()),
                "plain": lambda: latencies(bare["plain"], some()),
            },
        )
    return [*_time_rows(taken), *_memory_rows()]


def _scans(door: OfflineDoor, payloads: Sequence[str]) -> list[float]:
    def scan(payload: str) -> None:
        result = door.session.scan(payload, Source.CAMERA)
        if result.verdict.outcome is not Outcome.ADMITTED:
            raise RuntimeError(f"a ticket of the list was not admitted: {result.verdict}")

    return latencies(scan, payloads)


def _bare_file(file: Path, tickets: Sequence[Issued], *, is_encrypted: bool) -> Callable[[Issued], None]:
    module: Any = sqlcipher3 if is_encrypted else sqlite3
    connection = module.connect(str(file), isolation_level=None)
    if is_encrypted:
        connection.execute(f"PRAGMA key = \"x'{os.urandom(32).hex()}'\"")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE tickets (ticket_id TEXT PRIMARY KEY, a, b, c, d, e, f, g) WITHOUT ROWID")
    connection.execute("CREATE TABLE entries (seq INTEGER PRIMARY KEY, body BLOB)")
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO tickets VALUES (?, 1, 0, NULL, NULL, 'Max Mustermann', '', 0)",
        ((ticket.ticket_id,) for ticket in tickets),
    )
    connection.execute("COMMIT")
    body = os.urandom(_ENTRY_BYTES)

    def work(ticket: Issued) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("SELECT * FROM tickets WHERE ticket_id = ?", (ticket.ticket_id,)).fetchone()
        connection.execute("INSERT INTO entries (body) VALUES (?)", (body,))
        connection.execute("COMMIT")

    return work


def _time_rows(taken: dict[str, list[list[float]]]) -> list[Row]:
    rows = []
    for code in ("signed", "typed"):
        for percent in (50, 99):
            figures = {name: [percentile(of_round, percent) * _MS for of_round in taken[name]] for name in taken}
            rows += [
                compared(
                    "decide",
                    f"{code} code, p{percent}, {TICKETS:,} tickets",
                    "ms",
                    ours=figures[code],
                    baseline=figures["encrypted"],
                    target="≤ 1.5 × bare look-up + commit (encrypted)",
                ),
                compared(
                    "decide",
                    f"{code} code, p{percent}, against a plain file",
                    "ms",
                    ours=figures[code],
                    baseline=figures["plain"],
                    target="for comparison",
                ),
            ]
    return rows


def _memory_rows() -> list[Row]:
    """Peak memory after scanning, small list against large, each in a process of its own."""
    few, many = (_memory_mib(count) for count in (_FEW_TICKETS, TICKETS))
    figure = f"resident memory, {TICKETS:,} against {_FEW_TICKETS:,} tickets"
    return [compared("decide", figure, "MiB", ours=[many], baseline=[few], target="does not grow with the list")]


def _memory_mib(tickets: int) -> float:
    done = subprocess.run(
        [sys.executable, "-m", __name__, str(tickets)], check=True, capture_output=True, text=True, timeout=300
    )
    return float(done.stdout)


def _scan_and_tell_memory(tickets: int) -> None:
    """Fill a store in a child, then scan here: what filling takes is not the door's."""
    with tempfile.TemporaryDirectory() as folder:
        issued = issue(min(tickets, SCANS))
        door = OfflineDoor(Path(folder), issued)
        with door.store.writing() as connection:
            connection.execute(
                "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                " INSERT INTO tickets"
                " SELECT 'MGY-PF-20250115-Z' || printf('%010d', i), 1, 0, NULL, NULL, 'Max', '', 0, 1, NULL FROM n",
                (tickets,),
            )
        _scans(door, [ticket.ticket_id for ticket in issued])
        print(_resident_mib())


def _resident_mib() -> float:
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("resident memory is read from /proc, which only Linux has")


if __name__ == "__main__":
    _scan_and_tell_memory(int(sys.argv[1]))
