"""Who may speak to the doors' routes, and what time it is there."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from server.doors.access import MEMORY_S
from server.doors.pairing import revoke_device
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import (
    EntryStatus,
    ErrorAnswer,
    PullAnswer,
    PullRequest,
    PushRequest,
    TimeAnswer,
    TimeRequest,
)
from sync.rules.door_log import Kind
from sync.rules.verdict import Outcome, Reason
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue, wait_until

ROUTES = ["time", "push", "claim", "pull", "snapshot"]


def _send(door: Door, route: str, headers: dict[str, str]) -> httpx.Response:
    url = f"{door.http.base_url}{route}"
    if route == "snapshot":
        return httpx.get(url, headers=headers, trust_env=False)
    return httpx.post(url, content=b"{}", headers=headers, trust_env=False)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    "authorization",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer dvt_wrong"},
        {"Authorization": "Bearer " + "x" * 10_000},
        {"Authorization": "Basic dXNlcjpwYXNz"},
    ],
    ids=["none", "empty", "no-token", "wrong-token", "long-token", "other-scheme"],
)
def test_without_a_devices_token_nothing_is_answered(door: Door, route: str, authorization: dict[str, str]) -> None:
    answer = _send(door, route, authorization)
    assert answer.status_code == 401
    refusal = decode_message(answer.content, ErrorAnswer)
    assert refusal.code == "DEVICE_UNKNOWN"
    assert "Pair it again" in refusal.message


def test_an_organizers_key_opens_no_door_route(venue: Venue, door: Door) -> None:
    assert _send(door, "push", venue.club.headers).status_code == 401


def test_a_devices_token_opens_no_organizers_route(venue: Venue, door: Door) -> None:
    headers = {"Authorization": door.http.headers["Authorization"]}
    assert httpx.get(f"{venue.server.url}/api/v1/events", headers=headers, trust_env=False).status_code == 401


def test_a_revoked_device_is_refused_within_two_seconds(any_venue: Venue) -> None:
    door = any_venue.door()
    assert door.push(door.entry()).results == (EntryStatus.ACCEPTED,)
    with any_venue.context.database.transaction() as session:
        revoke_device(session, any_venue.club.organization_id, door.enrolled.device_id)
    body = encode_message(TimeRequest(1))
    wait_until(lambda: door.http.post("time", content=body).status_code == 401, "the device is refused", 2.0)
    assert door.refusal("push", encode_message(PushRequest((door.entry(),))))[1].code == "DEVICE_REVOKED"


def test_a_device_that_is_revoked_while_it_waits_hears_of_that_at_most(any_venue: Venue) -> None:
    door = any_venue.door()
    settled = door.settle()
    heard: list[PullAnswer] = []

    def listen() -> tuple[int, ErrorAnswer]:
        version = door.policy.version
        while True:
            asked = PullRequest(door.log_id, door.enrolled.epoch, settled.cursor, version, wait_s=20)
            answer = door.http.post("pull", content=encode_message(asked))
            if not answer.is_success:
                return answer.status_code, decode_message(answer.content, ErrorAnswer)
            heard.append(decode_message(answer.content, PullAnswer))
            version = door.opened(heard[-1].policy).version

    with ThreadPoolExecutor(1) as threads:
        waiting = threads.submit(listen)
        time.sleep(0.3)
        with any_venue.context.database.transaction() as session:
            revoke_device(session, any_venue.club.organization_id, door.enrolled.device_id)
        time.sleep(MEMORY_S + 0.2)
        any_venue.tickets()
        status, why = waiting.result(20)
    assert (status, why.code) == (401, "DEVICE_REVOKED")
    assert not any(answer.tickets or answer.entries for answer in heard)
    for answer in heard:
        assert all(known.revoked_at for known in door.opened(answer.policy).doors)


def test_how_far_another_events_log_is_held_is_told_to_nobody(any_venue: Venue) -> None:
    with open_venue(any_venue.server, any_venue.context) as other:
        owner, stranger = any_venue.door(), other.door()
        owner.push(*(owner.entry() for _ in range(3)))
        assert owner.pull().vector == {owner.log_id: 3}
        stranger.log_id = owner.log_id
        assert stranger.pull().vector == {owner.log_id: 0}
        assert stranger.pull(epoch="").vector == {owner.log_id: 0}


def test_what_a_revoked_device_wrote_stays(venue: Venue, door: Door) -> None:
    [ticket] = venue.tickets()
    door.push(door.entry(Kind.ADMIT, ticket["ticketId"]))
    with venue.context.database.transaction() as session:
        revoke_device(session, venue.club.organization_id, door.enrolled.device_id)
    assert venue.attendance()["inside"] == 1


def test_a_device_sees_nothing_of_another_event(any_venue: Venue) -> None:
    with open_venue(any_venue.server, any_venue.context) as other:
        [ticket] = any_venue.tickets()
        writer, stranger = any_venue.door(), other.door()
        writer.push(writer.entry(Kind.ADMIT, ticket["ticketId"]))
        answer = stranger.pull()
        assert (answer.tickets, answer.entries) == ((), ())
        verdict = stranger.ask(ticket).verdict
        assert (verdict.outcome, verdict.reason) == (Outcome.REFUSED, Reason.UNKNOWN_KEY)
        typed = stranger.claim(ticket["ticketId"], stranger.entry())
        assert typed.verdict.reason is Reason.OTHER_EVENT
        assert typed.ticket is None


def test_a_device_cannot_push_into_another_events_log(any_venue: Venue) -> None:
    with open_venue(any_venue.server, any_venue.context) as other:
        [ticket] = any_venue.tickets()
        owner, stranger = any_venue.door(), other.door()
        forged = owner.entry(Kind.ADMIT, ticket["ticketId"])
        assert stranger.push(forged).results == (EntryStatus.QUARANTINED,)
        assert any_venue.attendance()["inside"] == 0
        # The owner's log was not touched by that.
        assert owner.push(forged).results == (EntryStatus.ACCEPTED,)
        assert any_venue.attendance()["inside"] == 1


def test_time_gives_back_what_was_sent_with_the_servers_clock(door: Door) -> None:
    before = time.time_ns() // 1_000_000
    answer = decode_message(door.post("time", encode_message(TimeRequest(-17))), TimeAnswer)
    after = time.time_ns() // 1_000_000
    assert answer.sent == -17
    assert before <= answer.server_received <= answer.server_sent <= after


def test_a_request_for_another_route_of_the_protocol_is_not_found(door: Door) -> None:
    assert door.http.post("wipe", content=b"{}").status_code == 404


@pytest.mark.parametrize("field", ["cursor", "policy_version"])
def test_a_number_beyond_all_counters_is_no_fault_of_the_server(any_venue: Venue, field: str) -> None:
    door = any_venue.door()
    asked = {"log_id": door.log_id, "epoch": door.enrolled.epoch, "cursor": 0, "policy_version": 0, field: 2**70}
    assert door.http.post("pull", json=asked).status_code in (200, 400)


def test_a_log_name_that_no_database_takes_is_no_fault_of_the_server(any_venue: Venue) -> None:
    door = any_venue.door()
    request = PullRequest(log_id=door.log_id.__class__("a\x00b"), epoch="", cursor=0, policy_version=0)
    assert door.http.post("pull", content=encode_message(request)).status_code in (200, 400)
