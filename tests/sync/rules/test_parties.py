"""Groups: n of m come in on one code, together or in parts, and nobody beyond m."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.admission import decide_admission
from sync.rules.clock import Instant
from sync.rules.code import SignedCode, TypedCode
from sync.rules.door_log import NEVER_SEEN, Kind, PastScan, TicketHistory, fold_ticket
from sync.rules.gate import Direction, ReEntry
from sync.rules.ids import ProductNumber
from sync.rules.incidents import find_incidents
from sync.rules.ticket import Ticket
from sync.rules.verdict import Outcome, Reason, Verdict
from tests.sync.making import EVENT, GATE, NOW, make_id
from tests.sync.rules.scans import HOUR, MINUTE, scan

TICKET_ID = make_id(1)
CODE = TypedCode(TICKET_ID, is_of_event=True)
GROUP = Ticket(ticket_id=TICKET_ID, event_id=EVENT.event_id, product=ProductNumber(1), admits=10)
ALONE = msgspec.structs.replace(GROUP, admits=1)
SINGLE = ReEntry.SINGLE


def came(*people: int) -> list[PastScan]:
    return [scan(Kind.ADMIT, at - HOUR, at, people=some, party=10) for at, some in enumerate(people, 1)]


def decide(
    history: TicketHistory, people: int, re_entry: ReEntry = SINGLE, most: int = 1, ticket: Ticket | None = GROUP
) -> Verdict:
    gate = msgspec.structs.replace(GATE, re_entry=re_entry, most_entries=most)
    return decide_admission(CODE, ticket, history, gate, EVENT, Instant(NOW), people=people)


def test_a_part_of_a_group_is_let_in_and_the_places_left_are_shown() -> None:
    assert decide(NEVER_SEEN, 4) == Verdict(Outcome.ADMITTED, Reason.ADMITTED, TICKET_ID, people=4, left=6)
    assert decide(fold_ticket(came(4)), 6) == Verdict(Outcome.ADMITTED, Reason.ADMITTED, TICKET_ID, people=6, left=0)


def test_more_than_are_left_are_refused_and_told_how_many_may_come() -> None:
    verdict = decide(fold_ticket(came(4)), 7)
    assert (verdict.outcome, verdict.reason, verdict.left) == (Outcome.REFUSED, Reason.PARTY_TOO_LARGE, 6)
    assert decide(NEVER_SEEN, 11).reason is Reason.PARTY_TOO_LARGE


def test_a_group_that_is_all_inside_is_a_duplicate() -> None:
    verdict = decide(fold_ticket(came(4, 6)), 1)
    assert (verdict.reason, verdict.left) == (Reason.ALREADY_INSIDE, 0)
    assert verdict.earlier is not None


def test_nobody_counts_the_places_of_a_ticket_for_one() -> None:
    assert decide(NEVER_SEEN, 1, ticket=ALONE).left is None
    two = decide(NEVER_SEEN, 2, ticket=ALONE)
    assert (two.reason, two.left) == (Reason.PARTY_TOO_LARGE, None)


def test_who_went_out_of_a_group_may_come_back_where_re_entry_is_after_exit() -> None:
    out = scan(Kind.EXIT, -MINUTE, 9, people=2)
    history = fold_ticket([*came(10), out])
    again = decide(history, 2, ReEntry.AFTER_EXIT)
    assert (again.reason, again.left) == (Reason.ADMITTED_AGAIN, 0)
    assert decide(history, 3, ReEntry.AFTER_EXIT).reason is Reason.PARTY_TOO_LARGE
    assert decide(history, 2).reason is Reason.ALREADY_INSIDE


@pytest.mark.parametrize(("re_entry", "left"), [(ReEntry.MULTI, 6), (ReEntry.PER_DAY, 6), (ReEntry.UNLIMITED, None)])
def test_other_policies_count_a_groups_people_too(re_entry: ReEntry, left: int | None) -> None:
    history = fold_ticket(came(10))
    again = decide(history, 4, re_entry, most=2)
    assert (again.outcome, again.left) == (Outcome.ADMITTED, left)
    assert decide(fold_ticket(came(10, 10)), 1, re_entry, most=2).outcome is (
        Outcome.ADMITTED if re_entry is ReEntry.UNLIMITED else Outcome.REFUSED
    )


def test_a_door_that_lacks_the_ticket_learns_its_size_from_the_doors_that_let_it_in() -> None:
    code = SignedCode(TICKET_ID, EVENT.number, ProductNumber(1), None, None)

    def unsynced(history: TicketHistory) -> Reason:
        return decide_admission(code, None, history, GATE, EVENT, Instant(NOW), people=3).reason

    assert unsynced(NEVER_SEEN) is Reason.PARTY_TOO_LARGE
    assert unsynced(fold_ticket(came(4))) is Reason.SOLD_AFTER_SYNC


def test_people_leave_by_heads() -> None:
    gate = msgspec.structs.replace(GATE, direction=Direction.EXIT)
    verdict = decide_admission(CODE, GROUP, fold_ticket(came(4)), gate, EVENT, Instant(NOW), people=3)
    assert (verdict.outcome, verdict.reason, verdict.people) == (Outcome.EXIT, Reason.EXIT_RECORDED, 3)


@given(
    st.lists(st.tuples(st.integers(1, 6), st.booleans()), max_size=12), st.sampled_from([SINGLE, ReEntry.AFTER_EXIT])
)
def test_a_door_that_knows_all_never_lets_in_one_too_many(steps: list[tuple[int, bool]], re_entry: ReEntry) -> None:
    scans: list[PastScan] = []
    for at, (people, is_exit) in enumerate(steps):
        history = fold_ticket(scans)
        if is_exit:
            scans.append(scan(Kind.EXIT, at, at, people=min(people, history.inside or 1)))
        elif decide(history, people, re_entry).outcome is Outcome.ADMITTED:
            scans.append(scan(Kind.ADMIT, at, at, people=people, party=10, rule=re_entry))
    assert fold_ticket(scans).inside <= GROUP.admits
    if re_entry is SINGLE:
        assert sum(admit.people for admit in fold_ticket(scans).admits) <= GROUP.admits
    assert find_incidents(TICKET_ID, scans, GROUP, "UTC", None) == ()
