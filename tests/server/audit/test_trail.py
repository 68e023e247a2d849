"""Who did what is on record, in the transaction that did it."""

import json
from typing import Any

import httpx
from click.testing import CliRunner
from fastapi.routing import iter_route_contexts
from sqlalchemy import select

from server.app import create_app
from server.audit.actions import ACTIONS, COMMANDS, NOT_RECORDED, READING_COMMANDS
from server.audit.models import AuditEntry
from server.commands import admin
from server.context import Context
from server.database import Database
from tests.factories import Club, book, booking_body, make_club
from tests.server.conftest import next_prefix

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def _entries(client: httpx.Client, **wanted: str) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/audit", params=wanted)
    assert answer.status_code == 200, answer.text
    entries: list[dict[str, Any]] = answer.json()["entries"]
    return entries


def _key_id(client: httpx.Client) -> str:
    return str(client.get("/api/v1/api-keys").json()["apiKeys"][0]["id"])


def test_every_changing_route_is_recorded_or_says_why_not(sqlite_context: Context) -> None:
    app = create_app(sqlite_context.config)
    found = {
        f"{method} {route.path}"
        for route in iter_route_contexts(app.routes)
        for method in (route.methods or ())
        if method in CHANGING
    }
    known = set(ACTIONS) | set(NOT_RECORDED)
    assert found - known == set(), "name these in server/audit/actions.py, or say why they leave no line"
    assert known - found == set(), "these are no routes any more"
    assert not set(ACTIONS) & set(NOT_RECORDED)


def test_every_command_is_recorded_or_only_reads() -> None:
    assert set(admin.commands) == set(COMMANDS) | READING_COMMANDS


def test_a_change_names_who_what_and_which(client: httpx.Client, club: Club) -> None:
    key_id = _key_id(client)
    event_id = client.post("/api/v1/events", json={"name": "Another"}).json()["id"]
    client.patch(f"/api/v1/events/{event_id}", json={"name": "Renamed"})
    made = client.post("/api/v1/api-keys", json={"name": "till"}).json()["id"]
    client.delete(f"/api/v1/api-keys/{made}")
    gate_id = client.post(f"/api/v1/events/{event_id}/gates", json={"name": "Door"}).json()["id"]
    client.post(f"/api/v1/gates/{gate_id}/pairing-codes")
    booking_id = client.post("/api/v1/bookings/create", json=booking_body(club)).json()["bookingId"]
    client.post(f"/api/v1/bookings/{booking_id}/cancel")

    told = [(entry["actor"], entry["action"], entry["objectId"]) for entry in reversed(_entries(client))]
    assert told == [
        (key_id, "event.created", event_id),
        (key_id, "event.changed", event_id),
        (key_id, "api_key.created", made),
        (key_id, "api_key.revoked", made),
        (key_id, "gate.created", gate_id),
        (key_id, "pairing_code.created", gate_id),
        (key_id, "order.cancelled", booking_id),
    ]


def test_what_is_refused_leaves_no_line(client: httpx.Client) -> None:
    assert client.patch("/api/v1/events/evt_unknown", json={"name": "X"}).status_code == 404
    assert client.post("/api/v1/events", json={}).status_code == 400
    assert _entries(client) == []


def test_a_request_sent_again_under_its_key_is_one_line(client: httpx.Client) -> None:
    for _ in range(2):
        client.post("/api/v1/events", json={"name": "Once"}, headers={"Idempotency-Key": "once"})
    assert [entry["action"] for entry in _entries(client)] == ["event.created"]


def test_the_trail_can_be_asked_by_object_actor_and_action(client: httpx.Client) -> None:
    first = client.post("/api/v1/events", json={"name": "One"}).json()["id"]
    client.post("/api/v1/events", json={"name": "Two"})
    client.patch(f"/api/v1/events/{first}", json={"name": "Eins"})

    assert [entry["action"] for entry in _entries(client, objectId=first)] == ["event.changed", "event.created"]
    assert len(_entries(client, action="event.created")) == 2
    assert len(_entries(client, actor=_key_id(client))) == 3
    assert _entries(client, actor="command line") == []


def test_the_trail_is_paged(client: httpx.Client) -> None:
    for number in range(5):
        client.post("/api/v1/events", json={"name": f"Event {number}"})
    seen: list[str] = []
    cursor = None
    for _ in range(3):
        page = client.get("/api/v1/audit", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [entry["id"] for entry in page["entries"]]
        cursor = page.get("nextCursor")
    assert len(set(seen)) == 5
    assert cursor is None


def test_the_trail_needs_its_scope_and_ends_at_the_organization(client: httpx.Client, server_context: Context) -> None:
    client.post("/api/v1/events", json={"name": "Ours"})
    other = make_club(server_context, prefix=next_prefix())
    assert client.get("/api/v1/audit", headers=other.headers).json()["entries"] == []
    narrow = client.post("/api/v1/api-keys", json={"name": "n", "scopes": ["catalog:write"]}).json()["key"]
    answer = client.get("/api/v1/audit", headers={"Authorization": f"Bearer {narrow}"})
    assert answer.status_code == 403


def test_no_name_or_address_comes_into_the_trail(client: httpx.Client, club: Club, server_context: Context) -> None:
    booking_id = client.post("/api/v1/bookings/create", json=booking_body(club)).json()["bookingId"]
    client.post(f"/api/v1/bookings/{booking_id}/cancel")
    with server_context.database.transaction() as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.organization_id == club.organization_id)).all()
        told = json.dumps([[row.actor, row.action, row.object_id, row.facts] for row in rows])
    assert rows
    assert "max@" not in told
    assert "Mustermann" not in told


def _run(context: Context, *words: str) -> None:
    done = CliRunner().invoke(admin, ["--data-dir", str(context.config.data_dir), *words])
    assert done.exit_code == 0, done.output


def _told(database: Database) -> list[tuple[str, str, str, str | None]]:
    with database.transaction() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
        return [(row.actor, row.action, row.object_id, row.organization_id) for row in rows]


def test_the_command_line_is_an_actor_too(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    booked = book(sqlite_context, club)
    ticket_id = booked.tickets[0].ticketId
    _run(sqlite_context, "revoke-ticket", ticket_id)
    _run(sqlite_context, "create-event", "MGY", "Named")
    _run(sqlite_context, "create-gate", club.event_id, "Main door")
    _run(sqlite_context, "list", "tickets")
    _run(sqlite_context, "new-epoch")

    told = _told(sqlite_context.database)
    assert [(actor, action, organization) for actor, action, _, organization in told] == [
        ("command line", "ticket.revoked", club.organization_id),
        ("command line", "event.created", club.organization_id),
        ("command line", "gate.created", club.organization_id),
        ("command line", "server.epoch_renewed", None),
    ]
    assert told[0][2] == ticket_id
    assert told[1][2].startswith("evt_")
    assert told[2][2] == club.event_id


def test_a_command_that_fails_leaves_no_line(sqlite_context: Context) -> None:
    done = CliRunner().invoke(admin, ["--data-dir", str(sqlite_context.config.data_dir), "revoke-ticket", "X"])
    assert done.exit_code == 1
    assert _told(sqlite_context.database) == []


def test_the_names_of_actions_are_of_one_form() -> None:
    for action in (*ACTIONS.values(), *COMMANDS.values()):
        noun, dot, verb = action.partition(".")
        assert noun.replace("_", "").isalpha()
        assert dot
        assert verb.replace("_", "").isalpha()
