"""One small piece of work off the screen's thread, with what to do with its result on it."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import structlog
from PySide6.QtCore import QObject, Signal, Slot

from sync.device.errors import DeviceError
from sync.sentence import Sentence

log = structlog.get_logger()
T = TypeVar("T")


class BrokenError(Exception):
    """A mistake of ours ended the work; the text is a sentence for people, and the crash log has the mistake itself."""

    def __init__(self) -> None:
        super().__init__(
            Sentence("Something went wrong in this program. Try again. If it happens again, start the program anew.")
        )


class Background(QObject):
    """Runs what it is given, one after the other, on the thread that ``hand`` was moved to."""

    _asked = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hand = _Hand()
        """The part for the worker's thread."""
        self._is_closed = False
        self._asked.connect(self.hand.do)
        self.hand.over.connect(self._call)  # A slot of this object: a plain function would be called over there.

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Do ``work`` there, then ``then`` with its result here.

        A DeviceError, ValueError or OSError goes to ``failed``, or where there is none to the log. Anything else is a
        mistake of ours: it goes to the crash log, and a BrokenError to ``failed``, for whoever waits must hear of it.
        """
        self._asked.emit(work, then, failed or _note)

    def close(self) -> None:
        """Begin nothing more, and do nothing with what comes of the rest: whoever asked is about to be gone."""
        self._is_closed = self.hand.is_closed = True

    @Slot(object, object)
    def _call(self, then: Callable[[Any], object], value: object) -> None:
        if not self._is_closed:
            then(value)


class _Hand(QObject):
    """Lives on the worker's thread."""

    over = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.is_closed = False

    @Slot(object, object, object)
    def do(self, work: Callable[[], Any], then: Callable[[Any], object], failed: Callable[[Exception], object]) -> None:
        if self.is_closed:
            return
        try:
            result = work()
        except (DeviceError, ValueError, OSError) as error:
            self.over.emit(failed, error)
        except Exception as error:  # noqa: BLE001  Whatever it is.
            sys.excepthook(type(error), error, error.__traceback__)
            self.over.emit(failed, BrokenError())
        else:
            self.over.emit(then, result)


def _note(error: Exception) -> None:
    log.warning("background_work_failed", why=type(error).__name__)
