"""Keeping a door in step by itself: one thread uploads as scans are made, one listens for news.

Both live on through every failure of the world; what they could not do waits and is tried again.
"""

import threading
import time
from collections.abc import Callable

import structlog

from sync.device.claims import Breaker
from sync.device.errors import DeviceError, DeviceNotAcceptedError, ServerUnreachableError, StoreError
from sync.device.progress import Report, SyncProgress
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.sealed import Sealed

log = structlog.get_logger()

LISTEN_S = 10.0
"""How long one PULL is held open. A silent network is noticed after this and the client's patience."""
CONTACT_COUNTS_S = 35.0
"""How long after the last answer the door still counts as online."""
_FORGET_EVERY_S = 3_600.0
"""How often to see whether names and old entries are due to go; it matters to the day."""
_COMPARE_CLOCKS_EVERY_S = 300.0
_UPLOAD_EVERY_S = 2.0
_RELAY_EVERY_S = 5.0
"""How often to see whether the server lacks what other doors told this one: their own doors are likely faster."""
_FIRST_PAUSE_S = 0.5
_LONGEST_PAUSE_S = 5.0
_JOIN_S = 4.0
"""Longer than a connection may take to be made, which is what cannot be cut off."""


class Follower:
    """Started and stopped once. ``on_news`` is called, on its threads, whenever there may be something new."""

    def __init__(
        self,
        round_: Round,
        scan_log: ScanLog,
        breaker: Breaker,
        on_news: Callable[[], None],
        report: Report | None = None,
        sealed: Sealed | None = None,
    ) -> None:
        self._round = round_
        self._scan_log = scan_log
        self._breaker = breaker
        self._on_news = on_news
        self._report = report or _tell_nobody
        self._sealed = sealed
        self._stopping = threading.Event()
        self._scanned = threading.Event()
        self._threads: list[threading.Thread] = []
        self._last_contact_s = float("-inf")
        self._is_reached = False
        self._is_level = False
        """Whether all that the server had is here, as of an answer since the last failure."""
        self._forget_again_s = float("-inf")
        self._problems = {"listening": "", "uploading": ""}
        self.is_refused = False
        """Whether the server says that it does not know this device (any more)."""

    @property
    def problem(self) -> str:
        """What a person should do where trying again alone will not help; else empty."""
        return self._problems["listening"] or self._problems["uploading"]

    @property
    def is_online(self) -> bool:
        """Whether the server answers, as far as anyone has noticed."""
        is_recent = time.monotonic() - self._last_contact_s < CONTACT_COUNTS_S
        return self._is_reached and is_recent and self._breaker.is_closed

    @property
    def is_started(self) -> bool:
        """Whether ``start`` was called."""
        return bool(self._threads)

    def start(self) -> None:
        """Begin to follow; a second call does nothing."""
        if self._threads:
            return
        for name, work in (("door-listener", self._listen), ("door-uploader", self._upload)):
            thread = threading.Thread(target=work, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()

    def stop(self) -> None:
        """End the threads: what they wait for on the network is cut off."""
        self._stopping.set()
        self._scanned.set()
        self._round.hang_up()
        for thread in self._threads:
            thread.join(_JOIN_S)
        if self._sealed is not None:
            self._sealed.finish()

    def scanned(self) -> None:
        """There is something to upload."""
        self._scanned.set()

    def reached(self, by: str = "listening") -> None:
        """Somebody had an answer from the server."""
        self._last_contact_s = time.monotonic()
        self._is_reached = True
        self.is_refused = False
        self._problems[by] = ""
        self._breaker.succeeded()

    def failed(self, error: DeviceError, by: str = "listening") -> None:
        """Somebody had none, or none of use."""
        self.is_refused = isinstance(error, DeviceNotAcceptedError)
        # A network that is away comes back by itself and shows as offline; all else needs a person.
        self._problems[by] = "" if isinstance(error, ServerUnreachableError) else error.sentence
        if not isinstance(error, StoreError):
            self._breaker.failed()
            self._is_reached = False
        log.info("follower_failed", by=by, why=type(error).__name__)

    def _listen(self) -> None:
        compared_at = float("-inf")
        pause_s = _FIRST_PAUSE_S
        while not self._stopping.is_set():
            try:
                is_due = time.monotonic() - compared_at > _COMPARE_CLOCKS_EVERY_S or self._round.is_clock_unknown
                if is_due or not self._is_reached:
                    self._round.compare_clocks()
                    compared_at = time.monotonic()
                    self._became_reachable()
                self._hear()
                pause_s = _FIRST_PAUSE_S
            except DeviceError as error:
                if self._stopping.is_set():  # The connection was closed under us on purpose.
                    return
                self._is_level = False
                self.failed(error)
                self._on_news()
                self._stopping.wait(pause_s)
                pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)

    def _became_reachable(self) -> None:
        self.reached()
        self._scanned.set()  # What waited through the outage goes up now.
        self._on_news()

    def _hear(self) -> None:
        # What is held open tells nothing while there is no news: first, and after an outage, the list is known whole.
        page = self._round.pull_once(LISTEN_S if self._is_level else 0.0)
        if page is None:
            self._round.take_snapshot(self._report, self._stopping.is_set)
            page = self._round.pull_once(0.0)
        self._is_level = page is not None and not page.more
        self.reached()
        self._on_news()

    def _upload(self) -> None:
        relayed_at = time.monotonic()
        while not self._stopping.is_set():
            self._forget_if_due()
            self._scanned.wait(_UPLOAD_EVERY_S)
            self._scanned.clear()
            if self._sealed is not None:
                self._sealed.refresh()
            if self._stopping.is_set() or not self._is_reached:
                continue
            try:
                if self._sealed is not None:  # First: it may fill holes before what waits in the log.
                    self._sealed.deliver()
                pushed = self._round.push_own(_tell_nobody, self._stopping.is_set)
                if time.monotonic() - relayed_at > _RELAY_EVERY_S:
                    pushed += self._round.relay(_tell_nobody, self._stopping.is_set, at_once=False)
                    relayed_at = time.monotonic()
                if pushed:
                    self._on_news()
                self._problems["uploading"] = ""
            except DeviceError as error:
                if self._stopping.is_set():
                    return
                self.failed(error, by="uploading")
                self._on_news()
                self._stopping.wait(_FIRST_PAUSE_S)

    def _forget_if_due(self) -> None:
        """Let go of names and old entries, online or not."""
        if time.monotonic() < self._forget_again_s:
            return
        self._forget_again_s = time.monotonic() + _FORGET_EVERY_S
        try:
            self._round.forget()
        except DeviceError as error:
            log.warning("nothing_forgotten", why=type(error).__name__)


def _tell_nobody(_progress: SyncProgress) -> None:
    pass
