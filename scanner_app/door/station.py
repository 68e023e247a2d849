"""One scanner as a whole, without a screen: store, pairing, session, and the threads that keep it in step."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

import structlog

from scanner_app.door.acting import Acting
from scanner_app.door.enrolling import Enrolling
from scanner_app.door.orders import Orders
from scanner_app.door.paired import MESSAGE_READ, Paired, PeerOptions
from scanner_app.door.session import CLOSED_CLEANLY
from scanner_app.door.shown import DoorStatus
from scanner_app.door.standing import Standing
from scanner_app.door.unpair import Unpaired, forget_pairing
from scanner_app.speech import say_count
from sync.device.clock import Clock, SystemClock
from sync.device.cut_off import cut_off_when
from sync.device.errors import CancelledError, DeviceError, NotPairedError, StoreError
from sync.device.opening import open_or_recover
from sync.device.pairing import Pairing, load_pairing
from sync.device.progress import IsCancelled, Report, SyncPhase, SyncProgress
from sync.device.rescue import Exported, export_rescue, send_rescue
from sync.device.wipe import is_told_to_wipe, is_wipe_under_way, wipe
from sync.protocol.messages import RescueAnswer

log = structlog.get_logger()


class Station(Acting):
    """Everything between a payload and the screen. Any thread may call it; ``scan`` from one thread at a time."""

    def __init__(
        self,
        data_dir: Path,
        *,
        allow_keyring: bool = True,
        clock: Clock | None = None,
        on_news: Callable[[], None] = lambda: None,
        app_version: str = "",
        peers: PeerOptions | None = None,
    ) -> None:
        """Open the store in ``data_dir``; a DeviceError says why it cannot be. Without ``peers`` it meets no others."""
        super().__init__(on_news)
        self._allow_keyring = allow_keyring
        opened = open_or_recover(data_dir, allow_keyring=allow_keyring)
        self.store, self.is_key_in_keyring = opened.store, opened.is_key_in_keyring
        self.opening_note = opened.note
        """What had to be done to have a store, in sentences for people; empty where it just opened."""
        self.clock: Clock = clock or SystemClock(self.store)
        self._app_version, self._peers = app_version, peers
        self._standing, self._enrolling = Standing(), Enrolling()
        self._changing = threading.Lock()
        self._orders = Orders(self._wipe_as_told, on_news)
        try:
            self._take_place(load_pairing(self.store))
        except NotPairedError:
            log.info("not_paired_yet")
        except DeviceError:  # Such as a full disk; whoever tries again must find the store unlocked.
            self.store.close()
            raise

    def pair(self, server: str, code: str, name: str, app_version: str = "") -> None:
        """Become a door of the server's event. ValueError or a DeviceError says what to do when it cannot be.

        Scans that wait should be on their server first. Where that server does not know this device any more they stay
        in the store, and go up with the new pairing if it is of the same event. A full disk may leave the device
        without a place: then the note says so, and a later start or another pairing makes it good.
        """
        with self._changing:
            if self._paired is not None and not self._paired.follower.is_refused:
                waiting = self._paired.scan_log.waiting()
                if waiting:
                    raise ValueError(
                        say_count(
                            "{count} scan waits for upload. Sync first, then pair again.",
                            "{count} scans wait for upload. Sync first, then pair again.",
                            waiting,
                        )
                    )
            was_following = self._paired is not None and self._paired.follower.is_started
            pairing = self._enrolling.pair(self.store, server, code, name, app_version or self._app_version)
            if self._paired is not None:
                self._paired.close()
                self._mark_clean_end()
            try:
                self.store.put(**{MESSAGE_READ: 0})  # Messages are numbered device by device.
                self._take_place(pairing)
            except DeviceError:  # The place before is closed, and the store is no longer of it.
                self._paired = None
                self._come_back(was_following=was_following)
                raise
            if was_following:
                self.follow()

    def follow(self) -> None:
        """Keep in step with the server and the other doors from now on, by threads of its own."""
        if self._paired is not None:
            self._paired.start()

    def read_message(self) -> None:
        """What was to be read has been read here: this program's own note first, then the organizer's message."""
        place = self.place()
        if self.opening_note:
            self.opening_note = ""
            self._on_news()
            return
        door = place.session.own_door
        if door is not None:
            self.store.put(**{MESSAGE_READ: door.message_id})
            self._on_news()

    def sync(self, *, full: bool, report: Report, is_cancelled: IsCancelled) -> bool:
        """One whole round now; how it went is told to ``report``. True when all of it was done."""
        try:
            place = self.place()
            place.sealed.deliver()
            with cut_off_when(is_cancelled, place.round.interrupt):
                place.round.run(full=full, report=report, is_cancelled=is_cancelled)
        except CancelledError as error:
            report(SyncProgress(SyncPhase.CANCELLED, detail=error.sentence))
            return False
        except DeviceError as error:
            if self._paired is not None:
                self._paired.follower.failed(error)
                self._orders.heed(self._paired)
            report(SyncProgress(SyncPhase.FAILED, detail=error.sentence))
            return False
        place.follower.reached()
        self._news()
        return True

    def export_rescue(self, target: Path) -> Exported:
        """Write this device's log to a stick, sealed to the organizer; a DeviceError says why not."""
        return export_rescue(self.store, self.place().pairing, target)

    def import_rescue(self, path: Path) -> RescueAnswer:
        """Carry a rescue file, of whatever device of the event, to the server; a DeviceError says why not."""
        return send_rescue(self.place().client, path)

    def hang_up(self) -> None:
        """Cut off whatever waits for the server, for good: the program is about to end."""
        self._enrolling.hang_up()
        if self._paired is not None:
            self._paired.round.hang_up()

    def status(self) -> DoorStatus:
        """How the door stands now; NotPairedError before pairing."""
        place = self.place()
        return self._standing.of(
            place,
            self.store,
            is_removed=self._orders.is_revoked(place),
            is_key_in_keyring=self.is_key_in_keyring,
            note=self.opening_note,
        )

    @property
    def is_told_to_wipe(self) -> bool:
        """Whether the event wants this device wiped: whoever runs the station calls ``wipe`` then."""
        return self._paired is not None and is_told_to_wipe(self._paired.session.policy, self._paired.pairing.device_id)

    def wipe(self) -> str:
        """Upload or seal what waits, destroy the key and all data, and begin as a new device; says what is left.

        Not from the station's own threads. A DeviceError says why nothing was destroyed, or what could not be.
        """
        with self._changing:
            place = self.place()
            with contextlib.suppress(DeviceError):  # What does not go up is sealed.
                place.sealed.deliver()
                place.round.push_own(lambda _: None, lambda: False)
            was_following = place.follower.is_started
            place.close()
            data_dir = self.store.path.parent
            self._paired = None
            try:
                wiped = wipe(self.store, place.sealed)
            except DeviceError:
                if not is_wipe_under_way(data_dir):  # Nothing is destroyed: the door stays what it is.
                    self._come_back(was_following=was_following)
                raise
            opened = open_or_recover(data_dir, allow_keyring=self._allow_keyring)
            self.store, self.is_key_in_keyring = opened.store, opened.is_key_in_keyring
            if isinstance(self.clock, SystemClock):
                self.clock.keep_in(self.store)
        self._on_news()
        return wiped.sentence

    def unpair(self, *, even_waiting: bool = False) -> Unpaired:
        """Leave the event; says what stays (``door.unpair``). ValueError while scans wait, unless ``even_waiting``.

        Not from the station's own threads. A DeviceError says why all is as it was.
        """
        with self._changing:
            place = self.place()
            waiting = place.scan_log.waiting()
            if waiting and not even_waiting:
                raise ValueError(
                    say_count(
                        "{count} scan waits for upload. Sync first, or carry it away in a rescue file.",
                        "{count} scans wait for upload. Sync first, or carry them away in a rescue file.",
                        waiting,
                    )
                )
            was_following = place.follower.is_started
            place.close()
            self._paired = None
            try:
                left = forget_pairing(self.store, place.pairing)
            except DeviceError:
                self._come_back(was_following=was_following)
                raise
            self._mark_clean_end()
        self._on_news()
        return left

    def close(self) -> None:
        """Stop following and close the store."""
        self._orders.close()
        if self._paired is not None:
            self._paired.close()
        self._mark_clean_end()
        self.store.close()

    def _wipe_as_told(self) -> None:
        self.opening_note = self.wipe()

    def _mark_clean_end(self) -> None:
        with contextlib.suppress(StoreError):  # Then the next start looks back, which does no harm.
            self.store.put(**{CLOSED_CLEANLY: 1})

    def _take_place(self, pairing: Pairing) -> None:
        self._paired = Paired(
            self.store, pairing, self.clock, self._news, app_version=self._app_version, peers=self._peers
        )
        self._standing.outdate()

    def _come_back(self, *, was_following: bool) -> None:
        """Be again what the store says after a change that failed; where not even that can be, a note says why."""
        try:
            self._take_place(load_pairing(self.store))
        except DeviceError as error:
            log.warning("left_without_a_place", why=type(error).__name__)
            self.opening_note = error.sentence
        else:
            if was_following:
                self.follow()
        self._on_news()

    def _news(self) -> None:
        try:
            if self._paired is not None:
                self._paired.session.refresh()
        except DeviceError as error:  # The next news brings it; whoever told of this one must live on.
            log.warning("news_not_read", why=type(error).__name__)
        self._standing.outdate()
        if self._paired is not None:
            self._orders.heed(self._paired)
        self._on_news()
