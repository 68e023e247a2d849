"""Keeping the search's index up with the list: one thread that takes turns with everything else."""

import threading
import time

import structlog

from sync.device.errors import DeviceError
from sync.device.search_index import SearchIndex

log = structlog.get_logger()

LOOK_EVERY_S = 1.0
"""How often to see whether tickets have changed."""
_REST_SHARE = 1.0
"""Rest to work: a scan that comes meanwhile finds a processor."""
_SHORTEST_REST_S = 0.001
_JOIN_S = 4.0


class SearchKeeper:
    """Started and stopped once each."""

    def __init__(self, index: SearchIndex) -> None:
        """Keep ``index`` up; it is closed with the thread."""
        self._index = index
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._worked_until = 0.0

    def start(self) -> None:
        """Begin; a second call does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="search-keeper", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """End the thread and let go of the index's file; a thread that writes for longer than that lets go itself."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(_JOIN_S)
        if self._thread is None or not self._thread.is_alive():
            self._index.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._worked_until = time.monotonic()
            try:
                has_more = self._index.keep_up(self._breathe)
            except DeviceError as error:
                log.warning("search_not_kept_up", why=type(error).__name__)
                has_more = False
            if not has_more:
                self._stopping.wait(LOOK_EVERY_S)
        self._index.close()

    def _breathe(self) -> bool:
        """Rest for as long as the work before took; whether to stop."""
        worked_s = time.monotonic() - self._worked_until
        is_over = self._stopping.wait(max(_SHORTEST_REST_S, _REST_SHARE * worked_s))
        self._worked_until = time.monotonic()
        return is_over
