"""The bookings table, on both databases."""

import functools
from typing import Any

import httpx
import pytest

from server.context import Context
from server.dashboard.bookings import Sought, read_bookings_table
from tests.factories import START_MS, Club, make_club
from tests.server.dashboard.sold import Sold

NAMES = ("Anna Schmidt", "Özil Ünal", "ÉMILE ZOLA", "100% Genuine", "under_score", "under-score")


@pytest.fixture
def sold(context: Context) -> Sold:
    sold = Sold(make_club(context))
    for number, name in enumerate(NAMES):
        email = f"person{number}@example.com"
        status = "paid" if number % 2 else "refunded"
        sold.order(START_MS, customer_name=name, customer_email=email, customer_key=email, status=status)
    sold.write(context)
    return sold


def names(context: Context, sold: Sold, **sought: Any) -> list[str]:
    wanted = Sought(sold.club.organization_id, **sought)
    page = context.database.read_now(lambda session: read_bookings_table(session, wanted, cursor=None, limit=50))
    return [booking.customerName for booking in page.bookings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anna", ["Anna Schmidt"]),
        ("SCHMIDT", ["Anna Schmidt"]),
        ("Özil", ["Özil Ünal"]),
        ("émile", ["ÉMILE ZOLA"]),
        ("100%", ["100% Genuine"]),
        ("under_", ["under_score"]),
        ("%", ["100% Genuine"]),
        ("PERSON3@", ["100% Genuine"]),
        ("nobody", []),
    ],
)
def test_text_is_found_in_names_and_addresses_as_it_stands(
    context: Context, sold: Sold, text: str, found: list[str]
) -> None:
    assert names(context, sold, text=text) == found


def test_an_order_is_found_by_its_id(context: Context, sold: Sold) -> None:
    order = sold.orders[2]
    assert names(context, sold, text=order["id"].upper()) == [order["customer_name"]]


def test_filters_narrow_the_table_together(context: Context, sold: Sold) -> None:
    assert sorted(names(context, sold, status="paid")) == sorted(NAMES[1::2])
    assert names(context, sold, status="paid", text="anna") == []
    assert len(names(context, sold, event_id=sold.club.event_id)) == len(NAMES)
    assert names(context, sold, event_id="evt_other") == []


def test_another_organizations_bookings_are_not_found(context: Context, sold: Sold) -> None:
    other = make_club(context, prefix="ZZZ")
    assert names(context, Sold(other), text="anna") == []


def test_pages_follow_each_other_without_gaps(context: Context, sold: Sold) -> None:
    wanted = Sought(sold.club.organization_id)
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(10):
        read = functools.partial(read_bookings_table, sought=wanted, cursor=cursor, limit=4)
        page = context.database.read_now(read)
        seen += [booking.id for booking in page.bookings]
        cursor = page.nextCursor
        if cursor is None:
            break
    assert seen == sorted((order["id"] for order in sold.orders), reverse=True)


def test_organizers_look_through_bookings_over_http(client: httpx.Client, server_context: Context, club: Club) -> None:
    sold = Sold(club)
    sold.order(START_MS, customer_email="first.last.1@guest.invalid", customer_key="first.last.1@guest.invalid")
    sold.write(server_context)

    said = client.get("/api/v1/dashboard/bookings", params={"search": " max ", "status": "paid"}).json()

    assert [(row["customerEmail"], row["eventName"]) for row in said["bookings"]] == [("", "Perreo Fridays")]
    assert client.get("/api/v1/dashboard/bookings", params={"status": "strange"}).status_code == 400
