"""Finding a guest's ticket by what they say or show: a name, a code, a reference, an e-mail address, a phone.

The index (``search_index``) gives candidates, kind by kind, the best first; each is looked at whole. What the index
does not know of yet is looked through ticket by ticket: what the feed changed last, then the list, for as long as a
person likes to wait.
"""

import time
from collections.abc import Callable, Iterator
from functools import partial

from sync.device.database import Store
from sync.device.folding import words_of
from sync.device.search_index import SearchIndex
from sync.device.search_query import NO_MATCH, WHOLE, Query, read_query
from sync.device.ticket_cache import find_ticket
from sync.rules.ids import EventId, TicketId
from sync.rules.ticket import Ticket

_Look = Callable[[], list[str]]
_COLUMNS = "SELECT ticket_id, holder, reference, email, phone, alias "
_LISTED = _COLUMNS + "FROM tickets WHERE ticket_id > ? ORDER BY ticket_id LIMIT ?"
_NEWEST = "SELECT DISTINCT ticket_id FROM (SELECT ticket_id FROM search_queue ORDER BY seq DESC LIMIT ? OFFSET ?)"
_QUEUED = f"{_COLUMNS} FROM ({_NEWEST}) CROSS JOIN tickets USING (ticket_id)"
"""A join in this order, whatever SQLite thinks of how many there are."""
_PAGE = 500
_QUEUE_PAGE = 250
_LOOK_FOR_S = 0.25
"""How long tickets that no index knows are looked through."""
_QUEUE_FOR_S = 0.02
"""How long changes that an index lacks are looked through: it takes them in within a moment."""
_MOST_QUEUED = 2_000
"""Changes that are looked through, the newest."""
_SPARE = 4
"""Candidates of one kind to each that is wanted: they come in no order of their own."""


def search_tickets(
    store: Store, index: SearchIndex | None, text: str, most: int, event_id: EventId, code_prefix: str = ""
) -> list[Ticket]:
    """At most ``most`` tickets that fit ``text``, the best first and alike ones by name.

    Whole codes, addresses and numbers come first, then names that are just so, that begin so, that have words which do,
    then the ends of codes and numbers; those before the names where ``text`` has a digit or an @.
    """
    query = read_query(text, code_prefix)
    if query is None or most < 1:
        return []
    found: dict[TicketId, tuple[int, list[str], Ticket]] = {}
    for rank_at_best, look in _turns(store, index, query, _SPARE * most):
        if sum(rank < rank_at_best for rank, _, _ in found.values()) >= most:
            break
        ids = look()
        with store.reading() as connection:
            tickets = [find_ticket(connection, TicketId(each), event_id) for each in ids if each not in found]
        for ticket in tickets:
            if ticket is not None and (rank := query.rank(ticket)) < NO_MATCH:
                found[ticket.ticket_id] = rank, _sorted_by(ticket), ticket
    best = sorted(found.values(), key=lambda each: (*each[:2], each[2].ticket_id))
    return [ticket for _, _, ticket in best[:most]]


def _turns(store: Store, index: SearchIndex | None, query: Query, most: int) -> Iterator[tuple[int, _Look]]:
    """Ways to tickets that may fit, each with the best rank that these or later ones can have."""
    missing_after = "" if index is None else index.missing_after()
    yield WHOLE, partial(_in_list, store, query, most)
    yield WHOLE, partial(_in_queue, store, query, _QUEUE_FOR_S if missing_after is None else _LOOK_FOR_S, most)
    if index is not None:
        for asked in query.asked:
            find = index.find_beginnings if asked.is_whole else index.find_words
            yield asked.rank_at_best, partial(find, asked.text, most)
        if index.missing_after() == "":  # It was of no use, as these questions have shown.
            missing_after = ""
    if missing_after is not None:
        yield WHOLE, partial(_looked_through, store, query, missing_after, most)


def _in_list(store: Store, query: Query, most: int) -> list[str]:
    """What the list itself finds: codes from their beginning, and those of other systems."""
    found: list[str] = []
    with store.reading() as connection:
        for beginning in query.ticket_ids:
            ids = "SELECT ticket_id FROM tickets WHERE ticket_id >= ? AND ticket_id < ? LIMIT ?"
            found += [each for (each,) in connection.execute(ids, (beginning, beginning + "\x7f", most)).fetchall()]
        if query.alias_key:
            ids = "SELECT ticket_id FROM aliases WHERE key >= ? AND key < ? LIMIT ?"
            last = query.alias_key + "\U0010ffff"
            found += [each for (each,) in connection.execute(ids, (query.alias_key, last, most)).fetchall()]
    return found


def _in_queue(store: Store, query: Query, for_s: float, most: int) -> list[str]:
    """Of what the feed changed last and no index has taken in what fits best, as far as time allows."""
    until, fits = time.monotonic() + for_s, list[tuple[int, str]]()
    for at in range(0, _MOST_QUEUED, _QUEUE_PAGE):
        with store.reading() as connection:
            page = connection.execute(_QUEUED, (_QUEUE_PAGE, at)).fetchall()
        fits += [(query.rank_of(*row), row[0]) for row in page]
        if not page or time.monotonic() > until:
            break
    return [ticket_id for rank, ticket_id in sorted(fits)[:most] if rank < NO_MATCH]


def _looked_through(store: Store, query: Query, after: str, most: int) -> list[str]:
    """Tickets behind the id ``after`` that fit, as far as time allows."""
    until, found = time.monotonic() + _LOOK_FOR_S, list[str]()
    while time.monotonic() < until and len(found) < 10 * most:
        with store.reading() as connection:
            page = connection.execute(_LISTED, (after, _PAGE)).fetchall()
        found += [row[0] for row in page if query.rank_of(*row) < NO_MATCH]
        if len(page) < _PAGE:
            break
        after = page[-1][0]
    return found


def _sorted_by(ticket: Ticket) -> list[str]:
    return [spellings[0] for spellings in words_of(ticket.holder)]
