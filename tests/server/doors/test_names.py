"""Names at the doors: given while the event is near, and not any more once it is over for as long as was said."""

import json

import pytest

from server.doors.facts import known_at
from server.ids import now_ms
from sync.protocol.codec import FRAME_HEAD, FrameKind, decode_tickets
from sync.protocol.messages import Policy
from sync.rules.ids import EventId, EventNumber
from sync.rules.ticket import Event
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, wait_until

DAY_MS = 24 * 3_600_000


def _policy(starts_at: int | None, ends_at: int | None, days: int) -> Policy:
    event = Event(EventId("evt"), EventNumber(1), "Gala", "MGY-GA-20250115", starts_at=starts_at, ends_at=ends_at)
    return Policy(1, "epoch", 0, event, (), (), (), keep_names_days=days)


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "days", "last"),
    [(0, 5 * DAY_MS, 2, 7 * DAY_MS), (0, None, 2, 3 * DAY_MS), (None, DAY_MS, 0, DAY_MS)],
)
def test_names_are_known_until_so_many_days_after_the_end(
    starts_at: int | None, ends_at: int | None, days: int, last: int
) -> None:
    policy = _policy(starts_at, ends_at, days)
    assert known_at(policy, last - 1).names
    assert not known_at(policy, last).names


def test_an_event_without_a_time_is_never_over() -> None:
    assert known_at(_policy(None, None, 0), 10**15).names


def _holders_in_snapshot(door: Door) -> set[str]:
    answer = door.http.get("snapshot", params={"log_id": door.log_id})
    assert answer.is_success, answer.text
    raw, holders = answer.content, set[str]()
    while raw:
        kind, length = FRAME_HEAD.unpack_from(raw)
        body, raw = raw[FRAME_HEAD.size : FRAME_HEAD.size + length], raw[FRAME_HEAD.size + length :]
        if kind == FrameKind.TICKETS:
            holders |= {text for row in decode_tickets(body) for text in (row[5], row[6])}
    return holders


def test_an_event_that_is_long_over_is_told_without_names_and_its_organizer_keeps_them(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    name = ticket["attendeeName"]
    assert name in _holders_in_snapshot(door)
    assert [told.holder for told in door.pull().tickets] == [name]

    path = f"/api/v1/events/{any_venue.club.event_id}"
    over = {"customProperties": {"endDate": now_ms() - 2 * DAY_MS}, "keepNamesDays": 1}
    assert any_venue.api.patch(path, json=over).is_success
    wait_until(lambda: [told.holder for told in door.pull().tickets] == [""], "the feed holds no name")
    wait_until(lambda: _holders_in_snapshot(door) == {""}, "the snapshot holds no name")
    answer = door.ask(ticket)
    assert answer.ticket is not None
    assert (answer.ticket.holder, answer.verdict.outcome) == ("", "admitted")
    assert name in json.dumps(any_venue.get(f"/api/v1/tickets/{ticket['ticketId']}"))
