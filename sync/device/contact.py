"""One address where another door may answer: talked to every two seconds, and at once when there is news."""

import threading
import time
from collections.abc import Callable
from typing import NamedTuple

import structlog

from sync.device.claims import Breaker
from sync.device.errors import DeviceError, PeerError, PeerRefusedError
from sync.device.gossip import Gossip, PolicyMark
from sync.device.peer_client import PeerClient
from sync.protocol.messages import Entry, GossipRequest
from sync.rules.ids import DeviceId, LogId

log = structlog.get_logger()

GOSSIP_EVERY_S = 2.0
EXCHANGE_S = 5.0
"""How long one question and its answer may take while nobody waits for them."""
QUICK_S = 0.2
"""A door that answers within this can be asked while a person waits."""
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 4.0
_PAUSE_OF_STRANGERS_S = 15.0
_MOST_EXCHANGES = 200
"""Pages in one go; a door that has more than so many waits for the next."""


class Contact:
    """Whoever answers at ``client``'s address. ``start`` to ``stop`` on a thread of its own."""

    def __init__(
        self, client: PeerClient, gossip: Gossip, own_device: DeviceId, is_spare: Callable[["Contact"], bool]
    ) -> None:
        """``is_spare`` says whether the door is reached by another address already, so that this one can rest."""
        self.address = client.address
        self.device: DeviceId | None = None
        """Who answered here last."""
        self.answered_at = float("-inf")
        """When, in monotonic seconds."""
        self.failures = 0
        """How often in a row nobody did."""
        self._client = client
        self._gossip = gossip
        self._own_device = own_device
        self._is_spare = is_spare
        self._vector: dict[LogId, int] | None = None
        self._policy: PolicyMark | None = None
        self._breaker = Breaker(time.monotonic)
        self._stopping = threading.Event()
        self._wake = threading.Event()
        self._thread = threading.Thread(target=self._run, name="peer-gossip", daemon=True)

    @property
    def is_up(self) -> bool:
        """Whether the other door answered when it was asked last."""
        return self.device is not None and self._vector is not None and not self.failures

    @property
    def is_quick(self) -> bool:
        """Whether it would likely answer while a person waits."""
        return self.is_up and self._breaker.is_closed

    def start(self) -> None:
        """Begin to talk; once."""
        self._thread.start()

    def wake(self) -> None:
        """There is news, or reason to look whether somebody answers now."""
        self._wake.set()

    def cut(self) -> None:
        """End whatever is under way, for good."""
        self._stopping.set()
        self._wake.set()
        self._client.close()

    def join(self, patience_s: float) -> None:
        """Wait for the thread to end."""
        if self._thread.is_alive():
            self._thread.join(patience_s)

    def tell(self, attempt: Entry, deadline: float) -> DeviceId | None:
        """Tell of ``attempt`` by ``deadline`` (monotonic s); who knows of it now, and has no entries unknown here."""
        try:
            is_moving = True
            while is_moving:
                before = self._vector
                done = self._exchange(deadline, attempt)
                is_moving = done.new > 0 or done.vector != before
                knows = done.vector.get(attempt.log_id, 0) >= attempt.seq
                if knows and self._gossip.has_all_of(done.device, done.vector):
                    self._breaker.succeeded()
                    return done.device
        except DeviceError as error:
            log.info("peer_not_told", why=type(error).__name__)
        self._breaker.failed()
        self.wake()  # Whether it is gone, or only slow, is found out while nobody waits.
        return None

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._wake.clear()
            self._wake.wait(GOSSIP_EVERY_S if self._is_spare(self) else self._talk())

    def _talk(self) -> float:
        """Exchange all that either lacks; how long to pause afterwards (s)."""
        began = time.monotonic()
        try:
            self._exchange_all()
        except PeerError as error:
            if not self._stopping.is_set():
                self._failed(error)
            is_stranger = isinstance(error, PeerRefusedError)
            return _PAUSE_OF_STRANGERS_S if is_stranger else min(_FIRST_PAUSE_S * self.failures, _LONGEST_PAUSE_S)
        except DeviceError as error:  # This device's own store: the door at the other end has not failed.
            log.warning("gossip_not_kept", why=type(error).__name__)
            return _LONGEST_PAUSE_S
        if time.monotonic() - began < QUICK_S:
            self._breaker.succeeded()
        return GOSSIP_EVERY_S

    def _exchange_all(self) -> None:
        before: dict[LogId, int] | None = None
        for _ in range(_MOST_EXCHANGES):
            done = self._exchange(time.monotonic() + EXCHANGE_S, None)
            # What moved on neither side would not move by being offered again.
            is_moving = done.new > 0 or done.vector != before
            before = done.vector
            if self._stopping.is_set() or not is_moving or not (done.more or self._gossip.is_ahead_of(before)):
                return

    def _exchange(self, deadline: float, attempt: Entry | None) -> "_Exchanged":
        """One question and its answer, taken in."""
        device, answer = self._client.ask(lambda shown: self._request(shown, attempt), deadline)
        new = self._gossip.take(answer, device)
        if self.failures or self.device != device:
            log.info("peer_up", device=device)
        self._policy = PolicyMark(answer.epoch, answer.policy_version)
        self._vector = answer.vector
        self.device = device
        self.answered_at = time.monotonic()
        self.failures = 0
        return _Exchanged(device, answer.vector, new, more=answer.more)

    def _request(self, shown: DeviceId, attempt: Entry | None) -> GossipRequest:
        """What to say to the device that showed its certificate here."""
        if shown == self._own_device:
            raise PeerRefusedError("This is the device's own address.")
        vector = self._vector
        if shown != self.device or vector is None or not self._gossip.is_door(shown):
            return self._gossip.greeting(shown)
        return self._gossip.request(vector, attempt, peer_policy=self._policy)

    def _failed(self, error: PeerError) -> None:
        self.failures += 1
        if self.failures == 1:
            log.info("peer_down", device=self.device, why=type(error).__name__)


class _Exchanged(NamedTuple):
    """What came of one exchange: who answered, what it holds, and how many entries were new here."""

    device: DeviceId
    vector: dict[LogId, int]
    new: int
    more: bool
