"""What hostile devices found once: each was a 5xx, a standstill or a lie, and must not be again."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any, cast

import h11
import msgspec
import pytest

from sync.device.errors import PeerUnreachableError
from sync.device.peer_line import Line
from sync.protocol.messages import Entry
from sync.protocol.signing import sign_entry
from sync.rules.door_log import Kind
from sync.rules.ids import LARGEST_WHOLE, LogId
from sync.rules.incidents import ACKNOWLEDGED
from tests.postgres import postgres_database, postgres_server
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue
from tests.serving import running_server


@pytest.fixture(scope="module")
def venue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Venue]:
    """A club on PostgreSQL, which takes less than SQLite does."""
    with (
        postgres_server() as server_url,
        postgres_database(server_url) as url,
        running_server(tmp_path_factory.mktemp("found"), database_url=url) as server,
        open_venue(server) as opened,
    ):
        yield opened


def _bent(door: Door, entry: Entry, **fields: Any) -> Entry:
    """The entry with other fields, signed by its device all the same."""
    return sign_entry(msgspec.structs.replace(entry, **fields), door.key)[0]


def _twice_inside(venue: Venue, door: Door) -> Entry:
    """The second admission on one ticket, which is an incident."""
    ticket_id = venue.tickets()[0]["ticketId"]
    door.push(door.entry(Kind.ADMIT, ticket_id))
    second = door.entry(Kind.ADMIT, ticket_id)
    door.push(second)
    return second


def _incidents(venue: Venue) -> list[dict[str, Any]]:
    return list(venue.get(f"/api/v1/events/{venue.club.event_id}/incidents", limit=200)["incidents"])


@pytest.mark.parametrize("moment", [LARGEST_WHOLE, -LARGEST_WHOLE])
def test_a_fork_at_a_time_beyond_all_calendars_is_kept_and_listed(venue: Venue, moment: int) -> None:
    door = venue.door()
    entry = door.entry(Kind.ADMIT, venue.tickets()[0]["ticketId"])
    door.push(entry)
    fork = _bent(door, entry, wall=moment, offset=moment, people=2)
    assert door.push(fork).results == ("quarantined",)
    listed = [incident for incident in _incidents(venue) if incident["entry"]["logId"] == entry.log_id]
    assert [incident["kind"] for incident in listed] == ["forked_log"]
    assert 0 <= listed[0]["at"] < 253_402_300_800_000


def test_who_acknowledged_is_shown_without_what_databases_cannot_hold(venue: Venue) -> None:
    door = venue.door()
    second = _twice_inside(venue, door)
    note = {"reason": ACKNOWLEDGED, "target": (second.log_id, second.seq)}
    door.push(door.entry(Kind.NOTE, second.ticket_id, operator="A\0da\u202e", **note))
    listed = [incident for incident in _incidents(venue) if incident["entry"]["logId"] == second.log_id]
    assert [incident["acknowledged"]["by"] for incident in listed] == ["Ada"]


def test_a_note_about_a_log_that_can_have_no_such_name_changes_nothing(venue: Venue) -> None:
    door = venue.door()
    before = _incidents(venue)
    note = door.entry(Kind.NOTE, None, reason=ACKNOWLEDGED, target=(LogId("a\0b"), 1))
    assert door.push(note).results == ("accepted",)
    assert _incidents(venue) == before


def test_a_revoked_devices_nonsense_is_quarantined_whoever_brings_it(venue: Venue) -> None:
    lost, door = venue.door("Lost"), venue.door()
    venue.post(f"/api/v1/devices/{lost.enrolled.device_id}/revoke")
    late = _bent(lost, lost.entry(Kind.ADMIT, "A"), ticket_id="A\0B", wall=LARGEST_WHOLE, offset=LARGEST_WHOLE)
    assert door.push(late).results == ("quarantined",)
    assert door.push(door.entry(Kind.NOTE)).results == ("accepted",)


def test_an_incident_of_an_entry_as_long_as_may_be_can_be_acknowledged(venue: Venue) -> None:
    door = venue.door()
    ticket_id = venue.tickets()[0]["ticketId"]
    door.push(door.entry(Kind.ADMIT, ticket_id))
    second = door.entry(Kind.ADMIT, ticket_id, gate="g" * 1500)
    assert door.push(second).results == ("accepted",)
    [incident] = [each for each in _incidents(venue) if each["entry"]["logId"] == second.log_id]
    path = f"/api/v1/events/{venue.club.event_id}/incidents/{incident['id']}/acknowledge"
    assert venue.post(path)["acknowledged"]


@pytest.mark.parametrize(
    "said",
    [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nX: "],
    ids=["1xx", "body", "head"],
)
def test_a_door_that_goes_on_sending_holds_nobody_beyond_the_deadline(said: bytes) -> None:
    near, far = socket.socketpair()
    is_over = threading.Event()

    def send_on() -> None:
        with contextlib.suppress(OSError):
            far.sendall(said)
            while not is_over.wait(0.0002):
                far.sendall(said if b"100" in said else b"y")

    sending = threading.Thread(target=send_on)
    with near, far:
        sending.start()
        line = Line(cast("Any", near), is_asking=True)
        line.send(h11.Request(method="GET", target="/", headers=[("Host", "door")]), b"", time.monotonic() + 1)
        began = time.monotonic()
        with pytest.raises(PeerUnreachableError):
            line.receive(began + 0.3)
        took = time.monotonic() - began
        is_over.set()
        near.shutdown(socket.SHUT_RDWR)
        sending.join()
    assert took < 1.0
