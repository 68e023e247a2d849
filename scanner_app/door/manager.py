"""The managers' PIN, checked on the device: few tries, then a pause that grows and outlives a restart. No Qt."""

import threading
from dataclasses import dataclass

from nacl import pwhash
from nacl.exceptions import CryptoError

from scanner_app.door.shown import Act
from sync.device.clock import Clock
from sync.device.database import Store

FREE_TRIES = 3
FIRST_PAUSE_S = 30.0
LONGEST_PAUSE_S = 900.0
"""Four digits then take a guesser some seven weeks on average; a manager who mistyped waits no longer than this."""
_WRONG_TRIES = "pin_wrong_tries"
_WRONG_AT = "pin_wrong_at"
_WRONG_RUN = "pin_wrong_run"
"""By the monotonic clock, and in which run of the program: whoever stands at a door may set the other clock."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of a try: OVERRIDDEN where the PIN is right, else why not and how many seconds none is tried."""

    act: Act
    wait_s: float = 0.0


class ManagerPin:
    """Guards the override of one device."""

    def __init__(self, store: Store, clock: Clock) -> None:
        """Keep the count of wrong tries in ``store``, and read the time from ``clock``."""
        self._store = store
        self._clock = clock
        self._one_at_a_time = threading.Lock()

    def check(self, pin: str, pin_hash: str) -> Tried:
        """Try ``pin`` against ``pin_hash`` (Argon2id, PHC string). StoreError where a try cannot be counted.

        A try is counted before it is made, so that ending the program in the middle gives none away. Any thread may
        call it; one try at a time is made, for two at once would count as one.
        """
        if not pin_hash:
            return Tried(Act.NO_PIN)
        with self._one_at_a_time:
            return self._check(pin, pin_hash)

    def _check(self, pin: str, pin_hash: str) -> Tried:
        wait_s = self._wait_s()
        if wait_s > 0:
            return Tried(Act.PIN_PAUSED, wait_s)
        tries = int(self._store.get(_WRONG_TRIES) or 0)
        self._begin_pause(tries + 1)
        if not _is_pin(pin, pin_hash):
            return Tried(Act.WRONG_PIN, self._wait_s())
        self._store.put(**{_WRONG_TRIES: 0})
        return Tried(Act.OVERRIDDEN)

    def _wait_s(self) -> float:
        """How many seconds no PIN is tried. Another run of the program begins the pause anew, for it cannot tell."""
        tries = int(self._store.get(_WRONG_TRIES) or 0)
        pause_s = pause_after(tries)
        if pause_s <= 0:
            return 0.0
        now, began = self._clock.read(), int(self._store.get(_WRONG_AT) or 0)
        if self._store.get(_WRONG_RUN) != now.boot_id or now.mono < began:
            self._begin_pause(tries)
            return pause_s
        return max(0.0, pause_s - (now.mono - began) / 1000)

    def _begin_pause(self, tries: int) -> None:
        now = self._clock.read()
        kept: dict[str, int | str] = {_WRONG_TRIES: tries, _WRONG_AT: now.mono, _WRONG_RUN: now.boot_id}
        self._store.put(**kept)


def pause_after(wrong_tries: int) -> float:
    """The pause in seconds after so many wrong tries in a row."""
    if wrong_tries < FREE_TRIES:
        return 0.0
    return min(FIRST_PAUSE_S * 2.0 ** min(wrong_tries - FREE_TRIES, 10), LONGEST_PAUSE_S)


def _is_pin(pin: str, pin_hash: str) -> bool:
    try:
        return pwhash.verify(pin_hash.encode(), pin.encode())
    except (CryptoError, ValueError):  # A wrong PIN, and a hash that this library cannot read.
        return False
