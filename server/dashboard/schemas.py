"""The dashboard's figures as the API speaks them. Money is in minor units, a list has one line a currency."""

from typing import Literal

from server.api import Page, Schema

MoneyKind = Literal["live", "test", "manual"]


class SalesFigures(Schema):
    """Paid orders of one currency. ``net`` is gross less refunds and fees."""

    currency: str
    orders: int
    quantity: int
    grossInCents: int
    refundedInCents: int


class SalesTotal(SalesFigures):
    """The whole period."""

    taxInCents: int
    feesInCents: int
    netInCents: int


class SalesOfDay(SalesFigures):
    """One day in the answer's time zone, e.g. 2025-01-15."""

    day: str


class SalesOfEvent(SalesFigures):
    """One event's share; without an event for what is sold apart from any."""

    eventId: str | None = None
    eventName: str | None = None


class SalesOfProduct(SalesFigures):
    """One product's share."""

    productId: str
    productName: str


class SalesAnswer(Schema):
    """GET /api/v1/dashboard/sales. Shipping is part of the totals and days, not of events and products."""

    success: bool = True
    timeZone: str
    totals: list[SalesTotal]
    days: list[SalesOfDay]
    events: list[SalesOfEvent]
    products: list[SalesOfProduct]


class MoneyMetrics(Schema):
    """What the ledger says of one currency and kind of money: ``manual`` is what the organization took in itself."""

    currency: str
    money: MoneyKind
    grossInCents: int
    refundsInCents: int
    platformFeesInCents: int
    providerFeesInCents: int
    feesInCents: int
    netInCents: int
    taxInCents: int
    """The tax in the gross sales, before refunds."""
    payoutsInCents: int
    balanceInCents: int
    """What is owed to the organization now, whatever the period."""


class MetricsAnswer(Schema):
    """GET /api/v1/dashboard/metrics."""

    success: bool = True
    metrics: list[MoneyMetrics]


class BookingRow(Schema):
    """A line of the bookings table."""

    id: str
    status: str
    customerName: str
    customerEmail: str
    eventId: str | None = None
    eventName: str | None = None
    productId: str
    quantity: int
    amountInCents: int
    refundedInCents: int
    currency: str
    paymentMethod: str
    source: str
    createdAt: int
    paidAt: int | None = None


class BookingTable(Page):
    """GET /api/v1/dashboard/bookings, newest first."""

    bookings: list[BookingRow]


class CheckInStep(Schema):
    """One interval of the curve: from ``at`` so many came for the first time, and so many have come by its end."""

    at: int
    arrived: int
    total: int


class CheckInAnswer(Schema):
    """GET /api/v1/dashboard/check-ins, in people: a group is several. Intervals in which nobody came are left out."""

    success: bool = True
    eventId: str
    timeZone: str
    minutes: int
    sold: int
    arrived: int
    inside: int
    curve: list[CheckInStep]
