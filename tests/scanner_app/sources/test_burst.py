"""A scanner's burst of keys is told from a person's typing by time alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner_app.settings import LONGEST_GAP_MS, HandheldSettings, KeyReading
from scanner_app.sources.burst import BurstDetector, BurstSettings, Decision, Fate, burst_settings
from scanner_app.sources.readings import CODE_LIKE, KNOWN, Key, rate_text

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


def test_three_fast_keys_with_enter_are_not_a_scan() -> None:
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings()), [*keys_of("hey"), ENTER], 5)
    assert scans == []
    assert given_back == 4


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
    assert detector.press(ENTER, 500).fate is Fate.HOLD


@pytest.mark.parametrize("key", [ENTER, Key("")])
def test_enter_or_a_command_key_alone_belongs_to_the_person(key: Key) -> None:
    detector = BurstDetector(BurstSettings())
    assert detector.press(key, 5).fate is Fate.HOLD
    assert detector.expire().replays


def test_two_enters_are_a_persons() -> None:
    detector = BurstDetector(BurstSettings())
    detector.press(ENTER, 0)
    assert detector.press(ENTER, 20) == Decision(Fate.PASS, replays=True)


@pytest.mark.parametrize("extra", [[ENTER], [Key("")], [Key(""), Key("")]])
def test_whatever_key_a_scanner_sends_before_a_code_goes_with_it(extra: list[Key]) -> None:
    assert type_keys(BurstDetector(BurstSettings()), [*extra, *keys_of(CODE), ENTER], 2)[:2] == ([CODE], 0)


def test_a_command_key_within_a_scan_is_left_out_of_the_code() -> None:
    keys = [*keys_of(CODE[:9]), Key(""), *keys_of(CODE[9:]), ENTER]
    assert type_keys(BurstDetector(BurstSettings()), keys, 2)[:2] == ([CODE], 0)


def test_a_scan_without_an_end_is_ended_by_silence_also_where_an_end_is_usual() -> None:
    assert type_keys(BurstDetector(BurstSettings()), keys_of(CODE), 2)[:2] == ([CODE], 0)


def test_the_tail_of_a_scan_that_another_scanner_cut_into_reaches_nobody() -> None:
    assert type_keys(BurstDetector(BurstSettings()), [*keys_of(CODE), ENTER, *keys_of("5Z"), ENTER], 2)[1] == 0


def test_four_digits_are_a_scan_when_a_scanner_types_them() -> None:
    assert type_keys(BurstDetector(BurstSettings()), [*keys_of("4021"), ENTER], 8)[0] == ["4021"]


@pytest.mark.parametrize("digits", ["1234", "123456", "4711471147"])
def test_fingers_that_roll_over_a_pin_are_not_a_scanner(digits: str) -> None:
    rolled = [Key(digit, is_overlapping=at >= 2) for at, digit in enumerate(digits)]
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings()), [*rolled, ENTER], 12)
    assert scans == []
    assert given_back == len(digits) + 1


def test_a_scanner_that_sends_six_keys_at_a_time_is_a_scanner_all_the_same() -> None:
    keys = [Key(letter, is_overlapping=at % 6 >= 2) for at, letter in enumerate(CODE)]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 1)[:2] == ([CODE], 0)


def test_prefix_and_suffix_are_cut_off() -> None:
    settings = BurstSettings(prefix="~~", suffix="#")
    assert type_keys(BurstDetector(settings), [*keys_of(f"~~{CODE}#"), ENTER], 2)[0] == [CODE]


def test_a_scan_without_the_prefix_that_was_learned_reaches_no_field_either() -> None:
    settings = BurstSettings(prefix="~~", suffix="#")
    assert type_keys(BurstDetector(settings), [*keys_of(CODE), ENTER], 2)[:2] == ([CODE], 0)


@pytest.mark.parametrize("mark", ["]Q1", "]C0", "]d2", "]e0"])
def test_the_mark_of_a_symbology_is_cut_off_without_being_learned(mark: str) -> None:
    assert type_keys(BurstDetector(BurstSettings()), [*keys_of(mark + CODE), ENTER], 2)[0] == [CODE]


@pytest.mark.parametrize("code", ["4006381333931", "abc_DEF~{1}", "https://example.org/?t=a_b", "hello"])
def test_codes_of_other_systems_come_out_as_they_are(code: str) -> None:
    keys = [Key(letter, at_position=letter) for letter in code]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == [code]


def test_a_slow_scanner_that_was_learned_is_a_scanner_and_a_quick_word_is_not() -> None:
    settings = burst_settings(HandheldSettings(longest_gap_ms=LONGEST_GAP_MS))
    assert type_keys(BurstDetector(settings), [*keys_of(CODE), ENTER], 60)[:2] == ([CODE], 0)
    assert type_keys(BurstDetector(settings), [*keys_of("together"), ENTER], 70)[:2] == ([], 9)


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
    keys = [Key(letter.lower(), at_position=letter, has_caps=True) for letter in CODE]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == [CODE]


def test_caps_lock_does_not_spoil_a_code_of_small_letters_and_capitals() -> None:
    keys = [Key(letter.swapcase(), at_position=letter, has_caps=True) for letter in "aBc-DeF"]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == ["aBc-DeF"]


def test_a_scanner_that_undoes_caps_lock_itself_is_read_too() -> None:
    keys = [Key(letter, at_position=letter.lower(), has_caps=True) for letter in CODE]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == [CODE]


GERMAN = str.maketrans("YZyz-", "ZYzyß")


def known(text: str) -> int:
    return KNOWN if text == CODE else rate_text(text)


@pytest.mark.parametrize("reading", list(KeyReading))
def test_a_reading_that_is_a_ticket_of_this_event_wins_whatever_was_learned(reading: KeyReading) -> None:
    by_place = [Key(letter.translate(GERMAN), at_position=letter) for letter in CODE]
    as_typed = [Key(letter, at_position=letter.translate(GERMAN)) for letter in CODE]
    for keys in (by_place, as_typed):
        detector = BurstDetector(BurstSettings(reading=reading), known)
        assert type_keys(detector, [*keys, ENTER], 2)[0] == [CODE]


def test_a_stuck_shift_does_not_spoil_a_ticket() -> None:
    shifted = dict(zip("0123456789-", ")!@#$%^&*(_", strict=True))
    keys = [Key(shifted.get(letter, letter), at_position=shifted.get(letter, letter)) for letter in CODE]
    assert type_keys(BurstDetector(BurstSettings(), known), [*keys, ENTER], 2)[0] == [CODE]


@pytest.mark.parametrize(("reading", "read"), [(KeyReading.TEXT, "20ZZ"), (KeyReading.PLACES, "20YZ")])
def test_where_both_readings_may_be_right_the_learned_one_is_taken(reading: KeyReading, read: str) -> None:
    keys = [Key(text, at_position=place) for text, place in zip("20ZZ", "20YZ", strict=True)]
    assert type_keys(BurstDetector(BurstSettings(reading=reading)), [*keys, ENTER], 2)[0] == [read]


def test_keys_of_a_greek_keyboard_are_read_by_their_places() -> None:
    keys = [Key(text, at_position=place) for text, place in zip("ΑΒΓ-12", "ABG-12", strict=True)]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == ["ABG-12"]


def test_only_the_letters_of_tickets_look_like_a_code() -> None:
    assert [rate_text(text) for text in ("AB-1", "4006381333931", "ab", "ß", "")] == [CODE_LIKE, CODE_LIKE, 1, 0, 0]


def test_a_scanner_set_to_the_layout_of_the_computer_is_taken_at_its_text() -> None:
    keys = [Key(letter, at_position={"Y": "Z", "Z": "Y"}.get(letter, letter)) for letter in CODE]
    assert type_keys(BurstDetector(BurstSettings()), [*keys, ENTER], 2)[0] == [CODE]


def test_an_endless_burst_is_cut_at_the_longest() -> None:
    scans, given_back, _ = type_keys(BurstDetector(BurstSettings(longest=100)), keys_of("A" * 250), 1)
    assert [len(scan) for scan in scans] == [100, 100, 50]
    assert given_back == 0


@given(st.lists(st.tuples(st.sampled_from([*map(Key, "aZ-"), ENTER, Key("")]), st.floats(0, 200)), max_size=80))
def test_no_key_is_ever_lost_or_doubled(presses: list[tuple[Key, float]]) -> None:
    detector, at, held, settled = BurstDetector(BurstSettings()), 0.0, 0, 0
    for key, gap in presses:
        at += gap
        decision = detector.press(key, at)
        if decision.replays or decision.scan or decision.drops:
            settled, held = settled + held, 0
        held += decision.fate is Fate.HOLD
        settled += decision.fate is not Fate.HOLD
        assert detector.is_holding == (held > 0)
    if detector.is_holding:
        detector.expire()
        settled += held
    assert settled == len(presses)
