"""The fleet: how every device is, messages to it, and shutting it out; for organizers and among doors."""

import time
from typing import Any

import pytest

from server.doors.models import Device
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import DeviceReport, FleetAnswer, FleetDevice, PullRequest
from sync.rules.door_log import Kind
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue, wait_until

REPORT = DeviceReport(
    waiting=3,
    list_age_s=12.5,
    battery_percent=64,
    app_version="0.2.0",
    scans_a_minute=18.5,
    clock_offset_ms=-40,
    peers=2,
    training=True,
)


def _tell(door: Door, report: DeviceReport | None) -> None:
    request = PullRequest(door.log_id, door.enrolled.epoch, 0, door.policy.version, report=report)
    door.post("pull", encode_message(request))


def _fleet(venue: Venue) -> dict[str, dict[str, Any]]:
    devices = venue.get(f"/api/v1/events/{venue.club.event_id}/fleet")["devices"]
    return {device["name"]: device for device in devices}


def _heard_of(venue: Venue, name: str) -> dict[str, Any]:
    """The device, once the server has kept what it told."""
    wait_until(lambda: _fleet(venue)[name].get("lastContactAt"), "the report is kept")
    return _fleet(venue)[name]


def _door_fleet(door: Door) -> dict[str, FleetDevice]:
    answer = door.http.get("fleet")
    assert answer.is_success, answer.text
    return {device.name: device for device in decode_message(answer.content, FleetAnswer).devices}


def test_a_device_that_was_never_in_touch_is_listed_as_such(any_venue: Venue) -> None:
    any_venue.door("North")
    device = _fleet(any_venue)["North"]
    assert (device["isOnline"], device["held"], device["isToWipe"]) == (False, 0, False)
    assert "lastContactAt" not in device


def test_what_a_device_tells_with_a_pull_is_seen_by_organizers_and_by_doors(any_venue: Venue) -> None:
    door, other = any_venue.door("North", any_venue.gate("Main entrance")), any_venue.door("South")
    door.push(door.entry(), door.entry())
    before = time.time_ns() // 1_000_000
    _tell(door, REPORT)
    device = _heard_of(any_venue, "North")
    assert device == {
        "success": True,
        "id": door.enrolled.device_id,
        "name": "North",
        "gateId": door.enrolled.gate_id,
        "gateName": "Main entrance",
        "isOnline": True,
        "lastContactAt": device["lastContactAt"],
        "held": 2,
        "waiting": 3,
        "listAgeSeconds": 12.5,
        "batteryPercent": 64,
        "appVersion": "0.2.0",
        "scansAMinute": 18.5,
        "clockOffsetMs": -40,
        "peers": 2,
        "isTraining": True,
        "message": "",
        "isMessageRead": True,
        "isToWipe": False,
    }
    assert before - 1_000 <= device["lastContactAt"] <= time.time_ns() // 1_000_000
    seen = _door_fleet(other)["North"]
    assert (seen.report, seen.held, seen.gate_name, seen.is_online) == (REPORT, 2, "Main entrance", True)


def test_a_pull_without_a_report_keeps_the_last_one_and_counts_as_contact(venue: Venue) -> None:
    door = venue.door("North")
    _tell(door, REPORT)
    first = wait_until(lambda: _fleet(venue)["North"].get("lastContactAt"), "the report is kept")
    _tell(door, None)
    wait_until(lambda: _fleet(venue)["North"]["lastContactAt"] > first, "the contact is kept")
    assert _fleet(venue)["North"]["batteryPercent"] == 64


def test_a_rush_of_pulls_is_written_once_in_a_while(venue: Venue) -> None:
    door = venue.door("North")
    written = set()
    until = time.monotonic() + 3
    while time.monotonic() < until:
        _tell(door, REPORT)
        with venue.context.database.transaction() as session:
            written.add(session.get_one(Device, door.enrolled.device_id).seen_at)
    assert len(written - {None}) <= 2


def test_a_report_with_senseless_numbers_is_kept_within_bounds(venue: Venue) -> None:
    door = venue.door("North")
    _tell(
        door,
        DeviceReport(
            waiting=-(10**30),
            list_age_s=1e300,
            battery_percent=4_000,
            app_version="x\u202e\n" * 500,
            scans_a_minute=-1e300,
            clock_offset_ms=10**40,
            peers=10**40,
            message_id=10**40,
        ),
    )
    device = _heard_of(venue, "North")
    assert (device["waiting"], device["batteryPercent"], device["scansAMinute"]) == (0, 100, 0.0)
    assert device["clockOffsetMs"] == device["peers"] == 2**53 - 1
    assert len(device["appVersion"]) <= 40
    assert "\u202e" not in device["appVersion"]


def test_a_message_reaches_the_device_by_its_policy_until_it_is_read(any_venue: Venue) -> None:
    door = any_venue.door("North")
    cursor = door.settle().cursor
    known = door.policy.version
    sent = any_venue.post(f"/api/v1/devices/{door.enrolled.device_id}/message", {"text": " Close\tat\u202e eleven "})
    assert (sent["message"], sent["isMessageRead"]) == ("Close at eleven", False)
    heard = door.pull(cursor, policy=known, wait_s=5)
    [own] = [each for each in door.opened(heard.policy).doors if each.device_id == door.enrolled.device_id]
    assert own.message == "Close at eleven"
    _tell(door, DeviceReport(message_id=own.message_id))
    wait_until(lambda: _fleet(any_venue)["North"]["isMessageRead"], "the message is read")
    again = any_venue.post(f"/api/v1/devices/{door.enrolled.device_id}/message", {"text": "Now!"})
    assert again["isMessageRead"] is False


def test_a_message_that_is_too_long_is_refused_in_words(venue: Venue) -> None:
    door = venue.door()
    path = f"/api/v1/devices/{door.enrolled.device_id}/message"
    assert venue.api.post(path, json={"text": "x" * 280}).status_code == 200
    answer = venue.api.post(path, json={"text": "x" * 281})
    assert answer.status_code == 400
    assert "text" in answer.json()["error"]


def test_a_device_that_is_shut_out_is_refused_and_its_later_entries_do_not_count(any_venue: Venue) -> None:
    stolen, other = any_venue.door("Stolen"), any_venue.door("Other")
    in_time, too_late = (ticket["ticketId"] for ticket in any_venue.tickets(2))
    stolen.push(stolen.entry(Kind.ADMIT, in_time))
    answered = any_venue.post(f"/api/v1/devices/{stolen.enrolled.device_id}/revoke", {"wipe": True})
    assert (answered["isToWipe"], answered["isOnline"]) == (True, False)
    assert answered["revokedAt"]
    late = stolen.entry(Kind.ADMIT, too_late)
    other.push(late)
    assert any_venue.attendance()["admitted"] == 1
    [incident] = any_venue.get(f"/api/v1/events/{any_venue.club.event_id}/incidents")["incidents"]
    assert (incident["kind"], incident["entry"]["deviceName"]) == ("revoked_device", "Stolen")
    assert (incident["entry"]["logId"], incident["entry"]["seq"]) == (stolen.log_id, late.seq)
    other.push(stolen.entry(Kind.ADMIT, too_late))
    assert len(any_venue.get(f"/api/v1/events/{any_venue.club.event_id}/incidents")["incidents"]) == 1


def test_a_log_in_two_versions_is_one_incident_which_can_be_acknowledged(any_venue: Venue) -> None:
    door = any_venue.door("Twice")
    head = door.head
    first = door.entry(reason="one"), door.entry(reason="two")
    door.head = head
    second = door.entry(reason="another"), door.entry(reason="and another")
    door.push(*first)
    door.push(*second)
    path = f"/api/v1/events/{any_venue.club.event_id}/incidents"
    [incident] = any_venue.get(path)["incidents"]
    assert (incident["kind"], incident["entry"]["seq"], incident["against"]["seq"]) == ("forked_log", 1, 1)
    assert "ticketId" not in incident
    any_venue.post(f"{path}/{incident['id']}/acknowledge")
    assert any_venue.get(path, status="open")["incidents"] == []


def test_another_organization_and_another_events_device_see_and_do_nothing(any_venue: Venue) -> None:
    door = any_venue.door("North")
    with open_venue(any_venue.server, any_venue.context) as other:
        assert other.api.get(f"/api/v1/events/{any_venue.club.event_id}/fleet").status_code == 404
        for path in ("message", "revoke"):
            answer = other.api.post(f"/api/v1/devices/{door.enrolled.device_id}/{path}", json={"text": "x"})
            assert answer.status_code == 404
        assert "North" not in _door_fleet(other.door("Theirs"))
    assert _fleet(any_venue)["North"]["message"] == ""


@pytest.mark.parametrize("headers", [{"Authorization": ""}, {"Authorization": "Bearer dvt_nothing"}])
def test_the_doors_own_fleet_needs_a_devices_token(venue: Venue, headers: dict[str, str]) -> None:
    door = venue.door()
    assert door.http.get("fleet", headers=headers).status_code == 401
    assert door.http.get("fleet", headers=venue.club.headers).status_code == 401
