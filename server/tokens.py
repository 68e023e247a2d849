"""Tokens that let a person without an account reach what is theirs: 256 bits, kept only as hashes.

A token is the keyed BLAKE2b of what it opens, under the server's secret key: it can be written into a mail again at any
time, while the database holds nothing that would open anything.
"""

import base64
import hashlib

from server.vault import Vault

_TEXT_LENGTH = 43
"""Of 32 bytes in base 64 without padding."""


def token_for(vault: Vault, purpose: str, object_id: str) -> str:
    """The token of ``object_id`` for ``purpose`` ("order", "entitlement", "appointment"): 43 URL-safe characters."""
    return base64.urlsafe_b64encode(vault.derive(f"{purpose}:{object_id}")).rstrip(b"=").decode()


def hash_token(token: str) -> bytes:
    """What is stored and looked up of a token; 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode("utf-8", "surrogateescape")).digest()


def token_hash_for(vault: Vault, purpose: str, object_id: str) -> bytes:
    """The stored hash of ``token_for``."""
    return hash_token(token_for(vault, purpose, object_id))


def is_token_shaped(text: str) -> bool:
    """Whether a text could be a token at all; what cannot be is refused before any look-up."""
    return len(text) == _TEXT_LENGTH and all(c.isascii() and (c.isalnum() or c in "-_") for c in text)
