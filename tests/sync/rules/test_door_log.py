"""The fold: whatever order and however often entries arrive, the same people are inside."""

from hypothesis import given
from hypothesis import strategies as st

from sync.rules.door_log import NEVER_SEEN, Kind, PastScan, TicketHistory, fold_ticket
from sync.rules.ids import GateId, LogId
from tests.sync.making import NOW

positions = st.tuples(st.sampled_from([LogId("dev_a.1"), LogId("dev_b.1"), LogId("dev_c.1")]), st.integers(1, 6))


@st.composite
def logs(draw: st.DrawFn) -> list[PastScan]:
    """A set of entries of one ticket: each position once, times that may be equal, voids of anything."""
    return [
        PastScan(
            log_id=log_id,
            seq=seq,
            kind=(kind := draw(st.sampled_from(Kind))),
            at=NOW + draw(st.integers(0, 3)),
            gate=GateId(draw(st.sampled_from(["gat_a", "gat_b"]))),
            voids=draw(positions) if kind is Kind.VOID else None,
        )
        for log_id, seq in draw(st.lists(positions, unique=True, max_size=12))
    ]


def scan(kind: Kind, at: int, seq: int, *, log_id: str = "dev_a.1", voids: PastScan | None = None) -> PastScan:
    target = None if voids is None else (voids.log_id, voids.seq)
    return PastScan(LogId(log_id), seq, kind, NOW + at, GateId("gat_a"), voids=target)


@given(logs(), st.data())
def test_order_and_repetition_change_nothing(entries: list[PastScan], data: st.DataObject) -> None:
    repeated = entries + data.draw(st.lists(st.sampled_from(entries), max_size=6) if entries else st.just([]))
    assert fold_ticket(data.draw(st.permutations(repeated))) == fold_ticket(entries)


@given(logs(), st.data())
def test_two_replicas_that_exchange_what_the_other_lacks_agree(entries: list[PastScan], data: st.DataObject) -> None:
    here = [entry for entry in entries if data.draw(st.booleans())]
    there = [entry for entry in entries if entry not in here or data.draw(st.booleans())]
    assert fold_ticket(here + there) == fold_ticket(there + here) == fold_ticket(entries)


@given(logs())
def test_attempts_denials_and_notes_move_nobody(entries: list[PastScan]) -> None:
    moving = [entry for entry in entries if entry.kind in (Kind.ADMIT, Kind.EXIT, Kind.VOID)]
    assert fold_ticket(moving) == fold_ticket(entries)


@given(logs(), logs())
def test_what_was_voided_never_counts_again(entries: list[PastScan], later: list[PastScan]) -> None:
    admit = scan(Kind.ADMIT, 1, 99)
    void = scan(Kind.VOID, 2, 100, voids=admit)
    rest = [entry for entry in entries + later if entry.seq < 99]
    assert fold_ticket([*rest, admit, void]) == fold_ticket(rest)
    assert fold_ticket([void, *rest, admit]) == fold_ticket(rest)


@given(logs())
def test_someone_is_inside_only_after_an_admission_that_stands(entries: list[PastScan]) -> None:
    history = fold_ticket(entries)
    assert history.is_inside <= (history.admissions > 0)
    assert (history.first is None) == (history.last is None) == (history.admissions == 0)


def test_nothing_is_known_of_a_ticket_without_entries() -> None:
    assert fold_ticket([]) == NEVER_SEEN == TicketHistory()


def test_first_and_last_are_the_admissions_by_corrected_time() -> None:
    late, early = scan(Kind.ADMIT, 50, 1), scan(Kind.ADMIT, 10, 2, log_id="dev_b.1")
    history = fold_ticket([late, early])
    assert (history.first, history.last, history.admissions) == (early, late, 2)


def test_at_the_same_moment_the_lower_log_and_then_the_lower_seq_comes_first() -> None:
    other = scan(Kind.ADMIT, 0, 1, log_id="dev_b.1")
    third, second = scan(Kind.ADMIT, 0, 3), scan(Kind.ADMIT, 0, 2)
    history = fold_ticket([other, third, second])
    assert (history.first, history.last) == (second, other)


def test_who_came_left_and_came_again_is_inside_with_two_admissions() -> None:
    history = fold_ticket([scan(Kind.ADMIT, 0, 1), scan(Kind.EXIT, 1, 2), scan(Kind.ADMIT, 2, 3)])
    assert history.is_inside
    assert history.admissions == 2


def test_a_voided_exit_puts_the_holder_back_inside() -> None:
    left = scan(Kind.EXIT, 1, 2)
    assert fold_ticket([scan(Kind.ADMIT, 0, 1), left, scan(Kind.VOID, 2, 3, voids=left)]).is_inside


def test_a_void_of_an_entry_that_has_not_arrived_waits_for_it() -> None:
    admit = scan(Kind.ADMIT, 0, 1)
    void = scan(Kind.VOID, 1, 2, voids=admit)
    assert fold_ticket([void]) == NEVER_SEEN
    assert fold_ticket([void, admit]) == NEVER_SEEN
