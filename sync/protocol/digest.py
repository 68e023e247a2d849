"""The digest of a ticket list: two ends that hold the same list get the same 32 bytes (PROTOCOL.md, DIGEST). Pure."""

import hashlib
from collections.abc import Sequence

import msgspec

from sync.protocol.codec import TicketRow

_encode = msgspec.json.Encoder().encode


class ListDigest:
    """Takes the tickets' rows in the order of their ids' bytes, in as many parts as suits; says what they come to.

    Whatever a row says counts, so that a new field of tickets needs no word here.
    """

    def __init__(self) -> None:
        self._hash = hashlib.sha256()
        self.tickets = 0
        """How many there were."""

    def add(self, rows: Sequence[TicketRow]) -> None:
        """Go on with the next rows."""
        if not rows:
            return
        self.tickets += len(rows)
        lines = b"\n".join(map(_encode, rows))
        if b"\\n" in lines:  # A line's end inside a text: snapshots carry it as a space, pages of the feed as it is.
            lines = b"\n".join(map(_encode, map(_on_one_line, rows)))
        self._hash.update(lines + b"\n")

    @property
    def digest(self) -> bytes:
        """32 bytes over all rows so far."""
        return self._hash.digest()


def _on_one_line(row: TicketRow) -> tuple[object, ...]:
    return tuple(value.replace("\n", " ") if isinstance(value, str) else value for value in row)
