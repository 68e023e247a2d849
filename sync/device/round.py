"""One round of sync: compare clocks, push what waits, fetch what is new. Each step may fail and be repeated alone.

What goes up is ``sync.device.upload``'s part; this is what comes down, and the order of it all.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import structlog
from nacl.signing import VerifyKey

from sync.device.changes import Changes, Tally, changed_by, changed_by_list
from sync.device.client import ServerClient
from sync.device.clock import Clock
from sync.device.compared_clocks import compare_clocks
from sync.device.database import Connection, Store, put_values
from sync.device.epochs import begin_anew
from sync.device.errors import CancelledError, DeviceNotAcceptedError, ServerGarbledError, ServerUnreachableError
from sync.device.log_rows import confirmed_of
from sync.device.pairing import keep_token, load_policy
from sync.device.progress import IsCancelled, Report, SyncPhase, SyncProgress
from sync.device.replica import Replica
from sync.device.retention import forget
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import WANTED, Staging, put_tickets
from sync.device.upload import Upload
from sync.protocol.codec import DecodeError, FrameKind, decode_entries, decode_message, decode_tickets
from sync.protocol.messages import DeviceReport, Entry, PullAnswer, PullRequest, SignedPolicy, SnapshotHeader

log = structlog.get_logger()

_UNKNOWN = "DEVICE_UNKNOWN"
"""The server's word for a device that it has no record of."""


class _Asked(NamedTuple):
    """Where this device stood when it asked for a page of the feed."""

    epoch: str
    cursor: int
    version: int
    confirmed: int


class Round:
    """The steps of syncing one device with its server. Methods raise the errors of ``sync.device.errors``."""

    def __init__(
        self,
        store: Store,
        scan_log: ScanLog,
        client: ServerClient,
        clock: Clock,
        authority: VerifyKey,
        describe: Callable[[], DeviceReport] | None = None,
    ) -> None:
        """Sync ``store`` and ``scan_log`` over ``client``; policies are believed where ``authority`` signed them.

        ``describe`` says how the device is; the server hears it with every pull.
        """
        self._store = store
        self._scan_log = scan_log
        self._client = client
        self._clock = clock
        self._describe = describe
        self._replica = Replica(store, scan_log, authority)
        self._upload = Upload(store, scan_log, self._replica, client)
        self._one_snapshot = threading.Lock()
        self.server_version = ""
        """The server's program as it said last, empty where it did not."""
        self._tally = Tally()

    def run(self, *, full: bool, report: Report, is_cancelled: IsCancelled) -> None:
        """A whole round; ``full`` fetches every ticket anew. CancelledError keeps what has come."""
        try:
            self._run(full=full, report=report, is_cancelled=is_cancelled)
        except ServerUnreachableError:  # Perhaps only because ``interrupt`` cut it.
            _stop_if(is_cancelled)
            raise

    def interrupt(self) -> None:
        """Wake whoever waits for the server, with ServerUnreachableError; what comes next may ask again."""
        self._client.interrupt()

    def hang_up(self) -> None:
        """Cut off whatever waits for the server, for good; its callers get ServerUnreachableError."""
        self._client.close()

    @property
    def changes(self) -> Changes:
        """What syncing changed since this object was made, by whichever thread."""
        return self._tally.sum

    @property
    def is_clock_unknown(self) -> bool:
        """Whether the clock was never compared, or was set since."""
        return self._clock.read().offset is None

    def compare_clocks(self) -> None:
        """Learn how far this device's clock is from the server's (``sync.device.compared_clocks``).

        A server that was put back may not know this device; it is shown its own signed word of it.
        """
        try:
            self.server_version = compare_clocks(self._client, self._clock)
        except DeviceNotAcceptedError as error:
            if error.code != _UNKNOWN:
                raise
            self._upload.introduce()
            self.server_version = compare_clocks(self._client, self._clock)

    def push_all(self, report: Report, is_cancelled: IsCancelled) -> int:
        """Upload all that the server lacks, this device's and what it carries for others; how many entries."""
        return self.push_own(report, is_cancelled) + self.relay(report, is_cancelled)

    def push_own(self, report: Report, is_cancelled: IsCancelled) -> int:
        """Upload what waits of this device's chains; how many entries."""
        pushed = self._upload.push_own(report, is_cancelled)
        self._tally.add(Changes(entries_up=pushed))
        return pushed

    def relay(self, report: Report, is_cancelled: IsCancelled, *, at_once: bool = True) -> int:
        """Carry what the server lacks of other doors' logs; how many entries. See ``Upload.relay``."""
        pushed = self._upload.relay(report, is_cancelled, at_once=at_once)
        self._tally.add(Changes(entries_up=pushed))
        return pushed

    def _run(self, *, full: bool, report: Report, is_cancelled: IsCancelled) -> None:
        report(SyncProgress(SyncPhase.CONNECTING))
        self.compare_clocks()
        self.push_own(report, is_cancelled)
        if full or not self._store.get("epoch") or self._store.get(WANTED):
            self.take_snapshot(report, is_cancelled)
        self.pull_all(report, is_cancelled)
        self.push_all(report, is_cancelled)  # What was found out meanwhile to be missing at a server put back.
        report(SyncProgress(SyncPhase.DONE, detail=_describe_kept_aside(self._scan_log.kept_aside())))

    def pull_all(self, report: Report, is_cancelled: IsCancelled) -> None:
        """Fetch everything that is new."""
        done, entries = 0, 0
        while True:
            _stop_if(is_cancelled)
            answer = self.pull_once(0.0)
            if answer is None:
                self.take_snapshot(report, is_cancelled)
                continue
            done, entries = done + len(answer.tickets), entries + len(answer.entries)
            report(SyncProgress(SyncPhase.DOWNLOADING, done, entries=entries))
            if not answer.more:
                return

    def pull_once(self, wait_s: float) -> PullAnswer | None:
        """Fetch one page, waiting up to ``wait_s`` for news; None where a snapshot is called for.

        That is where the epoch is a new one, or the door may know more of its tickets than it was told; what is new of
        those it knows is taken in all the same, since a whole list may take many tries.
        """
        epoch, cursor = self._store.get("epoch") or "", self._store.get("cursor") or 0
        asked = _Asked(epoch, cursor, self._given_version(), self._scan_log.confirmed())
        is_wanted = bool(epoch and self._store.get(WANTED))
        answer = self._client.pull(
            PullRequest(
                log_id=self._scan_log.log_id,
                epoch=epoch,
                cursor=cursor,
                policy_version=asked.version,
                wait_s=0.0 if is_wanted else wait_s,
                report=self._describe() if self._describe else None,
            )
        )
        if answer.token:
            self._renew(answer.token)
        if answer.epoch != epoch:
            log.info("epoch_changed")
            with self._store.writing() as connection:
                if _position(connection)[0] == epoch:
                    begin_anew(connection, self._scan_log)
            return None
        if max(0, answer.vector.get(self._scan_log.log_id, asked.confirmed)) < asked.confirmed:
            # It held more before it was asked, so this server was put back to an earlier state.
            log.warning("server_lost_entries", log_id=self._scan_log.log_id, confirmed=asked.confirmed)
            with self._store.writing() as connection:
                if _position(connection)[0] == epoch:
                    begin_anew(connection, self._scan_log)
            return None
        self._take_page(answer, asked)
        return None if is_wanted and not answer.more else answer

    def take_snapshot(self, report: Report, is_cancelled: IsCancelled) -> None:
        """Fetch every ticket; those in use stay until the last one has come, and a broken download goes on later."""
        self._upload.offer_policies()  # Before the server's own comes, which may have forgotten what these say.
        with self._one_snapshot:
            staging = Staging(self._store)
            frames = self._client.snapshot(self._scan_log.log_id, staging.epoch, staging.resume_after)
            try:
                self._take_frames(frames, staging, report, is_cancelled)
            except DecodeError as error:
                raise ServerGarbledError("The server sent a ticket list that cannot be read. Sync again.") from error
            self._catch_up(staging, is_cancelled)
            while not self._put_in_place(staging):
                self._catch_up(staging, is_cancelled)
        self.forget()  # What came may have names that need not be kept any more.

    def forget(self) -> None:
        """Let go of names and old entries where it is time (``sync.device.retention``)."""
        forget(self._store, self._scan_log, self._clock.read())

    def _put_in_place(self, staging: Staging) -> bool:
        """Use the copy from now on, where it is up to date; whether it was."""
        changes = changed_by_list(self._store)
        is_done = staging.finish_if_newest(self._scan_log.list_is_another)
        if is_done:
            self._tally.add(changes)
        return is_done

    def _catch_up(self, staging: Staging, is_cancelled: IsCancelled) -> None:
        """Bring the copy up to date before it is put in place: no ticket may fall back to how it was at its start."""
        with self._store.reading() as connection:
            known_epoch, known_cursor = _position(connection)
        more = True
        while more:
            _stop_if(is_cancelled)
            answer = self._client.pull(
                PullRequest(self._scan_log.log_id, staging.epoch, staging.cursor, policy_version=0)
            )
            is_behind = not answer.more and answer.epoch == known_epoch and answer.cursor < known_cursor
            if answer.epoch != staging.epoch or is_behind:
                with self._store.writing() as connection:
                    begin_anew(connection, self._scan_log)
                raise ServerUnreachableError("The server was put back to an earlier state meanwhile. Sync again.")
            staging.catch_up(answer.tickets, answer.cursor)
            self._absorb(answer.entries)
            more = answer.more

    def _take_frames(
        self, frames: Iterator[tuple[FrameKind, bytes]], staging: Staging, report: Report, is_cancelled: IsCancelled
    ) -> None:
        """Keep every frame; DecodeError for one that cannot be read, or where the header is not the first."""
        done, entries, total = 0, 0, None
        for kind, body in frames:
            _stop_if(is_cancelled)
            if kind is FrameKind.HEADER:
                header = decode_message(body, SnapshotHeader)
                done, total = self._begin(staging, header), header.tickets
            elif total is None:
                break
            elif kind is FrameKind.TICKETS:
                rows = decode_tickets(body)
                staging.add(rows)
                done += len(rows)
            elif kind is FrameKind.ENTRIES:
                came = decode_entries(body)
                self._absorb(came)
                entries += len(came)
            report(SyncProgress(SyncPhase.DOWNLOADING, done, total, entries=entries))
        if total is None:  # What is staged could be half of an older download.
            raise DecodeError("a snapshot begins with its header")

    def _begin(self, staging: Staging, header: SnapshotHeader) -> int:
        """Make ready for a snapshot's tickets; how many of them are here already."""
        with self._store.writing() as connection:
            self._take_policy(connection, header.policy)
        if not header.after:
            staging.begin(header.epoch, header.cursor)
        return staging.count()

    def _absorb(self, entries: Iterable[Entry]) -> None:
        with self._store.writing() as connection:
            self._take_entries(connection, entries)

    def _take_entries(self, connection: Connection, entries: Iterable[Entry]) -> None:
        before = self._scan_log.came
        self._scan_log.absorb(connection, entries, self._clock.read())
        self._tally.add(Changes(entries_down=self._scan_log.came - before))

    def _take_page(self, answer: PullAnswer, asked: _Asked) -> None:
        """Take in the page that follows ``asked``, unless a snapshot or another thread moved the cursor since.

        What such a page holds is fetched again, or has come already in a newer state than the page's.
        """
        version = None if answer.policy is None else self._replica.opened(answer.policy).version
        with self._store.writing() as connection:
            if _position(connection) != (asked.epoch, asked.cursor):
                return
            if version is not None and version < asked.version:
                # Numbers only rise within an epoch, so this server was put back to an earlier state.
                begin_anew(connection, self._scan_log)
                return
            self._tally.add(changed_by(connection, answer.tickets))
            put_tickets(connection, answer.tickets)
            self._take_entries(connection, answer.entries)
            self._scan_log.facts_changed(connection, [ticket.ticket_id for ticket in answer.tickets])
            self._take_policy(connection, answer.policy)
            put_values(connection, cursor=answer.cursor)
            if not answer.more:
                put_values(connection, synced_at=self._clock.read().corrected.ms)
                self._scan_log.list_is_newer(connection)
            vector = dict(answer.vector)
            if confirmed_of(connection, self._scan_log.log_id) > asked.confirmed:
                # A push was answered since: of this log the page may be older, and what waits is not to seem to grow.
                vector.pop(self._scan_log.log_id, None)
            self._scan_log.note_confirmed(connection, vector)

    def _take_policy(self, connection: Connection, signed: SignedPolicy | None) -> None:
        if signed is not None:
            policy = self._replica.opened(signed)
            self._replica.keep_policy(connection, signed, policy)
            put_values(connection, policy_given=policy.version)

    def _given_version(self) -> int:
        """The number of the policy that the server last gave; doors may have brought a later one since."""
        version = self._store.get("policy_given")
        return load_policy(self._store).version if version is None else int(version)

    def _renew(self, token: str) -> None:
        """Go over to a fresh token, once it is on the disk."""
        with self._store.writing() as connection:
            keep_token(connection, self._scan_log.log_id, token)
        self._client.use_token(token)


def _position(connection: Connection) -> tuple[str, int]:
    """The epoch and cursor that the store stands at."""
    held = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('epoch', 'cursor')").fetchall())
    return held.get("epoch") or "", held.get("cursor") or 0


def _stop_if(is_cancelled: IsCancelled) -> None:
    if is_cancelled():
        raise CancelledError("Stopped. What has come is kept; sync again to go on.")


def _describe_kept_aside(count: int) -> str:
    """What to do about entries that the server cannot take; empty where there are none."""
    if not count:
        return ""
    scans = "1 earlier scan is" if count == 1 else f"{count:,} earlier scans are"
    return f"{scans} kept on this device only, as the server does not know the device of that time: tell the organizer."
