"""Runs the scanner as a child and starts it again after a crash. The parent stays small: it imports no Qt.

A crash is an end that nobody asked for: by a signal that kills, on Windows by an exception code, or by CRASHED, with
which a scanner ends that caught its own mistake. All other ends are the scanner's own, and its exit code is passed on.
"""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Self

from scanner_app.crash_log import CrashLog

CRASHED = 70
"""EX_SOFTWARE of sysexits.h."""
MOST_CRASHES = 5
WITHIN_S = 60.0
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 4.0
_WINDOWS_EXCEPTION = 0xC0000000
_ASKED = ("SIGINT", "SIGTERM", "SIGHUP")
"""Signals that somebody sends to end the scanner; they are passed on. Some exist only on some platforms."""

Command = Callable[[bool], Sequence[str]]
"""The child's command line; it is told whether this is its first start."""


def supervise(command: Command, crash_log: CrashLog) -> int:
    """Run the scanner until it ends by itself or is told to; its exit code, or CRASHED where it is given up."""
    crashes: deque[float] = deque(maxlen=MOST_CRASHES)
    is_first = True
    with _Child() as child:
        while True:
            code = child.run(command(is_first))
            is_first = False
            if child.was_told_to_end or not is_crash(code):
                return _own_exit(code)
            now = time.monotonic()
            crash_log.write(f"the scanner ended by {describe_end(code)}")
            crashes.append(now)
            if len(crashes) == MOST_CRASHES and now - crashes[0] < WITHIN_S:
                crash_log.write("given up: it does not stay up")
                sys.stderr.write(_GIVEN_UP.format(times=MOST_CRASHES, path=crash_log.path))
                return CRASHED
            if not child.wait(pause_after([now - at for at in crashes])):
                return 0


def is_crash(code: int) -> bool:
    """Whether a process that ended with ``code`` did not end of its own will."""
    if code < 0:
        return _name_of(-code) not in _ASKED
    return code == CRASHED or code >= _WINDOWS_EXCEPTION


def pause_after(ages_s: Sequence[float]) -> float:
    """How many seconds to wait before starting again, after crashes so many seconds ago: longer the more are fresh."""
    fresh = sum(age < WITHIN_S for age in ages_s)
    return min(FIRST_PAUSE_S * 2.0 ** max(fresh - 1, 0), LONGEST_PAUSE_S)


def describe_end(code: int) -> str:
    """What ended a process, for the log."""
    if code < 0:
        return _name_of(-code)
    return f"exception {code:#x}" if code >= _WINDOWS_EXCEPTION else f"exit code {code}"


def program() -> list[str]:
    """How this program is started anew: as a frozen one by its own file, else by Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "doorward"]


_GIVEN_UP = (
    "Error: the scanner crashed {times} times within a minute and is not started again. Nothing that was scanned is "
    "lost. What is known of it is in {path}\n"
)


class _Child:
    """The running scanner, and the signals that are passed on to it."""

    def __init__(self) -> None:
        self.was_told_to_end = False
        self._process: subprocess.Popen[bytes] | None = None
        self._not_passed_on: int | None = None
        """A signal that came while no child ran, such as one that was just being started."""
        self._before: dict[signal.Signals, object] = {}

    def __enter__(self) -> Self:
        for number in _asked():
            self._before[number] = signal.signal(number, self._pass_on)
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]

    def run(self, command: Sequence[str]) -> int:
        """Start it and wait for its end; its code, negative for a signal."""
        self._process = subprocess.Popen(command)  # noqa: S603  Our own program.
        self._send()
        while True:
            with contextlib.suppress(InterruptedError):
                return self._process.wait()

    def wait(self, how_long_s: float) -> bool:
        """Wait so long; False where it was told to end meanwhile."""
        until = time.monotonic() + how_long_s
        while not self.was_told_to_end and time.monotonic() < until:
            time.sleep(0.05)
        return not self.was_told_to_end

    def _pass_on(self, number: int, _frame: FrameType | None) -> None:
        self.was_told_to_end, self._not_passed_on = True, number
        self._send()

    def _send(self) -> None:
        number = self._not_passed_on
        if number is not None and self._process is not None and self._process.poll() is None:
            self._not_passed_on = None
            with contextlib.suppress(OSError):
                self._process.terminate() if os.name == "nt" else self._process.send_signal(number)


def _asked() -> Iterator[signal.Signals]:
    for name in _ASKED:
        if hasattr(signal, name):
            yield getattr(signal, name)


def _name_of(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # Real-time signals have numbers only, but for the first and the last.
        return f"signal {number}"


def _own_exit(code: int) -> int:
    """A process that a signal ended has 128 + its number for a shell."""
    return code if code >= 0 else 128 - code
