"""Groups at the doors: one code lets several people in, never more than it says, whatever the doors do at once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, update

from server.doors.models import Grant
from server.tickets.models import Ticket
from sync.protocol.codec import encode_message
from sync.protocol.messages import ClaimAnswer, ClaimRequest, Entry, EntryStatus
from sync.rules.door_log import Kind
from sync.rules.gate import EntryRule, ReEntry
from sync.rules.verdict import Basis, Outcome, Reason
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue


def _party(venue: Venue, admits: int) -> dict[str, Any]:
    """A booked ticket that lets so many in."""
    [ticket] = venue.tickets()
    with venue.context.database.transaction() as session:
        session.execute(update(Ticket).where(Ticket.id == ticket["ticketId"]).values(admits=admits))
    return dict(ticket)


def _ask(door: Door, ticket: dict[str, Any], people: int) -> tuple[ClaimAnswer, Entry]:
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"], people=people)
    return door.claim(ticket["signedCode"], attempt), attempt


def _admit(door: Door, ticket: dict[str, Any], attempt: Entry, party: int) -> None:
    door.push(
        door.entry(
            Kind.ADMIT,
            ticket["ticketId"],
            basis=Basis.SERVER,
            target=(attempt.log_id, attempt.seq),
            people=attempt.people,
            party=party,
        )
    )


def _seen(answer: ClaimAnswer) -> tuple[Outcome, Reason, int, int | None]:
    verdict = answer.verdict
    return verdict.outcome, verdict.reason, verdict.people, verdict.left


def test_a_group_comes_in_by_parts_at_several_doors(any_venue: Venue) -> None:
    left, right = any_venue.door("Left"), any_venue.door("Right")
    ticket = _party(any_venue, 5)
    answer, attempt = _ask(left, ticket, 3)
    assert _seen(answer) == (Outcome.ADMITTED, Reason.ADMITTED, 3, 2)
    assert answer.ticket is not None
    assert answer.ticket.admits == 5
    # Before the door's own entry has come, the yes stands for it towards others.
    refused, denied = _ask(right, ticket, 3)
    assert _seen(refused) == (Outcome.REFUSED, Reason.PARTY_TOO_LARGE, 3, 2)
    right.push(right.entry(Kind.DENY, ticket["ticketId"], target=(denied.log_id, denied.seq)))
    _admit(left, ticket, attempt, 5)
    last, attempt = _ask(right, ticket, 2)
    assert (last.verdict.outcome, last.verdict.left) == (Outcome.ADMITTED, 0)
    _admit(right, ticket, attempt, 5)
    assert _ask(left, ticket, 1)[0].verdict.reason is Reason.ALREADY_INSIDE


@pytest.mark.parametrize(
    ("rules", "most"), [({}, 7), ({"reEntry": "multi", "mostEntries": 2}, 14), ({"reEntry": "after_exit"}, 7)]
)
def test_at_once_no_more_are_let_in_than_the_ticket_says(any_venue: Venue, rules: dict[str, Any], most: int) -> None:
    """I5: the people of all yeses of one epoch never exceed what the rule allows."""
    gate = any_venue.gate("Everybody", **rules)
    doors = [any_venue.door(f"Door {number}", gate) for number in range(8)]
    for _ in range(3):
        ticket = _party(any_venue, 7)

        def rush(door: Door, ticket: dict[str, Any] = ticket) -> int:
            let_in = 0
            for people in (3, 2, 1, 1):
                answer, attempt = _ask(door, ticket, people)
                if answer.verdict.outcome is Outcome.ADMITTED:
                    let_in += people
                    _admit(door, ticket, attempt, 7)
            return let_in

        with ThreadPoolExecutor(len(doors)) as threads:
            people = sum(threads.map(rush, doors))
        assert people <= most
        # MULTI counts people, so with one by one at the end every place is used.
        assert people >= 7
        assert _granted(any_venue, ticket) == people
    counted = any_venue.attendance()
    assert counted["inside"] <= 21


def _granted(venue: Venue, ticket: dict[str, Any]) -> int:
    with venue.context.database.transaction() as session:
        return sum(session.scalars(select(Grant.people).where(Grant.ticket_id == ticket["ticketId"])))


def test_a_yes_is_written_with_its_people_and_the_rule_it_stood_on(venue: Venue) -> None:
    door = venue.door(gate_id=venue.gate("Twice", reEntry="multi", mostEntries=2))
    ticket = _party(venue, 4)
    _ask(door, ticket, 3)
    with venue.context.database.transaction() as session:
        [grant] = session.scalars(select(Grant).where(Grant.ticket_id == ticket["ticketId"]))
        assert (grant.people, grant.party, grant.rule) == (3, 4, str(EntryRule(ReEntry.MULTI, 2)))


def test_a_void_gives_the_groups_places_back(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door("Other")
    ticket = _party(any_venue, 3)
    _, attempt = _ask(door, ticket, 3)
    _admit(door, ticket, attempt, 3)
    assert _ask(other, ticket, 1)[0].verdict.outcome is Outcome.REFUSED
    admitted = (door.log_id, door.head.seq)
    other.push(other.entry(Kind.VOID, ticket["ticketId"], target=admitted, reason="wrong door"))
    assert _seen(_ask(other, ticket, 3)[0])[0] is Outcome.ADMITTED


def test_those_who_leave_one_by_one_may_come_back_where_the_gate_allows_it(any_venue: Venue) -> None:
    door = any_venue.door(gate_id=any_venue.gate("In and out", reEntry="after_exit"))
    ticket = _party(any_venue, 3)
    _, attempt = _ask(door, ticket, 3)
    _admit(door, ticket, attempt, 3)
    door.push(door.entry(Kind.EXIT, ticket["ticketId"], people=2))
    assert _ask(door, ticket, 3)[0].verdict.reason is Reason.PARTY_TOO_LARGE
    assert _ask(door, ticket, 2)[0].verdict.outcome is Outcome.ADMITTED


def test_practice_is_kept_and_uses_nothing_up(any_venue: Venue) -> None:
    door, other = any_venue.door("Learning"), any_venue.door("Working")
    [ticket] = any_venue.tickets()
    practice = door.entry(Kind.ADMIT, ticket["ticketId"], training=True)
    assert door.push(practice).results == (EntryStatus.ACCEPTED,)
    assert practice in other.settle().entries
    assert any_venue.attendance()["inside"] == 0
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"], training=True)
    status, why = door.refusal("claim", encode_message(ClaimRequest((attempt,), ticket["signedCode"])))
    assert (status, why.code) == (400, "INVALID_REQUEST")
    assert _granted(any_venue, ticket) == 0
    assert door.push(attempt).results == (EntryStatus.KNOWN,)
    assert other.ask(ticket).verdict.outcome is Outcome.ADMITTED
    assert any_venue.get(f"/api/v1/events/{any_venue.club.event_id}/incidents")["incidents"] == []
