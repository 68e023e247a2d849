"""What is said of handhelds."""

import pytest

from scanner_app.handheld_wording import findings, last_scan, port_descriptions, port_name, problem, serial_line
from scanner_app.settings import HandheldSettings, Terminator
from scanner_app.sources.learning import Lesson, Problem
from scanner_app.sources.serial_state import AUTO, SerialPortInfo, SerialStanding, SerialState


@pytest.mark.parametrize(
    ("seconds", "when"), [(0, "just now"), (2, "2 s ago"), (61, "1 min ago"), (3600, "1 hour ago"), (9000, "2 hours")]
)
def test_the_last_scan_is_told_by_its_age(seconds: int, when: str) -> None:
    assert when in last_scan(seconds, 24, is_serial=False)


def test_every_problem_has_its_own_words_and_a_way_out() -> None:
    said = [problem(Lesson(each)) for each in Problem]
    assert len(set(said)) == len(Problem)
    assert all(title and advice for title, advice in said)


def test_every_state_of_a_line_has_its_own_words() -> None:
    said = [serial_line(SerialStanding(state, "COM3"))[0] for state in SerialState]
    assert len(set(said)) == len(SerialState)
    assert "speed" in serial_line(SerialStanding(SerialState.OPEN, "COM3", is_garbled=True))[0]


def test_what_was_learned_is_told_line_by_line() -> None:
    kept = HandheldSettings("~", "#", Terminator.NONE, 50)
    told = findings(Lesson(Problem.NONE, kept, has_caps=True, is_of_us_layout=True, longest_gap_ms=42))
    assert len(told) == 6
    assert "42 ms" in told[-1]


def test_ports_are_named_in_a_few_letters_whatever_they_call_themselves() -> None:
    assert (port_name(""), port_name(AUTO), port_name("COM3")) == ("None", "Automatic", "COM3")
    assert len(port_name("/dev/serial/by-id/usb-Honeywell_Imaging_1900")) <= 18
    noisy = SerialPortInfo("COM3", "COM3", "a\nb\u202ec" * 60)
    assert "\n" not in port_descriptions([noisy])
