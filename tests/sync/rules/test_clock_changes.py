"""A device's clock may be wrong, be set, and be set again: what happened at its door stays what it was."""

from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey

from sync.protocol.log import Happening, LogHead, Reading, next_entry, past_scan_of
from sync.rules.clock import Offset
from sync.rules.door_log import Kind, PastScan, fold_ticket
from sync.rules.gate import Direction
from sync.rules.ids import LogId
from sync.rules.incidents import find_incidents
from sync.rules.verdict import Basis
from tests.sync.making import EVENT, GATE, KEY, NOW, OTHER_KEY, make_id
from tests.sync.rules.scans import HOUR, MINUTE, scan

TICKET_ID = make_id(1)
DAY = 24 * HOUR
KEYS = {LogId("dev_a.1"): KEY, LogId("dev_b.1"): OTHER_KEY}
kinds = st.sampled_from([Kind.ADMIT, Kind.ADMIT, Kind.EXIT, Kind.DENY])
nights = st.lists(st.tuples(st.sampled_from(sorted(KEYS)), kinds, st.sampled_from(["", "after_exit"])), max_size=10)
wrong = st.lists(st.integers(-2 * DAY, 2 * DAY), min_size=10, max_size=10)
"""How far off a door's wall clock is at each entry of the night."""
Night = list[tuple[LogId, Kind, str]]


def written(night: Night, wrong_by: list[int], *, is_known: bool) -> list[PastScan]:
    """The night's entries, one a minute, by clocks that are off and may know it."""
    heads = {log_id: LogHead(log_id) for log_id in KEYS}
    scans = []
    for minute, ((log_id, kind, rule), off) in enumerate(zip(night, wrong_by, strict=False)):
        true = NOW + minute * MINUTE
        reading = Reading(true + off, minute, "boot", Offset(-off, 3) if is_known else None)
        happening = Happening(EVENT.event_id, TICKET_ID, kind, Basis.LOCAL, GATE.gate_id, Direction.ENTRY, rule=rule)
        entry, heads[log_id] = next_entry(heads[log_id], happening, reading, _key(log_id))
        scans.append(past_scan_of(entry))
    return scans


def _key(log_id: LogId) -> SigningKey:
    return KEYS[log_id]


@given(nights, wrong)
def test_a_clock_that_jumps_and_knows_it_changes_nothing(night: Night, wrong_by: list[int]) -> None:
    right, jumping = (written(night, by, is_known=True) for by in ([0] * 10, wrong_by))
    assert fold_ticket(jumping) == fold_ticket(right)
    assert find_incidents(TICKET_ID, jumping, None, "UTC", None) == find_incidents(TICKET_ID, right, None, "UTC", None)


@given(nights, wrong)
def test_a_door_whose_clock_jumps_unknown_to_it_still_knows_what_it_did_in_which_order(
    night: Night, wrong_by: list[int]
) -> None:
    alone = [(LogId("dev_a.1"), kind, rule) for _, kind, rule in night]
    right, jumping = (written(alone, by, is_known=False) for by in ([0] * 10, wrong_by))
    assert fold_ticket(jumping).inside == fold_ticket(right).inside
    assert [admit.seq for admit in fold_ticket(jumping).admits] == [admit.seq for admit in fold_ticket(right).admits]
    assert _named(jumping) == _named(right)


def _named(scans: list[PastScan]) -> list[tuple[int, int]]:
    found = find_incidents(TICKET_ID, scans, None, "UTC", None)
    return [(each.entry.seq, each.against.seq) for each in found if each.against is not None]


def test_a_clock_set_right_between_entry_and_exit_leaves_nobody_inside_also_beside_other_doors() -> None:
    admit, left = scan(Kind.ADMIT, DAY, 1), scan(Kind.EXIT, 10 * MINUTE, 2)
    back = scan(Kind.ADMIT, 20 * MINUTE, 1, "dev_b.1", rule="after_exit")
    assert not fold_ticket([admit, left]).is_inside
    history = fold_ticket([back, admit, left])
    assert (history.last, history.is_inside) == (back, True)
    assert find_incidents(TICKET_ID, [back, admit, left], None, "UTC", None) == ()
