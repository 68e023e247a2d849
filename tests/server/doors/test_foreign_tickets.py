"""Tickets of other systems: handed over once a code, let in by it, counted and erased like any others."""

import threading
from typing import Any

import httpx
import pytest
from nacl.signing import SigningKey
from sqlalchemy import func, select, update

from server.audit.finding import find_person
from server.audit.people import erase_person
from server.catalog.models import Event
from server.context import Context
from server.delivery.models import Delivery
from server.errors import SoldOutError
from server.ids import now_ms
from server.ledger.verify import verify_ledger
from server.orders.models import FOREIGN_ORDER, Order
from server.tickets.foreign import take_over
from server.tickets.foreign_schemas import ForeignTicket, ForeignTicketsRequest
from server.tickets.models import Ticket
from sync.rules.alias import LONGEST_ALIAS
from sync.rules.door_log import Kind
from sync.rules.ids import EventNumber, KeyId, ProductNumber, TicketId
from sync.rules.token import Token, sign_token
from tests.factories import Club, book, make_club
from tests.server.conftest import next_prefix
from tests.server.doors.venue import Venue

BARCODE = "4006381333931"


def _path(club: Club) -> str:
    return f"/api/v1/events/{club.event_id}/foreign-tickets"


def _hand_over(venue: Venue, *tickets: dict[str, Any]) -> dict[str, Any]:
    return venue.post(_path(venue.club), {"productId": venue.club.product_id, "tickets": list(tickets)})


def test_a_code_of_another_system_opens_the_door(any_venue: Venue) -> None:
    door = any_venue.door()
    cursor = door.settle().cursor
    told = {
        "code": BARCODE,
        "holder": "Zoë Ångström",
        "reference": "A-17",
        "email": "zoe@example.com",
        "phone": "+49 1",
    }
    answer = _hand_over(any_venue, told)
    [taken] = answer["tickets"]
    assert (answer["created"], taken["outcome"], taken["status"]) == (1, "created", "active")
    [ticket] = door.pull(cursor).tickets
    assert (ticket.ticket_id, ticket.alias, ticket.holder) == (taken["ticketId"], BARCODE, "Zoë Ångström")
    assert (ticket.reference, ticket.email, ticket.phone) == ("A-17", "zoe@example.com", "+49 1")
    claimed = door.claim(BARCODE, door.entry(Kind.ATTEMPT, TicketId(taken["ticketId"])))
    assert (claimed.verdict.outcome, claimed.verdict.ticket_id) == ("admitted", taken["ticketId"])
    assert claimed.ticket == ticket


def test_handing_over_again_changes_only_what_is_told_otherwise(any_venue: Venue) -> None:
    first = _hand_over(any_venue, {"code": "A", "holder": "Anna"}, {"code": "B", "holder": "Bo"})
    door = any_venue.door()
    cursor = door.settle().cursor
    again = _hand_over(any_venue, {"code": "A", "holder": "Anna"}, {"code": "B", "holder": "Bob"}, {"code": " C\r\n"})
    assert [each["outcome"] for each in again["tickets"]] == ["known", "changed", "created"]
    assert [each["ticketId"] for each in again["tickets"][:2]] == [each["ticketId"] for each in first["tickets"]]
    assert (again["created"], again["changed"], again["known"]) == (1, 1, 1)
    assert {(ticket.alias, ticket.holder) for ticket in door.pull(cursor).tickets} == {("B", "Bob"), ("C", "")}
    with any_venue.context.database.transaction() as session:
        taken = session.scalar(select(Event.taken).where(Event.id == any_venue.club.event_id))
        orders = session.scalar(select(func.count(Order.id)).where(Order.event_id == any_venue.club.event_id))
    assert (taken, orders) == (3, 3)


def test_what_is_told_otherwise_is_told_otherwise_wherever_it_stands(any_venue: Venue) -> None:
    [taken] = _hand_over(any_venue, {"code": "A", "holder": "Anna", "email": "anna@example.com"})["tickets"]
    _hand_over(any_venue, {"code": "A", "holder": "Bo", "email": "bo@example.com", "phone": "+49 2"})
    ticket = any_venue.get(f"/api/v1/tickets/{taken['ticketId']}")
    item = any_venue.get(f"/api/v1/purchase-items/{ticket['purchaseItemId']}")
    assert (item["buyerName"], item["buyerEmail"], item["buyerPhone"]) == ("Bo", "bo@example.com", "+49 2")
    with any_venue.context.database.transaction() as session:
        nobody = find_person(session, any_venue.context.vault, any_venue.club.organization_id, "anna@example.com")
    assert not any(nobody.ids.values())


def test_a_ticket_that_was_cancelled_here_stays_so(any_venue: Venue) -> None:
    [taken] = _hand_over(any_venue, {"code": "A"})["tickets"]
    booking = any_venue.get(f"/api/v1/tickets/{taken['ticketId']}")["bookingId"]
    any_venue.cancel(booking)
    [again] = _hand_over(any_venue, {"code": "A"})["tickets"]
    assert (again["ticketId"], again["outcome"], again["status"]) == (taken["ticketId"], "known", "cancelled")
    door = any_venue.door()
    claimed = door.claim("A", door.entry(Kind.ATTEMPT, TicketId(taken["ticketId"])))
    assert (claimed.verdict.outcome, claimed.verdict.reason) == ("refused", "cancelled")
    with any_venue.context.database.transaction() as session:
        assert session.scalar(select(Event.taken).where(Event.id == any_venue.club.event_id)) == 0


def test_two_who_hand_over_at_once_make_one_ticket_a_code(any_venue: Venue) -> None:
    codes = [{"code": f"T{number:03d}"} for number in range(40)]
    answers: list[dict[str, Any]] = []
    threads = [threading.Thread(target=lambda: answers.append(_hand_over(any_venue, *codes))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(answer["created"] for answer in answers) == 40
    assert len({tuple(each["ticketId"] for each in answer["tickets"]) for answer in answers}) == 1


@pytest.mark.parametrize(
    ("tickets", "said"),
    [
        ([{"code": ""}], "tickets.0.code"),
        ([{"code": "  "}], "tickets.0.code"),
        ([{"code": "x" * (LONGEST_ALIAS + 1)}], "tickets.0.code"),
        ([{"code": "a\x00b"}], "tickets.0.code"),
        ([{"code": "\x07"}], "tickets.0.code"),
        ([{"code": "A"}, {"code": " A "}], "tickets.1.code: is also on ticket 0"),
        ([{"code": "A", "email": "nobody"}], "tickets.0.email"),
        ([], "tickets"),
        ([{"holder": "Anna"}], "tickets.0.code"),
    ],
)
def test_what_cannot_be_taken_over_is_refused_by_its_place(
    client: httpx.Client, club: Club, tickets: list[dict[str, Any]], said: str
) -> None:
    answer = client.post(_path(club), json={"productId": club.product_id, "tickets": tickets})
    assert (answer.status_code, said in answer.json()["error"]) == (400, True), answer.text


def test_a_code_of_ours_is_refused_however_it_is_spelled(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    own = book(server_context, club).tickets[0]
    strange = book(server_context, make_club(server_context, prefix=next_prefix())).tickets[0]
    wrong_check = own.ticketId[:-1] + ("7" if own.ticketId[-1] != "7" else "8")
    codes = [own.ticketId, own.ticketId.lower().replace("-", ""), own.signedCode, strange.signedCode]
    for code in [*codes, wrong_check]:
        body = {"productId": club.product_id, "tickets": [{"code": "FINE"}, {"code": code}]}
        answer = client.post(_path(club), json=body)
        assert (answer.status_code, "tickets.1.code: is a code of this server" in answer.text) == (400, True), code
    with server_context.database.transaction() as session:
        kept = select(func.count(Ticket.id)).where(Ticket.event_id == club.event_id, Ticket.foreign_code != "")
        assert session.scalar(kept) == 0


@pytest.mark.parametrize("around", ["", "\r\n", "\t"])
def test_the_blank_that_a_signed_token_may_begin_with_is_a_part_of_it(around: str) -> None:
    key = SigningKey(bytes(32))
    numbers = (Token(KeyId(key_id), EventNumber(1), 1, ProductNumber(1)) for key_id in range(65_536))
    token = next(text for number in numbers if (text := sign_token(number, key)).startswith(" "))
    assert ForeignTicket(code=around + token + around).code == token
    assert ForeignTicket(code=f" {around}4006381 ").code == "4006381"


def test_a_long_number_is_no_code_of_ours_even_where_it_looks_like_one(any_venue: Venue) -> None:
    codes = [{"code": f"{number:024d}"} for number in range(10**23, 10**23 + 200)]
    assert _hand_over(any_venue, *codes)["created"] == 200


def test_a_product_must_be_named_and_offered_and_stays_what_it_was(client: httpx.Client, club: Club) -> None:
    unnamed = client.post(_path(club), json={"tickets": [{"code": "A"}]})
    assert "tickets.0.productId" in unnamed.json()["error"]
    other = client.post("/api/v1/products", json={"name": "Other", "customProperties": {"price": 0}}).json()["id"]
    foreign = client.post(_path(club), json={"productId": other, "tickets": [{"code": "A"}]})
    assert foreign.json()["details"]["code"] == "INVALID_PRODUCT"
    link = {"fromObjectId": club.event_id, "toObjectId": other, "linkType": "offers"}
    assert client.post("/api/v1/object-links", json=link).is_success
    assert client.post(_path(club), json={"tickets": [{"code": "A", "productId": other}]}).is_success
    moved = client.post(_path(club), json={"productId": club.product_id, "tickets": [{"code": "A"}]})
    assert (moved.status_code, "as another product" in moved.text) == (400, True)


def test_no_more_are_taken_over_than_there_are_seats(context: Context) -> None:
    club = make_club(context, capacity=2)
    three = [{"code": str(number)} for number in range(3)]

    def hand_over(tickets: list[dict[str, str]]) -> None:
        request = ForeignTicketsRequest.model_validate({"productId": club.product_id, "tickets": tickets})
        with context.database.transaction() as session:
            take_over(session, context.tools, club.organization_id, club.event_id, request)

    with pytest.raises(SoldOutError):
        hand_over(three)
    hand_over(three[:2])
    hand_over(three[:2])
    with pytest.raises(SoldOutError):
        hand_over(three)


def test_sales_that_are_over_do_not_keep_out_what_was_sold_elsewhere(client: httpx.Client, club: Club) -> None:
    link = client.get("/api/v1/object-links", params={"fromObjectId": club.event_id}).json()["objectLinks"][0]["id"]
    assert client.patch(f"/api/v1/object-links/{link}", json={"properties": {"salesEnd": 1}}).is_success
    answer = client.post(_path(club), json={"productId": club.product_id, "tickets": [{"code": "A"}]})
    assert answer.json()["created"] == 1


def test_nobody_is_mailed_and_the_books_balance(any_venue: Venue) -> None:
    [taken] = _hand_over(any_venue, {"code": "A", "holder": "Anna", "email": "anna@example.com"})["tickets"]
    any_venue.cancel(any_venue.get(f"/api/v1/tickets/{taken['ticketId']}")["bookingId"])
    with any_venue.context.database.transaction() as session:
        sent = select(func.count(Delivery.id)).join(Order, Order.id == Delivery.order_id)
        assert session.scalar(sent.where(Order.subtype == FOREIGN_ORDER)) == 0
        assert list(verify_ledger(session)) == []


ZEB = {"code": "Zeb-1", "holder": "Zeb Quirinus", "email": "zeb@example.com", "phone": "+49 7", "reference": "Q-99"}


def _erase_zeb(venue: Venue) -> dict[str, Any]:
    """After the event, as it may be done then without cancelling anything."""
    club = venue.club
    with venue.context.database.transaction() as session:
        session.execute(update(Event).where(Event.id == club.event_id).values(ends_at=now_ms() - 1))
        found = find_person(session, venue.context.vault, club.organization_id, "zeb@example.com")
        return erase_person(session, venue.context.tools, found, actor="key_x", is_cancelling=False)


def test_an_erased_holder_is_nowhere_and_their_code_opens_nothing(any_venue: Venue) -> None:
    door = any_venue.door()
    [taken] = _hand_over(any_venue, ZEB)["tickets"]
    cursor = door.settle().cursor
    outcome = _erase_zeb(any_venue)
    [ticket] = door.pull(cursor).tickets
    assert (ticket.holder, ticket.email, ticket.phone, ticket.alias) == ("", "", "", "")
    cursor = door.settle().cursor
    assert [each["ids"] for each in outcome["kept"] if each["what"] == "foreignCodes"] == [[taken["ticketId"]]]

    answer = _hand_over(any_venue, ZEB, {"code": "Max-1", "holder": "Max"})
    assert answer["tickets"][0] == taken | {"outcome": "known"}
    assert (answer["created"], answer["changed"], answer["known"]) == (1, 0, 1)
    assert [ticket.holder for ticket in door.pull(cursor).tickets] == ["Max"]
    claimed = door.claim("Zeb-1", door.entry(Kind.ATTEMPT, TicketId(taken["ticketId"])))
    assert claimed.verdict.outcome == "refused"
    again = _erase_zeb(any_venue)
    assert (again["erased"], again["kept"]) == ({}, [])


def test_a_cancelled_ticket_stays_so_when_its_holder_was_erased(any_venue: Venue) -> None:
    [taken] = _hand_over(any_venue, ZEB)["tickets"]
    any_venue.cancel(any_venue.get(f"/api/v1/tickets/{taken['ticketId']}")["bookingId"])
    _erase_zeb(any_venue)
    [again] = _hand_over(any_venue, ZEB)["tickets"]
    assert (again["ticketId"], again["outcome"], again["status"]) == (taken["ticketId"], "known", "cancelled")
    with any_venue.context.database.transaction() as session:
        taken_seats = session.scalar(select(Event.taken).where(Event.id == any_venue.club.event_id))
        told = session.scalars(select(Order.customer_name).where(Order.event_id == any_venue.club.event_id)).all()
    assert (taken_seats, told) == (0, [""])


def test_an_erased_code_of_one_event_is_news_to_another(any_venue: Venue) -> None:
    _hand_over(any_venue, ZEB)
    _erase_zeb(any_venue)
    other = make_club(any_venue.context, prefix=next_prefix())
    request = ForeignTicketsRequest.model_validate({"productId": other.product_id, "tickets": [ZEB]})
    with any_venue.context.database.transaction() as session:
        answer = take_over(session, any_venue.context.tools, other.organization_id, other.event_id, request)
    assert answer.created == 1


def test_the_code_of_an_erased_holder_stands_in_no_row_and_no_kept_answer(any_venue: Venue) -> None:
    body = {"productId": any_venue.club.product_id, "tickets": [ZEB, {"code": "Max-1"}], "idempotencyKey": "night-1"}
    first = any_venue.post(_path(any_venue.club), body)
    _erase_zeb(any_venue)
    again = any_venue.post(_path(any_venue.club), body)
    assert [each["code"] for each in first["tickets"]] == ["Zeb-1", "Max-1"]
    assert [each["code"] for each in again["tickets"]] == ["", "Max-1"]
    item = any_venue.get(f"/api/v1/tickets/{first['tickets'][0]['ticketId']}")["purchaseItemId"]
    assert "Zeb" not in str(any_venue.get(f"/api/v1/purchase-items/{item}"))


def test_another_organizations_event_is_not_found(client: httpx.Client, server_context: Context) -> None:
    other = make_club(server_context, prefix=next_prefix())
    answer = client.post(_path(other), json={"productId": other.product_id, "tickets": [{"code": "A"}]})
    assert answer.status_code == 404
