"""Sales figures, compared with sums made one order at a time, on both databases."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
from sqlalchemy import update

from server.catalog.models import Event
from server.context import Context
from server.dashboard.metrics import read_metrics
from server.dashboard.sales import Asked, read_sales
from server.errors import NotFoundError
from server.ids import new_id, now_ms
from server.ledger.book import record_payout, record_refund, record_sale
from server.ledger.models import Payout
from server.orders.models import Order
from server.payments.models import Payment, Refund
from tests.factories import START_MS, Club, book, make_club
from tests.server.dashboard.sold import DAY_MS, Sold, random_sales

MADRID = "Europe/Madrid"
SEEDS = (1, 2, 3)


def sales_of(context: Context, club: Club, **asked: Any) -> dict[str, Any]:
    wanted = Asked(club.organization_id, **asked)
    return context.database.read_now(lambda session: read_sales(session, wanted)).model_dump()


def put_in_zone(context: Context, club: Club, zone: str) -> None:
    with context.database.transaction() as session:
        session.execute(update(Event).where(Event.id == club.event_id).values(time_zone=zone))


def test_sums_are_those_of_the_orders_one_by_one(context: Context) -> None:
    for seed in SEEDS:
        club = make_club(context, prefix=f"S{seed}")
        put_in_zone(context, club, MADRID)
        sold = random_sales(club, seed, 300)
        sold.write(context)
        paid = [order for order in sold.orders if order["paid_at"] is not None]

        said = sales_of(context, club)

        assert said["timeZone"] == MADRID
        totals = {total["currency"]: total for total in said["totals"]}
        for currency in ("eur", "usd", "jpy"):
            of_currency = [order for order in paid if order["currency"] == currency]
            gross = sum(order["amount_cents"] for order in of_currency)
            refunded = sum(order["refunded_cents"] for order in of_currency)
            fees = sum(order["amount_cents"] // 20 for order in of_currency)
            assert totals[currency] == {
                "currency": currency,
                "orders": len(of_currency),
                "quantity": sum(order["quantity"] for order in of_currency),
                "grossInCents": gross,
                "refundedInCents": refunded,
                "taxInCents": sum(order["tax_cents"] for order in of_currency),
                "feesInCents": fees,
                "netInCents": gross - refunded - fees,
            }
        zone = ZoneInfo(MADRID)
        days = Counter(
            (
                datetime.fromtimestamp(order["paid_at"] / 1000, UTC).astimezone(zone).date().isoformat(),
                order["currency"],
            )
            for order in paid
        )
        assert {(day["day"], day["currency"]): day["orders"] for day in said["days"]} == days
        assert sum(event["orders"] for event in said["events"]) == len(paid)
        assert {product["productName"] for product in said["products"]} == {"VIP"}


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", "2025-03-29"),
        (MADRID, "2025-03-30"),
        ("Asia/Kathmandu", "2025-03-30"),
        ("America/New_York", "2025-03-29"),
    ],
)
def test_a_day_is_one_of_the_events_time_zone(context: Context, zone: str, day: str) -> None:
    club = make_club(context)
    put_in_zone(context, club, zone)
    sold = Sold(club)
    moment = datetime(2025, 3, 29, 23, 30, tzinfo=UTC)  # Clocks in Madrid change 90 minutes later.
    sold.order(int(moment.timestamp() * 1000))
    sold.write(context)

    assert [one["day"] for one in sales_of(context, club)["days"]] == [day]


def test_a_period_takes_its_first_moment_and_not_its_last(context: Context) -> None:
    club = make_club(context)
    sold = Sold(club)
    for at in (START_MS - 1, START_MS, START_MS + DAY_MS - 1, START_MS + DAY_MS):
        sold.order(at)
    sold.write(context)

    said = sales_of(context, club, start=START_MS, end=START_MS + DAY_MS)

    assert said["totals"][0]["orders"] == 2
    assert said["totals"][0]["feesInCents"] == 100
    assert said["products"][0]["orders"] == 2


def test_one_events_sales_leave_out_the_others(context: Context) -> None:
    club = make_club(context)
    with context.database.transaction() as session:
        first = session.get_one(Event, club.event_id)
        fields = {column.key: getattr(first, column.key) for column in Event.__table__.columns}
        other = Event(**{**fields, "id": new_id("evt"), "number": 7, "slug": "other", "code_prefix": "X-Y-1"})
        session.add(other)
    sold = Sold(club)
    sold.order(START_MS, 1000, 2)
    sold.order(START_MS, 500, event_id=other.id)
    sold.order(START_MS, 300, event_id=None, subtype="download")
    sold.write(context)

    of_one = sales_of(context, club, event_id=other.id)
    of_all = sales_of(context, club)

    assert [(total["grossInCents"], total["quantity"], total["feesInCents"]) for total in of_one["totals"]] == [
        (500, 1, 25)
    ]
    assert [event["eventId"] for event in of_one["events"]] == [other.id]
    assert [(event["eventName"], event["grossInCents"]) for event in of_all["events"]] == [
        ("Perreo Fridays", 2000),
        ("Perreo Fridays", 500),
        (None, 300),
    ]


def test_another_organizations_sales_are_not_seen(context: Context) -> None:
    club, other = make_club(context, prefix="AAA"), make_club(context, prefix="BBB")
    sold = Sold(other)
    sold.order(START_MS)
    sold.write(context)

    assert sales_of(context, club)["totals"] == []
    with pytest.raises(NotFoundError):
        sales_of(context, club, event_id=other.event_id)
    metrics = context.database.read_now(lambda session: read_metrics(session, Asked(club.organization_id)))
    assert metrics.metrics == []


def test_metrics_follow_the_ledger_from_sale_to_payout(context: Context) -> None:
    club = make_club(context, price_cents=10_000)
    order_id = book(context, club).transactionId
    with context.database.transaction() as session:
        order = session.get_one(Order, order_id)
        order.tax_cents, order.paid_at, order.payment_method, order.status = 1597, now_ms(), "stripe", "paid"
        payment = Payment(
            id=new_id("pay"),
            organization_id=club.organization_id,
            order_id=order.id,
            provider="stripe",
            mode="intent",
            reference="pi_1",
            amount_cents=10_000,
            currency="eur",
            status="succeeded",
            fee_cents=175,
            created_at=1,
            updated_at=1,
        )
        session.add(payment)
        session.flush()
        record_sale(session, order, payment, 500)
        refund = Refund(
            id=new_id("ref"),
            organization_id=club.organization_id,
            order_id=order.id,
            payment_id=payment.id,
            provider="stripe",
            reference="re_1",
            kind="refund",
            amount_cents=2_000,
            currency="eur",
            status="succeeded",
            item_ids=[],
            created_at=1,
            updated_at=1,
        )
        session.add(refund)
        session.flush()
        record_refund(session, refund)
        payout = Payout(
            id=new_id("pot"),
            organization_id=club.organization_id,
            provider="stripe",
            amount_cents=5_000,
            currency="eur",
            status="requested",
            created_at=1,
            updated_at=1,
        )
        session.add(payout)
        session.flush()
        record_payout(session, payout)

    def metrics(end: int | None = None) -> list[dict[str, Any]]:
        asked = Asked(club.organization_id, end=end)
        said = context.database.read_now(lambda session: read_metrics(session, asked))
        return [one.model_dump() for one in said.metrics]

    assert metrics() == [
        {
            "currency": "eur",
            "money": "live",
            "grossInCents": 10_000,
            "refundsInCents": 2_000,
            "platformFeesInCents": 400,
            "providerFeesInCents": 175,
            "feesInCents": 575,
            "netInCents": 7_425,
            "taxInCents": 1_597,
            "payoutsInCents": 5_000,
            "balanceInCents": 2_425,
        }
    ]
    (before,) = metrics(end=START_MS)
    assert (before["grossInCents"], before["balanceInCents"]) == (0, 2_425)


def test_organizers_ask_for_figures_over_http(client: httpx.Client, server_context: Context, club: Club) -> None:
    sold = Sold(club)
    sold.order(START_MS)
    sold.write(server_context)

    said = client.get("/api/v1/dashboard/sales", params={"from": START_MS, "eventId": club.event_id}).json()

    assert said["totals"][0]["grossInCents"] == 1000
    assert client.get("/api/v1/dashboard/metrics").json()["metrics"][0]["platformFeesInCents"] == 50
    assert client.get("/api/v1/dashboard/sales", params={"from": 2, "to": 1}).status_code == 400
    assert client.get("/api/v1/dashboard/sales", params={"from": "x"}).status_code == 400
    assert client.get("/api/v1/dashboard/sales", params={"eventId": "evt_unknown"}).status_code == 404
