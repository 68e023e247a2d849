"""What a fuzz target is: a function of bytes that raises only where there is a bug."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).parent / "corpus"
SLOWEST_S = 1.0
"""Of CPU: what one input may take. The largest are a few kilobytes."""

Run = Callable[[bytes], None]


class FoundError(AssertionError):
    """A bug that no exception of the product shows: a promise that an input broke."""


@dataclass(frozen=True, slots=True)
class Target:
    """One parser under its name. ``run`` swallows the errors that the parser documents."""

    name: str
    run: Run
    longest: int = 4096
    """Bytes of an input; longer ones tell nothing new."""

    @property
    def corpus(self) -> Path:
        """Where its kept inputs lie."""
        return CORPUS / self.name

    def try_one(self, data: bytes) -> None:
        """Run one input; FoundError where it takes too long."""
        began = time.thread_time()
        self.run(data)
        took = time.thread_time() - began
        if took > SLOWEST_S:
            raise FoundError(f"{self.name}: {len(data)} bytes took {took:.1f} s")


def demand(is_so: object, what: str) -> None:
    """FoundError with ``what`` unless it is so."""
    if not is_so:
        raise FoundError(what)
