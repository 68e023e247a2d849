"""One scanner as a whole, without a screen: store, pairing, session, and the threads that keep it in step."""

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from scanner_app.door.battery import battery_percent
from scanner_app.door.session import CLOSED_CLEANLY, DoorSession
from scanner_app.door.shown import Connection, DoorStatus, ScanResult, Source
from sync.device.claims import Breaker, Claims
from sync.device.client import ServerClient
from sync.device.clock import Clock, SystemClock
from sync.device.database import Store, lock_folder
from sync.device.errors import CancelledError, DeviceError, NotPairedError, StoreError
from sync.device.follower import Follower
from sync.device.pairing import Pairing, load_pairing, pair
from sync.device.progress import IsCancelled, Report, SyncPhase, SyncProgress
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import count_expected
from sync.device.vault import find_or_make_key
from sync.rules.gate import Direction

log = structlog.get_logger()

_COUNT_SHARE = 20.0
"""Counting tickets may take one part in so many of the time."""


class _Paired:
    """What exists only once a device is paired."""

    def __init__(self, store: Store, pairing: Pairing, clock: Clock, on_news: Callable[[], None]) -> None:
        self.pairing = pairing
        self.client = ServerClient(pairing.server, pairing.token)
        self.scan_log = ScanLog(store, pairing.log_id, pairing.signing_key, pairing.event_id)
        self.breaker = Breaker(time.monotonic)
        self.round = Round(store, self.scan_log, self.client, clock, pairing.authority_key)
        claims = Claims(self.client, self.scan_log, self.breaker)
        self.session = DoorSession(store, self.scan_log, pairing, clock, claims)
        self.follower = Follower(self.round, self.scan_log, self.breaker, on_news)

    def close(self) -> None:
        self.follower.stop()


class Station:
    """Everything between a payload and the screen. Any thread may call it; ``scan`` from one thread at a time."""

    def __init__(
        self,
        data_dir: Path,
        *,
        allow_keyring: bool = True,
        clock: Clock | None = None,
        on_news: Callable[[], None] = lambda: None,
    ) -> None:
        """Open the store in ``data_dir``; a DeviceError says why it cannot be."""
        self.store, self.is_key_in_keyring = _open_store(data_dir, allow_keyring=allow_keyring)
        self.clock: Clock = clock or SystemClock()
        self._on_news = on_news
        self._paired: _Paired | None = None
        self._expected = 0
        self._is_expected_known = False
        self._count_again_s = float("-inf")
        self._changing = threading.Lock()
        try:
            self._take_place(load_pairing(self.store))
        except NotPairedError:
            log.info("not_paired_yet")
        except DeviceError:  # Such as a full disk; whoever tries again must find the store unlocked.
            self.store.close()
            raise

    @property
    def is_paired(self) -> bool:
        """Whether this device has a gate."""
        return self._paired is not None

    @property
    def scan_log(self) -> ScanLog:
        """This device's log; NotPairedError before pairing."""
        return self._place().scan_log

    @property
    def pairing(self) -> Pairing:
        """Who this device is; NotPairedError before pairing."""
        return self._place().pairing

    def pair(self, server: str, code: str, name: str, app_version: str = "") -> None:
        """Become a door of the server's event. ValueError or a DeviceError says what to do when it cannot be.

        Scans that wait should be on their server first. Where that server does not know this device any more they stay
        in the store, and go up with the new pairing if it is of the same event.
        """
        with self._changing:
            if self._paired is not None and not self._paired.follower.is_refused:
                waiting = self._paired.scan_log.waiting()
                if waiting:
                    raise ValueError(f"{waiting} scans wait for upload. Sync first, then pair again.")
            was_following = self._paired is not None and self._paired.follower.is_started
            pairing = pair(self.store, server, code, name, app_version)
            if self._paired is not None:
                self._paired.close()
                self._mark_clean_end()
            self._take_place(pairing)
            if was_following:
                self.follow()

    def follow(self) -> None:
        """Keep in step with the server from now on, by threads of its own."""
        if self._paired is not None:
            self._paired.follower.start()

    def scan(self, payload: str, source: Source) -> ScanResult:
        """One scan, decided and written down. NotPairedError before pairing."""
        place = self._place()
        result = place.session.scan(payload, source)
        place.follower.scanned()
        return result

    def set_direction(self, direction: Direction | None) -> None:
        """Pass people this way, or as the gate's rule says."""
        self._place().session.direction = direction

    def sync(self, *, full: bool, report: Report, is_cancelled: IsCancelled) -> bool:
        """One whole round now; how it went is told to ``report``. True when all of it was done."""
        try:
            place = self._place()
            place.round.run(full=full, report=report, is_cancelled=is_cancelled)
        except CancelledError as error:
            report(SyncProgress(SyncPhase.CANCELLED, detail=str(error)))
            return False
        except DeviceError as error:
            if self._paired is not None:
                self._paired.follower.failed(error)
            report(SyncProgress(SyncPhase.FAILED, detail=str(error)))
            return False
        place.follower.reached()
        self._news()
        return True

    def hang_up(self) -> None:
        """Cut off whatever waits for the server, for good: the program is about to end."""
        if self._paired is not None:
            self._paired.round.hang_up()

    def status(self) -> DoorStatus:
        """How the door stands now; NotPairedError before pairing."""
        place = self._place()
        event, gate = place.session.policy.event, place.session.gate
        synced_at = place.session.synced_at
        now = self.clock.read().corrected.ms
        return DoorStatus(
            connection=Connection.ONLINE if place.follower.is_online else Connection.OFFLINE,
            event=event.name,
            gate=gate.name,
            direction=gate.direction,
            time_zone=event.time_zone,
            list_age_s=None if synced_at is None else max(0.0, (now - synced_at) / 1000),
            waiting=place.scan_log.waiting(),
            inside=place.scan_log.inside(),
            expected=self._count_expected(),
            capacity=event.capacity,
            battery_percent=battery_percent(),
            is_key_in_keyring=self.is_key_in_keyring,
            problem=place.follower.problem,
        )

    def close(self) -> None:
        """Stop following and close the store."""
        if self._paired is not None:
            self._paired.close()
        self._mark_clean_end()
        self.store.close()

    def _mark_clean_end(self) -> None:
        with contextlib.suppress(StoreError):  # Then the next start looks back, which does no harm.
            self.store.put(**{CLOSED_CLEANLY: 1})

    def _count_expected(self) -> int:
        """The number as of the last news, counted anew no more often than its cost allows: a million rows take time."""
        began = time.monotonic()
        if not self._is_expected_known and began >= self._count_again_s:
            self._is_expected_known = True
            self._expected = count_expected(self.store)
            self._count_again_s = time.monotonic() + _COUNT_SHARE * (time.monotonic() - began)
        return self._expected

    def _take_place(self, pairing: Pairing) -> None:
        self._paired = _Paired(self.store, pairing, self.clock, self._news)
        self._is_expected_known = False

    def _news(self) -> None:
        try:
            if self._paired is not None:
                self._paired.session.refresh()
        except DeviceError as error:  # The next news brings it; whoever told of this one must live on.
            log.warning("news_not_read", why=type(error).__name__)
        self._is_expected_known = False
        self._on_news()

    def _place(self) -> _Paired:
        if self._paired is None:
            raise NotPairedError("This device is not paired yet. Pair it with a code from the organizer.")
        return self._paired


def _open_store(data_dir: Path, *, allow_keyring: bool) -> tuple[Store, bool]:
    """The store, and whether the OS guards its key; locked first, since two first starts would make two keys."""
    lock = lock_folder(data_dir)
    try:
        key = find_or_make_key(data_dir, allow_keyring=allow_keyring)
        return Store(data_dir, key.secret, lock), key.is_in_keyring
    except DeviceError:
        lock.release()
        raise
