"""Entries carry their rule as text: what one door writes, every other reads, and nothing unknown loosens a rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.gate import EntryRule, Gate, ReEntry, read_entry_rule
from sync.rules.ids import EventId, GateId


@given(st.sampled_from(ReEntry), st.integers(1, 10_000))
def test_a_gates_rule_is_read_back_as_it_was_written(re_entry: ReEntry, most: int) -> None:
    rule = Gate(GateId("gat_a"), EventId("evt_1"), "A", re_entry=re_entry, most_entries=most).rule
    read = read_entry_rule(str(rule))
    assert read.re_entry is re_entry
    assert str(read) == str(rule)
    assert re_entry not in (ReEntry.MULTI, ReEntry.PER_DAY) or read.most == most


@pytest.mark.parametrize("text", ["", "single", "of_tomorrow", "multi", "multi:", "multi:x", "Multi:3", "per_day:½"])
def test_what_is_no_rule_admits_once(text: str) -> None:
    assert read_entry_rule(text) == EntryRule()


@pytest.mark.parametrize("text", ["multi:0", "multi:-3"])
def test_a_number_below_one_is_one(text: str) -> None:
    assert read_entry_rule(text).most == 1


@given(st.text(max_size=40))
def test_reading_a_rule_never_raises(text: str) -> None:
    assert read_entry_rule(text).most >= 1
