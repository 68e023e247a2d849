"""A program types as handhelds and people do into a real window of a real X server, whatever the layout."""

import contextlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pytest

from tests.scanner_app.sources import typist
from tests.scanner_app.sources.typist import Typist

CODE = "MGY-PF-20250115-7K3M9QXZ5"
ALL_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_NEEDED = ("Xvfb", "setxkbmap")


class Report(NamedTuple):
    """What the window saw."""

    scans: list[str]
    field: str
    presses: list[str]
    focus: str


Opened = Callable[..., Callable[[], Report]]


def _missing() -> str:
    missing = [tool for tool in _NEEDED if shutil.which(tool) is None]
    return f"needs {' and '.join(missing)}" if missing else "" if typist.is_there() else "needs libXtst"


pytestmark = pytest.mark.skipif(bool(_missing()), reason=_missing() or "all there")


@pytest.fixture
def display() -> Iterator[str]:
    """A fresh X server's display, e.g. ``:57``."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture
def opened(display: str) -> Iterator[Opened]:
    """Opens the window of typing_window.py on ``display`` with a keyboard layout; what it gives asks for the report."""
    with contextlib.ExitStack() as stack:

        def open_window(*told: str, layout: str = "us") -> Callable[[], Report]:
            environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "XMODIFIERS": "@im=none"}
            subprocess.run(["setxkbmap", *layout.split()], env=environment, check=True, timeout=30)
            program = subprocess.Popen(
                [sys.executable, "-m", "tests.scanner_app.sources.typing_window", *told],
                env=environment | {"LANG": "C.UTF-8"},
                stdout=subprocess.PIPE,
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            stack.callback(_end, program)
            _await_ready(program)
            return lambda: Report(**json.loads(program.communicate("report\n", timeout=30)[0]))

        yield open_window


def _await_ready(program: subprocess.Popen[str]) -> None:
    assert program.stdout is not None
    if not program.stdout.readline():
        assert program.stderr is not None
        said = program.stderr.read()
        if "platform plugin" in said:
            pytest.skip("Qt's window libraries for X11 are not installed")
        pytest.fail(said)


def _end(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.communicate()


@pytest.fixture
def handheld(display: str) -> Iterator[Typist]:
    with Typist(display) as made:
        yield made


@pytest.fixture
def person(display: str) -> Iterator[Typist]:
    with Typist(display, gap_s=0.25) as made:
        yield made


def nothing_leaked(report: Report) -> bool:
    return (report.field, report.presses, report.focus) == ("", [], "field")


LAYOUTS = ["us", "de", "fr", "se", "us intl", "ru"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_us_handheld_is_read_on_every_layout(opened: Opened, handheld: Typist, layout: str) -> None:
    report = opened(CODE, layout=layout)
    handheld.scan(ALL_LETTERS * 3)
    handheld.scan(CODE)
    seen = report()
    assert seen.scans == [ALL_LETTERS * 3, CODE]
    assert nothing_leaked(seen)


@pytest.mark.parametrize("layout", ["us", "de", "fr"])
def test_caps_lock_does_no_harm(opened: Opened, handheld: Typist, layout: str) -> None:
    report = opened(layout=layout)
    handheld.press(typist.CAPS_LOCK)
    handheld.scan(ALL_LETTERS)
    handheld.press(typist.CAPS_LOCK)
    seen = report()
    assert seen.scans == [ALL_LETTERS]
    assert nothing_leaked(seen)


def test_small_letters_and_signs_of_other_systems_come_out_as_they_are(opened: Opened, handheld: Typist) -> None:
    code = "".join(chr(number) for number in range(33, 127))
    report = opened()
    handheld.scan(code)
    assert report().scans == [code]


def test_fifty_scans_a_second_are_all_read_for_seconds(opened: Opened, display: str) -> None:
    codes = [f"MGYPF{number:09d}Z" for number in range(250)]
    report = opened()
    started = time.monotonic()
    with Typist(display, gap_s=0) as handheld:
        for at, code in enumerate(codes):
            handheld.scan(code)
            time.sleep(max(0.0, started + (at + 1) / 50 - time.monotonic()))
    seen = report()
    assert seen.scans == codes
    assert nothing_leaked(seen)


@pytest.mark.parametrize("end", [typist.TAB, None])
def test_a_scan_that_ends_by_tab_or_by_silence_stays_out_of_the_field(
    opened: Opened, handheld: Typist, end: int | None
) -> None:
    report = opened()
    handheld.scan(CODE, end=end)
    seen = report()
    assert seen.scans == [CODE]
    assert nothing_leaked(seen)


@pytest.mark.parametrize("first", [(typist.F1,), (typist.ESCAPE,), (typist.TAB,), (typist.RETURN,)])
def test_a_key_before_the_code_is_no_shortcut(opened: Opened, handheld: Typist, first: tuple[int, ...]) -> None:
    report = opened()
    for key in first:
        handheld.press(key)
    handheld.scan(CODE)
    seen = report()
    assert seen.scans == [CODE]
    assert nothing_leaked(seen)


def test_control_characters_within_a_code_are_no_shortcuts(opened: Opened, handheld: Typist) -> None:
    report = opened()
    handheld.press(56, typist.CONTROL)  # Ctrl+B, the start of a text.
    handheld.scan(CODE[:10], end=None)
    handheld.press(typist.F8)
    handheld.scan(CODE[10:])
    seen = report()
    assert seen.scans == [CODE]
    assert nothing_leaked(seen)


@pytest.mark.parametrize("over", ["dialog", "menu"])
def test_a_scan_leaves_an_open_dialog_or_menu_as_it_is(opened: Opened, handheld: Typist, over: str) -> None:
    report = opened(over)
    handheld.scan(CODE)
    handheld.scan("0" + CODE)
    seen = report()
    assert seen.scans == [CODE, "0" + CODE]
    assert (seen.field, seen.presses) == ("", [])


def test_characters_typed_by_their_numbers_are_read(opened: Opened, handheld: Typist) -> None:
    report = opened()
    for letter in CODE:
        handheld.number(letter)
    handheld.press(typist.RETURN)
    seen = report()
    assert seen.scans == [CODE]
    assert nothing_leaked(seen)


@pytest.mark.parametrize("has_num_lock", [True, False])
def test_digits_of_the_number_pad_are_read_with_num_lock_or_without(
    opened: Opened, handheld: Typist, has_num_lock: bool
) -> None:
    report = opened()
    if has_num_lock:
        handheld.press(typist.NUM_LOCK)
    for digit in "4006381333931":
        handheld.press(typist.PAD[digit])
    handheld.press(typist.RETURN)
    seen = report()
    assert seen.scans == ["4006381333931"]
    assert nothing_leaked(seen)


def test_two_handhelds_at_the_same_moment_give_no_code_of_either_and_leak_nothing(
    opened: Opened, handheld: Typist, display: str
) -> None:
    report = opened()
    with Typist(display) as other:
        for one, two in itertools.zip_longest(CODE, f"{CODE}12"):
            for scanner, letter in ((handheld, one), (other, two)):
                if letter:
                    scanner.letter(letter)
        handheld.press(typist.RETURN)
        other.press(typist.RETURN)
        handheld.scan(CODE)
    seen = report()
    assert seen.scans[-1] == CODE
    assert not {CODE, f"{CODE}12"} & set(seen.scans[:-1])
    assert nothing_leaked(seen)


def test_a_person_types_presses_and_uses_shortcuts_as_ever(opened: Opened, person: Typist) -> None:
    report = opened()
    person.scan("anna b", end=typist.F1)
    for key in (typist.ESCAPE, typist.F8, typist.TAB):
        person.press(key)
    person.press(65)
    person.press(56, typist.CONTROL)
    seen = report()
    assert seen.scans == []
    assert (seen.field, seen.presses) == ("anna b", ["F1", "Escape", "F8", "button", "Ctrl+B"])
    assert seen.focus == "elsewhere"


def test_a_person_composes_accents_right_after_a_scan(opened: Opened, handheld: Typist, person: Typist) -> None:
    report = opened(layout="de")
    handheld.scan(ALL_LETTERS)
    time.sleep(0.5)
    person.scan("ren=e", end=None)  # The key of the equals sign has the acute accent.
    seen = report()
    assert seen.scans == [ALL_LETTERS]
    assert seen.field == "rené"


def test_a_person_who_rolls_fingers_over_a_pin_is_not_a_handheld(opened: Opened, display: str) -> None:
    report = opened("dialog")
    with Typist(display, gap_s=0.005) as fingers:
        for key in (10, 11, 12, 13, 14, 15):
            fingers.move(key, is_down=True)
            time.sleep(0.012)
        for key in (10, 11, 12, 13, 14, 15):
            fingers.move(key, is_down=False)
        fingers.press(typist.RETURN)
    seen = report()
    assert seen.scans == []
    assert seen.field == "123456"
    assert seen.presses == ["unlock"]
