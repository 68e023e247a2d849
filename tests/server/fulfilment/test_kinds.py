"""Each kind of product gives its buyer what was paid for, once, and takes it back."""

from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from server.appointments.models import Appointment
from server.catalog.models import Product
from server.context import Context
from server.errors import InvalidProductError, InvalidRequestError
from server.fulfilment.hooks import HOOKS, hook_of
from server.fulfilment.models import Entitlement
from server.fulfilment.service import fulfil_items
from server.fulfilment.subscriptions import has_access
from server.ids import now_ms
from server.orders.models import Order, PurchaseItem
from server.payments.refunds import request_refund
from tests.factories import Club, make_club
from tests.server.fulfilment.selling import (
    check_out,
    entitlement_of,
    item_of,
    make_download,
    make_product,
    pay,
    sell,
    set_properties,
)
from tests.working import run_work, waiting_work

WEEK_MS = 7 * 24 * 3_600_000


@pytest.fixture
def shop(context: Context) -> Club:
    return make_club(context, price_cents=2_500)


def _mails(context: Context, template: str) -> int:
    from server.delivery.models import Delivery

    statement = select(func.count()).where(Delivery.template == template)
    return context.database.read_now(lambda session: session.scalar(statement)) or 0


def _refund(context: Context, order_id: str) -> None:
    with context.database.transaction() as session:
        request_refund(session, context.tools, order_id, actor="tests")
    run_work(context)


def test_there_are_six_kinds_and_tickets_come_first() -> None:
    assert next(iter(HOOKS)) == "ticket"
    assert set(HOOKS) == {"ticket", "subscription", "download", "shipment", "course", "service"}


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(InvalidProductError, match="hovercraft"):
        hook_of("hovercraft")


def test_a_tickets_item_names_the_ticket_its_code_and_its_event(context: Context, shop: Club) -> None:
    sold = sell(context, shop, shop.product_id, 2)

    data = [item_of(context, item_id).fulfillment_data for item_id in sold.item_ids]
    assert [set(one) for one in data] == [{"ticketId", "ticketCode", "eventId", "eventDate"}] * 2
    assert data[0]["ticketId"].startswith(f"{shop.code_prefix}-")
    assert data[0]["ticketId"] != data[1]["ticketId"]
    assert data[0]["eventId"] == shop.event_id


def test_a_ticket_hook_finds_the_ticket_where_the_item_does_not_name_it(context: Context, shop: Club) -> None:
    sold = sell(context, shop, shop.product_id)
    named = item_of(context, sold.item_id).fulfillment_data
    with context.database.transaction() as session:
        session.execute(update(PurchaseItem).values(fulfillment_data={}, fulfillment_status="failed"))
    with context.database.transaction() as session:
        _fulfil(session, context, sold.order_id)

    assert item_of(context, sold.item_id).fulfillment_data == named


def _fulfil(session: Session, context: Context, order_id: str) -> None:
    order = session.get_one(Order, order_id)
    items = session.scalars(select(PurchaseItem).where(PurchaseItem.order_id == order_id)).all()
    fulfil_items(session, context.vault, order, items, base_url="", at=now_ms())


def test_a_course_enrols_each_student_until_its_end(context: Context, shop: Club) -> None:
    product = make_product(context, shop, "course", courseId="react", durationWeeks=8)
    sold = sell(context, shop, product, 2)

    assert len(sold.item_ids) == 2
    enrolment = entitlement_of(context, sold.item_id)
    assert enrolment.id.startswith("enr_")
    assert enrolment.ends_at is not None
    assert enrolment.starts_at is not None
    assert enrolment.ends_at - enrolment.starts_at == 8 * WEEK_MS
    assert item_of(context, sold.item_id).fulfillment_data == {
        "enrollmentId": enrolment.id,
        "courseId": "react",
        "startDate": enrolment.starts_at,
        "endDate": enrolment.ends_at,
    }


def test_the_link_to_a_course_is_on_its_own_site_and_is_not_stored(context: Context, shop: Club) -> None:
    product = make_product(context, shop, "course", accessBaseUrl="https://courses.example.com/")
    enrolment = entitlement_of(context, sell(context, shop, product).item_id)

    link = hook_of("course").reveal(context.vault, "https://here", enrolment)["accessUrl"]
    assert link.startswith(f"https://courses.example.com/enroll/{enrolment.id}?token=")
    token = link.partition("token=")[2]
    stored = context.database.read_now(
        lambda session: str([dict(row) for row in session.execute(select(Entitlement.__table__)).mappings()])
    )
    assert token not in stored


def test_a_service_opens_an_appointment_for_each_session(context: Context, shop: Club) -> None:
    product = make_product(context, shop, "service", packageId="monthly", sessions=4)
    sold = sell(context, shop, product, 2)

    data = item_of(context, sold.item_id).fulfillment_data
    rows = context.database.read_now(
        lambda session: session.scalars(select(Appointment).where(Appointment.order_id == sold.order_id)).all()
    )
    assert (data["packageId"], data["sessions"]) == ("monthly", 8)
    assert [row.status for row in rows] == ["paid"] * 8
    assert data["appointmentId"] in {row.id for row in rows}
    assert "appointmentToken" not in data


def test_a_refunded_service_has_no_appointments_left(context: Context, shop: Club) -> None:
    sold = sell(context, shop, make_product(context, shop, "service"))
    _refund(context, sold.order_id)

    statuses = context.database.read_now(lambda session: session.scalars(select(Appointment.status)).all())
    assert (list(statuses), entitlement_of(context, sold.item_id).status) == (["cancelled"], "revoked")


def test_a_shipment_waits_for_the_warehouse(context: Context, shop: Club) -> None:
    sold = sell(context, shop, make_product(context, shop, "shipment"), 3)

    shipment = entitlement_of(context, sold.item_id)
    assert (shipment.kind, shipment.status, shipment.data) == ("shipment", "pending", {"quantity": 3})
    assert item_of(context, sold.item_id).fulfillment_data == {
        "shipmentId": shipment.id,
        "shipmentStatus": "pending",
    }


def test_shipping_is_charged_by_the_rate_table(context: Context, shop: Club) -> None:
    rates = {"DE": {"baseCents": 490, "perItemCents": 100}}
    sold = sell(context, shop, make_product(context, shop, "shipment", shipping=rates), 2)

    order = context.database.read_now(lambda session: session.get_one(Order, sold.order_id))
    assert (order.shipping_cents, order.amount_cents) == (690, 2_690)


RATES = {
    "DE": {"baseCents": 490, "perItemCents": 100, "freeFromCents": 5_000},
    "EU": {"baseCents": 900},
    "*": {"baseCents": 2_000, "perItemCents": 500},
}


@pytest.mark.parametrize(
    ("country", "quantity", "cents"),
    [("DE", 1, 590), ("de", 4, 890), ("DE", 5, 0), ("FR", 9, 900), ("CH", 2, 3_000)],
)
def test_the_narrowest_zone_says_what_sending_costs(country: str, quantity: int, cents: int) -> None:
    properties = {"priceInCents": 1_000, "shipping": RATES}
    assert hook_of("shipment").shipping_cents(properties, quantity, country) == cents


@pytest.mark.parametrize("country", ["", "  ", "CH"])
def test_nothing_is_sent_without_a_country_or_to_one_that_has_no_rate(country: str) -> None:
    with pytest.raises(InvalidRequestError):
        hook_of("shipment").shipping_cents({"shipping": {"EU": {"baseCents": 1}}}, 1, country)


def test_a_download_is_mailed_once_and_ends_with_its_days(context: Context, shop: Club) -> None:
    sold = sell(context, shop, make_download(context, shop, linkDays=3, maxDownloads=2), 2)

    download = entitlement_of(context, sold.item_id)
    assert download.ends_at is not None
    assert download.starts_at is not None
    assert (download.ends_at - download.starts_at, download.most_uses) == (3 * 24 * 3_600_000, 4)
    assert _mails(context, "download_ready") == 1


def test_a_download_without_a_file_fails_alone_and_is_given_once_the_file_is_there(
    context: Context, shop: Club
) -> None:
    missing = make_product(context, shop, "download")
    course = make_product(context, shop, "course")
    sold = sell(context, shop, "", items=[{"productId": missing}, {"productId": course}])

    failed, given = (item_of(context, item_id) for item_id in sold.item_ids)
    assert (failed.fulfillment_status, given.fulfillment_status) == ("failed", "fulfilled")
    assert failed.fulfillment_data == {"error": "The product has no file yet"}
    assert ("fulfil", failed.id) in {(work.kind, work.reference) for work in waiting_work(context)}

    other = make_download(context, shop)
    facts = context.database.read_now(lambda session: session.get_one(Product, other).custom_properties)
    set_properties(context, missing, {"fileId": facts["fileId"]})
    run_work(context, even_delayed=True)

    assert item_of(context, failed.id).fulfillment_status == "fulfilled"
    assert "error" not in item_of(context, failed.id).fulfillment_data


def test_an_item_that_fails_again_is_left_to_a_person(context: Context, shop: Club) -> None:
    sold = sell(context, shop, make_product(context, shop, "download"))

    ran = run_work(context, even_delayed=True, failing=True)
    assert [(one.kind, one.outcome) for one in ran if one.kind == "fulfil"] == [("fulfil", None)]
    assert item_of(context, sold.item_id).fulfillment_status == "failed"


def test_a_file_of_another_organization_is_never_sold(context: Context, shop: Club) -> None:
    theirs = make_download(context, make_club(context, prefix="XYZ", name="Other"))
    file_id = context.database.read_now(lambda session: session.get_one(Product, theirs).custom_properties)["fileId"]
    sold = sell(context, shop, make_product(context, shop, "download", fileId=file_id))

    assert item_of(context, sold.item_id).fulfillment_status == "failed"


def test_fulfilling_again_changes_nothing(context: Context, shop: Club) -> None:
    products = [make_product(context, shop, kind) for kind in ("course", "service", "shipment", "subscription")] + [
        make_download(context, shop)
    ]
    sold = sell(context, shop, "", items=[{"productId": product} for product in products])
    before = [item_of(context, item_id).fulfillment_data for item_id in sold.item_ids]
    with context.database.transaction() as session:
        session.execute(update(PurchaseItem).values(fulfillment_status="failed"))
    with context.database.transaction() as session:
        _fulfil(session, context, sold.order_id)

    assert [item_of(context, item_id).fulfillment_data for item_id in sold.item_ids] == before
    assert context.database.read_now(lambda session: session.scalar(select(func.count(Entitlement.id)))) == 5


@pytest.mark.parametrize("kind", ["course", "shipment", "subscription", "download"])
def test_what_was_given_is_revoked_when_the_money_goes_back(context: Context, shop: Club, kind: str) -> None:
    product = make_download(context, shop) if kind == "download" else make_product(context, shop, kind)
    sold = sell(context, shop, product)
    _refund(context, sold.order_id)

    entitlement = entitlement_of(context, sold.item_id)
    assert (entitlement.status, entitlement.next_at) == ("revoked", None)
    assert item_of(context, sold.item_id).fulfillment_status == "revoked"
    assert kind != "subscription" or not has_access(entitlement, now_ms())


def test_nothing_is_given_before_it_is_paid(context: Context, shop: Club) -> None:
    sold = check_out(context, shop, make_product(context, shop, "course"))
    assert item_of(context, sold.item_id).fulfillment_status == "pending"
    assert context.database.read_now(lambda session: session.scalar(select(func.count(Entitlement.id)))) == 0

    pay(context, sold.payment_id)
    assert item_of(context, sold.item_id).fulfillment_status == "fulfilled"


@pytest.mark.parametrize(
    ("kind", "properties"),
    [
        ("subscription", {"billingCycle": "hourly"}),
        ("subscription", {"graceDays": -1}),
        ("download", {"maxDownloads": 0}),
        ("download", {"linkDays": 4_000}),
        ("course", {"durationWeeks": 0}),
        ("course", {"accessBaseUrl": "javascript:alert(1)"}),
        ("course", {"accessBaseUrl": "https://user@evil.example"}),
        ("service", {"sessions": 0}),
        ("shipment", {"shipping": {"Germany": {"baseCents": 1}}}),
        ("shipment", {"shipping": {"DE": {"baseCents": -1}}}),
    ],
)
def test_a_product_is_checked_by_its_kind(sqlite_context: Context, kind: str, properties: dict[str, Any]) -> None:
    club = make_club(sqlite_context)
    with pytest.raises(InvalidRequestError, match="customProperties"):
        make_product(sqlite_context, club, kind, **properties)
