"""Finding a guest's ticket by name or code, with accents and case folded: Jose finds José."""

import re
import unicodedata
from collections.abc import Iterator
from heapq import nsmallest

from sync.device.database import Store
from sync.device.ticket_cache import find_ticket
from sync.rules.ids import EventId, TicketId
from sync.rules.ticket import Ticket

_PAGE = 5_000
"""Rows read at a time; whoever else wants to read the store waits for no more."""
_NO_MATCH = 9
_SEPARATORS = re.compile(r"[\W_]+")


def search_tickets(store: Store, text: str, most: int, event_id: EventId) -> list[Ticket]:
    """At most ``most`` tickets that fit ``text``: names that begin with it, words that do, codes, then any."""
    wanted = folded(text)
    if not wanted or most < 1:
        return []
    ranked = ((rank(wanted, holder, ticket_id), folded(holder), ticket_id) for ticket_id, holder in _all_names(store))
    best = nsmallest(most, (row for row in ranked if row[0] < _NO_MATCH))
    with store.reading() as connection:
        found = [find_ticket(connection, ticket_id, event_id) for _, _, ticket_id in best]
    return [ticket for ticket in found if ticket is not None]


def rank(wanted: str, holder: str, ticket_id: TicketId) -> int:
    """How well a ticket fits the folded text ``wanted``: 0 is best, ``_NO_MATCH`` is not at all."""
    name, code = folded(holder), _SEPARATORS.sub("", ticket_id.casefold())
    words = name.split()
    if name.startswith(wanted):
        return 0
    if all(any(word.startswith(part) for word in words) for part in wanted.split()):
        return 1
    typed = wanted.replace(" ", "")
    if code.endswith(typed) or code.startswith(typed):
        return 2
    return 3 if wanted in name or typed in code else _NO_MATCH


def folded(text: str) -> str:
    """``text`` as names are compared: without accents, case and punctuation, one space between words."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(_SEPARATORS.split(plain.casefold())).strip()


def _all_names(store: Store) -> Iterator[tuple[TicketId, str]]:
    after = ""
    while True:
        with store.reading() as connection:
            rows = connection.execute(
                "SELECT ticket_id, holder FROM tickets WHERE ticket_id > ? ORDER BY ticket_id LIMIT ?", (after, _PAGE)
            ).fetchall()
        yield from rows
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]
