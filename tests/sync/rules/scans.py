"""One ticket's entries as the fold sees them: made by hand, and made up by Hypothesis."""

from typing import Any

from hypothesis import strategies as st

from sync.rules.door_log import Kind, PastScan
from sync.rules.ids import GateId, LogId
from sync.rules.incidents import ACKNOWLEDGED
from sync.rules.verdict import Basis, Reason
from tests.sync.making import NOW

MINUTE = 60_000
HOUR = 60 * MINUTE
DOORS = [LogId("dev_a.1"), LogId("dev_a.2"), LogId("dev_b.1"), LogId("dev_c.1")]
RULES = ["", "single", "multi:2", "per_day:1", "per_day:2", "after_exit", "unlimited", "of_tomorrow:7"]
REASONS = ["", Reason.ADMITTED, Reason.BEING_ADMITTED, Reason.OVERRIDDEN, ACKNOWLEDGED]
positions = st.tuples(st.sampled_from(DOORS), st.integers(1, 6))


def scan(kind: Kind, at: int = 0, seq: int = 1, door: str = "dev_a.1", **more: Any) -> PastScan:
    """An entry written ``at`` ms after ``NOW`` at a gate named after its door."""
    gate = GateId("gat_" + door.removeprefix("dev_").partition(".")[0])
    return PastScan(LogId(door), seq, kind, NOW + at, gate, **more)


def void(undone: PastScan, at: int = 0, seq: int = 90, door: str = "dev_a.1", **more: Any) -> PastScan:
    """The entry that undoes another one."""
    return scan(Kind.VOID, at, seq, door, voids=undone.name, target=undone.name, **more)


@st.composite
def made_up_scans(draw: st.DrawFn) -> list[PastScan]:
    """A set of entries of one ticket: each name once, times that may be equal, voids and targets of anything."""
    return [_made_up(draw, log_id, seq) for log_id, seq in draw(st.lists(positions, unique=True, max_size=12))]


def _made_up(draw: st.DrawFn, log_id: LogId, seq: int) -> PastScan:
    kind = draw(st.sampled_from(Kind))
    target = draw(positions) if kind is Kind.VOID else draw(st.none() | positions)
    return PastScan(
        log_id=log_id,
        seq=seq,
        kind=kind,
        at=NOW + draw(st.sampled_from([0, 1, 2, 5, 50]) | st.integers(-30, 30).map(HOUR.__mul__)),
        gate=GateId(draw(st.sampled_from(["gat_a", "gat_b"]))),
        at_error=draw(st.sampled_from([0, 2, 5 * MINUTE])),
        voids=target if kind is Kind.VOID else None,
        hlc=draw(st.integers(0, 9)),
        basis=draw(st.sampled_from(Basis)),
        reason=draw(st.sampled_from(REASONS)),
        people=draw(st.integers(1, 4)),
        party=draw(st.sampled_from([1, 1, 4])),
        rule=draw(st.sampled_from(RULES)),
        training=draw(st.sampled_from([False, False, False, True])),
        target=target,
    )
