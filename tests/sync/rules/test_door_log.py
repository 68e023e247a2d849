"""The fold: whatever order and however often entries arrive, the same people are inside and the same went wrong."""

from hypothesis import given
from hypothesis import strategies as st

from sync.rules.door_log import NEVER_SEEN, Kind, PastScan, TicketHistory, fold_ticket
from sync.rules.ids import ProductNumber
from sync.rules.incidents import Incident, find_incidents
from sync.rules.ticket import Ticket, TicketStatus
from tests.sync.making import EVENT, NOW, make_id
from tests.sync.rules.scans import made_up_scans, scan, void

TICKET_ID = make_id(1)
REVOKED = Ticket(TICKET_ID, EVENT.event_id, ProductNumber(1), TicketStatus.REVOKED, status_since=NOW + 1)
State = tuple[TicketHistory, TicketHistory, tuple[Incident, ...], tuple[Incident, ...]]


def state(scans: list[PastScan]) -> State:
    """All that follows from a ticket's entries: its history, that of practice, and what went wrong."""
    return (
        fold_ticket(scans),
        fold_ticket(scans, training=True),
        find_incidents(TICKET_ID, scans, None, "Europe/Berlin", NOW + 3),
        find_incidents(TICKET_ID, scans, REVOKED, "Europe/Berlin", None),
    )


@given(made_up_scans(), st.data())
def test_order_and_repetition_change_nothing(scans: list[PastScan], data: st.DataObject) -> None:
    repeated = scans + data.draw(st.lists(st.sampled_from(scans), max_size=6) if scans else st.just([]))
    assert state(data.draw(st.permutations(repeated))) == state(scans)


@given(made_up_scans(), st.integers(2, 4), st.data())
def test_replicas_agree_once_each_has_heard_of_all_in_whatever_order_they_met(
    scans: list[PastScan], count: int, data: st.DataObject
) -> None:
    replicas: list[list[PastScan]] = [[] for _ in range(count)]
    for each in scans:
        for place in data.draw(st.sets(st.integers(0, count - 1), min_size=1)):
            replicas[place].append(each)
    meetings = data.draw(st.lists(st.permutations(range(count)), max_size=4))
    around = [range(count), range(count)]  # Twice around, so that everything has reached everybody.
    for one, other, *_ in [*meetings, *([at, (at + 1) % count] for turn in around for at in turn)]:
        _exchange(replicas[one], replicas[other])
    assert [state(replica) for replica in replicas] == [state(scans)] * count


def _exchange(one: list[PastScan], other: list[PastScan]) -> None:
    """Each takes in what it lacks, behind what it has."""
    lacking_here = [each for each in other if each not in one]
    other += [each for each in one if each not in other]
    one += lacking_here


@given(made_up_scans())
def test_attempts_denials_and_notes_move_nobody(scans: list[PastScan]) -> None:
    moving = [each for each in scans if each.kind in (Kind.ADMIT, Kind.EXIT, Kind.VOID)]
    assert fold_ticket(moving) == fold_ticket(scans)


@given(made_up_scans(), made_up_scans())
def test_what_was_voided_never_counts_again(scans: list[PastScan], later: list[PastScan]) -> None:
    admit = scan(Kind.ADMIT, 1, 99)
    undo = void(admit, 2, 100)
    rest = list({each.name: each for each in scans + later}.values())
    assert fold_ticket([*rest, admit, undo]) == fold_ticket(rest)
    assert fold_ticket([undo, *rest, admit]) == fold_ticket(rest)


@given(made_up_scans())
def test_someone_is_inside_only_after_an_admission_that_stands(scans: list[PastScan]) -> None:
    history = fold_ticket(scans)
    assert history.is_inside <= (history.admissions > 0)
    assert (history.first is None) == (history.last is None) == (history.admissions == 0)


@given(made_up_scans())
def test_no_more_are_inside_than_the_ticket_lets_in_or_came_in(scans: list[PastScan]) -> None:
    history = fold_ticket(scans)
    assert 0 <= history.inside <= max((each.party for each in scans), default=1)
    assert history.inside <= sum(admit.people for admit in history.admits)


@given(made_up_scans())
def test_practice_and_the_real_thing_never_touch_each_other(scans: list[PastScan]) -> None:
    real = [each for each in scans if not each.training]
    practice = [each for each in scans if each.training]
    assert fold_ticket(scans) == fold_ticket(real)
    assert fold_ticket(scans, training=True) == fold_ticket(practice, training=True)
    assert fold_ticket(practice) == fold_ticket(real, training=True) == NEVER_SEEN


def test_an_undo_in_practice_leaves_a_real_admission_standing() -> None:
    admit = scan(Kind.ADMIT)
    assert fold_ticket([admit, void(admit, training=True)]).is_inside


def test_nothing_is_known_of_a_ticket_without_entries() -> None:
    assert fold_ticket([]) == NEVER_SEEN == TicketHistory()


def test_first_and_last_are_the_admissions_by_corrected_time() -> None:
    late, early = scan(Kind.ADMIT, 50, 1), scan(Kind.ADMIT, 10, 2, "dev_b.1")
    history = fold_ticket([late, early])
    assert (history.first, history.last, history.admissions) == (early, late, 2)


def test_at_the_same_moment_the_lower_log_and_then_the_lower_seq_comes_first() -> None:
    other = scan(Kind.ADMIT, 0, 1, "dev_b.1")
    third, second = scan(Kind.ADMIT, 0, 3), scan(Kind.ADMIT, 0, 2)
    history = fold_ticket([other, third, second])
    assert (history.first, history.last) == (second, other)


def test_who_came_left_and_came_again_is_inside_with_two_admissions() -> None:
    history = fold_ticket([scan(Kind.ADMIT, 0, 1), scan(Kind.EXIT, 1, 2), scan(Kind.ADMIT, 2, 3)])
    assert history.is_inside
    assert history.admissions == 2


def test_a_voided_exit_puts_the_holder_back_inside() -> None:
    left = scan(Kind.EXIT, 1, 2)
    assert fold_ticket([scan(Kind.ADMIT, 0, 1), left, void(left, 2)]).is_inside


def test_a_void_of_an_entry_that_has_not_arrived_waits_for_it() -> None:
    admit = scan(Kind.ADMIT, 0, 1)
    undo = void(admit, 1, 2)
    assert fold_ticket([undo]) == NEVER_SEEN
    assert fold_ticket([undo, admit]) == NEVER_SEEN


def test_a_group_that_comes_and_goes_in_parts_is_counted_by_heads() -> None:
    came = [scan(Kind.ADMIT, at, at, people=people, party=10) for at, people in ((1, 4), (2, 3))]
    assert fold_ticket(came).inside == 7
    assert fold_ticket([*came, scan(Kind.EXIT, 3, 3, people=2)]).inside == 5


def test_a_door_that_did_not_know_the_groups_size_makes_nobody_vanish() -> None:
    known, unsynced = scan(Kind.ADMIT, 1, people=4, party=10), scan(Kind.ADMIT, 2, door="dev_b.1")
    assert fold_ticket([known, unsynced]).inside == fold_ticket([unsynced, known]).inside == 5


def test_more_leaving_than_came_leaves_nobody_less_than_none() -> None:
    assert fold_ticket([scan(Kind.ADMIT, 1, 1), scan(Kind.EXIT, 2, 2, people=3), scan(Kind.ADMIT, 3, 3)]).inside == 1
