"""Stopping at once what waits for the network, by a word that somebody else gives."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sync.device.progress import IsCancelled

_LOOK_EVERY_S = 0.1


@contextmanager
def cut_off_when(is_cancelled: IsCancelled, interrupt: Callable[[], None]) -> Iterator[None]:
    """Call ``interrupt`` soon after ``is_cancelled`` says so, from another thread, until the block has ended."""
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(_LOOK_EVERY_S):
            if is_cancelled():
                interrupt()

    watching = threading.Thread(target=watch, name="cut-off", daemon=True)
    watching.start()
    try:
        yield
    finally:
        is_over.set()
        watching.join()
