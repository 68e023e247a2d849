"""Contacts over HTTP and on both databases: where they came from, and how they are found."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import Connection, event, select, update

from server.accounts.models import Organization
from server.catalog.schemas import EventRequest, LinkRequest
from server.catalog.service import create_event, create_offer
from server.contacts.finding import page_of_contacts
from server.contacts.models import Contact
from server.contacts.service import Person
from server.context import Context
from server.orders.wanted import Line
from tests.factories import Club, book, booking_body, make_club
from tests.server.conftest import next_prefix
from tests.server.delivery.arranging import add_product, paid_order


def _second_event(context: Context, club: Club) -> str:
    """Another event of the club that offers the same product."""
    with context.database.transaction() as session:
        made = create_event(session, club.organization_id, EventRequest(name="Second Night", status="published"))
        link = LinkRequest(fromObjectId=made.id, toObjectId=club.product_id, linkType="offers")
        create_offer(session, club.organization_id, link)
        return made.id


def _found(context: Context, club: Club, **sought: str | None) -> dict[str, list[str]]:
    """First names, each with its events."""
    asked: dict[str, Any] = {"event_id": None, "tag": None, "cursor": None, "limit": 50, **sought}
    with context.database.transaction() as session:
        page = page_of_contacts(session, club.organization_id, **asked)
    return {contact.firstName: contact.eventIds for contact in page.contacts}


def _listed(client: httpx.Client, **params: str) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/contacts", params=params)
    assert answer.status_code == 200, answer.text
    contacts: list[dict[str, Any]] = answer.json()["contacts"]
    return contacts


def test_a_contact_tells_every_event_that_it_came_from(context: Context) -> None:
    club = make_club(context)
    second = _second_event(context, club)
    anna = Person("Anna", "Schmidt", "anna@example.com", "+49", is_guest=True)
    paid_order(context, club, guests=(anna,))
    paid_order(context, club, Line(club.product_id, 1, second, (anna,)), tickets=0)
    course = add_product(context, club, "course", "Salsa")
    paid_order(context, club, Line(course, 1), tickets=0, first_name="Ben", email="ben@example.com")

    both = [club.event_id, second]
    # Max bought both tickets and holds neither; a course is no event.
    assert _found(context, club) == {"Ben": [], "Max": both, "Anna": both}


def test_contacts_are_found_by_their_event(context: Context) -> None:
    club = make_club(context)
    second = _second_event(context, club)
    book(context, club, guests=1)
    paid_order(context, club, Line(club.product_id, 1, second), tickets=0, first_name="Eva", email="eva@example.com")

    assert _found(context, club, event_id=second) == {"Eva": [second]}
    assert _found(context, club, event_id=club.event_id).keys() == {"Max", "Anna"}
    assert _found(context, club, event_id="evt_unknown") == {}


def test_contacts_are_found_by_a_tag_as_it_stands(context: Context) -> None:
    club = make_club(context)
    book(context, club, guests=1)
    odd = 'say "guest", 100 %_ü'
    with context.database.transaction() as session:
        session.execute(update(Contact).where(Contact.first_name == "Max").values(tags=[odd, "VIP"]))

    assert _found(context, club, tag="guest").keys() == {"Anna"}
    assert _found(context, club, tag=odd).keys() == {"Max"}
    assert _found(context, club, tag="vip") == {}
    assert _found(context, club, tag="%") == {}
    assert _found(context, club, tag="VIP", event_id=club.event_id).keys() == {"Max"}


@pytest.fixture
def statements(sqlite_context: Context) -> Iterator[list[str]]:
    """What is asked of the database."""
    asked: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = sqlite_context.database._write_engine
    event.listen(engine, "before_cursor_execute", note)
    yield asked
    event.remove(engine, "before_cursor_execute", note)


def test_the_events_of_a_whole_page_take_one_query(sqlite_context: Context, statements: list[str]) -> None:
    club = make_club(sqlite_context)
    book(sqlite_context, club, guests=9)
    statements.clear()

    assert len(_found(sqlite_context, club)) == 2  # Ten contacts of two first names.
    assert len([statement for statement in statements if "tickets" in statement]) == 1


def test_contacts_with_their_events_over_http(client: httpx.Client, club: Club, server_context: Context) -> None:
    client.post("/api/v1/bookings/create", json=booking_body(club, guests=2))
    with server_context.database.transaction() as session:
        statement = select(Organization.contact_tag).where(Organization.id == club.organization_id)
        tag = session.scalars(statement).one()

    assert {tuple(contact["eventIds"]) for contact in _listed(client)} == {(club.event_id,)}
    assert len(_listed(client, eventId=club.event_id, tag=tag)) == 3
    assert len(_listed(client, tag="guest")) == 2
    assert _listed(client, tag="nobody") == []


def test_another_organizations_event_finds_nobody(client: httpx.Client, club: Club, server_context: Context) -> None:
    other = make_club(server_context, prefix=next_prefix())
    book(server_context, other)
    client.post("/api/v1/bookings/create", json=booking_body(club))

    assert _listed(client, eventId=other.event_id) == []


def test_filters_hold_from_page_to_page(client: httpx.Client, club: Club) -> None:
    client.post("/api/v1/bookings/create", json=booking_body(club, guests=4))

    first = client.get("/api/v1/contacts", params={"tag": "guest", "limit": 3}).json()
    rest = client.get("/api/v1/contacts", params={"tag": "guest", "cursor": first["nextCursor"]}).json()

    names = [contact["lastName"] for contact in first["contacts"] + rest["contacts"]]
    assert sorted(names) == [f"Schmidt{number}" for number in range(4)]
    assert "nextCursor" not in rest
