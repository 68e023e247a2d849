"""The check-in curve: from rows on both databases, and from a door that scans over HTTP."""

import pytest

from server.context import Context
from server.dashboard.check_ins import read_check_ins
from server.dashboard.schemas import CheckInAnswer
from server.errors import NotFoundError
from sync.rules.door_log import Kind
from tests.factories import START_MS, Club, make_club
from tests.server.dashboard.sold import Sold
from tests.server.doors.venue import open_venue
from tests.serving import RunningServer

MINUTE_MS = 60_000


def curve_of(context: Context, club: Club, minutes: int = 15) -> CheckInAnswer:
    return context.database.read_now(
        lambda session: read_check_ins(session, club.organization_id, club.event_id, minutes=minutes)
    )


def test_each_ticket_counts_once_at_its_first_admission(context: Context) -> None:
    club = make_club(context)
    sold = Sold(club)
    order = sold.order(START_MS, quantity=4)
    for number in range(4):
        sold.ticket(order, f"T-{number}", "revoked" if number == 3 else "active")
    sold.passage("T-0", START_MS + 1 * MINUTE_MS)
    sold.passage("T-1", START_MS + 16 * MINUTE_MS, Kind.DENY)
    sold.passage("T-1", START_MS + 31 * MINUTE_MS)
    sold.passage("T-0", START_MS + 20 * MINUTE_MS, Kind.EXIT)
    sold.passage("T-0", START_MS + 40 * MINUTE_MS)
    sold.passage("T-1", START_MS + 14 * MINUTE_MS, log="slow.log")
    sold.passage("T-2", START_MS + 50 * MINUTE_MS, Kind.EXIT)
    sold.write(context)

    answer = curve_of(context, club)

    assert [(step.at - START_MS, step.arrived, step.total) for step in answer.curve] == [(0, 2, 2)]
    assert (answer.sold, answer.arrived, answer.inside) == (3, 2, 2)
    assert [step.arrived for step in curve_of(context, club, minutes=1).curve] == [1, 1]


def test_a_group_arrives_with_as_many_as_came_each_counted_once(context: Context) -> None:
    club = make_club(context)
    sold = Sold(club)
    sold.ticket(sold.order(START_MS), "T-0")
    sold.passage("T-0", START_MS + 1 * MINUTE_MS, people=3, party=5)
    sold.passage("T-0", START_MS + 2 * MINUTE_MS, Kind.EXIT, people=3, party=5)
    sold.passage("T-0", START_MS + 20 * MINUTE_MS, people=4, party=5)
    sold.write(context)

    answer = curve_of(context, club)

    assert [step.arrived for step in answer.curve] == [3, 2]
    assert (answer.arrived, answer.inside) == (5, 4)


def test_an_event_where_nobody_came_has_an_empty_curve(context: Context) -> None:
    club = make_club(context)
    assert curve_of(context, club).curve == []


def test_another_organizations_event_is_unknown(context: Context) -> None:
    club, other = make_club(context, prefix="AAA"), make_club(context, prefix="BBB")
    with pytest.raises(NotFoundError):
        context.database.read_now(
            lambda session: read_check_ins(session, club.organization_id, other.event_id, minutes=15)
        )


def test_the_curve_follows_the_doors(shared_server: RunningServer, server_context: Context) -> None:
    with open_venue(shared_server, server_context) as venue:
        tickets = venue.tickets(3)
        door = venue.door()
        for ticket in tickets[:2]:
            door.push(door.entry(Kind.ADMIT, ticket["ticketId"]))

        said = venue.get("/api/v1/dashboard/check-ins", eventId=venue.club.event_id, minutes=60)

        assert (said["sold"], said["arrived"], said["inside"]) == (3, 2, 2)
        assert sum(step["arrived"] for step in said["curve"]) == said["curve"][-1]["total"] == 2
