"""What syncing changed on this device, counted as it comes: tickets by what became of them, entries both ways."""

import threading
from collections.abc import Sequence

import msgspec

from sync.device.database import Connection, Store
from sync.protocol.codec import STATUS_INDEX, TicketRow, row_of
from sync.rules.ticket import Ticket, TicketStatus

_ACTIVE = STATUS_INDEX[TicketStatus.ACTIVE]
_STATUS_AT = 2
"""Where a row has its status."""
_CHUNK = 20_000
"""Rows compared at a time, so that no lookup waits long for the store."""


class Changes(msgspec.Struct, frozen=True):
    """Counts. A ticket that is cancelled, paid back or blocked now and was good before counts as ``cancelled``."""

    new: int = 0
    changed: int = 0
    cancelled: int = 0
    gone: int = 0
    """Tickets that another list does not have any more."""
    entries_up: int = 0
    entries_down: int = 0

    def __add__(self, other: "Changes") -> "Changes":
        """Both together."""
        return Changes(*(a + b for a, b in zip(_counts(self), _counts(other), strict=True)))

    def __sub__(self, other: "Changes") -> "Changes":
        """What came since ``other``."""
        return Changes(*(a - b for a, b in zip(_counts(self), _counts(other), strict=True)))


class Tally:
    """Adds up from whichever thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sum = Changes()

    @property
    def sum(self) -> Changes:
        """All so far."""
        return self._sum

    def add(self, more: Changes) -> None:
        """Count ``more``."""
        with self._lock:
            self._sum += more


def changed_by(connection: Connection, tickets: Sequence[Ticket]) -> Changes:
    """What it changes to put ``tickets`` beside those in use; each is given once."""
    found = Changes()
    for first in range(0, len(tickets), 500):
        rows = [row_of(ticket) for ticket in tickets[first : first + 500]]
        marks = ",".join("?" * len(rows))
        held = {
            row[0]: row
            for row in connection.execute(
                f"SELECT * FROM tickets WHERE ticket_id IN ({marks})",  # noqa: S608  Question marks.
                [row[0] for row in rows],
            )
        }
        for row in rows:
            found += _became(held.get(row[0]), row)
    return found


def changed_by_list(store: Store) -> Changes:
    """What it changes to put the ``incoming`` list in the place of the one in use."""
    with store.reading() as connection:
        names = [row[1] for row in connection.execute("PRAGMA table_info(tickets)")][1:]
        before = int(connection.execute("SELECT count(*) FROM tickets").fetchone()[0])
        if not before:
            return Changes(new=int(connection.execute("SELECT count(*) FROM incoming").fetchone()[0]))
    ours, theirs = (", ".join(f"{table}.{name}" for name in names) for table in ("tickets", "page"))
    query = f"""
        SELECT count(*), count(tickets.ticket_id), count(*) FILTER (WHERE ({ours}) IS NOT ({theirs})),
               count(*) FILTER (WHERE tickets.status = ?1 AND page.status <> ?1), max(page.ticket_id)
        FROM (SELECT * FROM incoming WHERE ticket_id > ?2 ORDER BY ticket_id LIMIT ?3) AS page
        LEFT JOIN tickets ON tickets.ticket_id = page.ticket_id
    """  # noqa: S608  The names are the table's own.
    found, matched = Changes(), 0
    after: str | None = ""
    while after is not None:
        with store.reading() as connection:
            rows, both, other, cancelled, after = connection.execute(query, (_ACTIVE, after, _CHUNK)).fetchone()
        matched += both
        new = rows - both
        found += Changes(new=new, changed=other - new - cancelled, cancelled=cancelled)
    return found + Changes(gone=max(0, before - matched))


def _became(before: TicketRow | None, now: TicketRow) -> Changes:
    if before is None:
        return Changes(new=1)
    if tuple(before) == tuple(now):
        return Changes()
    if before[_STATUS_AT] == _ACTIVE != now[_STATUS_AT]:
        return Changes(cancelled=1)
    return Changes(changed=1)


def _counts(changes: Changes) -> tuple[int, ...]:
    return msgspec.structs.astuple(changes)
