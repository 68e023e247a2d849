"""What is said of tickets of other systems that cannot be taken over: which one it is, and of no other tenant's."""

from typing import Any

import httpx
import pytest
from sqlalchemy import event

from server.audit.finding import find_person
from server.context import Context
from server.errors import InvalidRequestError
from server.tickets.foreign import take_over
from server.tickets.foreign_schemas import ForeignTicketsRequest
from sync.rules.code import make_ticket_id
from tests.factories import Club, book, make_club
from tests.server.conftest import next_prefix


def _hand_over(client: httpx.Client, club: Club, *tickets: dict[str, str]) -> httpx.Response:
    body = {"productId": club.product_id, "tickets": list(tickets)}
    return client.post(f"/api/v1/events/{club.event_id}/foreign-tickets", json=body)


def test_nobody_learns_which_tickets_another_organization_gave_out(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    given_out = book(server_context, other).tickets[0].ticketId
    never = next(code for number in range(40) if (code := make_ticket_id(other.code_prefix, number)) is not None)
    answers = [_hand_over(client, club, {"code": code}).json() for code in (given_out, never)]
    assert [answer.get("created") for answer in answers] == [1, 1]


def test_a_product_that_is_not_offered_is_named_by_the_first_ticket_of_it(client: httpx.Client, club: Club) -> None:
    strange = {"code": "B", "productId": "prd_01k2abcdefghjkmnpqrstvwxyz"}
    answer = _hand_over(client, club, {"code": "A"}, strange, strange | {"code": "C"}).json()
    assert answer["details"]["code"] == "INVALID_PRODUCT"
    assert answer["error"] == "tickets.1.productId: Product not found or not active"


def test_tickets_that_find_no_seats_are_told_of_by_their_number(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    assert client.patch(f"/api/v1/events/{club.event_id}", json={"capacity": 2}).is_success
    assert _hand_over(client, club, {"code": "A"}).is_success
    answer = _hand_over(client, club, {"code": "A"}, {"code": "B"}, {"code": "C"})
    assert (answer.status_code, answer.json()["details"]["code"]) == (409, "SOLD_OUT")
    said = "tickets.1: this product's 2 new tickets need more seats than are left"
    assert answer.json()["error"].startswith(said)


def test_a_ticket_that_is_to_be_of_another_product_is_told_which_it_is_of(client: httpx.Client, club: Club) -> None:
    assert _hand_over(client, club, {"code": "A"}).is_success
    moved = _hand_over(client, club, {"code": "B"}, {"code": "A", "productId": "prd_other"}).json()["error"]
    assert moved.startswith("tickets.1.productId: it was taken over as another product")
    assert club.product_id in moved


@pytest.mark.parametrize("column", ["foreign_code", "foreign_hash"])
def test_known_codes_are_looked_up_and_not_searched_for_in_the_whole_list(sqlite_context: Context, column: str) -> None:
    club = make_club(sqlite_context)
    request = {"productId": club.product_id, "tickets": [{"code": str(number)} for number in range(3)]}
    plans: list[str] = []
    with sqlite_context.database.transaction() as session:
        connection = session.connection()

        def explain(_connection: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
            if f"tickets.{column} IN" in statement:
                plan = connection.connection.cursor()
                plan.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
                plans.extend(str(row) for row in plan.fetchall())

        event.listen(connection, "before_cursor_execute", explain)
        told = ForeignTicketsRequest.model_validate(request)
        take_over(session, sqlite_context.tools, club.organization_id, club.event_id, told)
    assert [plan for plan in plans if f"ix_tickets_event_id_{column} (event_id=? AND {column}=?)" in plan], plans


@pytest.mark.parametrize("address", ["", "  "])
def test_no_address_names_nobody_though_many_gave_none(sqlite_context: Context, address: str) -> None:
    club = make_club(sqlite_context)
    told = ForeignTicketsRequest.model_validate({"productId": club.product_id, "tickets": [{"code": "A"}]})
    with sqlite_context.database.transaction() as session:
        take_over(session, sqlite_context.tools, club.organization_id, club.event_id, told)
        with pytest.raises(InvalidRequestError):
            find_person(session, sqlite_context.vault, club.organization_id, address)
