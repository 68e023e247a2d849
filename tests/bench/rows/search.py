"""Looking a guest up among a million: names by one letter and by two words, ends of codes, bookings, addresses, phones.

The baseline is a bare look-up by the key of the same encrypted list, taken in turn. Scans are timed while the index is
being made, beside scans once it is whole, and how long the index takes to make is told.
"""

import os
import random
import secrets
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from scanner_app.door.shown import Source
from sync.device.database import Store
from sync.device.search import search_tickets
from sync.device.search_index import SearchIndex
from sync.device.search_keeper import SearchKeeper
from sync.device.ticket_cache import Staging, find_ticket
from sync.protocol.codec import TicketRow
from sync.rules.ids import EventId, TicketId
from tests.bench.doorstep import PREFIX, OfflineDoor, issue
from tests.bench.harness import Row, alone, compared, interleave, latencies, percentile

TICKETS = int(os.environ.get("DOORWARD_BENCH_TICKETS", "1000000"))
QUERIES = 200
"""Of each kind a round."""
_SCANS = 300
_MOST = 20
_MS = 1_000
_EVENT = EventId("evt_bench")
_SYLLABLES = [
    "ma",
    "ri",
    "a",
    "jo",
    "sé",
    "an",
    "na",
    "lu",
    "ca",
    "pe",
    "dro",
    "mi",
    "guel",
    "so",
    "fi",
    "el",
    "ena",
    "hans",
    "karl",
    "ter",
    "ul",
    "ke",
    "tho",
    "mas",
    "ste",
    "fan",
    "ben",
    "ja",
    "min",
    "li",
    "wei",
    "xu",
    "ngu",
    "yen",
    "al",
    "ex",
    "iva",
    "nov",
    "ole",
    "kow",
    "ski",
    "mül",
    "ler",
    "sch",
    "midt",
    "gar",
    "cía",
    "lo",
    "pez",
    "fer",
    "nán",
    "dez",
    "sil",
    "va",
    "cos",
    "ta",
    "o",
    "bri",
    "en",
]
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def run(rounds: int) -> list[Row]:
    """Make the index beside a working door, then search by every kind of query in turn with bare look-ups."""
    chance = random.Random(7)
    tickets = issue(TICKETS)
    with tempfile.TemporaryDirectory() as folder:
        door = OfflineDoor(Path(folder), tickets)
        rows = _guests([ticket.ticket_id for ticket in tickets], chance)
        _fill(door.store, rows)
        index = SearchIndex(door.store)
        scans = iter(chance.sample(tickets, 2 * _SCANS * rounds))

        def scan_some() -> float:
            codes = [next(scans).ticket_id for _ in range(_SCANS)]
            taken = latencies(lambda code: door.session.scan(code, Source.TYPED), codes)
            return percentile(taken, 99) * _MS

        keeper = SearchKeeper(index)
        keeper.start()
        meanwhile = [scan_some() for _ in range(rounds)]
        keeper.stop()
        made_s = _make(index)
        quiet = [scan_some() for _ in range(rounds)]
        kinds = _kinds(rows, chance)
        taken = interleave(rounds, {name: _measure(door.store, index, rows, make) for name, make in kinds.items()})
        bare = interleave(rounds, {"bare": _bare(door.store, [row[0] for row in rows], chance)})["bare"]
        size = sum(file.stat().st_size for file in Path(folder).glob("search.db*")) / TICKETS
        index.close()
        door.store.close()
    name = f"{TICKETS:,} tickets"
    return [
        *_rows_of(name, taken, bare),
        compared(
            "search",
            "a scan while the index is made: p99",
            "ms",
            ours=meanwhile,
            baseline=quiet,
            target="≤ 3 × at rest",
        ),
        alone("search", f"{name}: making the index", "s", values=[made_s], target="in the background"),
        alone("search", f"{name}: the index", "bytes a ticket", values=[size], target="≤ 600"),
    ]


def _rows_of(name: str, taken: dict[str, list[list[float]]], bare: list[list[float]]) -> list[Row]:
    looked_up = [percentile(each, 50) * _MS for each in bare]
    rows = []
    for kind, rounds in taken.items():
        for percent in (50, 99):
            ours = [percentile(each, percent) * _MS for each in rounds]
            figure = f"{name}, {kind}: p{percent}"
            rows.append(compared("search", figure, "ms", ours=ours, baseline=looked_up, target="p99 ≤ 50 ms"))
    return rows


def _guests(ticket_ids: Sequence[str], chance: random.Random) -> list[TicketRow]:
    """A ticket each for people with names as unevenly common as names are."""
    first = ["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3)))).title() for _ in range(3_000)]
    last = ["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 3, 3)))).title() for _ in range(40_000)]
    rows: list[TicketRow] = []
    for ticket_id in ticket_ids:
        name = [names[int(len(names) ** chance.random()) - 1] for names in (first, last)]
        reference = "ord_01k2" + "".join(chance.choices(_LETTERS, k=22))
        address = f"{'.'.join(name).lower()}{chance.randrange(100)}@example.com"
        phone = f"+49 {chance.randrange(10**9, 10**10)}"
        rows.append((ticket_id, 1, 0, None, None, " ".join(name), "", 0, 1, None, reference, address, phone, ""))
    return rows


def _fill(store: Store, rows: list[TicketRow]) -> None:
    store.put(contacts_withheld=0)
    staging = Staging(store)
    staging.begin("bench", 0)
    for at in range(0, len(rows), 10_000):
        staging.add(rows[at : at + 10_000])
    staging.catch_up((), 0)
    staging.finish_if_newest()


def _make(index: SearchIndex) -> float:
    began = time.monotonic()
    while index.keep_up(lambda: False):
        pass
    if index.missing_after() is not None:
        raise RuntimeError("the index was not made")
    return time.monotonic() - began


def _kinds(rows: Sequence[TicketRow], chance: random.Random) -> dict[str, Callable[[TicketRow], str]]:
    """What a guest is looked for by, kind by kind."""

    def anyone() -> TicketRow:
        return chance.choice(rows)

    return {
        "one or two letters": lambda row: row[5][: chance.choice((1, 2))],
        "a name's beginning": lambda row: row[5][: chance.randint(3, 6)],
        "a whole name": lambda row: row[5],
        "two words, the last begun": lambda row: f"{row[5].split()[1]} {row[5][:2]}",
        "letters of two people": lambda row: f"{row[5][:1]} {anyone()[5][:2]} {anyone()[5][:1]}",
        "a name of nobody": lambda row: f"{row[5]} {anyone()[5]} {secrets.token_hex(2)}",
        "the end of a code": lambda row: row[0][-chance.randint(3, 7) :],
        "a booking or its end": lambda row: row[10][-chance.choice((4, 6, 30)) :],
        "an address's beginning": lambda row: row[11][: chance.randint(4, 24)],
        "a phone or its end": lambda row: row[12][-chance.choice((3, 4, 7, 10)) :],
    }


def _measure(
    store: Store, index: SearchIndex, rows: Sequence[TicketRow], make: Callable[[TicketRow], str]
) -> Callable[[], list[float]]:
    def search(text: str) -> None:
        search_tickets(store, index, text, _MOST, _EVENT, PREFIX)

    def work() -> list[float]:
        return latencies(search, [make(row) for row in random.Random(secrets.randbits(32)).sample(rows, QUERIES)])

    return work


def _bare(store: Store, ticket_ids: Sequence[str], chance: random.Random) -> Callable[[], list[float]]:
    def look_up(ticket_id: str) -> None:
        with store.reading() as connection:
            find_ticket(connection, TicketId(ticket_id), _EVENT)

    return lambda: latencies(look_up, chance.sample(ticket_ids, QUERIES))
