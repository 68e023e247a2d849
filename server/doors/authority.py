"""The event's authority: the keys that doors of one event trust, derived from the server's secret key.

Nothing is kept, so a server restored from an old backup is the same authority to its doors as before.
"""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from nacl.signing import SigningKey

from server.vault import Vault

_VALID_FROM = datetime(2020, 1, 1, tzinfo=UTC)
"""Far in the past: a door whose clock is wrong must still know its peers."""
_VALID_FOR = timedelta(days=365 * 100)
"""Certificates end with the policy, which lists the doors and is asked at every handshake, not by a date: see above."""


def authority_key(vault: Vault, event_id: str) -> SigningKey:
    """Signs the event's policies and certificates; rescue files are sealed to it."""
    return SigningKey(vault.derive(f"door authority {event_id}"))


def rotation_key(vault: Vault, event_id: str) -> bytes:
    """The 32 bytes that the event's live codes come from (sync/rules/rotating.py)."""
    return vault.derive(f"live codes {event_id}")


def desk_key(vault: Vault, event_id: str, epoch: str) -> SigningKey:
    """Signs what the server itself writes into the event's log; another epoch is another log and another key."""
    return SigningKey(vault.derive(f"desk {event_id} {epoch}"))


def make_ca(authority: SigningKey, event_id: str) -> bytes:
    """The authority's own certificate (DER); the same at every call."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(authority))
    name = _name(f"Doorward {event_id}")
    builder = _builder(name, name, key.public_key(), serial=1)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    return builder.sign(key, None).public_bytes(Encoding.DER)


def make_certificate(authority: SigningKey, event_id: str, device_id: str, public_key: bytes) -> bytes:
    """A door's certificate (DER): its common name and one DNS name are the device's id."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(authority))
    device_key = Ed25519PublicKey.from_public_bytes(public_key)
    builder = _builder(_name(device_id), _name(f"Doorward {event_id}"), device_key, x509.random_serial_number())
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False
    )
    return builder.sign(key, None).public_bytes(Encoding.DER)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _builder(subject: x509.Name, issuer: x509.Name, key: Ed25519PublicKey, serial: int) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(serial)
        .not_valid_before(_VALID_FROM)
        .not_valid_after(_VALID_FROM + _VALID_FOR)
    )
