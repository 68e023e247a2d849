"""POST /api/v1/bookings/create as the booking source gives it, over HTTP."""

import asyncio
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from server.contacts.models import Contact
from server.context import Context
from server.orders.models import Order, PurchaseItem
from server.orders.schemas import BookingAnswer
from server.tickets.models import Ticket
from sync.rules.code import TypedCode, read_code
from sync.rules.ids import EventId, EventNumber
from sync.rules.ticket import Event
from tests.factories import Club, book_in, booking_body, make_club
from tests.server.conftest import next_prefix

BOOK = "/api/v1/bookings/create"


def _code_of(answer: httpx.Response) -> str:
    body = answer.json()
    assert body["success"] is False
    assert body["error"] == body["details"]["message"]
    return str(body["details"]["code"])


def test_the_sources_example_is_answered_field_for_field(client: httpx.Client, club: Club) -> None:
    request = {
        "eventId": club.event_id,
        "productId": club.product_id,
        "primaryAttendee": {
            "firstName": "Max",
            "lastName": "Mustermann",
            "email": "max@example.com",
            "phone": "+49123456789",
        },
        "guests": [{"firstName": "Anna", "lastName": "Schmidt", "email": "anna@example.com", "phone": "+49987654321"}],
        "source": "web",
        "frontendRsvpId": "j_abc123...",
    }

    answer = client.post(BOOK, json=request)

    body = answer.json()
    first, second = (ticket["ticketId"] for ticket in body["tickets"])
    assert answer.status_code == 200
    assert answer.headers["X-Organization-Id"] == club.organization_id
    assert answer.headers["Content-Type"] == "application/json"
    assert body["bookingId"].startswith("ord_")
    assert {name: body[name] for name in ("success", "transactionId", "totalAttendees")} == {
        "success": True,
        "transactionId": body["bookingId"],
        "totalAttendees": 2,
    }
    assert list(body) == list(_ANSWER_FIELDS)
    assert [{name: ticket[name] for name in ticket if name != "signedCode"} for ticket in body["tickets"]] == [
        {
            "ticketId": first,
            "attendeeName": "Max Mustermann",
            "attendeeEmail": "max@example.com",
            "attendeePhone": "+49123456789",
            "isPrimary": True,
            "qrCode": first,
        },
        {
            "ticketId": second,
            "attendeeName": "Anna Schmidt",
            "attendeeEmail": "anna@example.com",
            "attendeePhone": "+49987654321",
            "isPrimary": False,
            "qrCode": second,
        },
    ]
    assert len(body["purchaseItemIds"]) == 2
    assert [(contact["email"], contact["isPrimary"]) for contact in body["crmContacts"]] == [
        ("max@example.com", True),
        ("anna@example.com", False),
    ]
    assert body["createdAt"] > 1_700_000_000_000


_ANSWER_FIELDS = (
    "success",
    "bookingId",
    "transactionId",
    "tickets",
    "purchaseItemIds",
    "crmContacts",
    "totalAttendees",
    "createdAt",
)


def test_one_booking_is_one_order_and_a_ticket_an_item_and_a_contact_each(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    booked = client.post(BOOK, json=booking_body(club, guests=2)).json()

    def count(model: Any) -> int:
        with server_context.database.transaction() as session:
            statement = select(func.count()).select_from(model)
            return session.scalar(statement.where(model.organization_id == club.organization_id)) or 0

    assert [count(model) for model in (Order, Ticket, PurchaseItem, Contact)] == [1, 3, 3, 3]
    with server_context.database.transaction() as session:
        item = session.get_one(PurchaseItem, booked["purchaseItemIds"][0])
        assert (item.fulfillment_type, item.fulfillment_status) == ("ticket", "fulfilled")
        assert item.fulfillment_data["ticketId"] == booked["tickets"][0]["ticketId"]


def test_ticket_ids_are_codes_of_the_event_that_a_door_reads(client: httpx.Client, club: Club) -> None:
    ticket_id = client.post(BOOK, json=booking_body(club)).json()["tickets"][0]["ticketId"]

    event = Event(EventId(club.event_id), EventNumber(1), "", club.code_prefix)
    assert read_code(ticket_id.lower().replace("-", ""), event) == TypedCode(ticket_id, is_of_event=True)


def test_a_guest_without_an_address_has_none_in_the_answer_nor_in_the_contacts(
    client: httpx.Client, club: Club
) -> None:
    guest = {"firstName": "Anna", "lastName": "Schmidt", "phone": "+49987654321"}

    body = client.post(BOOK, json=booking_body(club, guests=0) | {"guests": [guest]}).json()

    assert "attendeeEmail" not in body["tickets"][1]
    assert body["crmContacts"][1]["email"] == ""
    listed = client.get("/api/v1/contacts").json()["contacts"]
    assert sorted(contact["email"] for contact in listed) == ["", "max@example.com"]


def test_contacts_carry_the_organizations_tag_and_guests_are_tagged(client: httpx.Client, club: Club) -> None:
    client.post(BOOK, json=booking_body(club, guests=1))

    tags = {contact["firstName"]: contact["tags"] for contact in client.get("/api/v1/contacts").json()["contacts"]}
    tag = club.code_prefix.partition("-")[0]
    assert tags == {"Max": [tag], "Anna": [tag, "guest"]}


def test_the_same_address_twice_in_a_booking_is_one_contact(client: httpx.Client, club: Club) -> None:
    guest = {"firstName": "Anna", "lastName": "Schmidt", "email": "MAX@example.com", "phone": "+4998"}

    body = client.post(BOOK, json=booking_body(club) | {"guests": [guest]}).json()

    first, second = body["crmContacts"]
    assert first["contactId"] == second["contactId"]


def test_a_paid_booking_is_pending_and_says_until_when(server_context: Context, client: httpx.Client) -> None:
    club = make_club(server_context, prefix=next_prefix(), price_cents=1250)

    made = client.post(BOOK, json=booking_body(club, guests=1), headers=club.headers).json()
    body = client.get(f"/api/v1/bookings/{made['bookingId']}", headers=club.headers).json()

    assert (body["status"], body["amountInCents"], body["currency"]) == ("pending", 2500, "eur")
    assert body["expiresAt"] - body["createdAt"] == 15 * 60_000
    assert {ticket["status"] for ticket in body["tickets"]} == {"unpaid"}


@pytest.mark.parametrize("field", ["eventId", "productId", "primaryAttendee", "source"])
@pytest.mark.parametrize("empty", [None, "", "absent"])
def test_a_missing_field_is_named_in_the_sources_words(
    client: httpx.Client, club: Club, field: str, empty: str | None
) -> None:
    request = booking_body(club)
    if empty == "absent":
        del request[field]
    else:
        request[field] = empty

    answer = client.post(BOOK, json=request)

    assert answer.status_code == 400
    assert answer.json()["error"] == f"Missing required field: {field}"


@pytest.mark.parametrize("field", ["firstName", "lastName", "email", "phone"])
def test_an_incomplete_primary_attendee_is_refused_in_the_sources_words(
    client: httpx.Client, club: Club, field: str
) -> None:
    request = booking_body(club)
    request["primaryAttendee"][field] = " \u0000\t"

    answer = client.post(BOOK, json=request)

    assert answer.status_code == 400
    assert answer.json()["error"] == "Primary attendee must have firstName, lastName, email, and phone"


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"primaryAttendee": {"firstName": "M", "lastName": "M", "email": "no", "phone": "1"}}, "email"),
        ({"primaryAttendee": {"firstName": "M" * 101, "lastName": "M", "email": "m@e.com", "phone": "1"}}, "100"),
        ({"primaryAttendee": "Max"}, "primaryAttendee"),
        ({"guests": "Anna"}, "guests"),
        ({"guests": [{"firstName": "Anna"}]}, "guest"),
        ({"guests": [{"firstName": "A", "lastName": "B", "phone": "1"}] * 100}, "99"),
        ({"eventId": {"$ne": None}}, "eventId"),
    ],
)
def test_what_a_field_cannot_hold_is_refused_with_its_name(
    client: httpx.Client, club: Club, change: dict[str, Any], word: str
) -> None:
    answer = client.post(BOOK, json=booking_body(club) | change)

    assert answer.status_code == 400
    assert _code_of(answer) == "INVALID_REQUEST"
    assert word in answer.json()["error"]


def test_hostile_names_are_kept_as_text(client: httpx.Client, club: Club) -> None:
    name = "Robert'); DROP TABLE tickets;-- <script>alert(1)</script> 李"
    request = booking_body(club)
    request["primaryAttendee"] |= {"firstName": f"{name}\u202e\u0000", "lastName": "O\u2019Neil \U0001f389"}

    booked = client.post(BOOK, json=request).json()

    ticket = client.get(f"/api/v1/tickets/{booked['tickets'][0]['ticketId']}").json()
    assert ticket["attendeeName"] == f"{name} O\u2019Neil \U0001f389"


def test_a_lone_surrogate_does_no_harm(client: httpx.Client, club: Club) -> None:
    body = b'{"firstName": "\\ud800Max", "lastName": "M", "email": "m@example.com", "phone": "1"}'
    request = b'{"eventId": "%b", "productId": "%b", "source": "web", "primaryAttendee": %b}' % (
        club.event_id.encode(),
        club.product_id.encode(),
        body,
    )

    answer = client.post(BOOK, content=request, headers={"Content-Type": "application/json"})

    assert answer.status_code == 200
    assert answer.json()["tickets"][0]["attendeeName"] == "Max M"


@pytest.mark.parametrize("status", ["draft", "cancelled", "ended"])
def test_an_event_that_is_not_published_cannot_be_booked(client: httpx.Client, club: Club, status: str) -> None:
    client.patch(f"/api/v1/events/{club.event_id}", json={"status": status})

    answer = client.post(BOOK, json=booking_body(club))

    assert (answer.status_code, _code_of(answer)) == (400, "INVALID_EVENT")
    assert answer.json()["error"] == "Event not found or not published"


def test_unknown_event_and_product_have_their_codes(client: httpx.Client, club: Club) -> None:
    no_event = client.post(BOOK, json=booking_body(club, eventId="evt_unknown"))
    no_product = client.post(BOOK, json=booking_body(club, productId="prd_unknown"))

    assert (no_event.status_code, _code_of(no_event)) == (400, "INVALID_EVENT")
    assert (no_product.status_code, _code_of(no_product)) == (400, "INVALID_PRODUCT")


def test_a_product_that_the_event_does_not_offer_cannot_be_booked(client: httpx.Client, club: Club) -> None:
    other = client.post("/api/v1/products", json={"name": "Other", "subtype": "ticket"}).json()

    answer = client.post(BOOK, json=booking_body(club, productId=other["id"]))

    assert _code_of(answer) == "INVALID_PRODUCT"


@pytest.mark.parametrize("window", [{"salesStart": 4_000_000_000_000}, {"salesEnd": 1_000}])
def test_outside_the_sales_window_sales_are_closed(
    server_context: Context, client: httpx.Client, window: dict[str, int]
) -> None:
    club = make_club(server_context, prefix=next_prefix(), offer=window)

    answer = client.post(BOOK, json=booking_body(club), headers=club.headers)

    assert (answer.status_code, _code_of(answer)) == (409, "SALES_CLOSED")


@pytest.mark.parametrize("bound", [{"capacity": 2}, {"quantity": 2}, {"product": {"maxQuantity": 2}}])
def test_each_bound_sells_out_without_a_seat_too_many(
    server_context: Context, client: httpx.Client, bound: dict[str, Any]
) -> None:
    club = make_club(server_context, prefix=next_prefix(), **bound)

    answers = [client.post(BOOK, json=booking_body(club, guests=n), headers=club.headers) for n in (2, 1, 0)]

    assert [answer.status_code for answer in answers] == [409, 200, 409]
    assert _code_of(answers[2]) == "SOLD_OUT"


def test_the_limit_per_customer_sees_through_spelling_and_names_the_earlier_booking(
    server_context: Context, client: httpx.Client
) -> None:
    club = make_club(server_context, prefix=next_prefix(), limit_per_customer=2)
    first = client.post(BOOK, json=booking_body(club, guests=1), headers=club.headers).json()

    answer = client.post(BOOK, json=booking_body(club, email="MAX@Example.com"), headers=club.headers)

    assert (answer.status_code, _code_of(answer)) == (409, "LIMIT_REACHED")
    assert answer.json()["details"]["bookingId"] == first["bookingId"]


@pytest.mark.parametrize("bookings", [1, 3])
def test_a_crm_failure_fails_no_booking(context: Context, bookings: int) -> None:
    club = make_club(context)
    with context.database.transaction() as session:
        session.connection().exec_driver_sql("ALTER TABLE contacts RENAME TO elsewhere")

    async def main() -> list[BookingAnswer]:
        await context.database.start()
        try:
            return await asyncio.gather(
                *(
                    context.database.write(lambda session: book_in(session, context, club, guests=1))
                    for _ in range(bookings)
                )
            )
        finally:
            await context.database.stop()

    for booked in asyncio.run(main()):
        assert booked.crmContacts == []
        assert len(booked.tickets) == booked.totalAttendees == 2


def test_a_booking_can_be_read_listed_and_cancelled(client: httpx.Client, club: Club) -> None:
    bookings = [client.post(BOOK, json=booking_body(club, email=f"b{n}@example.com")).json() for n in range(3)]

    first_page = client.get("/api/v1/bookings", params={"limit": 2}).json()
    second_page = client.get("/api/v1/bookings", params={"limit": 2, "cursor": first_page["nextCursor"]}).json()
    cancelled = client.post(f"/api/v1/bookings/{bookings[0]['bookingId']}/cancel")

    read = first_page["bookings"] + second_page["bookings"]
    assert [booking["bookingId"] for booking in read] == [booking["bookingId"] for booking in bookings[::-1]]
    assert read[0] | {"tickets": []} == {**read[0], **bookings[2], "tickets": []}
    assert [ticket["ticketId"] for ticket in read[0]["tickets"]] == [bookings[2]["tickets"][0]["ticketId"]]
    assert "nextCursor" not in second_page
    assert cancelled.json()["status"] == "cancelled"
    assert cancelled.json()["tickets"][0]["status"] == "cancelled"
    assert client.get(f"/api/v1/bookings/{bookings[0]['bookingId']}").json() == cancelled.json()


def test_links_of_a_ticket_lead_to_its_event_and_its_product(client: httpx.Client, club: Club) -> None:
    ticket_id = client.post(BOOK, json=booking_body(club)).json()["tickets"][0]["ticketId"]

    links = client.get("/api/v1/object-links", params={"fromObjectId": ticket_id}).json()["objectLinks"]

    assert {link["linkType"]: link["toObjectId"] for link in links} == {
        "admits_to": club.event_id,
        "issued_from": club.product_id,
    }
