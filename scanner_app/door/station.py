"""One scanner as a whole, without a screen: store, pairing, session, and the threads that keep it in step."""

import contextlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from scanner_app.door.battery import battery_percent
from scanner_app.door.orders import Orders
from scanner_app.door.paired import MESSAGE_READ, Paired, PeerOptions
from scanner_app.door.session import CLOSED_CLEANLY
from scanner_app.door.shown import (
    ActResult,
    Connection,
    DoorStatus,
    EntryName,
    FoundPerson,
    ScanResult,
    ShownIncident,
    Source,
)
from scanner_app.door.unpair import Unpaired, forget_pairing
from scanner_app.speech import say_count
from sync.device.clock import Clock, SystemClock
from sync.device.cut_off import cut_off_when
from sync.device.errors import CancelledError, DeviceError, NotPairedError, StoreError
from sync.device.opening import open_or_recover
from sync.device.pairing import Pairing, load_pairing, pair
from sync.device.progress import IsCancelled, Report, SyncPhase, SyncProgress
from sync.device.rescue import Exported, export_rescue, send_rescue
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import count_expected
from sync.device.wipe import is_told_to_wipe, is_wipe_under_way, wipe
from sync.protocol.messages import RescueAnswer
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.incidents import Incident
from sync.sentence import Sentence

log = structlog.get_logger()

REVOKED = Sentence(
    "The organizer has removed this device: what it scans now does not count. Stop scanning. Pair it again to go on."
)
_COUNT_SHARE = 20.0
"""Counting tickets may take one part in so many of the time."""


class Station:
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
        self._allow_keyring = allow_keyring
        opened = open_or_recover(data_dir, allow_keyring=allow_keyring)
        self.store, self.is_key_in_keyring = opened.store, opened.is_key_in_keyring
        self.opening_note = opened.note
        """What had to be done to have a store, in sentences for people; empty where it just opened."""
        self.clock: Clock = clock or SystemClock(self.store)
        self._on_news = on_news
        self._app_version, self._peers = app_version, peers
        self._paired: Paired | None = None
        self._expected = 0
        self._is_expected_known = False
        self._count_again_s = float("-inf")
        self._changing = threading.Lock()
        self._orders = Orders(self._wipe_as_told, on_news)
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
        return self.place().scan_log

    @property
    def pairing(self) -> Pairing:
        """Who this device is; NotPairedError before pairing."""
        return self.place().pairing

    def pair(self, server: str, code: str, name: str, app_version: str = "") -> None:
        """Become a door of the server's event. ValueError or a DeviceError says what to do when it cannot be.

        Scans that wait should be on their server first. Where that server does not know this device any more they stay
        in the store, and go up with the new pairing if it is of the same event.
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
            pairing = pair(self.store, server, code, name, app_version or self._app_version)
            self.store.put(**{MESSAGE_READ: 0})  # Messages are numbered device by device.
            if self._paired is not None:
                self._paired.close()
                self._mark_clean_end()
            self._take_place(pairing)
            if was_following:
                self.follow()

    def follow(self) -> None:
        """Keep in step with the server and the other doors from now on, by threads of its own."""
        if self._paired is not None:
            self._paired.start()

    # Scans and acts by hand, decided and written down. NotPairedError before pairing.

    def scan(self, payload: str, source: Source, people: int = 1) -> ScanResult:
        """One scan for so many people."""
        place = self.place()
        result = place.session.scan(payload, source, people)
        place.pace.scanned()
        place.wrote()
        return result

    def admit_by_hand(self, ticket_id: TicketId, operator: str, people: int = 1, why: str = "") -> ScanResult:
        """As a scan of this ticket, at the word of ``operator``."""
        place = self.place()
        result = place.session.admit_by_hand(ticket_id, operator, people, why)
        place.wrote()
        return result

    def undo(self, entry: EntryName, reason: str = "", operator: str = "") -> ActResult:
        """Take back an admission or an exit."""
        return self._told(self.place().session.undo(entry, reason, operator))

    def undo_last(self, reason: str = "", operator: str = "") -> ActResult:
        """Take back the last admission or exit of this door."""
        return self._told(self.place().session.undo_last(reason, operator))

    def turn_away(self, entry: EntryName, operator: str = "") -> ActResult:
        """Take back the admission of somebody who was looked at and sent away."""
        return self._told(self.place().session.turn_away(entry, operator))

    def override(self, result: ScanResult, pin: str, operator: str) -> ActResult:
        """Let in whom the rule refused, at a manager's word."""
        return self._told(self.place().session.override(result, pin, operator))

    def check_pin(self, pin: str) -> ActResult:
        """Whether ``pin`` is the managers'; wrong ones are counted, and after some there is a pause."""
        return self.place().session.check_pin(pin)

    @property
    def has_pin(self) -> bool:
        """Whether the organizer has set a managers' PIN; NotPairedError before pairing."""
        return bool(self.place().session.policy.pin_hash)

    def acknowledge(self, incident: Incident, operator: str = "") -> ActResult:
        """Say that somebody has dealt with an incident."""
        return self._told(self.place().session.acknowledge(incident, operator))

    def incidents(self) -> list[ShownIncident]:
        """What went wrong at the event, the newest first."""
        return self.place().session.incidents()

    def find_people(self, text: str, most: int = 20) -> list[FoundPerson]:
        """Tickets by name or code."""
        return self.place().session.find_people(text, most)

    def set_training(self, *, is_training: bool) -> None:
        """Practise, or count again."""
        self.place().session.set_training(is_training=is_training)
        self._on_news()

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

    def set_direction(self, direction: Direction | None) -> None:
        """Pass people this way, or as the gate's rule says."""
        self.place().session.direction = direction

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
        if self._paired is not None:
            self._paired.round.hang_up()

    def status(self) -> DoorStatus:
        """How the door stands now; NotPairedError before pairing."""
        place = self.place()
        event, gate = place.session.policy.event, place.session.gate
        return DoorStatus(
            connection=Connection.ONLINE if place.follower.is_online else Connection.OFFLINE,
            event=event.name,
            gate=gate.name,
            direction=gate.direction,
            time_zone=event.time_zone,
            list_age_s=place.session.list_age_s,
            waiting=place.scan_log.waiting(),
            inside=place.scan_log.inside(),
            expected=self._count_expected(),
            capacity=event.capacity,
            battery_percent=battery_percent(),
            is_key_in_keyring=self.is_key_in_keyring,
            problem=self._problem(place),
            is_training=place.session.is_training,
            incidents_open=sum(incident.acknowledged is None for incident in place.scan_log.incidents()),
            peers_seen=place.peers_seen,
            peers_expected=place.session.other_doors,
            message=self._message(place),
            note=self.opening_note,
            has_pin=self.has_pin,
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
            place.close()
            data_dir = self.store.path.parent
            self._paired = None
            try:
                wiped = wipe(self.store, place.sealed)
            except DeviceError:
                if not is_wipe_under_way(data_dir):  # Nothing is destroyed: the door stays what it is.
                    self._take_place(load_pairing(self.store))
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
                raise ValueError(f"{waiting} scans wait for upload. Sync first, or carry them away in a rescue file.")
            was_following = place.follower.is_started
            place.close()
            self._paired = None
            try:
                left = forget_pairing(self.store, place.pairing)
            except DeviceError:
                self._take_place(load_pairing(self.store))
                if was_following:
                    self.follow()
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

    def _told(self, result: ActResult) -> ActResult:
        """Let others hear of what was done."""
        if result.is_done and self._paired is not None:
            self._paired.wrote()
        return result

    def _problem(self, place: Paired) -> str:
        return REVOKED if self._orders.is_revoked(place) else place.follower.problem

    def _wipe_as_told(self) -> None:
        self.opening_note = self.wipe()

    @staticmethod
    def _message(place: Paired) -> str:
        door = place.session.own_door
        return door.message if door is not None and door.message_id > place.message_read else ""

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
        self._paired = Paired(
            self.store, pairing, self.clock, self._news, app_version=self._app_version, peers=self._peers
        )
        self._is_expected_known = False

    def _news(self) -> None:
        try:
            if self._paired is not None:
                self._paired.session.refresh()
        except DeviceError as error:  # The next news brings it; whoever told of this one must live on.
            log.warning("news_not_read", why=type(error).__name__)
        self._is_expected_known = False
        if self._paired is not None:
            self._orders.heed(self._paired)
        self._on_news()

    def place(self) -> Paired:
        """All that exists of this pairing, for whoever does more than the methods here; NotPairedError before it."""
        if self._paired is None:
            raise NotPairedError("This device is not paired yet. Pair it with a code from the organizer.")
        return self._paired
