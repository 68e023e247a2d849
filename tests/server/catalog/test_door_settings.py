"""What an organizer tells the doors of an event: live codes, the managers' PIN, how long names are kept."""

import os
import subprocess
import sys

import httpx
import nacl.pwhash
import pytest
from click.testing import CliRunner, Result
from nacl.exceptions import InvalidkeyError
from sqlalchemy import select

from server.catalog.models import Event
from server.commands import admin
from server.context import Context
from server.idempotency import IdempotentAnswer
from tests.factories import make_club
from tests.server.doors.venue import Venue, wait_until

ON_A_TERMINAL = "import os; os.login_tty(0); from server.commands import admin; admin()"


def _pin_hash(context: Context, event_id: str) -> str:
    with context.database.transaction() as session:
        return session.get_one(Event, event_id).pin_hash


def test_they_are_said_when_the_event_is_made_and_can_be_changed(client: httpx.Client) -> None:
    said = {"name": "Gala", "rotatingCodes": "required", "keepNamesDays": 3, "doorPin": "123456"}
    made = client.post("/api/v1/events", json=said).json()
    assert (made["rotatingCodes"], made["keepNamesDays"], made["hasDoorPin"]) == ("required", 3, True)
    path = f"/api/v1/events/{made['id']}"
    changed = client.patch(path, json={"rotatingCodes": "off", "doorPin": None}).json()
    assert (changed["rotatingCodes"], changed["keepNamesDays"], changed["hasDoorPin"]) == ("off", 3, False)
    assert client.patch(path, json={"name": "Ball"}).json() | {"name": "Gala"} == client.get(path).json() | {
        "name": "Gala"
    }


def test_what_is_not_said_is_off_thirty_days_and_no_pin(client: httpx.Client) -> None:
    made = client.post("/api/v1/events", json={"name": "Gala"}).json()
    assert (made["rotatingCodes"], made["keepNamesDays"], made["hasDoorPin"]) == ("off", 30, False)


def test_the_first_two_may_be_properties_and_a_later_word_stands(client: httpx.Client) -> None:
    properties = {"rotatingCodes": "offered", "keepNamesDays": 10}
    made = client.post("/api/v1/events", json={"name": "Gala", "customProperties": properties}).json()
    assert (made["rotatingCodes"], made["keepNamesDays"]) == ("offered", 10)
    path = f"/api/v1/events/{made['id']}"
    client.patch(path, json={"keepNamesDays": 5})
    assert client.patch(path, json={"description": "New"}).json()["keepNamesDays"] == 5


@pytest.mark.parametrize(
    "said",
    [
        {"doorPin": "123"},
        {"doorPin": "1" * 13},
        {"doorPin": "12a4"},
        {"doorPin": "١٢٣٤"},
        {"doorPin": 1234},
        {"rotatingCodes": "sometimes"},
        {"keepNamesDays": -1},
        {"codeFormats": ["Code129"]},
        {"codeFormats": "Code128"},
        {"customProperties": {"keepNamesDays": "long"}},
        {"customProperties": {"doorPin": "1234"}},
    ],
)
def test_what_cannot_be_is_refused_in_words(client: httpx.Client, said: dict[str, object]) -> None:
    answer = client.post("/api/v1/events", json={"name": "Gala", **said})
    assert answer.status_code == 400
    assert answer.json()["details"]["code"] == "INVALID_REQUEST"
    assert "1234" not in answer.text


def test_the_pin_is_shown_and_kept_nowhere_but_as_a_hash_that_a_door_can_check(
    client: httpx.Client, server_context: Context
) -> None:
    said = {"name": "Gala", "doorPin": "86420975"}
    answer = client.post("/api/v1/events", json=said, headers={"Idempotency-Key": "pin-1"})
    assert "86420975" not in answer.text
    kept = _pin_hash(server_context, answer.json()["id"])
    assert nacl.pwhash.verify(kept.encode(), b"86420975")
    with pytest.raises(InvalidkeyError):
        nacl.pwhash.verify(kept.encode(), b"86420976")
    assert kept not in answer.text
    with server_context.database.transaction() as session:
        assert session.scalar(select(IdempotentAnswer.key).where(IdempotentAnswer.key == "pin-1")) == "pin-1"


def test_the_doors_get_them_by_their_policy_within_a_second(any_venue: Venue) -> None:
    door = any_venue.door()
    assert (door.policy.pin_hash, door.policy.event.rotation, door.policy.event.rotation_key) == ("", "off", b"")
    path = f"/api/v1/events/{any_venue.club.event_id}"
    said = {"doorPin": "4711", "rotatingCodes": "offered", "keepNamesDays": 7}
    assert any_venue.api.patch(path, json=said).is_success
    policy = door.opened(wait_until(lambda: door.pull(wait_s=1).policy, "a new policy"))
    assert nacl.pwhash.verify(policy.pin_hash.encode(), b"4711")
    assert (policy.event.rotation, len(policy.event.rotation_key), policy.keep_names_days) == ("offered", 32, 7)


def test_doors_read_only_qr_until_the_organizer_names_more(any_venue: Venue) -> None:
    door = any_venue.door()
    assert door.policy.event.code_formats == ()
    path = f"/api/v1/events/{any_venue.club.event_id}"
    said = {"codeFormats": ["PDF417", "Code128", "Code128"]}
    assert any_venue.api.patch(path, json=said).json()["codeFormats"] == ["Code128", "PDF417"]
    policy = door.opened(wait_until(lambda: door.pull(wait_s=1).policy, "a new policy"))
    assert policy.event.code_formats == ("Code128", "PDF417")
    assert any_venue.api.patch(path, json={"description": "New"}).json()["codeFormats"] == ["Code128", "PDF417"]
    assert any_venue.api.patch(path, json={"codeFormats": []}).json()["codeFormats"] == []


def _set_pin(context: Context, *words: str, typed: str = "") -> Result:
    config = context.config
    where = ["--data-dir", str(config.data_dir), "--database-url", config.database_url]
    return CliRunner().invoke(admin, [*where, "set-door-pin", *words], input=typed)


def test_an_operator_without_the_api_sets_the_pin_and_takes_it_away(any_venue: Venue) -> None:
    door, event_id = any_venue.door(), any_venue.club.event_id
    done = _set_pin(any_venue.context, event_id, "--json", typed="4711\n")
    assert (done.exit_code, '"hasDoorPin":true' in done.output, "4711" in done.output) == (0, True, False), done.output
    policy = door.opened(wait_until(lambda: door.pull(wait_s=1).policy, "a policy with the PIN"))
    assert nacl.pwhash.verify(policy.pin_hash.encode(), b"4711")

    done = _set_pin(any_venue.context, event_id, "--clear", "--json")
    assert (done.exit_code, '"hasDoorPin":false' in done.output) == (0, True), done.output
    assert _pin_hash(any_venue.context, event_id) == ""


@pytest.mark.parametrize(("typed", "why"), [("12a4\n", "4 to 12 digits"), ("\n", "doorPin"), ("", "doorPin")])
def test_no_pin_is_set_that_is_none(sqlite_context: Context, typed: str, why: str) -> None:
    club = make_club(sqlite_context)
    done = _set_pin(sqlite_context, club.event_id, typed=typed)
    assert (done.exit_code, done.stdout, why in done.stderr, "12a4" in done.stderr) == (1, "", True, False)
    assert _pin_hash(sqlite_context, club.event_id) == ""


def test_the_pin_of_an_event_that_nobody_knows_is_one_line(sqlite_context: Context) -> None:
    done = _set_pin(sqlite_context, "evt_unknown", typed="4711\n")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "doorward: Event not found\n")


def test_a_pin_among_the_arguments_is_refused(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    assert _set_pin(sqlite_context, club.event_id, "4711").exit_code == 2
    assert _pin_hash(sqlite_context, club.event_id) == ""


def test_on_a_terminal_the_pin_is_typed_twice_and_unseen(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    keyboard, terminal = os.openpty()
    where = ["--data-dir", str(sqlite_context.config.data_dir)]
    command = [sys.executable, "-c", ON_A_TERMINAL, *where, "set-door-pin", club.event_id]
    shown = b""
    with subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal) as running:
        os.close(terminal)
        for asked in (b"PIN: ", b"Repeat for confirmation: "):
            while not shown.endswith(asked):
                shown += os.read(keyboard, 1024)
            os.write(keyboard, b"86420975\n")
        while not shown.endswith(b"hasDoorPin: True\r\n"):
            shown += os.read(keyboard, 1024)
        assert running.wait(timeout=60) == 0
    os.close(keyboard)
    assert b"86420975" not in shown
    assert nacl.pwhash.verify(_pin_hash(sqlite_context, club.event_id).encode(), b"86420975")
