"""Device tokens: what a paired scanner shows with every request. They end by themselves, and nothing of them is kept.

A token names its device and its end (Unix ms) under a MAC of the server's secret key. So a server restored from an old
backup knows the tokens that it gave since, a fresh one costs no write, and the one before works until its own end.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass

from server.vault import Vault

TOKEN_LIFE_MS = 7 * 24 * 3_600_000
_KIND = "dvt"
_PARTS = 4
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class DeviceToken:
    """What a genuine token says; it may be over all the same."""

    device_id: str
    expires_at: int

    def is_over(self, at: int) -> bool:
        """Whether it ended before ``at`` (Unix ms)."""
        return at >= self.expires_at

    def is_past_half(self, at: int) -> bool:
        """Whether its device should get a fresh one."""
        return at >= self.expires_at - TOKEN_LIFE_MS // 2


def make_token(vault: Vault, device_id: str, at: int) -> str:
    """A token given at ``at`` (Unix ms): ``dvt.{device id}.{end, hex}.{MAC, 43 characters}``."""
    claim = f"{_KIND}.{device_id}.{at + TOKEN_LIFE_MS:x}"
    return f"{claim}.{_mac(vault, claim)}"


def read_token(vault: Vault, text: str) -> DeviceToken | None:
    """What the token says, None where this server did not make it."""
    claim, _, mac = text.rpartition(".")
    parts = text.split(".")
    if len(parts) != _PARTS or len(text) > _LONGEST or not text.isascii():
        return None
    if not hmac.compare_digest(mac, _mac(vault, claim)):
        return None
    return DeviceToken(parts[1], int(parts[2], 16))


def token_hash(token: str) -> bytes:
    """What is kept of the tokens that were given before they ended by themselves: SHA-256 of 256 random bits."""
    return hashlib.sha256(token.encode()).digest()


def _mac(vault: Vault, claim: str) -> str:
    digest = hmac.digest(vault.derive("device tokens"), claim.encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
