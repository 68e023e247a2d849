"""What a door brings to the server: its own logs, what other doors' logs hold beyond the server's, and evidence.

Each step may fail and be repeated alone. A log that the server cannot take is set aside and holds up no other.
"""

import contextlib

import structlog

from sync.device.client import ServerClient
from sync.device.database import Store
from sync.device.epochs import begin_anew, forget_to_offer, policies_to_offer
from sync.device.errors import CancelledError, DeviceNotAcceptedError, ServerGarbledError, ServerRefusedError
from sync.device.forks import note_told, untold_forks
from sync.device.log_rows import last_of
from sync.device.pairing import find_signed_policy
from sync.device.progress import IsCancelled, Report, SyncPhase, SyncProgress
from sync.device.replica import Replica
from sync.device.scan_log import ScanLog
from sync.device.unconfirmed import Behind
from sync.protocol.messages import MOST_ENTRIES_A_PUSH, Entry, EntryStatus, PushRequest, SignedPolicy
from sync.rules.ids import LogId

log = structlog.get_logger()


class Upload:
    """One device's way to its server. Methods raise the errors of ``sync.device.errors``."""

    def __init__(self, store: Store, scan_log: ScanLog, replica: Replica, client: ServerClient) -> None:
        """Bring what ``scan_log`` and ``replica`` hold over ``client``."""
        self._store = store
        self._scan_log = scan_log
        self._replica = replica
        self._client = client
        self._seen: dict[LogId, int] = {}
        """Up to where other doors' logs were held at the last relay."""

    def push_own(self, report: Report, is_cancelled: IsCancelled) -> int:
        """Upload all own entries that wait, chain by chain; how many the server's copies grew by."""
        self.offer_policies()
        return self._push_logs(self._scan_log.behind(is_own=True), report, is_cancelled)

    def relay(self, report: Report, is_cancelled: IsCancelled, *, at_once: bool = True) -> int:
        """Carry other doors' entries that the server lacks, and evidence; how many the server's copies grew by.

        With ``at_once`` False only for logs of which it lacks what was held here at the call before already: else
        every door would carry what the server is about to tell it.
        """
        behind = self._scan_log.behind(is_own=False)
        due = [each for each in behind if at_once or each.confirmed < self._seen.get(each.log_id, 0)]
        self._seen = {each.log_id: each.last for each in behind}
        pushed = 0
        if due:
            self._ask_how_much(due)
            asked = {each.log_id for each in due}
            due = [each for each in self._scan_log.behind(is_own=False) if each.log_id in asked]
            pushed = self._push_logs(due, report, is_cancelled)
        self._push_evidence()
        return pushed

    def offer_policies(self) -> None:
        """Bring the policies that a server put back to an earlier state may have forgotten."""
        with self._store.reading() as connection:
            waiting = policies_to_offer(connection)
        for signed in waiting:
            try:
                if self._is_ours(signed):
                    self._take_present(self._client.offer_policy(signed))
            except DeviceNotAcceptedError:
                raise
            except ServerRefusedError as error:  # It is not this server's, or its event is gone.
                log.warning("policy_refused", code=error.code)
            with self._store.writing() as connection:
                forget_to_offer(connection, signed)

    def introduce(self) -> None:
        """Show the policy held here to a server that does not know this device: it may have forgotten it."""
        with self._store.reading() as connection:
            signed = find_signed_policy(connection)
        if signed is None:
            raise ServerRefusedError("NO_POLICY", "This device has no policy to show. Pair it again.")
        self._take_present(self._client.offer_policy(signed))

    def _is_ours(self, signed: SignedPolicy) -> bool:
        """Whether it is of this event: one of an event before it is not for this server to read."""
        with contextlib.suppress(ServerGarbledError):
            self._replica.opened(signed)
            return True
        return False

    def _push_logs(self, logs: list[Behind], report: Report, is_cancelled: IsCancelled) -> int:
        pushed, total = 0, sum(each.last - each.confirmed for each in logs)
        for each in logs:
            while True:
                known, entries = self._scan_log.tail_after(MOST_ENTRIES_A_PUSH, each.log_id)
                if not entries:
                    break
                if is_cancelled():
                    raise CancelledError("Stopped. What has come is kept; sync again to go on.")
                report(SyncProgress(SyncPhase.UPLOADING, pushed, max(total, pushed + len(entries))))
                moved = self._push(each.log_id, known, entries)
                if not moved:
                    self._set_aside(each.log_id)
                    break
                pushed += max(0, moved)
        return pushed

    def _push(self, log_id: LogId, known: int, entries: tuple[Entry, ...]) -> int:
        """Offer entries of a log that the server was ``known`` to hold so far of; by how many its copy grew.

        Less than 0 where it lost what it was known to hold.
        """
        before = entries[0].seq - 1
        answer = self._client.push(PushRequest(entries))
        held = max(0, answer.vector.get(log_id, before))
        with self._store.writing() as connection:
            self._scan_log.note_confirmed(connection, answer.vector)
            if held < before and EntryStatus.GAP in answer.results:
                if before <= self._scan_log.row(connection, log_id).pruned:
                    return 0  # What it asks for was let go of, long after the event.
                if held >= known:
                    return 0  # It lost nothing: what is between is missing here too, such as a spoiled entry.
                # What it had confirmed it no longer has: this server was put back to an earlier state.
                log.warning("server_lost_entries", log_id=log_id, confirmed=known, held=held)
                begin_anew(connection, self._scan_log)
        return held - before

    def _set_aside(self, log_id: LogId) -> None:
        """The server cannot take this log: of a device that it does not know, as after it was put back for good."""
        with self._store.writing() as connection:
            is_pruned = self._scan_log.row(connection, log_id).pruned > 0
            if log_id != self._scan_log.log_id or is_pruned:
                self._scan_log.set_aside(connection, log_id)
                return
        raise ServerGarbledError("The server took none of the scans it was sent. They are kept; tell the organizer.")

    def _ask_how_much(self, logs: list[Behind]) -> None:
        """Learn how much of these logs the server holds by pushing the last entry of each: most often all."""
        with self._store.reading() as connection:
            last = [last_of(connection, each.log_id) for each in logs[:MOST_ENTRIES_A_PUSH]]
        answer = self._client.push(PushRequest(tuple(entry for entry in last if entry is not None)))
        self._scan_log.confirm(answer.vector)

    def _push_evidence(self) -> None:
        with self._store.reading() as connection:
            forks = untold_forks(connection, MOST_ENTRIES_A_PUSH)
        if not forks:
            return
        answer = self._client.push(PushRequest(forks))
        with self._store.writing() as connection:
            for entry, status in zip(forks, answer.results, strict=False):
                if status is not EntryStatus.GAP:  # Before it knows the log it cannot see the fork.
                    note_told(connection, entry)

    def _take_present(self, signed: SignedPolicy) -> None:
        with self._store.writing() as connection:
            self._replica.keep_policy(connection, signed, self._replica.opened(signed))
