"""Sales figures: each a sum that the database makes, from the orders that were paid in a period.

Days depend on the time zone, which SQLite does not know. So the database sums quarters of an hour, of which every time
zone's days are made, and only those are put together here.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, select
from sqlalchemy.orm import Session

from server.catalog.models import Event, Product
from server.catalog.service import find_event
from server.dashboard.schemas import SalesAnswer, SalesOfDay, SalesOfEvent, SalesOfProduct, SalesTotal
from server.ledger.accounts import Account, EntryKind
from server.ledger.models import LedgerEntry
from server.orders.models import Order, PurchaseItem

_QUARTER_MS = 15 * 60_000
_UTC = "UTC"
_Statement = Select[*tuple[Any, ...]]
_ITEM_GROSS = PurchaseItem.total_cents + case((PurchaseItem.is_tax_included, 0), else_=PurchaseItem.tax_cents)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose sales: those paid from ``start`` until before ``end`` (Unix ms; None for no bound), of one event or all."""

    organization_id: str
    start: int | None = None
    end: int | None = None
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class _Sum:
    orders: int = 0
    quantity: int = 0
    gross: int = 0
    refunded: int = 0
    tax: int = 0

    def plus(self, row: Row[Any]) -> "_Sum":
        return replace(
            self,
            orders=self.orders + int(row.orders),
            quantity=self.quantity + int(row.quantity),
            gross=self.gross + int(row.gross),
            refunded=self.refunded + int(row.refunded),
            tax=self.tax + int(row.tax),
        )


def read_sales(session: Session, asked: Asked) -> SalesAnswer:
    """Totals, days, events and products; NotFoundError for another organization's event."""
    zone = time_zone_of(session, asked)
    quarters = session.execute(_by_quarter(asked)).all()
    return SalesAnswer(
        timeZone=zone,
        totals=_totals(quarters, _fees(session, asked)),
        days=_days(quarters, ZoneInfo(zone)),
        events=[_of_event(row) for row in session.execute(_by_event(asked))],
        products=[_of_product(row) for row in session.execute(_by_product(asked))],
    )


def time_zone_of(session: Session, asked: Asked) -> str:
    """The asked event's time zone, or else that of the organization's newest event."""
    if asked.event_id is not None:
        return find_event(session, asked.organization_id, asked.event_id).time_zone
    newest = select(Event.time_zone).where(Event.organization_id == asked.organization_id).order_by(Event.id.desc())
    return session.scalar(newest.limit(1)) or _UTC


def _by_quarter(asked: Asked) -> _Statement:
    """Sums by quarter of an hour and currency: of whole orders, or of the items that one event sold."""
    quarter = (Order.paid_at - Order.paid_at % _QUARTER_MS).label("quarter")
    sums: _Statement
    if asked.event_id is None:
        sums = select(
            quarter,
            Order.currency,
            func.count().label("orders"),
            func.sum(Order.quantity).label("quantity"),
            func.sum(Order.amount_cents).label("gross"),
            func.sum(Order.refunded_cents).label("refunded"),
            func.sum(Order.tax_cents).label("tax"),
        )
    else:
        # An order was paid in one quarter only, so its count there adds up over quarters.
        sums = select(quarter, Order.currency, *_item_sums()).join(PurchaseItem, PurchaseItem.order_id == Order.id)
        sums = sums.where(PurchaseItem.event_id == asked.event_id)
    return sums.where(_paid(asked)).group_by(quarter, Order.currency)


def _by_event(asked: Asked) -> _Statement:
    name = func.max(Event.name).label("name")
    sums = _of_items(asked, PurchaseItem.event_id, name)
    return sums.outerjoin(Event, Event.id == PurchaseItem.event_id).group_by(PurchaseItem.event_id, Order.currency)


def _by_product(asked: Asked) -> _Statement:
    name = func.max(Product.name).label("name")
    sums = _of_items(asked, PurchaseItem.product_id, name)
    return sums.join(Product, Product.id == PurchaseItem.product_id).group_by(PurchaseItem.product_id, Order.currency)


def _of_items(asked: Asked, *columns: Any) -> _Statement:  # noqa: ANN401  Columns of any type.
    sums = (
        select(*columns, Order.currency, *_item_sums())
        .join_from(PurchaseItem, Order, Order.id == PurchaseItem.order_id)
        .where(_paid(asked))
        .order_by(func.sum(_ITEM_GROSS).desc(), columns[0])
    )
    return sums if asked.event_id is None else sums.where(PurchaseItem.event_id == asked.event_id)


def _item_sums() -> tuple[ColumnElement[int], ...]:
    return (
        func.count(PurchaseItem.order_id.distinct()).label("orders"),
        func.sum(PurchaseItem.quantity).label("quantity"),
        func.sum(_ITEM_GROSS).label("gross"),
        func.sum(PurchaseItem.refunded_cents).label("refunded"),
        func.sum(PurchaseItem.tax_cents).label("tax"),
    )


def _paid(asked: Asked) -> ColumnElement[bool]:
    conditions = [Order.organization_id == asked.organization_id, Order.paid_at.is_not(None)]
    if asked.start is not None:
        conditions.append(Order.paid_at >= asked.start)
    if asked.end is not None:
        conditions.append(Order.paid_at < asked.end)
    return and_(*conditions)


def _fees(session: Session, asked: Asked) -> dict[str, int]:
    """What the platform and the providers kept, by currency, as the ledger has it."""
    sums = (
        select(LedgerEntry.currency, func.sum(LedgerEntry.amount_cents).label("fees"))
        .join(Order, Order.id == LedgerEntry.order_id)
        .where(
            LedgerEntry.organization_id == asked.organization_id,
            LedgerEntry.kind == EntryKind.FEE,
            LedgerEntry.account.startswith(Account.ORGANIZER),
            _paid(asked),
        )
        .group_by(LedgerEntry.currency)
    )
    if asked.event_id is not None:
        sums = sums.where(Order.event_id == asked.event_id)
    return {row.currency: int(row.fees) for row in session.execute(sums)}


def _totals(quarters: Iterable[Row[Any]], fees: dict[str, int]) -> list[SalesTotal]:
    sums: dict[str, _Sum] = {}
    for row in quarters:
        sums[row.currency] = sums.get(row.currency, _Sum()).plus(row)
    return [
        SalesTotal(
            **_figures(currency, total),
            taxInCents=total.tax,
            feesInCents=fees.get(currency, 0),
            netInCents=total.gross - total.refunded - fees.get(currency, 0),
        )
        for currency, total in sorted(sums.items())
    ]


def _days(quarters: Iterable[Row[Any]], zone: ZoneInfo) -> list[SalesOfDay]:
    sums: dict[tuple[str, str], _Sum] = {}
    for row in quarters:
        day = datetime.fromtimestamp(row.quarter / 1000, UTC).astimezone(zone).date().isoformat()
        sums[day, row.currency] = sums.get((day, row.currency), _Sum()).plus(row)
    return [SalesOfDay(**_figures(currency, total), day=day) for (day, currency), total in sorted(sums.items())]


def _of_event(row: Row[Any]) -> SalesOfEvent:
    return SalesOfEvent(**_figures(row.currency, _Sum().plus(row)), eventId=row.event_id, eventName=row.name)


def _of_product(row: Row[Any]) -> SalesOfProduct:
    return SalesOfProduct(**_figures(row.currency, _Sum().plus(row)), productId=row.product_id, productName=row.name)


def _figures(currency: str, total: _Sum) -> dict[str, Any]:
    return {
        "currency": currency,
        "orders": total.orders,
        "quantity": total.quantity,
        "grossInCents": total.gross,
        "refundedInCents": total.refunded,
    }
