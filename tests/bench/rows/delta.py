"""One change at the server → at a door that listens, over loopback; and asking where nothing has changed.

The baseline is one request that the server answers at once.
"""

import tempfile
import threading
from pathlib import Path
from time import perf_counter

import httpx

from server.app import make_context
from sync.device.ticket_cache import count_expected
from tests.bench.doorstep import OnlineDoor, Venue, venue
from tests.bench.harness import Row, compared, percentile
from tests.factories import book_in

TICKETS, CHANGES, QUESTIONS = 10_000, 40, 200
_MS = 1_000


def run(rounds: int) -> list[Row]:
    """Sell tickets one by one while a door listens, and ask while nothing happens."""
    changed: dict[int, list[float]] = {50: [], 99: []}
    asked, bare = [], []
    with tempfile.TemporaryDirectory() as folder, venue(Path(folder) / "server", TICKETS) as place:
        door = OnlineDoor(Path(folder) / "door", place)
        door.round.run(full=False, report=lambda _: None, is_cancelled=lambda: False)
        for _ in range(rounds):
            taken = _changes(door, place)
            for percent, values in changed.items():
                values.append(percentile(taken, percent) * _MS)
            asked.append(percentile(_questions(door), 50) * _MS)
            bare.append(percentile(_bare_questions(place), 50) * _MS)
        door.close()
    return [
        compared("delta", "one change, p50", "ms", ours=changed[50], baseline=bare, target="≤ 100 ms"),
        compared("delta", "one change, p99", "ms", ours=changed[99], baseline=bare, target="≤ 100 ms"),
        compared("delta", "nothing changed, p50", "ms", ours=asked, baseline=bare, target="≤ 5 ms"),
    ]


def _changes(door: OnlineDoor, place: Venue) -> list[float]:
    taken = []
    context = make_context(place.server.config)
    try:
        for _ in range(CHANGES):
            held = count_expected(door.store)
            listening = threading.Thread(target=_listen, args=(door, held))
            listening.start()
            with context.database.transaction() as session:
                book_in(session, context, place.club)
            began = perf_counter()  # The sale is committed now.
            listening.join()
            taken.append(perf_counter() - began)
    finally:
        context.database.close()
    return taken


def _listen(door: OnlineDoor, held: int) -> None:
    while count_expected(door.store) == held:
        door.round.pull_once(10.0)


def _questions(door: OnlineDoor) -> list[float]:
    taken = []
    for _ in range(QUESTIONS):
        began = perf_counter()
        door.round.pull_once(0.0)
        taken.append(perf_counter() - began)
    return taken


def _bare_questions(place: Venue) -> list[float]:
    taken = []
    with httpx.Client(base_url=place.server.url, trust_env=False) as client:
        for _ in range(QUESTIONS):
            began = perf_counter()
            client.get("/health")
            taken.append(perf_counter() - began)
    return taken
