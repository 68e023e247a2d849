"""Wiping a device: what was not sent is uploaded or sealed, then the key is destroyed, then the files.

By a manager's order, or by the event's (``Door.wipe`` in a policy). A file beside the store says that a wipe is under
way, so one that a crash broke off is finished at the next start. What stays is ``*.sealed``, which only the event's
authority can open.
"""

import shutil
from pathlib import Path

import msgspec
import structlog

from sync.device.database import DATABASE_FILE, Store, lock_folder
from sync.device.errors import FileTroubleError, KeyUnavailableError
from sync.device.rescue import sync_folder, write_whole
from sync.device.sealed import SEALED_FILE, Sealed, left_behind
from sync.device.search_file import remove_index
from sync.device.vault import destroy_key
from sync.protocol.messages import Policy
from sync.rules.ids import DeviceId
from sync.sentence import Sentence

log = structlog.get_logger()

SET_ASIDE_FOLDER = "set-aside"
"""Where stores are moved that cannot be read (sync/device/opening.py)."""
MAKING_FOLDER = "salvaging"
MADE_FOLDER = "salvaged"
"""Where a store is made of what such a one still holds."""
_UNDER_WAY_FILE = "wiping"


class Wiped(msgspec.Struct, frozen=True):
    """What a wipe left: the sealed files that still have to reach the server."""

    sealed: tuple[Path, ...]

    @property
    def sentence(self) -> Sentence:
        """For the person who stands before the device."""
        if not self.sealed:
            return Sentence("This device was wiped. Nothing is left on it.")
        names = ", ".join(path.name for path in self.sealed)
        return Sentence(
            "This device was wiped. The scans that were not uploaded are sealed in {files}: "
            "pair it again with the event to upload them, or give the file to the organizer.",
            files=names,
        )


def is_told_to_wipe(policy: Policy, device_id: DeviceId) -> bool:
    """Whether the event wants this device wiped."""
    return any(door.wipe for door in policy.doors if door.device_id == device_id)


def wipe(store: Store, sealed: Sealed) -> Wiped:
    """Make an end of ``store``: it is closed and gone when this returns. Whoever follows it must have stopped.

    What still waits for upload is sealed. Nothing is destroyed where that fails: a FileTroubleError, NotPairedError or
    StoreError says why, and the same call may be made again. KeyUnavailableError is raised last, once all else is
    gone: the next start tries the key again.
    """
    data_dir = store.path.parent
    try:
        with store.writing() as connection:
            sealed.seal_now()
            write_whole(data_dir / _UNDER_WAY_FILE, b"")
            # In the transaction that keeps scans out: one that came now could not be written down, so not be green.
            connection.execute("DROP TABLE entries")
    except BaseException:
        (data_dir / _UNDER_WAY_FILE).unlink(missing_ok=True)
        raise
    store.close()
    return finish_wipe(data_dir)


def is_wipe_under_way(data_dir: Path) -> bool:
    """Whether a crash broke a wipe off."""
    return (data_dir / _UNDER_WAY_FILE).exists()


def finish_wipe(data_dir: Path) -> Wiped:
    """Destroy the key, then the files. Errors as of ``wipe``; StoreLockedError where the store is open."""
    lock = lock_folder(data_dir)
    try:
        trouble = _destroy_key(data_dir)
        _delete_files(data_dir)
        if trouble is not None:
            raise trouble
        (data_dir / _UNDER_WAY_FILE).unlink(missing_ok=True)
        sync_folder(data_dir)
    except OSError as error:
        raise FileTroubleError(
            "Not all of {folder} could be deleted: {why}. Try again.", folder=str(data_dir), why=error.strerror or ""
        ) from error
    finally:
        lock.release()
    log.info("device_wiped")
    return Wiped(tuple(_sealed_files(data_dir)))


def _destroy_key(data_dir: Path) -> KeyUnavailableError | None:
    try:
        destroy_key(data_dir)
    except KeyUnavailableError as error:  # The files can go all the same.
        return error
    return None


def _delete_files(data_dir: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        (data_dir / (DATABASE_FILE + suffix)).unlink(missing_ok=True)
    remove_index(data_dir)
    for folder in (SET_ASIDE_FOLDER, MAKING_FOLDER, MADE_FOLDER):
        if (data_dir / folder).exists():
            shutil.rmtree(data_dir / folder)


def _sealed_files(data_dir: Path) -> list[Path]:
    unsent = data_dir / SEALED_FILE
    return [*([unsent] if unsent.exists() else []), *left_behind(data_dir)]
