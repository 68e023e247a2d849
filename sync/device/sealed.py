"""A sealed copy of what waits for upload, beside the store: a lost key or database loses no scan that was not sent.

``unsent.sealed`` is a rescue file (sync/protocol/rescue.py): this device itself cannot open it. It lags behind the log
by a few seconds at most and is gone while nothing waits. A copy of entries that the store does not hold, left by a
store that was lost or wiped, is never written over: it becomes ``left-….sealed`` and goes to the server as it is.
"""

import contextlib
import hashlib
import threading
import time
from collections.abc import Callable
from pathlib import Path

import structlog

from sync.device.client import ServerClient
from sync.device.database import Store
from sync.device.errors import (
    DeviceError,
    DeviceNotAcceptedError,
    FileTroubleError,
    ServerRefusedError,
)
from sync.device.pairing import Pairing
from sync.device.rescue import read_rescue, seal, sync_folder, waiting_entries, write_whole
from sync.protocol.rescue import RescueError, read_header
from sync.rules.ids import LogId

log = structlog.get_logger()

SEALED_FILE = "unsent.sealed"
_LEFT = "left-*.sealed"
SEAL_EVERY_S = 3.0
_COST_SHARE = 20.0
"""Sealing may take one part in so many of the time: a queue of ten thousand takes a while."""
_REACH = """
SELECT log_id, confirmed, seq
FROM (SELECT log_id, confirmed, (SELECT max(seq) FROM entries WHERE entries.log_id = logs.log_id) AS seq
      FROM logs WHERE event_id = ?)
WHERE seq > confirmed
"""

_Standing = frozenset[tuple[str, int, int]]


class Sealed:
    """The sealed copy of one paired store. Any thread may call it."""

    def __init__(
        self,
        store: Store,
        pairing: Pairing,
        client: ServerClient | None = None,
        *,
        mono_s: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep a copy of what waits in ``store``; what an earlier store left is set aside and goes up by ``client``."""
        self._store = store
        self._pairing = pairing
        self._client = client
        self._folder = store.path.parent
        self._mono_s = mono_s
        self._lock = threading.Lock()
        self._again_s = float("-inf")
        self._written: _Standing | None = None
        self._refused: set[Path] = set()
        self._is_looked_at = False

    @property
    def path(self) -> Path:
        """Where the copy lies while something waits."""
        return self._folder / SEALED_FILE

    def refresh(self) -> None:
        """Bring the copy up to date where it is due; call it often. What goes wrong is logged and tried again."""
        with self._lock:
            if self._mono_s() < self._again_s:
                return
            try:
                self._bring_up_to_date()
            except DeviceError as error:
                log.warning("unsent_not_sealed", why=type(error).__name__)
                self._again_s = self._mono_s() + SEAL_EVERY_S

    def seal_now(self) -> bool:
        """Bring the copy up to date at once; whether there is one. A DeviceError says why it lacks some of it."""
        with self._lock:
            self._bring_up_to_date()
            standing = self._standing()
            if standing and not self._is_whole(standing):
                raise FileTroubleError("More scans wait than one sealed file holds. Sync first.")
            return bool(standing)

    def finish(self) -> None:
        """Bring the copy up to date for the last time; what goes wrong is logged."""
        self._again_s = float("-inf")
        self.refresh()

    def deliver(self) -> int:
        """Give the server what lost or wiped stores of this event left; how many entries were new to it.

        DeviceError kinds as the client's. A file of which something was refused stays, since another may fill the gap
        before it, and is offered again once another did, or at the next start.
        """
        if self._client is None:
            return 0
        with self._lock:
            self._look_at_what_is_left()
        accepted = 0
        while (new := self._deliver_each(self._client)) > 0:
            accepted += new
            self._refused.clear()
        return accepted

    def _deliver_each(self, client: ServerClient) -> int:
        accepted = 0
        for path in left_behind(self._folder):
            if path in self._refused or not self._is_of_this_event(path):
                continue
            try:
                answer = client.rescue(read_rescue(path))
            except DeviceNotAcceptedError:
                raise
            except (ServerRefusedError, FileTroubleError) as error:
                log.warning("left_entries_refused", file=path.name, why=str(error))
                self._refused.add(path)
                continue
            log.info("left_entries_sent", accepted=answer.accepted, known=answer.known, refused=answer.refused)
            accepted += answer.accepted
            if answer.refused:
                self._refused.add(path)
            else:
                remove(path)
        return accepted

    def _bring_up_to_date(self) -> None:
        self._look_at_what_is_left()
        standing = self._standing()
        if standing == self._written:
            return
        began = self._mono_s()
        if standing:
            write_whole(self.path, seal(self._pairing, waiting_entries(self._store, self._pairing.event_id)))
        else:
            remove(self.path)
        self._written = standing
        self._again_s = self._mono_s() + max(SEAL_EVERY_S, _COST_SHARE * (self._mono_s() - began))

    def _is_whole(self, standing: _Standing) -> bool:
        reach = read_header(read_rescue(self.path)).reach
        return all(reach.get(LogId(log_id), 0) >= seq for log_id, _, seq in standing)

    def _standing(self) -> _Standing:
        with self._store.reading() as connection:
            return frozenset(connection.execute(_REACH, (self._pairing.event_id,)).fetchall())

    def _look_at_what_is_left(self) -> None:
        """Once: let a copy that this store could not have written out of the way."""
        if self._is_looked_at:
            return
        if self.path.exists() and not self._is_ours():
            leave_behind(self._folder)
        self._is_looked_at = True

    def _is_ours(self) -> bool:
        """Whether the store holds all that the copy does: then a new copy may take its place."""
        try:
            header = read_header(read_rescue(self.path))
        except FileTroubleError:
            return False
        if (header.event_id, header.device_id) != (self._pairing.event_id, self._pairing.device_id):
            return False
        return all(self._held(log_id) >= seq for log_id, seq in header.reach.items())

    def _held(self, log_id: LogId) -> int:
        with self._store.reading() as connection:
            row = connection.execute("SELECT max(seq) FROM entries WHERE log_id = ?", (log_id,)).fetchone()
        return row[0] or 0

    def _is_of_this_event(self, path: Path) -> bool:
        with contextlib.suppress(RescueError, OSError):
            return read_header(path.read_bytes()).event_id == self._pairing.event_id
        return False


def left_behind(folder: Path) -> list[Path]:
    """The copies in ``folder`` that lost or wiped stores left and no server has taken yet."""
    return sorted(folder.glob(_LEFT))


def leave_behind(folder: Path) -> Path | None:
    """Rename the sealed copy so that no store writes over it; its new path, None where there is none.

    FileTroubleError where the folder cannot be changed.
    """
    path = folder / SEALED_FILE
    try:
        if not path.exists():
            return None
        # By its content, so that the same copy is left once.
        left = folder / f"left-{hashlib.sha256(path.read_bytes()).hexdigest()[:16]}.sealed"
        path.replace(left)
        sync_folder(folder)
    except OSError as error:
        raise FileTroubleError(
            "Cannot change files in {folder}: {why}.", folder=str(folder), why=error.strerror or ""
        ) from error
    return left


def remove(path: Path) -> None:
    """Delete ``path``; FileTroubleError where that is not possible, nothing where there is none."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileTroubleError("Cannot delete {path}: {why}.", path=str(path), why=error.strerror or "") from error
