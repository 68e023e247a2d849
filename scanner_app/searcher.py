"""Searching while somebody types: one search at a time, and of all that was asked meanwhile only the newest."""

from collections.abc import Callable

from scanner_app.door.shown import FoundPerson
from scanner_app.workers.background import Background

Find = Callable[[str], list[FoundPerson]]


class Searcher:
    """Asks ``find`` in the background. However slow it is and however fast one types, at most one search waits."""

    def __init__(
        self,
        background: Background,
        find: Find,
        then: Callable[[str, list[FoundPerson]], object],
        failed: Callable[[Exception], object],
    ) -> None:
        self._background, self._find, self._then, self._failed = background, find, then, failed
        self._running: str | None = None
        self._next: str | None = None

    def ask(self, text: str) -> None:
        """Look for ``text``, after the search that runs."""
        if self._running is None:
            self._start(text)
        else:
            self._next = None if text == self._running else text

    def forget(self) -> None:
        """Nobody waits for an answer any more."""
        self._next = None

    def _start(self, text: str) -> None:
        self._running = text
        self._background.run(lambda: self._find(text), lambda people: self._found(text, people), self._fail)

    def _found(self, text: str, people: list[FoundPerson]) -> None:
        self._then(text, people)
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._failed(error)
        self._go_on()

    def _go_on(self) -> None:
        self._running = None
        if self._next is not None:
            text, self._next = self._next, None
            self._start(text)
