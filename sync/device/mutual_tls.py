"""TLS between doors: version 1.3 only, with certificates of the event's own authority on both sides.

Whose certificate it is stands in its common name, the device's id; host names and dates say nothing here. A
certificate ends with the policy that lists its device, which is asked after the handshake (``Gossip.is_door``) and
again with every message. What a peer proves is that it is that device, and no more: entries prove themselves.
"""

import secrets
import ssl
import tempfile
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, PrivateFormat
from cryptography.x509 import InvalidVersion, load_der_x509_certificate
from cryptography.x509.oid import NameOID

from sync.device.errors import NotPairedError, PeerRefusedError
from sync.device.pairing import Pairing
from sync.rules.ids import DeviceId

_NO_CHECK_TIME = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL: a door whose clock says 1970 must still know its peers."""
_IDENTITY_FILE = "identity.pem"


def serving_context(pairing: Pairing) -> ssl.SSLContext:
    """For answering other doors: whoever shows no certificate of the event's authority does not get in.

    NotPairedError where the device has no certificate itself.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.num_tickets = 0  # Every connection shows its certificate anew.
    return _furnished(context, pairing)


def asking_context(pairing: Pairing) -> ssl.SSLContext:
    """For asking other doors; NotPairedError where the device has no certificate itself."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False  # The certificate names a device, which the policy lists, and no host.
    return _furnished(context, pairing)


def device_of(connection: ssl.SSLSocket) -> DeviceId:
    """Whose certificate the other side showed; PeerRefusedError where it names no device."""
    shown = connection.getpeercert(binary_form=True)
    try:
        names = load_der_x509_certificate(shown).subject.get_attributes_for_oid(NameOID.COMMON_NAME) if shown else []
    except (ValueError, TypeError, InvalidVersion) as error:  # OpenSSL reads some that are not as they should be.
        raise PeerRefusedError("The other device's certificate cannot be read.") from error
    if len(names) != 1:
        raise PeerRefusedError("The other device's certificate does not say whose it is.")
    return DeviceId(str(names[0].value))


def _furnished(context: ssl.SSLContext, pairing: Pairing) -> ssl.SSLContext:
    if not pairing.certificate or not pairing.ca:
        raise NotPairedError("This device was paired by an older version. Pair it again; its scans are kept.")
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.maximum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= _NO_CHECK_TIME
    context.load_verify_locations(cadata=pairing.ca)
    _load_identity(context, pairing)
    return context


def _load_identity(context: ssl.SSLContext, pairing: Pairing) -> None:
    """Give the context this device's certificate and key.

    OpenSSL takes them from a file only, as Python binds it. The key is in it under a password that this moment alone
    knows, so whatever a disk keeps of a deleted file is of no use to anybody.
    """
    password = secrets.token_hex(32)
    key = Ed25519PrivateKey.from_private_bytes(pairing.signing_seed).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(password.encode())
    )
    with tempfile.TemporaryDirectory(prefix="doorward-") as folder:
        file = Path(folder) / _IDENTITY_FILE
        file.write_bytes(ssl.DER_cert_to_PEM_cert(pairing.certificate).encode() + key)
        context.load_cert_chain(file, password=password)
