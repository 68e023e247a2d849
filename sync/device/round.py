"""One round of sync: compare clocks, push what waits, fetch what is new. Each step may fail and be repeated alone."""

import threading
from collections.abc import Iterable, Iterator

import structlog
from nacl.signing import VerifyKey

from sync.device.client import ServerClient
from sync.device.clock import LARGEST_JUMP_MS, Clock
from sync.device.database import Connection, Store, put_values
from sync.device.errors import CancelledError, ServerGarbledError, ServerUnreachableError
from sync.device.pairing import forget_position, load_policy, load_policy_in, put_policy
from sync.device.progress import IsCancelled, Report, SyncPhase, SyncProgress
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import Staging, put_tickets
from sync.protocol.codec import DecodeError, FrameKind, decode_entries, decode_message, decode_tickets
from sync.protocol.messages import (
    MOST_ENTRIES_A_PUSH,
    Entry,
    EntryStatus,
    Policy,
    PullAnswer,
    PullRequest,
    PushRequest,
    SignedPolicy,
    SnapshotHeader,
)
from sync.protocol.signing import open_policy
from sync.rules.clock import RoundTrip, estimate_offset
from sync.rules.ids import LogId

log = structlog.get_logger()

CLOCK_ROUND_TRIPS = 8


class Round:
    """The steps of syncing one device with its server. Methods raise the errors of ``sync.device.errors``."""

    def __init__(
        self, store: Store, scan_log: ScanLog, client: ServerClient, clock: Clock, authority: VerifyKey
    ) -> None:
        """Sync ``store`` and ``scan_log`` over ``client``; policies are believed where ``authority`` signed them."""
        self._store = store
        self._authority = authority
        self._scan_log = scan_log
        self._client = client
        self._clock = clock
        self._one_snapshot = threading.Lock()

    def run(self, *, full: bool, report: Report, is_cancelled: IsCancelled) -> None:
        """A whole round; ``full`` fetches every ticket anew. CancelledError keeps what has come."""
        report(SyncProgress(SyncPhase.CONNECTING))
        self.compare_clocks()
        self.push_all(report, is_cancelled)
        if full or not self._store.get("epoch"):
            self.take_snapshot(report, is_cancelled)
        self.pull_all(report, is_cancelled)
        self.push_all(report, is_cancelled)  # What was found out meanwhile to be missing at a server put back.
        report(SyncProgress(SyncPhase.DONE))

    def hang_up(self) -> None:
        """Cut off whatever waits for the server, for good; its callers get ServerUnreachableError."""
        self._client.close()

    @property
    def is_clock_unknown(self) -> bool:
        """Whether the clock was never compared, or was set since."""
        return self._clock.read().offset is None

    def compare_clocks(self) -> None:
        """Learn how far this device's clock is from the server's (door.md: best of 8 round trips).

        Nothing is learned when the wall clock was set meanwhile: the trips would be of two clocks.
        """
        before = self._clock.read()
        trips = []
        for _ in range(CLOCK_ROUND_TRIPS):
            sent = self._clock.read().wall
            answer = self._client.time(sent)
            trips.append(RoundTrip(sent, answer.server_received, answer.server_sent, self._clock.read().wall))
        after = self._clock.read()
        offset = estimate_offset(trips)
        if offset is not None and abs((after.wall - after.mono) - (before.wall - before.mono)) <= LARGEST_JUMP_MS:
            self._clock.learn(offset)

    def push_all(self, report: Report, is_cancelled: IsCancelled) -> int:
        """Upload all that waits, chain by chain; the number uploaded. A chain that is stuck holds up no other."""
        pushed, total, is_stuck = 0, self._scan_log.waiting(), False
        for log_id in self._scan_log.unconfirmed():
            while entries := self._scan_log.tail(MOST_ENTRIES_A_PUSH, log_id):
                _stop_if(is_cancelled)
                report(SyncProgress(SyncPhase.UPLOADING, pushed, max(total, pushed + len(entries))))
                moved = self._push(log_id, entries)
                if not moved:
                    is_stuck = True
                    break
                pushed += max(0, moved)
        if is_stuck:
            raise ServerGarbledError(
                "The server took none of the scans it was sent. They are kept; tell the organizer."
            )
        return pushed

    def _push(self, log_id: LogId, entries: tuple[Entry, ...]) -> int:
        """Offer entries of one chain; by how many the server's copy grew, less than 0 where it lacks earlier ones."""
        before = entries[0].seq - 1
        answer = self._client.push(PushRequest(entries))
        held = max(0, answer.vector.get(log_id, before))
        with self._store.writing() as connection:
            self._scan_log.note_confirmed(connection, answer.vector)
            if held < before and EntryStatus.GAP in answer.results:
                # What it had confirmed it no longer has: this server was put back to an earlier state.
                log.warning("server_lost_entries", log_id=log_id, confirmed=before, held=held)
                self._begin_anew(connection)
        return held - before

    def _begin_anew(self, connection: Connection) -> None:
        """The server has another past than the one known here: take a snapshot, and offer all entries again."""
        forget_position(connection)
        self._scan_log.offer_again(connection)

    def pull_all(self, report: Report, is_cancelled: IsCancelled) -> None:
        """Fetch everything that is new."""
        done = 0
        while True:
            _stop_if(is_cancelled)
            answer = self.pull_once(0.0)
            if answer is None:
                self.take_snapshot(report, is_cancelled)
                continue
            done += len(answer.tickets) + len(answer.entries)
            report(SyncProgress(SyncPhase.DOWNLOADING, done))
            if not answer.more:
                return

    def pull_once(self, wait_s: float) -> PullAnswer | None:
        """Fetch one page, waiting up to ``wait_s`` for news; None where a new epoch calls for a snapshot."""
        epoch, cursor = self._store.get("epoch") or "", self._store.get("cursor") or 0
        answer = self._client.pull(
            PullRequest(
                log_id=self._scan_log.log_id,
                epoch=epoch,
                cursor=cursor,
                policy_version=load_policy(self._store).version,
                wait_s=wait_s,
            )
        )
        if answer.epoch != epoch:
            log.info("epoch_changed")
            with self._store.writing() as connection:
                if _position(connection)[0] == epoch:
                    self._begin_anew(connection)
            return None
        self._take_page(answer, epoch, cursor)
        return answer

    def take_snapshot(self, report: Report, is_cancelled: IsCancelled) -> None:
        """Fetch every ticket; those in use stay until the last one has come, and a broken download goes on later."""
        with self._one_snapshot:
            staging = Staging(self._store)
            frames = self._client.snapshot(self._scan_log.log_id, staging.epoch, staging.resume_after)
            try:
                self._take_frames(frames, staging, report, is_cancelled)
            except DecodeError as error:
                raise ServerGarbledError("The server sent a ticket list that cannot be read. Sync again.") from error
            while not staging.finish_if_newest():
                self._catch_up(staging, is_cancelled)

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
                    self._begin_anew(connection)
                raise ServerUnreachableError("The server was put back to an earlier state meanwhile. Sync again.")
            staging.catch_up(answer.tickets, answer.cursor)
            self._absorb(answer.entries)
            more = answer.more

    def _take_frames(
        self, frames: Iterator[tuple[FrameKind, bytes]], staging: Staging, report: Report, is_cancelled: IsCancelled
    ) -> None:
        """Keep every frame; DecodeError for one that cannot be read, or where the header is not the first."""
        done, total = 0, None
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
                self._absorb(decode_entries(body))
            report(SyncProgress(SyncPhase.DOWNLOADING, done, total))
        if total is None:  # What is staged could be half of an older download.
            raise DecodeError("a snapshot begins with its header")

    def _begin(self, staging: Staging, header: SnapshotHeader) -> int:
        """Make ready for a snapshot's tickets; how many of them are here already."""
        policy = open_policy(header.policy, self._authority)
        with self._store.writing() as connection:
            # Policy numbers count within an epoch: another epoch's first is taken whatever its number (I11).
            put_policy(connection, header.policy, policy, is_first=_position(connection)[0] != header.epoch)
        if not header.after:
            staging.begin(header.epoch, header.cursor)
        return staging.count()

    def _absorb(self, entries: Iterable[Entry]) -> None:
        with self._store.writing() as connection:
            self._scan_log.absorb(connection, entries, self._clock.read())

    def _take_page(self, answer: PullAnswer, epoch: str, asked_from: int) -> None:
        """Take in the page that follows ``asked_from``, unless a snapshot or another thread moved the cursor since.

        What such a page holds is fetched again, or has come already in a newer state than the page's.
        """
        policy = None if answer.policy is None else self._opened(answer.policy)
        with self._store.writing() as connection:
            if _position(connection) != (epoch, asked_from):
                return
            if policy is not None and policy.version < load_policy_in(connection).version:
                # Numbers only rise within an epoch, so this server was put back to an earlier state.
                self._begin_anew(connection)
                return
            put_tickets(connection, answer.tickets)
            self._scan_log.absorb(connection, answer.entries, self._clock.read())
            if answer.policy is not None and policy is not None:
                put_policy(connection, answer.policy, policy)
            put_values(connection, cursor=answer.cursor)
            if not answer.more:
                put_values(connection, synced_at=self._clock.read().corrected.ms)
            self._scan_log.note_confirmed(connection, answer.vector)

    def _opened(self, signed: SignedPolicy) -> Policy:
        try:
            return open_policy(signed, self._authority)
        except DecodeError as error:
            raise ServerGarbledError("The server sent rules that its event's key did not sign. Sync again.") from error


def _position(connection: Connection) -> tuple[str, int]:
    """The epoch and cursor that the store stands at."""
    held = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('epoch', 'cursor')").fetchall())
    return held.get("epoch") or "", held.get("cursor") or 0


def _stop_if(is_cancelled: IsCancelled) -> None:
    if is_cancelled():
        raise CancelledError("Stopped. What has come is kept; sync again to go on.")
