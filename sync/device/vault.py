"""Where the database's key lies: the OS keyring, or a file beside the database where there is no keyring.

The choice is made once, when the key is made, and is never changed silently: a key that was put into a keyring is
not looked for in a file, and a keyring that is locked today does not lead to a second, empty database.
"""

import contextlib
import hashlib
import os
import secrets
from pathlib import Path

import keyring
import keyring.errors
import msgspec
import structlog

from sync.device.database import DATABASE_FILE
from sync.device.errors import KeyLostError, KeyUnavailableError, StoreError

KEY_BYTES = 32
_SERVICE = "doorward-scanner"
_KEY_FILE = "store.key"
_UNFINISHED_FILE = "store.new"
_MARK_FILE = "store.in-keyring"

log = structlog.get_logger()


class StoreKey(msgspec.Struct, frozen=True):
    """The 32 bytes that open the database, and whether the OS guards them."""

    secret: bytes
    is_in_keyring: bool


def find_or_make_key(data_dir: Path, *, allow_keyring: bool = True) -> StoreKey:
    """The key of the database in ``data_dir``, made on first use.

    KeyUnavailableError where it cannot be had now, KeyLostError where it never will be, StoreError where nothing can be
    kept there.
    """
    try:
        return _find_or_make(data_dir, allow_keyring=allow_keyring)
    except OSError as error:
        raise StoreError(
            "Cannot use {folder} to keep tickets in: {why}. Free some space or name another folder.",
            folder=str(data_dir),
            why=error.strerror or "",
        ) from error


def _find_or_make(data_dir: Path, *, allow_keyring: bool) -> StoreKey:
    data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = data_dir / _KEY_FILE
    if file.exists():
        return StoreKey(_read_key_file(file), is_in_keyring=False)
    if (data_dir / _MARK_FILE).exists():
        return StoreKey(_read_keyring(data_dir), is_in_keyring=True)
    if (data_dir / DATABASE_FILE).exists():  # A new key would not open it, and could overwrite the one that does.
        raise KeyLostError(
            "The key of the ticket store in {folder} is gone. "
            "Move that folder aside to keep it for rescue, then start and pair again.",
            folder=str(data_dir),
        )
    secret = secrets.token_bytes(KEY_BYTES)
    if allow_keyring and _put_in_keyring(data_dir, secret):
        return StoreKey(secret, is_in_keyring=True)
    _write_key_file(file, secret)
    log.warning("store_key_in_file", reason="no usable keyring" if allow_keyring else "by option")
    return StoreKey(secret, is_in_keyring=False)


def destroy_key(data_dir: Path) -> None:
    """Make the database unreadable for ever by forgetting its key; missing keys are fine.

    KeyUnavailableError where the keyring does not let go of it: then it is still there, and so is the mark of it.
    """
    _destroy_key_files(data_dir)
    if (data_dir / _MARK_FILE).exists():
        try:
            if keyring.get_password(_SERVICE, _account(data_dir)) is not None:  # It may be gone since a crash.
                keyring.delete_password(_SERVICE, _account(data_dir))
        except (keyring.errors.KeyringError, RuntimeError) as error:
            raise KeyUnavailableError(
                "The keyring did not give up the key: {why}. Unlock it and try again.", why=str(error)
            ) from error
        (data_dir / _MARK_FILE).unlink()


def set_lost_key_aside(data_dir: Path, folder: Path) -> None:
    """Make room for a new key where there was a KeyLostError: what is left of the old one goes to ``folder``."""
    for name in (_KEY_FILE, _MARK_FILE):
        if (data_dir / name).exists():
            (data_dir / name).replace(folder / name)


def _destroy_key_files(data_dir: Path) -> None:
    """Write over the key before its file goes: on most disks that leaves nothing to be found."""
    for name in (_KEY_FILE, _UNFINISHED_FILE):
        file = data_dir / name
        if not file.exists():
            continue
        with file.open("r+b") as stream:
            stream.write(bytes(2 * KEY_BYTES))
            stream.flush()
            os.fsync(stream.fileno())
        file.unlink()


def _account(data_dir: Path) -> str:
    return hashlib.sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]


def _put_in_keyring(data_dir: Path, secret: bytes) -> bool:
    """True once the keyring holds the key and gives it back."""
    account = _account(data_dir)
    try:
        keyring.set_password(_SERVICE, account, secret.hex())
        is_kept = keyring.get_password(_SERVICE, account) == secret.hex()
    except (keyring.errors.KeyringError, RuntimeError):  # RuntimeError: backends without their service.
        is_kept = False
    if not is_kept:
        with contextlib.suppress(keyring.errors.KeyringError, RuntimeError):  # It may hold it all the same.
            keyring.delete_password(_SERVICE, account)
        return False
    (data_dir / _MARK_FILE).touch(mode=0o600)
    return True


def _read_keyring(data_dir: Path) -> bytes:
    try:
        kept = keyring.get_password(_SERVICE, _account(data_dir))
    except (keyring.errors.KeyringError, RuntimeError) as error:
        raise KeyUnavailableError(
            "The key of the ticket store is in this computer's keyring, which cannot be opened: {why}. "
            "Unlock the keyring (log in to the desktop) and start again.",
            why=str(error),
        ) from error
    secret = None if kept is None else _key_of(kept)
    if secret is None:
        raise KeyLostError(
            "The key of the ticket store is gone from this computer's keyring. "
            "Move {folder} aside to keep it for rescue, then start and pair again.",
            folder=str(data_dir),
        )
    return secret


def _read_key_file(file: Path) -> bytes:
    try:
        secret = _key_of(file.read_text(encoding="ascii"))
    except OSError as error:
        raise KeyUnavailableError(
            "The key file {file} cannot be read: {why}.", file=str(file), why=str(error)
        ) from error
    except ValueError as error:
        raise KeyLostError("The key file {file} cannot be read: {why}.", file=str(file), why=str(error)) from error
    if secret is None:
        raise KeyLostError(
            "The key file {file} cannot be read: it holds no key of {count} bytes.", file=str(file), count=KEY_BYTES
        )
    return secret


def _key_of(text: str) -> bytes | None:
    """The key that is spelled in hex, None where there is none of the right length: SQLCipher would take any."""
    try:
        secret = bytes.fromhex(text.strip())
    except ValueError:
        return None
    return secret if len(secret) == KEY_BYTES else None


def _write_key_file(file: Path, secret: bytes) -> None:
    """Write it beside its place first: a crash or a full disk leaves no half a key."""
    whole = file.with_name(_UNFINISHED_FILE)
    with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as stream:
        stream.write(secret.hex())
        stream.flush()
        os.fsync(stream.fileno())
    whole.replace(file)
