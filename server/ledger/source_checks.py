"""Checks of the ledger against payments, refunds, payouts and orders: each is recorded once, with its amount."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from server.ledger.accounts import MANUAL, TEST, Account, payout_debt
from server.ledger.book import kept_fee
from server.ledger.models import LedgerEntry, Payout
from server.ledger.problems import Check, Problem, Scope
from server.orders.models import Order
from server.payments.models import Payment, Refund
from server.payments.provider import PaymentStatus

_NOTHING = literal(0)
_COUNTED_KINDS = ("refund", "chargeback")
"""What lowers an order's own sum; money that bought nothing is only returned."""


def check_sales(session: Session, scope: Scope) -> Iterator[Problem]:
    """Every payment that succeeded has its sale, its amount at the provider and owed to its organization."""
    amount = case((_is_paid(), Payment.amount_cents), else_=_NOTHING)
    yield from _compare(session, scope, "SALE", Payment.id, ("sale",), _held_by(Payment.provider), amount)
    yield from _compare(session, scope, "SALE", Payment.id, ("sale",), _owed_for(Payment.provider), -amount)


def check_provider_fees(session: Session, scope: Scope) -> Iterator[Problem]:
    """What the provider kept of a payment was taken from what lies there for us."""
    fee = case((and_(_is_paid(), Payment.provider != MANUAL), Payment.fee_cents), else_=_NOTHING)
    held = _held_by(Payment.provider)
    yield from _compare(session, scope, "PROVIDER_FEE", Payment.id, ("provider_fee",), held, -fee)


def check_refunds(session: Session, scope: Scope) -> Iterator[Problem]:
    """Every refund and chargeback that stands is recorded, and none that failed or was won."""
    has_gone = and_(Refund.status == "succeeded", _is_paid())
    amount = case((has_gone, Refund.amount_cents), else_=_NOTHING)
    steps = ("refund", "refund_undone")
    for account, expected in ((_held_by(Payment.provider), -amount), (_owed_for(Payment.provider), amount)):
        yield from _compare(session, scope, "REFUND", Refund.id, steps, account, expected)


def check_payouts(session: Session, scope: Scope) -> Iterator[Problem]:
    """Every payout is recorded, and taken back where it failed."""
    debt = case((Payout.provider == TEST, literal(payout_debt(TEST))), else_=literal(payout_debt("")))
    source = case((Payout.provider == MANUAL, literal(Account.BANK.value)), else_=_held_by(Payout.provider))
    undone = case((Payout.status == "failed", Payout.amount_cents), else_=_NOTHING)
    for account, sign in ((debt, 1), (source, -1)):
        amount = sign * Payout.amount_cents
        yield from _compare(session, scope, "PAYOUT", Payout.id, ("payout",), account, amount)
        yield from _compare(session, scope, "PAYOUT", Payout.id, ("payout_failed",), account, -sign * undone)


def check_fees(session: Session, scope: Scope) -> Iterator[Problem]:
    """The platform kept its fee of what was not refunded, and no more."""
    charged, moved = aliased(LedgerEntry), _moved_by_refunds()
    is_charged = and_(
        charged.transaction_id == literal("fee:") + Payment.id, _is_account(charged, Account.PLATFORM_FEES)
    )
    statement = (
        select(
            Payment.id,
            Payment.organization_id,
            Payment.amount_cents,
            func.coalesce(-charged.amount_cents, 0).label("fee"),
            moved.c.gone,
            moved.c.back,
        )
        .outerjoin(charged, is_charged)
        .join(moved, moved.c.payment_id == Payment.id)
    )
    for row in scope.stream(session, statement, Payment.organization_id):
        fee, gone = int(row.fee), -int(row.gone)
        kept, expected = fee - int(row.back), kept_fee(fee, row.amount_cents, gone)
        if kept != expected:
            text = f"the platform keeps {kept}: {expected} is right after {gone} of {row.amount_cents} went back"
            yield Problem("FEE", row.organization_id, row.id, text)


def check_orders(session: Session, scope: Scope) -> Iterator[Problem]:
    """What an order says went back is what its refunds and chargebacks say."""
    refunds = (
        select(Refund.order_id, func.sum(Refund.amount_cents).label("total"))
        .where(Refund.kind.in_(_COUNTED_KINDS), Refund.status.in_(("requested", "succeeded")))
        .group_by(Refund.order_id)
        .subquery()
    )
    total = func.coalesce(refunds.c.total, 0)
    statement = (
        select(Order.id, Order.organization_id, Order.refunded_cents, total.label("total"))
        .outerjoin(refunds, refunds.c.order_id == Order.id)
        .where(Order.refunded_cents != total)
    )
    for row in scope.stream(session, statement, Order.organization_id):
        text = f"it says that {row.refunded_cents} went back, its refunds say {row.total}"
        yield Problem("ORDER", row.organization_id, row.id, text)


def _compare(
    session: Session,
    scope: Scope,
    code: str,
    id_column: InstrumentedAttribute[str],
    steps: Sequence[str],
    account: ColumnElement[str],
    expected: ColumnElement[int],
) -> Iterator[Problem]:
    """Sources whose transactions on an account, summed over their ``steps``, are not what is expected."""
    statement = _with_payments(id_column)
    actual: ColumnElement[int] = _NOTHING
    for step in steps:
        entry = aliased(LedgerEntry)
        is_it = and_(entry.transaction_id == literal(f"{step}:") + id_column, entry.account == account)
        statement = statement.outerjoin(entry, is_it)
        actual = actual + func.coalesce(entry.amount_cents, 0)
    statement = statement.add_columns(expected.label("expected"), actual.label("actual")).where(actual != expected)
    for row in scope.stream(session, statement, id_column.class_.organization_id):
        text = f"the ledger's {' and '.join(steps)} moves {row.actual} where {row.expected} is right"
        yield Problem(code, row.organization_id, row.id, text)


def _with_payments(id_column: InstrumentedAttribute[str]) -> Select[*tuple[Any, ...]]:
    """The sources; refunds with the payments that they are of."""
    statement: Select[*tuple[Any, ...]] = select(id_column, id_column.class_.organization_id)
    if id_column.class_ is Refund:
        return statement.outerjoin(Payment, Payment.id == Refund.payment_id)
    return statement


def _moved_by_refunds() -> Subquery:
    """By payment: what its refunds moved at the provider (``gone``, negative), and of the platform's fee (``back``)."""
    steps = ("refund", "refund_undone", "refund_fee", "refund_fee_undone")
    ids = [literal(f"{step}:") + Refund.id for step in steps]
    is_held, is_fee = _is_account(LedgerEntry, Account.PROVIDER), _is_account(LedgerEntry, Account.PLATFORM_FEES)
    return (
        select(
            Refund.payment_id,
            func.sum(case((is_held, LedgerEntry.amount_cents), else_=0)).label("gone"),
            func.sum(case((is_fee, LedgerEntry.amount_cents), else_=0)).label("back"),
        )
        .join(LedgerEntry, LedgerEntry.transaction_id.in_(ids))
        .group_by(Refund.payment_id)
        .subquery()
    )


def _is_account(entry: type[LedgerEntry], account: Account) -> ColumnElement[bool]:
    """Whether a line is on the account, whatever stands behind a colon."""
    return func.substr(entry.account, 1, len(account)) == account.value


def _is_paid() -> ColumnElement[bool]:
    return Payment.status == PaymentStatus.SUCCEEDED.value


def _held_by(provider: InstrumentedAttribute[str]) -> ColumnElement[str]:
    """server.ledger.accounts.provider_account, in SQL; the next is organizer_account."""
    return literal(f"{Account.PROVIDER}:") + provider


def _owed_for(provider: InstrumentedAttribute[str]) -> ColumnElement[str]:
    organizer = Account.ORGANIZER.value
    return case((provider.in_((TEST, MANUAL)), literal(f"{organizer}:") + provider), else_=literal(organizer))


CHECKS: tuple[Check, ...] = (
    check_sales,
    check_provider_fees,
    check_refunds,
    check_payouts,
    check_fees,
    check_orders,
)
