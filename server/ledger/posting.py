"""Write balanced transactions into the ledger: each once, whole, in the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.ids import new_id, now_ms
from server.ledger.accounts import EntryKind
from server.ledger.models import LedgerEntry


@dataclass(frozen=True, slots=True)
class Posting:
    """What the lines of one transaction share. ``transaction_id`` says what it records, so it is recorded once."""

    transaction_id: str
    kind: EntryKind
    organization_id: str
    currency: str
    order_id: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line: debits are positive, credits negative."""

    account: str
    amount_cents: int


def transfer(amount_cents: int, *, debit: str, credit: str) -> tuple[Line, Line]:
    """The two lines that move an amount; a negative one moves it back."""
    return Line(debit, amount_cents), Line(credit, -amount_cents)


def post(session: Session, posting: Posting, lines: Sequence[Line]) -> bool:
    """Write the lines unless their transaction is there already; whether they were written.

    ValueError where they do not balance: that is a bug of ours, and the whole business transaction must fail.
    """
    if sum(line.amount_cents for line in lines) != 0:
        raise ValueError(f"The lines of {posting.transaction_id} do not sum to zero")
    at, stem = now_ms(), new_id("led")
    rows = [
        {
            "id": f"{stem}{place}",  # Lists are sorted by id: the lines of one transaction stay together.
            "organization_id": posting.organization_id,
            "transaction_id": posting.transaction_id,
            "kind": posting.kind.value,
            "account": line.account,
            "amount_cents": line.amount_cents,
            "currency": posting.currency,
            "order_id": posting.order_id,
            "created_at": at,
        }
        for place, line in enumerate(lines)
    ]
    session.flush()
    # One statement, so that all lines stand or none; SQLite and PostgreSQL spell it alike.
    statement = insert(LedgerEntry).values(rows).on_conflict_do_nothing().returning(LedgerEntry.id)
    written = len(session.connection().execute(statement).all())
    if written not in (0, len(rows)):
        raise ValueError(f"{posting.transaction_id} stands in the ledger with other lines")
    return written > 0
