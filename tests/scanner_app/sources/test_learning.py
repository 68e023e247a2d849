"""Three scans of a known code teach how a handheld types, or say what it needs."""

from collections.abc import Callable

import pytest

from scanner_app.settings import LONGEST_GAP_MS, KeyReading, Terminator
from scanner_app.sources.burst import Fate
from scanner_app.sources.learning import (
    TEST_CODE,
    KeyRecorder,
    Lesson,
    Problem,
    Stroke,
    learn,
    learn_from_text,
)
from scanner_app.sources.readings import Key

RETURN, TAB = Key("", is_terminator=True), Key("", is_terminator=True, is_tab=True)


def same(letter: str) -> str:
    return letter


def scan(
    text: str = TEST_CODE,
    end: Key | None = RETURN,
    gap_ms: float = 4,
    layout: Callable[[str], str] = same,
    scanner: Callable[[str], str] = same,
    *,
    has_caps: bool = False,
) -> list[Stroke]:
    """A scan by a handheld that presses the keys of ``scanner`` on a computer that makes ``layout`` of US keys."""
    placed = [scanner(letter) for letter in text]
    typed = [layout(letter) for letter in placed]
    keys = [
        Key(text.swapcase() if has_caps else text, place, has_caps=has_caps)
        for text, place in zip(typed, placed, strict=True)
    ]
    keys += [end] if end is not None else []
    return [Stroke(key, at * gap_ms) for at, key in enumerate(keys)]


def german(letter: str) -> str:
    table = str.maketrans("yzYZ-/:+", "zyZYß-Öä")
    return letter.translate(table)


def german_scanner(letter: str) -> str:
    """The US character at the place where a German keyboard has ``letter``."""
    return letter.translate(str.maketrans("zyZY-+/:", "yzYZ/]&>"))


def french_scanner(letter: str) -> str:
    return letter.translate(str.maketrans("azqwAZQWm09:/+-", "qwazQWAZ;)(.>=6"))


@pytest.mark.parametrize(
    ("end", "terminator"), [(RETURN, Terminator.RETURN), (TAB, Terminator.TAB), (None, Terminator.NONE)]
)
def test_the_end_is_learned(end: Key | None, terminator: Terminator) -> None:
    lesson = learn([scan(end=end)] * 3)
    assert (lesson.problem, lesson.settings.terminator) == (Problem.NONE, terminator)


def test_what_is_put_around_a_code_is_learned() -> None:
    settings = learn([scan(f"~~{TEST_CODE}#")] * 3).settings
    assert (settings.prefix, settings.suffix) == ("~~", "#")


def test_the_mark_of_a_symbology_is_no_prefix_since_it_differs_by_code() -> None:
    assert learn([scan(f"]Q1{TEST_CODE}"), scan(f"]C0{TEST_CODE}")]).settings.prefix == ""


def test_where_both_readings_agree_the_reading_stays_automatic() -> None:
    assert learn([scan()] * 3).settings.reading is KeyReading.AUTOMATIC


def test_a_us_scanner_on_a_german_computer_is_read_by_place() -> None:
    lesson = learn([scan(layout=german)] * 3)
    assert (lesson.settings.reading, lesson.is_of_us_layout) == (KeyReading.PLACES, True)


def test_a_german_scanner_on_a_german_computer_is_read_as_typed() -> None:
    back = str.maketrans("yzYZ/]&>", "zyZY-+/:")
    lesson = learn([scan(scanner=german_scanner, layout=lambda letter: letter.translate(back))] * 3)
    assert (lesson.problem, lesson.settings.reading) == (Problem.NONE, KeyReading.TEXT)


def test_a_scanner_of_a_third_country_is_told_to_change() -> None:
    assert learn([scan(scanner=french_scanner, layout=german)]).problem is Problem.WRONG_LAYOUT


def test_caps_lock_is_noticed_and_does_no_harm() -> None:
    lesson = learn([scan(has_caps=True)] * 3)
    assert (lesson.problem, lesson.has_caps) == (Problem.NONE, True)


@pytest.mark.parametrize("change", [str.upper, str.lower])
def test_a_scanner_that_changes_case_is_told_so(change: Callable[[str], str]) -> None:
    assert learn([scan(change(TEST_CODE))]).problem is Problem.CASE_CHANGED


def test_another_code_is_not_taken_for_a_bad_scan() -> None:
    for other in ("4006381333931", "40063813339310", "MGY-PF-20250115-7K3M9QXZ5"):
        assert learn([scan(other)]).problem is Problem.OTHER_CODE


def test_lost_letters_are_noticed() -> None:
    assert learn([scan(TEST_CODE[:3] + TEST_CODE[5:])]).problem is Problem.LETTERS_LOST
    assert learn([scan(), scan(f"x{TEST_CODE}")]).problem is Problem.LETTERS_LOST


@pytest.mark.parametrize(("gap_ms", "pace_ms"), [(1, 0), (20, 0), (30, 50), (50, 80), (79, 80)])
def test_the_pace_leaves_room_for_a_slower_moment(gap_ms: float, pace_ms: int) -> None:
    assert learn([scan(gap_ms=gap_ms)] * 3).settings.longest_gap_ms == pace_ms


def test_a_scanner_as_slow_as_a_person_is_told_to_hurry() -> None:
    lesson = learn([scan(gap_ms=LONGEST_GAP_MS + 20)])
    assert (lesson.problem, lesson.longest_gap_ms) == (Problem.TOO_SLOW, LONGEST_GAP_MS + 20)


def test_a_scan_over_a_serial_line_teaches_what_is_put_around() -> None:
    lesson = learn_from_text(f"~{TEST_CODE}")
    assert (lesson.problem, lesson.settings.prefix) == (Problem.NONE, "~")
    assert learn_from_text("4006381333931").problem is Problem.OTHER_CODE
    assert learn_from_text("") == Lesson(Problem.OTHER_CODE)


def test_the_recorder_hands_on_a_slow_scan_and_gives_a_persons_keys_back() -> None:
    bursts: list[tuple[Stroke, ...]] = []
    recorder = KeyRecorder(bursts.append)
    strokes = scan(gap_ms=120)
    for stroke in strokes:
        assert recorder.press(stroke.key, stroke.at_ms).fate is Fate.HOLD
    assert recorder.expire().drops
    assert bursts == [tuple(strokes)]
    recorder.press(TAB, 9000)
    assert recorder.press(Key("x"), 9900).replays
    assert recorder.expire().replays
    assert len(bursts) == 1
