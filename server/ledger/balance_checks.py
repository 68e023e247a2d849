"""A check of whole accounts: what the ledger says lies at each provider is what came in less what went out."""

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from server.ledger.accounts import MANUAL, Account, provider_account
from server.ledger.models import LedgerEntry, Payout
from server.ledger.problems import Check, Problem, Scope
from server.payments.models import Payment, Refund
from server.payments.provider import PaymentStatus

_Key = tuple[str, str, str]
"""Organization, account and currency."""


def check_provider_balances(session: Session, scope: Scope) -> Iterator[Problem]:
    """Each provider's balance in the ledger is what payments, their fees, refunds and payouts leave there."""
    left: Counter[_Key] = Counter()
    for owner, provider, currency, cents in (
        *_paid_in(session, scope),
        *_given_back(session, scope),
        *_paid_out(session, scope),
    ):
        left[owner, provider_account(provider), currency] += cents
    for owner, account, currency, cents in _held(session, scope):
        left[owner, account, currency] -= cents
    for (owner, account, currency), difference in left.items():
        if difference:
            yield Problem("BALANCE", owner, account, f"{-difference} {currency} too much lies there by the ledger")


def _paid_in(session: Session, scope: Scope) -> Iterator[tuple[str, str, str, int]]:
    key = (Payment.organization_id, Payment.provider, Payment.currency)
    total = func.sum(Payment.amount_cents - Payment.fee_cents)
    statement = select(*key, total).where(Payment.status == PaymentStatus.SUCCEEDED).group_by(*key)
    for owner, provider, currency, cents in scope.stream(session, statement, Payment.organization_id):
        yield owner, provider, currency, int(cents)


def _given_back(session: Session, scope: Scope) -> Iterator[tuple[str, str, str, int]]:
    key = (Payment.organization_id, Payment.provider, Payment.currency)
    has_gone = and_(Refund.status == "succeeded", Payment.status == PaymentStatus.SUCCEEDED)
    statement = (
        select(*key, func.sum(Refund.amount_cents))
        .join(Refund, Refund.payment_id == Payment.id)
        .where(has_gone)
        .group_by(*key)
    )
    for owner, provider, currency, cents in scope.stream(session, statement, Payment.organization_id):
        yield owner, provider, currency, -int(cents)


def _paid_out(session: Session, scope: Scope) -> Iterator[tuple[str, str, str, int]]:
    key = (Payout.organization_id, Payout.provider, Payout.currency)
    is_there = and_(Payout.status != "failed", Payout.provider != MANUAL)
    statement = select(*key, func.sum(Payout.amount_cents)).where(is_there).group_by(*key)
    for owner, provider, currency, cents in scope.stream(session, statement, Payout.organization_id):
        yield owner, provider, currency, -int(cents)


def _held(session: Session, scope: Scope) -> Iterator[tuple[str, str, str, int]]:
    key = (LedgerEntry.organization_id, LedgerEntry.account, LedgerEntry.currency)
    is_held = func.substr(LedgerEntry.account, 1, len(Account.PROVIDER)) == Account.PROVIDER.value
    statement = select(*key, func.sum(LedgerEntry.amount_cents)).where(is_held).group_by(*key)
    for owner, account, currency, cents in scope.stream(session, statement, LedgerEntry.organization_id):
        yield owner, account, currency, int(cents)


CHECKS: tuple[Check, ...] = (check_provider_balances,)
