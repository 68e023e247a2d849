"""Codes of other systems whose holders were erased: known again when they are handed over, and told to nobody.

Only this server can make the hash of a code, so that a list of an event's codes alone does not tell whose was erased.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from server.tickets.models import Ticket
from server.vault import Vault

Held = tuple[str, str]
"""A ticket's id and its status."""


def keep_hashes(session: Session, vault: Vault, ticket_ids: Iterable[str]) -> None:
    """Keep what is needed to know these tickets' codes again, before the codes themselves go."""
    statement = select(Ticket.id, Ticket.event_id, Ticket.foreign_code).where(
        Ticket.id.in_(ticket_ids), Ticket.foreign_code != ""
    )
    kept = [
        {"of_ticket": ticket_id, "kept_hash": _hash(vault, event_id, code)}
        for ticket_id, event_id, code in session.execute(statement)
    ]
    if kept:
        table = Ticket.__table__
        statement_of_one = update(Ticket).where(table.c.id == bindparam("of_ticket"))
        session.connection().execute(statement_of_one.values(foreign_hash=bindparam("kept_hash")), kept)


def find_erased(session: Session, vault: Vault, event_id: str, codes: Sequence[str]) -> dict[str, Held]:
    """The event's tickets whose codes these were, by code."""
    by_hash = {_hash(vault, event_id, code): code for code in codes}
    statement = select(Ticket.foreign_hash, Ticket.id, Ticket.status).where(
        Ticket.event_id == event_id, Ticket.foreign_hash.in_(by_hash)
    )
    return {by_hash[bytes(kept or b"")]: (ticket_id, status) for kept, ticket_id, status in session.execute(statement)}


def _hash(vault: Vault, event_id: str, code: str) -> bytes:
    return vault.derive(f"foreign code:{event_id}:{code}")
