"""CLAIM: the server's word, given once a ticket whatever the doors do at the same moment."""

import asyncio
import itertools
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy.orm import Session

from server.context import Context
from server.database import Database
from server.doors.access import Access, Caller
from server.doors.desk import Desk
from server.doors.policy_cache import PolicyCache
from server.errors import InvalidRequestError
from sync.protocol.codec import encode_message
from sync.protocol.messages import ClaimAnswer, ClaimRequest, Entry, EntryStatus
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue


def _record(door: Door, kind: Kind, ticket: dict[str, Any], attempt: Entry) -> None:
    """Write down and push what became of an attempt."""
    door.push(door.entry(kind, ticket["ticketId"], basis=Basis.SERVER, target=(attempt.log_id, attempt.seq)))


def _outcome(answer: ClaimAnswer) -> tuple[Outcome, Reason]:
    return answer.verdict.outcome, answer.verdict.reason


def test_a_ticket_is_admitted_once(any_venue: Venue) -> None:
    door = any_venue.door("Left")
    [ticket] = any_venue.tickets()
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    answer = door.claim(ticket["signedCode"], attempt)
    assert _outcome(answer) == (Outcome.ADMITTED, Reason.ADMITTED)
    assert answer.results == (EntryStatus.ACCEPTED,)
    assert answer.vector == {door.log_id: 1}
    assert answer.ticket is not None
    assert answer.ticket.holder == ticket["attendeeName"]
    _record(door, Kind.ADMIT, ticket, attempt)
    again = door.ask(ticket)
    assert _outcome(again) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)
    assert again.verdict.earlier is not None
    assert again.verdict.earlier.log_id == door.log_id
    assert again.verdict.earlier.gate == door.enrolled.gate_id


def test_a_typed_code_is_the_same_ticket_as_its_signed_one(venue: Venue) -> None:
    left, right = venue.door(), venue.door()
    [ticket] = venue.tickets()
    assert left.claim(ticket["qrCode"].lower(), left.entry()).verdict.outcome is Outcome.ADMITTED
    assert _outcome(right.ask(ticket)) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)


def test_of_many_claims_at_once_exactly_one_is_admitted(any_venue: Venue) -> None:
    doors = [any_venue.door(f"Door {number}") for number in range(8)]
    for [ticket] in (any_venue.tickets() for _ in range(5)):
        # Two attempts a device, one after the other as a log demands, all devices at once.
        attempts = [(door, [door.entry(Kind.ATTEMPT, ticket["ticketId"]) for _ in range(2)]) for door in doors]

        def claim(
            pair: tuple[Door, list[Entry]], code: str = ticket["signedCode"], ticket_id: str = ticket["ticketId"]
        ) -> list[Outcome]:
            door, [first, second] = pair
            outcomes = [door.claim(code, first).verdict.outcome]
            if outcomes == [Outcome.ADMITTED]:
                door.push(second, door.entry(Kind.ADMIT, ticket_id, target=(first.log_id, first.seq)))
                return [*outcomes, door.claim(code, door.entry(Kind.ATTEMPT, ticket_id)).verdict.outcome]
            return [*outcomes, door.claim(code, second).verdict.outcome]

        with ThreadPoolExecutor(len(doors)) as threads:
            outcomes = list(itertools.chain.from_iterable(threads.map(claim, attempts)))
        assert len(outcomes) == 16
        assert outcomes.count(Outcome.ADMITTED) == 1
        assert outcomes.count(Outcome.REFUSED) == 15
    assert any_venue.attendance()["inside"] == 5


def test_after_a_lost_answer_the_same_log_gets_its_yes_again_and_others_a_no(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door()
    [ticket] = any_venue.tickets()
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert door.claim(ticket["signedCode"], attempt).verdict.outcome is Outcome.ADMITTED
    assert _outcome(other.ask(ticket)) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)
    repeated = door.claim(ticket["signedCode"], attempt)
    assert repeated.results == (EntryStatus.KNOWN,)
    assert repeated.verdict.outcome is Outcome.ADMITTED
    assert door.ask(ticket).verdict.outcome is Outcome.ADMITTED
    assert _outcome(other.ask(ticket)) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)


def test_a_device_that_started_anew_is_still_the_same_door(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door()
    [ticket] = any_venue.tickets()
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert door.claim(ticket["signedCode"], attempt).verdict.outcome is Outcome.ADMITTED
    door.new_log()
    settled = door.entry(Kind.DENY, ticket["ticketId"], target=(attempt.log_id, attempt.seq))
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert door.claim(ticket["signedCode"], settled, attempt).verdict.outcome is Outcome.ADMITTED
    assert other.ask(ticket).verdict.outcome is Outcome.REFUSED


def test_the_answer_names_the_rule_it_stands_on(venue: Venue) -> None:
    [ticket] = venue.tickets()
    assert venue.door().ask(ticket).rule == ""
    twice = venue.door(gate_id=venue.gate("Twice", reEntry="multi", mostEntries=2))
    assert twice.ask(ticket).rule == "multi:2"


def test_of_a_copied_device_only_one_gets_a_yes(any_venue: Venue) -> None:
    door = any_venue.door()
    [ticket] = any_venue.tickets()
    assert door.ask(ticket).verdict.outcome is Outcome.ADMITTED
    door.new_log()
    assert _outcome(door.ask(ticket)) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)


def test_a_yes_is_given_back_when_the_door_refuses_after_all(any_venue: Venue) -> None:
    door, other = any_venue.door(), any_venue.door()
    [ticket] = any_venue.tickets()
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert door.claim(ticket["signedCode"], attempt).verdict.outcome is Outcome.ADMITTED
    _record(door, Kind.DENY, ticket, attempt)
    assert other.ask(ticket).verdict.outcome is Outcome.ADMITTED


@pytest.mark.parametrize("kind", [Kind.DENY, Kind.VOID])
def test_a_yes_is_not_for_another_device_to_give_back(any_venue: Venue, kind: Kind) -> None:
    door, other = any_venue.door(), any_venue.door()
    [ticket] = any_venue.tickets()
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert door.claim(ticket["signedCode"], attempt).verdict.outcome is Outcome.ADMITTED
    _record(other, kind, ticket, attempt)
    assert _outcome(other.ask(ticket)) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)


def test_one_attempt_gets_one_yes_whatever_codes_it_is_claimed_with(any_venue: Venue) -> None:
    door = any_venue.door()
    first, second = any_venue.tickets(2)
    attempt = door.entry(Kind.ATTEMPT, first["ticketId"])
    assert door.claim(first["signedCode"], attempt).verdict.outcome is Outcome.ADMITTED
    status, why = door.refusal("claim", encode_message(ClaimRequest((attempt,), second["signedCode"])))
    assert (status, why.code) == (400, "INVALID_REQUEST")


def test_another_doors_attempt_cannot_be_claimed(venue: Venue) -> None:
    door, other = venue.door(), venue.door()
    [ticket] = venue.tickets()
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert door.claim(ticket["signedCode"], attempt).verdict.outcome is Outcome.ADMITTED
    status, why = other.refusal("claim", encode_message(ClaimRequest((attempt,), ticket["signedCode"])))
    assert (status, why.code) == (400, "INVALID_REQUEST")


def test_another_doors_offline_admission_stands_in_the_way(any_venue: Venue) -> None:
    offline, online = any_venue.door("Offline"), any_venue.door("Online")
    [ticket] = any_venue.tickets()
    offline.push(offline.entry(Kind.ADMIT, ticket["ticketId"]))
    answer = online.ask(ticket)
    assert _outcome(answer) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)
    assert answer.verdict.earlier is not None
    assert answer.verdict.earlier.log_id == offline.log_id


def test_what_waits_before_the_attempt_counts_for_its_verdict(venue: Venue, door: Door) -> None:
    [ticket] = venue.tickets()
    admit = door.entry(Kind.ADMIT, ticket["ticketId"])
    attempt = door.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert _outcome(door.claim(ticket["signedCode"], admit, attempt)) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)


def test_a_cancelled_ticket_is_refused_at_once(any_venue: Venue) -> None:
    door = any_venue.door()
    booking = any_venue.book()
    any_venue.cancel(booking["bookingId"])
    answer = door.ask(booking["tickets"][0])
    assert _outcome(answer) == (Outcome.REFUSED, Reason.CANCELLED)
    assert answer.ticket is not None
    assert answer.ticket.status is TicketStatus.CANCELLED


def test_the_gate_named_by_the_attempt_decides(venue: Venue) -> None:
    closed = venue.gate("Closed", closesAt=1)
    door = venue.door(gate_id=venue.gate("Open"))
    first, second = venue.tickets(2)
    at_closed = door.entry(Kind.ATTEMPT, first["ticketId"], gate=closed)
    assert _outcome(door.claim(first["signedCode"], at_closed)) == (Outcome.REFUSED, Reason.GATE_CLOSED)
    nowhere = door.entry(Kind.ATTEMPT, second["ticketId"], gate="gat_nowhere")
    assert door.claim(second["signedCode"], nowhere).verdict.outcome is Outcome.ADMITTED


def test_an_exit_lets_in_again_only_where_the_gate_allows_it(venue: Venue) -> None:
    once = venue.door(gate_id=venue.gate("Once"))
    again = venue.door(gate_id=venue.gate("Again", reEntry="after_exit"))
    [ticket] = venue.tickets()
    attempt = again.entry(Kind.ATTEMPT, ticket["ticketId"])
    assert again.claim(ticket["signedCode"], attempt).verdict.outcome is Outcome.ADMITTED
    _record(again, Kind.ADMIT, ticket, attempt)
    assert _outcome(again.ask(ticket)) == (Outcome.REFUSED, Reason.ALREADY_INSIDE)
    again.push(again.entry(Kind.EXIT, ticket["ticketId"]))
    assert _outcome(once.ask(ticket)) == (Outcome.REFUSED, Reason.ALREADY_USED)
    assert _outcome(again.ask(ticket)) == (Outcome.ADMITTED, Reason.ADMITTED_AGAIN)


def test_only_looking_uses_nothing_up(venue: Venue) -> None:
    looking, letting_in = venue.door(), venue.door()
    [ticket] = venue.tickets()
    look = looking.entry(Kind.ATTEMPT, ticket["ticketId"], direction=Direction.LOOK)
    assert looking.claim(ticket["signedCode"], look).verdict.outcome is Outcome.ADMITTED
    assert letting_in.ask(ticket).verdict.outcome is Outcome.ADMITTED


def test_a_door_at_a_gate_made_a_moment_ago_is_answered(any_venue: Venue) -> None:
    early = any_venue.door("Early")
    tickets = any_venue.tickets(6)
    for ticket in tickets[:3]:
        early.ask(ticket)  # So that every worker has just looked at the gates there are.
    late = any_venue.door("Late", any_venue.gate("Just made"))
    for ticket in tickets[3:]:
        assert late.ask(ticket).verdict.outcome is Outcome.ADMITTED


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("", Reason.MALFORMED),
        ("https://example.com/menu", Reason.MALFORMED),
        ("\x00\x01\x02", Reason.MALFORMED),
        ("%" * 4096, Reason.MALFORMED),
        ("MGY-PF-20250115-7K3M9QXZ5", Reason.BAD_CHECK),
    ],
)
def test_what_is_no_ticket_is_refused_in_the_rules_words(any_venue: Venue, code: str, reason: Reason) -> None:
    door = any_venue.door()
    answer = door.claim(code, door.entry())
    assert _outcome(answer) == (Outcome.REFUSED, reason)
    assert answer.ticket is None


def test_a_genuine_ticket_of_unknown_number_is_not_on_the_list(venue: Venue, door: Door) -> None:
    [ticket] = venue.tickets()
    changed = ticket["signedCode"][:-1] + ("A" if ticket["signedCode"][-1] != "A" else "B")
    assert door.claim(changed, door.entry()).verdict.reason in (Reason.BAD_SIGNATURE, Reason.MALFORMED)


def test_a_claim_without_an_attempt_is_refused_in_words(venue: Venue, door: Door) -> None:
    for entries in [(), (door.entry(Kind.ADMIT),)]:
        status, why = door.refusal("claim", encode_message(ClaimRequest(entries, "x")))
        assert (status, why.code) == (400, "INVALID_REQUEST")
        assert "attempt" in why.message


def test_a_claim_whose_attempt_does_not_count_is_refused_and_does_not_spoil_those_beside_it(any_venue: Venue) -> None:
    bad, good = any_venue.door(), any_venue.door()
    tickets = any_venue.tickets(8)
    bad.entry()  # Never sent, so that all that follows has a gap before it.
    gap = encode_message(ClaimRequest((bad.entry(),), "x"))
    with ThreadPoolExecutor(2) as threads:
        refusals = threads.submit(lambda: [bad.refusal("claim", gap)[0] for _ in tickets])
        outcomes = [good.ask(ticket).verdict.outcome for ticket in tickets]
    assert refusals.result() == [400] * len(tickets)
    assert outcomes == [Outcome.ADMITTED] * len(tickets)


def test_one_claim_that_is_refused_leaves_the_others_of_its_transaction_answered(
    server_context: Context, venue: Venue
) -> None:
    bad, *good = (venue.door(f"Door {number}") for number in range(4))
    tickets = venue.tickets(3)
    bad.entry()  # Never sent, so that its attempt has a gap before it.
    claims = [(bad, ClaimRequest((bad.entry(),), "x"))]
    claims += [
        (door, ClaimRequest((door.entry(Kind.ATTEMPT, ticket["ticketId"]),), ticket["signedCode"]))
        for door, ticket in zip(good, tickets, strict=True)
    ]
    first, *others = _claim_together(server_context, venue, claims)
    assert isinstance(first, InvalidRequestError)
    assert [answer.verdict.outcome for answer in others if isinstance(answer, ClaimAnswer)] == [Outcome.ADMITTED] * 3
    # They were written, too.
    assert [answer.vector for answer in others if isinstance(answer, ClaimAnswer)] == [
        {door.log_id: 1} for door in good
    ]
    assert _outcome(bad.claim(tickets[0]["signedCode"], *_from_the_start(bad))) == (
        Outcome.REFUSED,
        Reason.ALREADY_INSIDE,
    )


def _from_the_start(door: Door) -> tuple[Entry]:
    door.new_log()
    return (door.entry(),)


def _claim_together(
    context: Context, venue: Venue, claims: list[tuple[Door, ClaimRequest]]
) -> list[ClaimAnswer | BaseException]:
    """Hand claims in so close together that one transaction takes them all."""

    async def claim_all() -> list[ClaimAnswer | BaseException]:
        database = Database(context.config.database_url)
        await database.start()
        try:
            desk = Desk(database, Access(database, context.vault), PolicyCache(database, context.vault))
            turns: list[int] = []
            write = database.write

            def counted(work: Callable[[Session], Any]) -> Any:
                turns.append(1)
                return write(work)

            database.write = counted  # type: ignore[method-assign]
            event_id = venue.club.event_id
            asking = [
                desk.claim(Caller(door.enrolled.device_id, "", event_id, door.enrolled.gate_id), request)
                for door, request in claims
            ]
            answers = await asyncio.gather(*asking, return_exceptions=True)
            # The first to come may begin alone; who comes while it runs goes together.
            assert len(turns) < len(claims)
            return list(answers)
        finally:
            await database.stop()

    return asyncio.run(claim_all())


@pytest.mark.parametrize("body", [b"", b"{", b"{}", json.dumps({"entries": [], "code": 7}).encode()])
def test_what_is_no_claim_is_refused_in_words(door: Door, body: bytes) -> None:
    status, why = door.refusal("claim", body)
    assert (status, why.code) == (400, "INVALID_MESSAGE")
    assert "ClaimRequest" in why.message
