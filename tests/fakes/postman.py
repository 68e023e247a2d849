"""Carries a fake provider's events to a webhook: once, twice, out of order, before the call returns, or never."""

import contextlib
import threading
import time
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

import httpx

_TRIES = 40
_PAUSE_S = 0.25


class Carrying(StrEnum):
    """How events are carried."""

    ONCE = "once"
    """Each once, after the call that caused it was answered."""
    TWICE = "twice"
    EARLY = "early"
    """Before the call that caused it is answered."""
    HELD = "held"
    """Kept until ``release`` is called, which may turn them round."""
    NEVER = "never"


class Postman:
    """Delivers signed bodies to ``url`` and tries again while the server is down or says 5xx or 429.

    ``bodies`` holds every event ever made, delivered or not.
    """

    def __init__(self, sign: Callable[[bytes], Mapping[str, str]]) -> None:
        self.url: str | None = None
        self.carrying = Carrying.ONCE
        self.bodies: list[bytes] = []
        self.answers: list[int] = []
        """The statuses of all tries."""
        self._sign = sign
        self._held: list[bytes] = []
        self._threads: list[threading.Thread] = []
        self._is_closing = threading.Event()

    def take(self, body: bytes, *, in_call: bool) -> None:
        """Carry one event. ``in_call``: an API call caused it and waits for its answer."""
        self.bodies.append(body)
        if self.carrying is Carrying.NEVER:
            return
        if self.carrying is Carrying.HELD:
            self._held.append(body)
            return
        times = 2 if self.carrying is Carrying.TWICE else 1
        if in_call and self.carrying is not Carrying.EARLY:
            thread = threading.Thread(target=self._deliver_late, args=(body, times), daemon=True)
            self._threads.append(thread)
            thread.start()
            return
        for _ in range(times):
            self.deliver(body)

    def release(self, *, reverse: bool = False) -> None:
        """Deliver what was held, in order or the other way round."""
        held, self._held = self._held, []
        for body in reversed(held) if reverse else held:
            self.deliver(body)

    def deliver(self, body: bytes, **headers: Any) -> None:
        """Deliver one body now, with a fresh signature unless ``headers`` say otherwise."""
        if self.url is None:
            return
        for _ in range(_TRIES):
            with contextlib.suppress(httpx.HTTPError):
                sent = {"content-type": "application/json", **self._sign(body), **headers}
                answer = httpx.post(self.url, content=body, headers=sent, timeout=10)
                self.answers.append(answer.status_code)
                if answer.status_code < 500 and answer.status_code != 429:
                    return
            if self._is_closing.wait(_PAUSE_S):
                return

    def close(self) -> None:
        """Stop trying, and wait for deliveries under way."""
        self._is_closing.set()
        for thread in self._threads:
            thread.join()

    def _deliver_late(self, body: bytes, times: int) -> None:
        time.sleep(0.05)  # The call that caused it is answered by then.
        for _ in range(times):
            self.deliver(body)
