"""Rescue files: entries that were carried by hand count like any, once; what is wrong with a file is said in words."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from nacl.signing import SigningKey, VerifyKey

from sync.protocol.codec import decode_message
from sync.protocol.messages import Entry, ErrorAnswer, RescueAnswer
from sync.protocol.rescue import MAGIC, seal_entries
from sync.rules.door_log import Kind
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue


def _file(door: Door, *entries: Entry, **instead: Any) -> bytes:
    parts = {
        "device_id": door.enrolled.device_id,
        "event_id": door.event_id,
        "key": door.key,
        "authority": VerifyKey(door.enrolled.authority),
    }
    return seal_entries(entries, **{**parts, **instead})


def _bring(door: Door, raw: bytes) -> RescueAnswer:
    return decode_message(door.post("rescue", raw), RescueAnswer)


def _admits(venue: Venue, door: Door, count: int) -> list[Entry]:
    return [door.entry(Kind.ADMIT, ticket["ticketId"]) for ticket in venue.tickets(count)]


def _import(venue: Venue, file: Path) -> subprocess.CompletedProcess[str]:
    config = venue.server.config
    command = ["--data-dir", str(config.data_dir), "--database-url", config.database_url, "import-rescue", "--json"]
    return subprocess.run(
        [sys.executable, "-c", "from server.commands import admin; admin()", *command, str(file)],
        capture_output=True,
        text=True,
        check=False,
    )


def test_another_door_brings_what_a_dead_one_left(any_venue: Venue) -> None:
    dead, carrier = any_venue.door("Dead"), any_venue.door("Carrier")
    entries = _admits(any_venue, dead, 5)
    dead.push(*entries[:2])
    answer = _bring(carrier, _file(dead, *entries))
    assert answer == RescueAnswer(dead.enrolled.device_id, accepted=3, known=2, refused=0)
    assert any_venue.attendance()["admitted"] == 5
    assert [entry.seq for entry in carrier.settle().entries] == [1, 2, 3, 4, 5]


def test_brought_twice_it_changes_nothing(any_venue: Venue) -> None:
    door = any_venue.door()
    raw = _file(door, *_admits(any_venue, door, 3))
    assert _bring(door, raw).accepted == 3
    position = door.settle().cursor
    assert _bring(door, raw) == RescueAnswer(door.enrolled.device_id, accepted=0, known=3, refused=0)
    assert door.settle().cursor == position


def test_thousands_of_entries_come_in_portions(venue: Venue) -> None:
    door = venue.door()
    entries = [door.entry() for _ in range(2_500)]
    assert _bring(venue.door(), _file(door, *entries)).accepted == 2_500


def test_a_file_may_carry_other_doors_entries_too(venue: Venue) -> None:
    door, other = venue.door(), venue.door()
    entries = _admits(venue, other, 2)
    assert _bring(door, _file(door, door.entry(), *entries)).accepted == 3


def test_an_entry_that_cannot_count_holds_up_none_behind_it(venue: Venue) -> None:
    door = venue.door()
    good = _admits(venue, door, 3)
    stranger = Door(venue.server.url, venue.pairing_code())
    forged = stranger.entry(Kind.ADMIT, good[0].ticket_id)
    broken = [good[0], forged.__class__(**{**_fields(forged), "log_id": "dev_nobody.1"}), *good[1:]]
    assert _bring(door, _file(door, *broken)) == RescueAnswer(door.enrolled.device_id, accepted=3, known=0, refused=1)
    stranger.close()


def _fields(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in entry.__struct_fields__}


def test_a_double_admission_that_comes_to_light_by_a_file_is_an_incident(any_venue: Venue) -> None:
    dead, other = any_venue.door(), any_venue.door()
    [entry] = _admits(any_venue, dead, 1)
    other.push(other.entry(Kind.ADMIT, entry.ticket_id))
    _bring(other, _file(dead, entry))
    [incident] = any_venue.get(f"/api/v1/events/{any_venue.club.event_id}/incidents")["incidents"]
    assert incident["kind"] == "double_admission"


def test_of_a_device_that_was_shut_out_nothing_more_counts_by_a_file(venue: Venue) -> None:
    stolen, other = venue.door(), venue.door()
    entries = _admits(venue, stolen, 2)
    stolen.push(entries[0])
    venue.post(f"/api/v1/devices/{stolen.enrolled.device_id}/revoke", {})
    answer = _bring(other, _file(stolen, *entries))
    assert (answer.accepted, answer.known, answer.refused) == (0, 1, 1)


def test_what_is_wrong_with_a_file_is_said_in_words(venue: Venue) -> None:
    door = venue.door()
    raw = _file(door, *_admits(venue, door, 2))
    doctored = bytearray(raw)
    doctored[len(raw) // 2] ^= 1
    stranger = SigningKey.generate()
    wrong = {
        b"": "not a Doorward rescue file",
        b"PNG and so on": "not a Doorward rescue file",
        MAGIC: "cut short",
        raw[:-1]: "cut short",
        raw[: len(raw) // 2]: "cut short",
        bytes(doctored): "damaged or changed",
        raw + b"x": "behind its end",
        _file(door, door.entry(), key=stranger): "damaged or changed",
        _file(door, door.entry(), device_id="dev_nobody"): "does not know",
        _file(door, door.entry(), event_id="evt_other"): "another event",
        _file(door, door.entry(), authority=stranger.verify_key): "another event or another server",
    }
    for body, words in wrong.items():
        status, error = door.refusal("rescue", body)
        assert (status, error.code) == (400, "INVALID_MESSAGE")
        assert words in error.message, error.message
    assert venue.attendance()["admitted"] == 0


def test_a_file_of_another_event_is_refused_and_its_device_learns_nothing(any_venue: Venue) -> None:
    with open_venue(any_venue.server, any_venue.context) as other:
        theirs, ours = other.door(), any_venue.door()
        raw = _file(theirs, *_admits(other, theirs, 1))
        status, error = ours.refusal("rescue", raw)
        assert (status, "another event" in error.message) == (400, True)
        assert other.attendance()["admitted"] == 0


def test_without_a_devices_token_no_file_is_read(venue: Venue) -> None:
    door = venue.door()
    raw = _file(door, door.entry())
    for headers in ({"Authorization": ""}, venue.club.headers):
        answer = door.http.post("rescue", content=raw, headers=headers)
        assert answer.status_code == 401
        assert decode_message(answer.content, ErrorAnswer).code == "DEVICE_UNKNOWN"


def test_a_file_beyond_all_bounds_is_refused_while_it_comes(venue: Venue) -> None:
    door = venue.door()
    answer = door.http.post("rescue", content=bytes(49 * 1024 * 1024))
    assert answer.status_code == 413
    assert "48 MiB" in decode_message(answer.content, ErrorAnswer).message


def test_the_servers_own_command_takes_a_file_in_and_doors_hear_of_it(any_venue: Venue, tmp_path: Path) -> None:
    dead, other = any_venue.door(), any_venue.door()
    cursor = other.settle().cursor
    file = tmp_path / "north.doorward"
    file.write_bytes(_file(dead, *_admits(any_venue, dead, 3)))
    for accepted, known in ((3, 0), (0, 3)):
        done = _import(any_venue, file)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {
            "device_id": dead.enrolled.device_id,
            "accepted": accepted,
            "known": known,
            "refused": 0,
        }
    heard = other.pull(cursor, wait_s=5)
    assert [entry.log_id for entry in heard.entries] == [dead.log_id] * 3


@pytest.mark.parametrize(("damage", "words"), [(-1, "cut short"), (4, "not a Doorward rescue file")])
def test_the_command_says_in_words_what_is_wrong(venue: Venue, tmp_path: Path, damage: int, words: str) -> None:
    door = venue.door()
    file = tmp_path / "broken.doorward"
    file.write_bytes(_file(door, door.entry())[:damage])
    done = _import(venue, file)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
