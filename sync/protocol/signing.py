"""The chain and its signatures: what exactly is hashed and signed of an entry."""

import hashlib

import msgspec
from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from sync.protocol.codec import DecodeError, decode_message
from sync.protocol.messages import Entry, Policy, SignedPolicy

DOMAIN = b"doorward log entry v1\x00"
CHAIN_START = bytes(32)
"""What the first entry of a log has for ``prev_hash``."""
_LATER = ("people", "party", "rule", "training")
"""Fields that came after version 1 was in use: hashed only where one of them says something, so old hashes stand."""
_FIELDS = tuple(field for field in Entry.__struct_fields__ if field not in ("sig", *_LATER))
_DEFAULTS = (1, 1, "", False)
POLICY_DOMAIN = b"doorward policy v1\x00"
_encoder = msgspec.msgpack.Encoder()


def entry_hash(entry: Entry) -> bytes:
    """SHA-256 (32 bytes) over the MessagePack array of all fields but the signature, in the order of ``Entry``.

    The later fields are left out where all have their defaults.
    """
    fields = [getattr(entry, name) for name in _FIELDS]
    later = (entry.people, entry.party, entry.rule, entry.training)
    if later != _DEFAULTS:
        fields += later
    return hashlib.sha256(_encoder.encode(fields)).digest()


def sign_entry(entry: Entry, key: SigningKey) -> tuple[Entry, bytes]:
    """The entry with its signature (64 bytes, Ed25519 over ``DOMAIN`` and the hash), and the hash."""
    digest = entry_hash(entry)
    return msgspec.structs.replace(entry, sig=key.sign(DOMAIN + digest).signature), digest


def sign_policy(policy: Policy, authority: SigningKey) -> SignedPolicy:
    """The policy as it travels, signed by the event's authority."""
    body = msgspec.json.encode(policy)
    return SignedPolicy(body, authority.sign(POLICY_DOMAIN + body).signature)


def open_policy(signed: SignedPolicy, authority: VerifyKey) -> Policy:
    """The policy inside; DecodeError where the authority did not sign it or it is none."""
    try:
        authority.verify(POLICY_DOMAIN + signed.body, signed.sig)
    except (BadSignatureError, ValueError) as error:
        raise DecodeError("a policy that the event's authority did not sign") from error
    return decode_message(signed.body, Policy)


def is_signed_by(entry: Entry, digest: bytes, public_key: VerifyKey) -> bool:
    """Whether ``entry``, whose hash is ``digest``, carries the signature of ``public_key``."""
    try:
        public_key.verify(DOMAIN + digest, entry.sig)
    except (BadSignatureError, ValueError):  # ValueError: a signature of another length.
        return False
    return True
