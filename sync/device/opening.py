"""Opening the store of a data directory, whatever happened to it: what is broken is set aside, never deleted.

One function for every program that scans. What it did beyond opening it says in a sentence for people.
"""

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import structlog

from sync.device.database import DATABASE_FILE, Store, lock_folder
from sync.device.errors import DeviceError, FileTroubleError, KeyLostError, StoreDamagedError, StoreError
from sync.device.exclusive import ExclusiveLock
from sync.device.rescue import sync_folder
from sync.device.salvage import Salvaged, put_back, salvage, seal_orphans
from sync.device.sealed import leave_behind, left_behind
from sync.device.search_file import remove_index
from sync.device.ticket_cache import SEARCH_KEY
from sync.device.vault import StoreKey, find_or_make_key, set_lost_key_aside
from sync.device.wipe import MADE_FOLDER, MAKING_FOLDER, SET_ASIDE_FOLDER, finish_wipe, is_wipe_under_way
from sync.sentence import Sentence

log = structlog.get_logger()

_SUFFIXES = ("", "-wal", "-shm", "-journal")


class Opened(msgspec.Struct, frozen=True):
    """The open store, whether the OS guards its key, and what was done to have it; empty where it just opened."""

    store: Store
    is_key_in_keyring: bool
    note: str = ""


def open_or_recover(data_dir: Path, *, allow_keyring: bool = True) -> Opened:
    """The store in ``data_dir``, made where there is none, and made anew of what is left where it cannot be read.

    A wipe or a salvage that a crash broke off is finished first. DeviceError kinds where nothing helps now: a locked
    keyring, another scanner, a full disk.
    """
    notes: list[str] = []
    if is_wipe_under_way(data_dir):
        notes.append(finish_wipe(data_dir).sentence)
    lock = lock_folder(data_dir)
    try:
        _finish_exchange(data_dir)
        key = _key_or_new_one(data_dir, notes, allow_keyring=allow_keyring)
        store = _open_sound(data_dir, key, lock)
        if store is None:
            lock = lock_folder(data_dir)
            notes.append(_exchange(data_dir, key))
            store = Store(data_dir, key.secret, lock)
    except DeviceError:
        lock.release()
        raise
    except OSError as error:
        lock.release()
        raise FileTroubleError(
            "Cannot change files in {folder}: {why}. Free some space.", folder=str(data_dir), why=error.strerror or ""
        ) from error
    _let_go_of_remains(store)
    return Opened(store, key.is_in_keyring, Sentence.row(*notes))


def _let_go_of_remains(store: Store) -> None:
    """Finish what a crash broke off after names were let go of: pages of the log, and an index without its key."""
    with contextlib.suppress(StoreError):  # The door opens all the same; the next start tries again.
        if store.get(SEARCH_KEY) is None:
            remove_index(store.path.parent)
            store.settle()


def _key_or_new_one(data_dir: Path, notes: list[str], *, allow_keyring: bool) -> StoreKey:
    """The key; where it is lost, what it opened is set aside and there is a new one."""
    try:
        return find_or_make_key(data_dir, allow_keyring=allow_keyring)
    except KeyLostError as error:
        log.warning("store_key_lost", why=str(error))
        leave_behind(data_dir)
        folder = _set_aside(data_dir)
        set_lost_key_aside(data_dir, folder)
        lost = Sentence(
            "The key of the ticket store was lost. The store was moved to {folder}, and a new one begun. "
            "Pair this device again with its event.",
            folder=str(folder),
        )
        sealed = Sentence("Scans that were not uploaded are sealed and go up by themselves.")
        notes += [lost, sealed] if left_behind(data_dir) else [lost]
        return find_or_make_key(data_dir, allow_keyring=allow_keyring)


def _open_sound(data_dir: Path, key: StoreKey, lock: ExclusiveLock) -> Store | None:
    """The store, None where it is damaged: then ``lock`` was given back."""
    try:
        store = Store(data_dir, key.secret, lock)
    except StoreDamagedError:
        return None
    with contextlib.suppress(StoreDamagedError), store.reading() as connection:
        if not connection.execute("PRAGMA cipher_integrity_check").fetchall():
            return store
    store.close()
    return None


def _exchange(data_dir: Path, key: StoreKey) -> str:
    """Put a store made of what can be read in the place of the damaged one; says what came of it."""
    found = salvage(data_dir / DATABASE_FILE, key.secret)
    making = data_dir / MAKING_FOLDER
    store = Store(making, key.secret)
    try:
        put_back(store, found)
    finally:
        store.close()
    seal_orphans(found, data_dir)
    leave_behind(data_dir)  # It may hold what the damaged store has lost.
    making.rename(data_dir / MADE_FOLDER)
    sync_folder(data_dir)
    folder = _set_aside(data_dir)
    _finish_exchange(data_dir)
    return _told(found, folder)


def _finish_exchange(data_dir: Path) -> None:
    """Take what a crash left of an exchange: a half store is thrown away, a whole one put in place."""
    making, made = data_dir / MAKING_FOLDER, data_dir / MADE_FOLDER
    if making.exists():
        shutil.rmtree(making)
    if not made.exists():
        return
    if (made / DATABASE_FILE).exists():
        if (data_dir / DATABASE_FILE).exists():
            _set_aside(data_dir)
        (made / DATABASE_FILE).replace(data_dir / DATABASE_FILE)
        sync_folder(data_dir)
    shutil.rmtree(made)


def _set_aside(data_dir: Path) -> Path:
    """Move the database's files to a folder of their own, which is given."""
    moment = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
    folder = data_dir / SET_ASIDE_FOLDER / moment
    folder.mkdir(parents=True, mode=0o700)
    for suffix in reversed(_SUFFIXES):  # The file itself last: a crash leaves nothing that passes for a whole store.
        path = data_dir / (DATABASE_FILE + suffix)
        if path.exists():
            path.replace(folder / path.name)
    sync_folder(folder)
    sync_folder(data_dir)
    return folder


def _told(found: Salvaged, folder: Path) -> str:
    is_paired = found.pairing is not None and found.policy is not None
    return Sentence.row(
        Sentence("The ticket store was damaged. It was moved to {folder}.", folder=str(folder)),
        Sentence("A new one was made of what could be read."),
        Sentence("Entries of the door log: {count}.", count=len(found.entries)),
        Sentence("Tickets: {count}.", count=len(found.tickets)),
        Sentence("Entries that hang on lost ones, sealed for the server: {count}.", count=len(found.orphans))
        if found.orphans
        else "",
        Sentence("The list comes anew with the next sync.")
        if is_paired
        else Sentence("Pair this device again with its event."),
    )
