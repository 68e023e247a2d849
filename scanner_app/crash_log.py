"""What is written down when this program breaks: the kind of mistake and where in the code, never a value.

``install`` catches what nobody else does: exceptions on any thread and in Qt's slots, and crashes of the process itself
by faulthandler. The next start tells of it in one sentence (``unread``) until somebody says that they have read it.
"""

import contextlib
import faulthandler
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

NAME = "crash.log"
_LARGEST = 256_000
_KEPT = 3
_MOST_FRAMES = 40
_READ = "crash.read"
"""Beside the log: how many bytes of it were told of."""


class CrashLog:
    """The file in ``folder``. A folder that cannot be written loses the log and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._file: TextIO | None = None

    def install(self) -> None:
        """Write to the log from now on whatever ends a thread, a slot or the process."""
        self._rotate()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._file = self.path.open("a", encoding="utf-8")
        except OSError:
            return
        faulthandler.enable(self._file)
        sys.excepthook = self._hear
        threading.excepthook = lambda told: self._hear(told.exc_type, told.exc_value, told.exc_traceback)
        sys.unraisablehook = lambda told: self._hear(told.exc_type, told.exc_value, told.exc_traceback)

    def write(self, text: str) -> None:
        """Write a line with the time (UTC) before it."""
        with contextlib.suppress(OSError), self.path.open("a", encoding="utf-8") as file:
            file.write(f"{time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime())} {text}\n")

    def _hear(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        self.write(describe(kind, error, trace))
        # Whoever started this from a terminal sees it whole; that is kept nowhere.
        with contextlib.suppress(Exception):
            traceback.print_exception(kind, error, trace)

    def _rotate(self) -> None:
        with contextlib.suppress(OSError):
            if self.path.stat().st_size < _LARGEST:
                return
            for number in range(_KEPT - 1, 0, -1):
                older = self.path.with_name(f"{NAME}.{number}")
                if older.exists():
                    older.replace(self.path.with_name(f"{NAME}.{number + 1}"))
            self.path.replace(self.path.with_name(f"{NAME}.1"))
            (self.path.parent / _READ).unlink(missing_ok=True)


def unread(folder: Path) -> bool:
    """Whether the log has grown since ``mark_read``."""
    return _size(folder) > _told(folder)


def mark_read(folder: Path) -> None:
    """All of the log has been told of."""
    with contextlib.suppress(OSError):
        (folder / _READ).write_text(str(_size(folder)), encoding="ascii")


def describe(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> str:
    """The kinds of ``error`` and of what caused it, and the places it passed: no message and no value of it."""
    lines = [f"{kind.__module__}.{kind.__qualname__} on thread {threading.current_thread().name}"]
    frames = [(frame.f_code, line) for frame, line in traceback.walk_tb(trace)]
    lines += [f"  {code.co_filename}:{line} {code.co_qualname}" for code, line in frames[-_MOST_FRAMES:]]
    cause = None if error is None else error.__cause__ or error.__context__
    seen: set[int] = set()
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        lines.append(f"  after {type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


def _size(folder: Path) -> int:
    try:
        return (folder / NAME).stat().st_size
    except OSError:
        return 0


def _told(folder: Path) -> int:
    try:
        return int((folder / _READ).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
