"""Every verdict has words, a colour, a shape and a sound, and no text can spoil the screen."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner_app.act_wording import describe_act
from scanner_app.door.shown import Act, ActResult, ScanResult, Source
from scanner_app.wording import (
    LONGEST_SHOWN,
    ColourRole,
    Shape,
    SoundName,
    clock_time,
    describe,
    duration,
    plain,
)
from sync.rules.gate import Direction
from sync.rules.ids import GateId, LogId
from sync.rules.verdict import Basis, Earlier, Outcome, Reason, Verdict

AT = 1_763_759_040_000
"""21 November 2025, 21:04 UTC."""
MINUTE = 60_000


def a_result(
    reason: Reason = Reason.ADMITTED,
    outcome: Outcome = Outcome.ADMITTED,
    *,
    basis: Basis = Basis.SERVER,
    earlier_at: int | None = None,
    source: Source = Source.CAMERA,
    gate: str = "Gate A",
    earlier_gate: str = "Gate A",
    earlier_door: str = "Door 2",
    list_age_s: float | None = None,
) -> ScanResult:
    earlier = None if earlier_at is None else Earlier(earlier_at, GateId("gat_a"), LogId("log_b"))
    return ScanResult(
        verdict=Verdict(outcome, reason, None, earlier),
        basis=basis,
        at=AT,
        source=source,
        gate=gate,
        earlier_gate=earlier_gate,
        earlier_door=earlier_door,
        list_age_s=list_age_s,
    )


@pytest.mark.parametrize("reason", Reason)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_reason_has_a_word_and_a_sentence(reason: Reason, outcome: Outcome) -> None:
    wording = describe(a_result(reason, outcome), "UTC")
    assert wording.word
    assert wording.sentence
    assert "{" not in f"{wording.word}{wording.sentence}{wording.next_step}"


@pytest.mark.parametrize("reason", Reason)
def test_whoever_is_refused_or_looked_at_comes_with_advice(reason: Reason) -> None:
    assert describe(a_result(reason, Outcome.REFUSED), "UTC").next_step or reason in (
        Reason.ADMITTED,
        Reason.ADMITTED_AGAIN,
        Reason.SOLD_AFTER_SYNC,
        Reason.OVERRIDDEN,
        Reason.ADMITTED_BY_HAND,
    )


def test_the_four_outcomes_differ_in_colour_shape_and_sound() -> None:
    said = [describe(a_result(outcome=outcome), "UTC") for outcome in Outcome]
    assert {wording.role for wording in said} == set(ColourRole)
    assert len({wording.shape for wording in said}) == 4
    assert {wording.sound for wording in said} == set(SoundName)


def test_a_repeat_says_when_where_and_by_which_door() -> None:
    wording = describe(a_result(Reason.ALREADY_INSIDE, Outcome.REFUSED, earlier_at=AT - 38 * MINUTE), "Europe/Lisbon")
    assert (wording.word, wording.shape, wording.role) == ("Already inside", Shape.CROSS, ColourRole.REFUSED)
    assert wording.details == ("Entered 20:26 · Gate A · by Door 2",)


def test_a_repeat_of_another_day_shows_the_date() -> None:
    wording = describe(
        a_result(Reason.ALREADY_INSIDE, Outcome.REFUSED, earlier_at=AT - 26 * 60 * MINUTE), "Europe/Berlin"
    )
    assert wording.details == ("Entered 20 Nov, 20:04 · Gate A · by Door 2",)


def test_a_repeat_of_another_year_shows_the_year() -> None:
    assert clock_time(AT - 365 * 24 * 60 * MINUTE, "UTC", near=AT) == "21 Nov 2024, 21:04"


def test_what_is_not_known_of_a_repeat_is_left_out() -> None:
    result = a_result(Reason.ALREADY_INSIDE, Outcome.REFUSED, earlier_at=AT, earlier_gate="", earlier_door="")
    assert describe(result, "UTC").details == ("Entered 21:04",)


def test_a_used_ticket_of_someone_who_left_says_when_they_left() -> None:
    result = a_result(Reason.ALREADY_USED, Outcome.REFUSED, earlier_at=AT - MINUTE)
    assert describe(result, "UTC").details == ("Left 21:03 · Gate A · by Door 2",)


def test_an_admission_without_the_server_says_so_with_the_age_of_the_list() -> None:
    wording = describe(a_result(basis=Basis.LOCAL, list_age_s=740), "UTC")
    assert wording.word == "Admitted"
    assert wording.role is ColourRole.ADMITTED
    assert wording.sentence == "Valid, not confirmed — list 12 min old"


def test_a_refusal_without_the_server_keeps_its_own_reason() -> None:
    wording = describe(a_result(Reason.REFUNDED, Outcome.REFUSED, basis=Basis.LOCAL, list_age_s=740), "UTC")
    assert wording.sentence == "The money for this ticket was paid back."


@pytest.mark.parametrize("outcome", Outcome)
def test_what_was_not_recorded_is_amber_whatever_the_rule_said(outcome: Outcome) -> None:
    wording = describe(a_result(Reason.NOT_RECORDED, outcome), "UTC", Direction.LOOK)
    assert wording.role is ColourRole.LOOK
    assert wording.word == "Not recorded"
    assert "storage is full" in wording.sentence
    assert "Free space, then scan again" in wording.next_step


def test_a_gate_that_only_looks_never_says_admitted() -> None:
    wording = describe(a_result(), "UTC", Direction.LOOK)
    assert wording.word == "Valid"
    assert "nobody was checked in" in wording.sentence


def test_a_wrong_check_character_is_a_misread_or_a_mistype() -> None:
    assert describe(a_result(Reason.BAD_CHECK, Outcome.REFUSED), "UTC").word == "Misread code"
    typed = a_result(Reason.BAD_CHECK, Outcome.REFUSED, source=Source.TYPED)
    assert describe(typed, "UTC").word == "Mistyped code"


def test_a_gate_with_braces_in_its_name_does_no_harm() -> None:
    result = a_result(Reason.WRONG_GATE, Outcome.REFUSED, gate="{0}{word!r}")
    assert "{0}{word!r} does not take" in describe(result, "UTC").sentence


def test_where_doors_could_not_be_asked_duplicates_are_said_to_be_possible() -> None:
    alone = replace(a_result(basis=Basis.LOCAL, list_age_s=740), unseen_doors=2)
    assert describe(alone, "UTC").details == ("Duplicates are possible: 2 doors could not be asked.",)
    one = replace(alone, unseen_doors=1)
    assert describe(one, "UTC").details == ("Duplicates are possible: 1 door could not be asked.",)
    assert describe(replace(alone, unseen_doors=0), "UTC").details == ()
    assert describe(replace(alone, basis=Basis.SERVER), "UTC").details == ()


def test_a_refusal_warns_of_no_duplicates() -> None:
    refused = replace(a_result(Reason.UNPAID, Outcome.REFUSED, basis=Basis.LOCAL), unseen_doors=2)
    assert describe(refused, "UTC").details == ()


def test_who_must_be_looked_at_without_the_server_is_said_to_be_unconfirmed() -> None:
    look = a_result(Reason.NEEDS_LOOK, Outcome.LOOK, basis=Basis.LOCAL, list_age_s=740)
    assert describe(look, "UTC").details == ("Valid, not confirmed — list 12 min old",)


def test_without_any_list_no_age_is_made_up() -> None:
    result = replace(a_result(basis=Basis.LOCAL), unseen_doors=1)
    assert describe(result, "UTC").sentence == "Valid, not confirmed — no list yet"


def test_a_group_says_how_many_are_in() -> None:
    assert describe(replace(a_result(), party=5, inside=2), "UTC").details == ("2 of 5 in",)


def test_a_group_that_is_too_many_says_how_many_may_come() -> None:
    verdict = Verdict(Outcome.REFUSED, Reason.PARTY_TOO_LARGE, None, None, people=4, left=3)
    result = replace(a_result(), verdict=verdict, party=5, inside=2)
    assert describe(result, "UTC").details == ("3 of 5 places left",)


def test_practice_is_said_to_be_practice() -> None:
    wording = describe(replace(a_result(basis=Basis.LOCAL, list_age_s=740), is_training=True), "UTC")
    assert wording.details == ("Training: this does not count.",)
    assert "confirmed" not in wording.sentence


def test_who_let_in_by_hand_is_named() -> None:
    result = replace(a_result(Reason.ADMITTED_BY_HAND), operator="Rui\x00 Costa")
    assert describe(result, "UTC").details == ("By Rui Costa",)


@pytest.mark.parametrize("act", Act)
def test_every_act_has_words(act: Act) -> None:
    said = describe_act(ActResult(act, wait_s=90))
    assert said.endswith((".", "min."))
    assert "{" not in said


def test_a_pause_after_wrong_pins_says_how_long() -> None:
    assert describe_act(ActResult(Act.PIN_PAUSED, wait_s=130)) == "Too many wrong PINs. Try again in 2 min."


def test_another_doors_impossible_clock_is_no_reason_to_fail() -> None:
    assert clock_time(2**62, "UTC") == "at a time unknown"
    assert clock_time(AT, "UTC", near=-(2**62)) == "at a time unknown"


@pytest.mark.parametrize("time_zone", ["Nowhere/Land", "", "../etc/passwd", "\x00"])
def test_an_unknown_time_zone_is_read_as_utc(time_zone: str) -> None:
    assert clock_time(AT, time_zone) == "21:04"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(-5, "under 1 min"), (59, "under 1 min"), (60, "1 min"), (740, "12 min"), (7200, "2 h"), (200_000, "2 days")],
)
def test_durations_are_said_in_one_unit(seconds: float, said: str) -> None:
    assert duration(seconds) == said


def test_control_and_direction_characters_are_taken_out() -> None:
    assert plain("Anna\x00\x1b[31m\u202eevil\u2066\nB\u2028C") == "Anna [31mevil B C"


def test_a_name_in_arabic_keeps_its_joiners() -> None:
    assert plain("نمی\u200cخواهم") == "نمی\u200cخواهم"


@given(st.text(max_size=5000))
def test_any_text_becomes_one_short_printable_line(text: str) -> None:
    line = plain(text)
    assert len(line) <= LONGEST_SHOWN
    assert line.replace("\u200c", "").replace("\u200d", "").isprintable()
