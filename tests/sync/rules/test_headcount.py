"""People inside are counted once, at the gate where they came in and under what they bought."""

from hypothesis import given
from hypothesis import strategies as st

from sync.rules.door_log import Kind, PastScan, fold_ticket
from sync.rules.headcount import Headcount, count_inside, people_admitted
from sync.rules.ids import GateId, ProductNumber
from tests.sync.rules.scans import made_up_scans, scan

STANDARD, VIP = ProductNumber(1), ProductNumber(2)
IN, OUT = scan(Kind.ADMIT, 1, 1), scan(Kind.EXIT, 2, 2)


def test_nobody_is_inside_where_nobody_came() -> None:
    assert count_inside([]) == count_inside([(fold_ticket([]), STANDARD)]) == Headcount()


def test_people_are_counted_by_gate_and_by_product() -> None:
    family = scan(Kind.ADMIT, 1, 1, "dev_b.1", people=4, party=5)
    count = count_inside([(fold_ticket([IN]), STANDARD), (fold_ticket([family]), VIP), (fold_ticket([IN, OUT]), VIP)])
    assert count == Headcount(5, {GateId("gat_a"): 1, GateId("gat_b"): 4}, {STANDARD: 1, VIP: 4})


def test_who_was_let_in_twice_is_inside_once() -> None:
    again = scan(Kind.ADMIT, 5, 1, "dev_b.1")
    assert count_inside([(fold_ticket([IN, again]), STANDARD)]) == Headcount(1, {GateId("gat_b"): 1}, {STANDARD: 1})


def test_who_bought_what_nobody_knows_is_still_inside() -> None:
    assert count_inside([(fold_ticket([IN]), None)]) == Headcount(1, {GateId("gat_a"): 1}, {})


@given(st.lists(st.tuples(made_up_scans(), st.sampled_from([STANDARD, VIP, None])), max_size=5), st.data())
def test_the_parts_add_up_in_any_order(
    tickets: list[tuple[list[PastScan], ProductNumber | None]], data: st.DataObject
) -> None:
    folded = [(fold_ticket(scans), product) for scans, product in tickets]
    count = count_inside(folded)
    assert count == count_inside(data.draw(st.permutations(folded)))
    assert count.inside == sum(history.inside for history, _ in folded) == sum(count.by_gate.values())
    assert count.inside >= sum(count.by_product.values())


def test_different_people_are_never_more_than_the_party() -> None:
    family = [scan(Kind.ADMIT, at, at, "dev_b.1", people=2, party=5) for at in (1, 3)]
    assert people_admitted(fold_ticket(family)) == 4
    assert people_admitted(fold_ticket([*family, scan(Kind.ADMIT, 5, 5, "dev_b.1", people=2, party=5)])) == 5
    assert people_admitted(fold_ticket([IN, OUT, scan(Kind.ADMIT, 5, 5)])) == 1
    assert people_admitted(fold_ticket([])) == 0
