"""A scanner's burst of keys is told from a person's typing by time alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner_app.sources.burst import BurstDetector, BurstSettings, Fate, Key

CODE = "MGY-PF-20250115-7K3M9QXZ5"
ENTER = Key("", is_terminator=True)


def type_keys(
    detector: BurstDetector, keys: list[Key], gap_ms: float, start_ms: float = 1000.0
) -> tuple[list[str], int, float]:
    """Press ``keys`` ``gap_ms`` apart: the scans, how many keys a person got, and the time after the last."""
    scans: list[str] = []
    held = given_back = 0
    at = start_ms
    for key in keys:
        decision = detector.press(key, at)
        if decision.scan:
            scans.append(decision.scan)
            held = 0
        if decision.replays:
            given_back, held = given_back + held, 0
        if decision.fate is Fate.PASS:
            given_back += 1
        held += decision.fate is Fate.HOLD
        at += gap_ms
    if detector.is_holding:
        ended = detector.expire()
        given_back += held if ended.replays else 0
        scans += [ended.scan] if ended.scan else []
    return scans, given_back, at


def keys_of(text: str) -> list[Key]:
    return [Key(letter) for letter in text]


@pytest.mark.parametrize("gap_ms", [0.0, 1.0, 8.0, 30.0])
def test_a_fast_code_with_enter_is_a_scan_and_nobody_gets_its_keys(gap_ms: float) -> None:
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings()), [*keys_of(CODE), ENTER], gap_ms)
    assert scans == [CODE]
    assert given_back == 0


@pytest.mark.parametrize("gap_ms", [60.0, 90.0, 250.0])
def test_a_person_typing_the_same_code_gets_every_key_and_enter(gap_ms: float) -> None:
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings()), [*keys_of(CODE), ENTER], gap_ms)
    assert scans == []
    assert given_back == len(CODE) + 1


def test_two_fast_keys_of_a_person_are_given_back() -> None:
    detector = BurstDetector(BurstSettings())
    assert detector.press(Key("t"), 0).fate is Fate.HOLD
    assert detector.press(Key("h"), 20).fate is Fate.HOLD
    slow = detector.press(Key("e"), 120)
    assert slow.replays
    assert slow.fate is Fate.HOLD


def test_a_short_fast_word_with_enter_is_not_a_scan() -> None:
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings()), [*keys_of("hello"), ENTER], 5)
    assert scans == []
    assert given_back == 6


def test_a_hiccup_within_a_steady_burst_does_not_break_the_scan() -> None:
    detector = BurstDetector(BurstSettings())
    for at, letter in enumerate(CODE):
        detector.press(Key(letter), at * 3 + (80 if at > 10 else 0))
    assert detector.press(ENTER, len(CODE) * 3 + 80).scan == CODE


def test_fifty_scans_a_second_are_all_told_apart() -> None:
    codes = [f"MGY-PF-20250115-{number:09d}" for number in range(200)]
    keys = [key for code in codes for key in [*keys_of(code), ENTER]]
    gap_ms = 20.0 / (len(codes[0]) + 1)
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings()), keys, gap_ms)
    assert scans == codes
    assert given_back == 0


def test_the_line_feed_after_the_carriage_return_is_swallowed() -> None:
    detector = BurstDetector(BurstSettings())
    for letter in CODE:
        detector.press(Key(letter), 0)
    assert detector.press(ENTER, 1).scan == CODE
    assert detector.press(ENTER, 2).fate is Fate.SWALLOW
    assert detector.press(ENTER, 500).fate is Fate.PASS


def test_enter_alone_belongs_to_the_person() -> None:
    assert BurstDetector(BurstSettings()).press(ENTER, 5).fate is Fate.PASS


def test_an_arrow_key_within_a_burst_gives_everything_back() -> None:
    detector = BurstDetector(BurstSettings())
    detector.press(Key("a"), 0)
    decision = detector.press(Key(""), 1)
    assert decision.replays
    assert decision.fate is Fate.PASS


def test_prefix_and_suffix_are_cut_off_and_asked_for() -> None:
    settings = BurstSettings(prefix="]Q1", suffix="#")
    assert type_keys(BurstDetector(settings), [*keys_of(f"]Q1{CODE}#"), ENTER], 2)[0] == [CODE]
    assert type_keys(BurstDetector(settings), [*keys_of(CODE), ENTER], 2)[0] == []


def test_without_a_terminator_silence_ends_the_scan() -> None:
    settings = BurstSettings(has_terminator=False)
    assert type_keys(BurstDetector(settings), keys_of(CODE), 2)[0] == [CODE]


def test_without_a_terminator_two_scans_apart_are_two() -> None:
    detector = BurstDetector(BurstSettings(has_terminator=False))
    for at, letter in enumerate(CODE):
        detector.press(Key(letter), at)
    following = detector.press(Key("X"), 1000)
    assert following.scan == CODE
    assert following.fate is Fate.HOLD


def test_a_suffix_ends_a_scan_at_once_where_there_is_no_terminator() -> None:
    detector = BurstDetector(BurstSettings(has_terminator=False, suffix="#"))
    decisions = [detector.press(Key(letter), at) for at, letter in enumerate(CODE + "#")]
    assert decisions[-1].scan == CODE


def test_the_us_reading_is_taken_where_the_layout_spoiled_the_code() -> None:
    german = {"-": "ß", "Y": "Z", "Z": "Y"}
    keys = [Key(german.get(letter, letter), at_position=letter) for letter in CODE]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == [CODE]


def test_caps_lock_does_not_spoil_a_code() -> None:
    keys = [Key(letter.lower(), at_position=letter) for letter in CODE]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == [CODE]


def test_a_scanner_set_to_the_layout_of_the_computer_is_taken_at_its_text() -> None:
    keys = [Key(letter, at_position={"Y": "Z", "Z": "Y"}.get(letter, letter)) for letter in CODE]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == [CODE]


def test_an_endless_burst_is_cut_at_the_longest() -> None:
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings(longest=100)), keys_of("A" * 250), 1)
    assert [len(scan) for scan in scans] == [100, 100]
    assert given_back == 50


@given(st.lists(st.tuples(st.sampled_from([*map(Key, "aZ-"), ENTER, Key("")]), st.floats(0, 200)), max_size=80))
def test_no_key_is_ever_lost_or_doubled(presses: list[tuple[Key, float]]) -> None:
    detector, at, held, settled = BurstDetector(BurstSettings()), 0.0, 0, 0
    for key, gap in presses:
        at += gap
        decision = detector.press(key, at)
        if decision.replays or decision.scan:
            settled, held = settled + held, 0
        held += decision.fate is Fate.HOLD
        settled += decision.fate is not Fate.HOLD
        assert detector.is_holding == (held > 0)
    if detector.is_holding:
        detector.expire()
        settled += held
    assert settled == len(presses)
