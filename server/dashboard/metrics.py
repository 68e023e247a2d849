"""Financial metrics from the ledger: what came in, went back, was kept, was paid out, and is still owed."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import and_, case, func, select, true
from sqlalchemy.orm import Session

from server.dashboard.sales import Asked
from server.dashboard.schemas import MetricsAnswer, MoneyKind, MoneyMetrics
from server.ledger.accounts import MANUAL, TEST, Account, EntryKind
from server.ledger.models import LedgerEntry
from server.orders.models import Order

_LIVE: MoneyKind = "live"
_KINDS: dict[str, MoneyKind] = {TEST: "test", MANUAL: "manual"}


@dataclass(slots=True)
class _Sums:
    """Of one currency and kind of money, in the period, with the signs that people expect."""

    gross: int = 0
    refunds: int = 0
    fees: int = 0
    platform_fees: int = 0
    payouts: int = 0
    tax: int = 0
    balance: int = 0


def read_metrics(session: Session, asked: Asked) -> MetricsAnswer:
    """The metrics of an organization; the period bounds all but the balance."""
    sums: defaultdict[tuple[str, MoneyKind], _Sums] = defaultdict(_Sums)
    _add_ledger(session, asked, sums)
    _add_tax(session, asked, sums)
    return MetricsAnswer(metrics=[_metrics(*key, sums[key]) for key in sorted(sums)])


def _add_ledger(session: Session, asked: Asked, sums: defaultdict[tuple[str, MoneyKind], _Sums]) -> None:
    in_period = and_(
        true() if asked.start is None else LedgerEntry.created_at >= asked.start,
        true() if asked.end is None else LedgerEntry.created_at < asked.end,
    )
    amount = LedgerEntry.amount_cents
    rows = session.execute(
        select(
            LedgerEntry.kind,
            LedgerEntry.account,
            LedgerEntry.currency,
            func.sum(case((in_period, amount), else_=0)).label("amount"),
            func.sum(amount).label("ever"),
        )
        .where(LedgerEntry.organization_id == asked.organization_id)
        .group_by(LedgerEntry.kind, LedgerEntry.account, LedgerEntry.currency)
    )
    for row in rows:
        account, _, apart = row.account.partition(":")
        money = sums[row.currency, _KINDS.get(apart, _LIVE)]
        if account == Account.ORGANIZER:
            _add_debt(money, row.kind, int(row.amount))
            money.balance -= int(row.ever)
        elif account == Account.PLATFORM_FEES and row.kind == EntryKind.FEE:
            money.platform_fees -= int(row.amount)


def _add_debt(money: _Sums, kind: str, amount: int) -> None:
    """A line of what is owed to the organization: sales are credits, all else is debits."""
    if kind == EntryKind.SALE:
        money.gross -= amount
    elif kind == EntryKind.REFUND:
        money.refunds += amount
    elif kind == EntryKind.FEE:
        money.fees += amount
    elif kind == EntryKind.PAYOUT:
        money.payouts += amount


def _add_tax(session: Session, asked: Asked, sums: defaultdict[tuple[str, MoneyKind], _Sums]) -> None:
    """The ledger moves gross amounts; what tax is in them the orders know."""
    conditions = [Order.organization_id == asked.organization_id, Order.paid_at.is_not(None), Order.tax_cents > 0]
    if asked.start is not None:
        conditions.append(Order.paid_at >= asked.start)
    if asked.end is not None:
        conditions.append(Order.paid_at < asked.end)
    rows = session.execute(
        select(Order.currency, Order.payment_method, func.sum(Order.tax_cents).label("tax"))
        .where(*conditions)
        .group_by(Order.currency, Order.payment_method)
    )
    for row in rows:
        sums[row.currency, _KINDS.get(row.payment_method, _LIVE)].tax += int(row.tax)


def _metrics(currency: str, money: MoneyKind, sums: _Sums) -> MoneyMetrics:
    return MoneyMetrics(
        currency=currency,
        money=money,
        grossInCents=sums.gross,
        refundsInCents=sums.refunds,
        platformFeesInCents=sums.platform_fees,
        providerFeesInCents=sums.fees - sums.platform_fees,
        feesInCents=sums.fees,
        netInCents=sums.gross - sums.refunds - sums.fees,
        taxInCents=sums.tax,
        payoutsInCents=sums.payouts,
        # What the organization took in itself never passed through us: nothing of it is owed.
        balanceInCents=0 if money == MANUAL else sums.balance,
    )
