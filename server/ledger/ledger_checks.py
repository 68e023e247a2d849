"""Checks of the ledger by itself: its transactions balance, and each has its source."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session

from server.ledger.accounts import EntryKind
from server.ledger.models import LedgerEntry, Payout
from server.ledger.problems import Check, Problem, Scope
from server.payments.models import Payment, Refund


class _Source(NamedTuple):
    """What transactions whose id begins with ``prefix`` record."""

    prefix: str
    model: type[Payment] | type[Refund] | type[Payout]
    kind: EntryKind


_SOURCES = (
    _Source("sale", Payment, EntryKind.SALE),
    _Source("fee", Payment, EntryKind.FEE),
    _Source("provider_fee", Payment, EntryKind.FEE),
    _Source("refund", Refund, EntryKind.REFUND),
    _Source("refund_undone", Refund, EntryKind.REFUND),
    _Source("refund_fee", Refund, EntryKind.FEE),
    _Source("refund_fee_undone", Refund, EntryKind.FEE),
    _Source("payout", Payout, EntryKind.PAYOUT),
    _Source("payout_failed", Payout, EntryKind.PAYOUT),
)
_LINES = 2
"""Each transaction moves one amount from one account to another."""


def check_balance(session: Session, scope: Scope) -> Iterator[Problem]:
    """Every transaction has two lines that sum to zero, in one currency and one organization."""
    total, lines = func.sum(LedgerEntry.amount_cents), func.count()
    owner, other = func.min(LedgerEntry.organization_id), func.max(LedgerEntry.organization_id)
    currency, another = func.min(LedgerEntry.currency), func.max(LedgerEntry.currency)
    statement = (
        select(LedgerEntry.transaction_id, owner.label("owner"), total.label("total"), lines.label("lines"))
        .group_by(LedgerEntry.transaction_id)
        .having(or_(total != 0, lines != _LINES, owner != other, currency != another))
    )
    for row in scope.stream(session, statement, LedgerEntry.organization_id):
        text = f"its {row.lines} lines sum to {row.total}: they must be {_LINES}, of one currency, and sum to 0"
        yield Problem("UNBALANCED", row.owner, row.transaction_id, text)


def check_sources(session: Session, scope: Scope) -> Iterator[Problem]:
    """Every line records a payment, refund or payout of its own organization and currency, under the right kind."""
    statement = select(LedgerEntry.organization_id, LedgerEntry.transaction_id, LedgerEntry.account).where(
        not_(or_(*(_has(source) for source in _SOURCES)))
    )
    for row in scope.stream(session, statement, LedgerEntry.organization_id):
        text = f"its line on {row.account} has no payment, refund or payout that it records"
        yield Problem("NO_SOURCE", row.organization_id, row.transaction_id, text)


def _has(source: _Source) -> ColumnElement[bool]:
    start = f"{source.prefix}:"
    return and_(
        func.substr(LedgerEntry.transaction_id, 1, len(start)) == start,
        LedgerEntry.kind == source.kind.value,
        exists().where(
            source.model.id == func.substr(LedgerEntry.transaction_id, len(start) + 1),
            source.model.organization_id == LedgerEntry.organization_id,
            source.model.currency == LedgerEntry.currency,
        ),
    )


CHECKS: tuple[Check, ...] = (check_balance, check_sources)
