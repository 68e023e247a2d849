"""Whether this door's ticket list is the server's: both digests compared, without holding up a scan."""

import time
from dataclasses import dataclass

from sync.device.client import ServerClient
from sync.device.database import Store
from sync.device.round import Round
from sync.device.ticket_cache import read_rows
from sync.protocol.digest import ListDigest
from sync.protocol.messages import DigestAnswer

_ROWS_AT_ONCE = 2_000
_PAUSE_S = 0.001
"""After each part, so that a scan that waits for the processor gets it."""
_MOST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Compared:
    """How many tickets either end holds, and whether the lists are one; None where they changed all the while."""

    here: int
    there: int
    is_same: bool | None


def digest_list(store: Store) -> ListDigest:
    """The digest of this door's list. One that changes meanwhile may come out as none that it ever was."""
    digest, after = ListDigest(), ""
    while True:
        with store.reading() as connection:
            rows = read_rows(connection, after, _ROWS_AT_ONCE)
        if not rows:
            return digest
        digest.add(rows)
        after = rows[-1][0]
        time.sleep(_PAUSE_S)


def compare_lists(store: Store, client: ServerClient, around: Round) -> Compared:
    """Ask the server and look here, again while either list is on the move. Raises the errors of the client."""
    around.forget()  # The server's digest is without names from the same day on.
    before: tuple[bytes, DigestAnswer] | None = None
    compared = Compared(0, 0, None)
    for _ in range(_MOST_TRIES):
        answer = client.digest()
        if store.get("epoch") != answer.epoch or (store.get("cursor") or 0) < answer.cursor:
            around.pull_all(lambda _: None, lambda: False)
        own = digest_list(store)
        is_same = own.digest == answer.digest
        compared = Compared(own.tickets, answer.tickets, is_same or None)
        if is_same:
            return compared
        if before == (own.digest, answer):
            return Compared(own.tickets, answer.tickets, is_same=False)
        before = (own.digest, answer)
    return compared
