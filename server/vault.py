"""The server's secret key: seals what the database must not hold in the clear."""

import hashlib
import os
import secrets
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from server.config import ConfigError, ServerConfig

_FILE = "secret.key"


class Vault:
    """Seals and opens small values with XSalsa20-Poly1305 under the server's secret key, and derives others from it."""

    def __init__(self, key: bytes) -> None:
        self._box = SecretBox(key)
        self._derivation_key = hashlib.blake2b(key, digest_size=32, person=b"doorward derive").digest()

    def seal(self, value: bytes) -> bytes:
        """Nonce, ciphertext and tag: 40 bytes more than ``value``."""
        return bytes(self._box.encrypt(value))

    def derive(self, what: str) -> bytes:
        """32 bytes that only this server can make of ``what``: keyed BLAKE2b under a key of its own."""
        return hashlib.blake2b(what.encode(), key=self._derivation_key, digest_size=32).digest()

    def open(self, sealed: bytes) -> bytes:
        """The value again; ConfigError when it was sealed with another key."""
        try:
            return self._box.decrypt(sealed)
        except CryptoError as error:
            raise ConfigError(
                f"The secret key is not the one this database was made with: restore {_FILE} or DOORWARD_SECRET_KEY"
            ) from error


def open_vault(config: ServerConfig) -> Vault:
    """The vault of this server; makes the key file (readable by its owner only) at the first start."""
    text = config.secret_key or _read_or_make(config)
    try:
        return Vault(bytes.fromhex(text))
    except ValueError as error:
        raise ConfigError(f"{config.data_dir / _FILE} does not hold 64 hex digits") from error


def _read_or_make(config: ServerConfig) -> str:
    config.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = config.data_dir / _FILE
    fresh = path.with_name(f"{_FILE}.{secrets.token_hex(4)}")
    try:
        if not path.exists():
            descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(secrets.token_hex(SecretBox.KEY_SIZE))
                file.flush()
                os.fsync(file.fileno())
            _keep_first(fresh, path)
        return path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise ConfigError(f"Cannot keep the secret key in --data-dir (DOORWARD_DATA_DIR): {error}") from error


def _keep_first(fresh: Path, path: Path) -> None:
    """Give the key its name unless another process was faster: a key once used is never replaced."""
    try:
        path.hardlink_to(fresh)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
