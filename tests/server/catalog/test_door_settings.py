"""What an organizer tells the doors of an event: live codes, the managers' PIN, how long names are kept."""

import httpx
import nacl.pwhash
import pytest
from nacl.exceptions import InvalidkeyError
from sqlalchemy import select

from server.catalog.models import Event
from server.context import Context
from server.idempotency import IdempotentAnswer
from tests.server.doors.venue import Venue, wait_until


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
