"""Types into an X server by the places of keys, as a handheld does, as fast as one or faster."""

import ctypes
import time
from types import TracebackType
from typing import Self

from scanner_app.sources.key_places import us_character

SHIFT, CONTROL, ALT, CAPS_LOCK, NUM_LOCK = 50, 37, 64, 66, 77
RETURN, TAB, ESCAPE, F1, F8 = 36, 23, 9, 67, 74
PAD = {"7": 79, "8": 80, "9": 81, "4": 83, "5": 84, "6": 85, "1": 87, "2": 88, "3": 89, "0": 90}
"""The numbers that an X server of a PC gives to its keys."""

_PLAIN = {us_character(code, 0, is_shifted=False, platform="linux"): code for code in range(66, 8, -1)}
_SHIFTED = {us_character(code, 0, is_shifted=True, platform="linux"): code for code in range(66, 8, -1)}


def is_there() -> bool:
    """Whether the libraries of X's test extension are installed."""
    try:
        ctypes.CDLL("libX11.so.6")
        ctypes.CDLL("libXtst.so.6")
    except OSError:
        return False
    return True


class Typist:
    """One handheld at ``display``; presses every key for a moment, ``gap_s`` apart."""

    def __init__(self, display: str, gap_s: float = 0.002) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        pointer = self._x.XOpenDisplay(display.encode())
        assert pointer, f"no display {display}"
        self._display = ctypes.c_void_p(pointer)
        self._gap_s = gap_s

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._x.XCloseDisplay(self._display)

    def scan(self, code: str, *, end: int | None = RETURN) -> None:
        """Type ``code`` as on a US keyboard, and the key ``end``."""
        for letter in code:
            self.letter(letter)
        if end is not None:
            self.press(end)

    def letter(self, letter: str) -> None:
        """One character, with Shift where a US keyboard needs it."""
        if letter in _PLAIN:
            self.press(_PLAIN[letter])
        else:
            self.press(_SHIFTED[letter], SHIFT)

    def press(self, key: int, *modifiers: int) -> None:
        """Press and let go of one key."""
        for modifier in modifiers:
            self.move(modifier, is_down=True)
        self.move(key, is_down=True)
        self.move(key, is_down=False)
        for modifier in modifiers:
            self.move(modifier, is_down=False)
        time.sleep(self._gap_s)

    def number(self, letter: str) -> None:
        """One character as Alt and its number on the number pad."""
        self.move(ALT, is_down=True)
        for digit in f"{ord(letter):03}":
            self.press(PAD[digit])
        self.move(ALT, is_down=False)

    def move(self, key: int, *, is_down: bool) -> None:
        """Only down, or only up."""
        self._test.XTestFakeKeyEvent(self._display, key, is_down, 0)
        self._x.XSync(self._display, False)
