"""The chain and its signatures: what exactly is hashed and signed of an entry."""

import hashlib

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from sync.protocol.messages import Entry

DOMAIN = b"doorward log entry v1\x00"
CHAIN_START = bytes(32)
"""What the first entry of a log has for ``prev_hash``."""
_FIELDS = tuple(field for field in Entry.__struct_fields__ if field != "sig")
_encoder = msgspec.msgpack.Encoder()


def entry_hash(entry: Entry) -> bytes:
    """SHA-256 (32 bytes) over the MessagePack array of all fields but the signature, in the order of ``Entry``."""
    return hashlib.sha256(_encoder.encode([getattr(entry, name) for name in _FIELDS])).digest()


def sign_entry(entry: Entry, key: SigningKey) -> tuple[Entry, bytes]:
    """The entry with its signature (64 bytes, Ed25519 over ``DOMAIN`` and the hash), and the hash."""
    digest = entry_hash(entry)
    return msgspec.structs.replace(entry, sig=key.sign(DOMAIN + digest).signature), digest


def is_signed_by(entry: Entry, digest: bytes, public_key: VerifyKey) -> bool:
    """Whether ``entry``, whose hash is ``digest``, carries the signature of ``public_key``."""
    try:
        public_key.verify(DOMAIN + digest, entry.sig)
    except (BadSignatureError, ValueError):  # ValueError: a signature of another length.
        return False
    return True
