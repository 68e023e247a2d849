"""The bell: tells whoever waits on an event that a committed transaction changed its feed."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable


class Bell:
    """One bell a process, rung after commits. It carries no facts: who is woken reads the feed again."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._waiting: defaultdict[str, set[asyncio.Future[None]]] = defaultdict(set)

    def attach(self, loop: asyncio.AbstractEventLoop | None) -> None:
        """Name the loop that waits; without one, ringing does nothing (command line, tests)."""
        self._loop = loop

    def ring(self, event_ids: Iterable[str]) -> None:
        """Wake all who wait on these events. Safe from any thread."""
        changed = tuple(event_ids)
        if changed and self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, changed)

    async def wait(self, event_id: str, timeout_s: float) -> bool:
        """True once the bell rings for the event, False after ``timeout_s`` seconds without."""
        future = asyncio.get_running_loop().create_future()
        self._waiting[event_id].add(future)
        try:
            done, _ = await asyncio.wait((future,), timeout=timeout_s)
            return bool(done)
        finally:
            self._forget(event_id, future)

    def _wake(self, event_ids: tuple[str, ...]) -> None:
        for event_id in event_ids:
            for future in self._waiting.pop(event_id, ()):
                if not future.done():
                    future.set_result(None)

    def _forget(self, event_id: str, future: "asyncio.Future[None]") -> None:
        waiting = self._waiting.get(event_id)
        if waiting is not None:
            waiting.discard(future)
            if not waiting:
                del self._waiting[event_id]
