"""What is owed to an organization, and how much of it may be paid out."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.ledger.accounts import MANUAL, TEST, payout_debt
from server.ledger.models import LedgerEntry
from server.payments.models import Refund

_DEBTS = {payout_debt(""): False, payout_debt(TEST): True}
"""The two liabilities to an organization, and whether it is play money."""


@dataclass(frozen=True, slots=True)
class Balance:
    """One currency. Money in minor units; ``available_cents`` is what a payout may take, never below zero."""

    currency: str
    owed_cents: int
    available_cents: int
    is_test: bool


def balances_of(session: Session, organization_id: str) -> list[Balance]:
    """All balances of an organization by currency, real money first; those of zero, too, once there was a sale."""
    owed = (
        select(LedgerEntry.account, LedgerEntry.currency, func.sum(LedgerEntry.amount_cents))
        .where(LedgerEntry.organization_id == organization_id, LedgerEntry.account.in_(_DEBTS))
        .group_by(LedgerEntry.account, LedgerEntry.currency)
        .order_by(LedgerEntry.account, LedgerEntry.currency)
    )
    leaving = _leaving(session, organization_id)
    balances = []
    for account, currency, total in session.execute(owed).all():
        is_test = _DEBTS[account]
        # A liability is a credit, which the ledger writes with a minus.
        owed_cents = -int(total)
        available = max(owed_cents - leaving.get((is_test, currency), 0), 0)
        balances.append(Balance(currency, owed_cents, available, is_test))
    return balances


def balance_of(session: Session, organization_id: str, *, is_test: bool | None = None) -> dict[str, int]:
    """What is owed by currency, in minor units; below zero where more went back than came in.

    Without ``is_test`` it is real money where the books hold any, else the test provider's play money: the two are
    never added up.
    """
    balances = balances_of(session, organization_id)
    if is_test is None:
        is_test = all(balance.is_test for balance in balances)
    return {balance.currency: balance.owed_cents for balance in balances if balance.is_test is is_test}


def _leaving(session: Session, organization_id: str) -> dict[tuple[bool, str], int]:
    """Refunds that were asked for and are not in the books yet: they will be taken from what is owed."""
    is_test = Refund.provider == TEST
    statement = (
        select(is_test, Refund.currency, func.sum(Refund.amount_cents))
        .where(Refund.organization_id == organization_id, Refund.status == "requested", Refund.provider != MANUAL)
        .group_by(is_test, Refund.currency)
    )
    return {(bool(play), currency): int(total) for play, currency, total in session.execute(statement).all()}
