"""Who this device is: made by pairing, kept in the store."""

import secrets

import msgspec
from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

from sync.device.client import ServerClient, clean_address
from sync.device.database import Connection, Store, put_values
from sync.device.errors import NotPairedError, ServerGarbledError
from sync.device.presence import rebuild_presence
from sync.device.ticket_cache import WANTED, WITHHELD, drop_tickets
from sync.protocol.codec import DecodeError, decode_message
from sync.protocol.messages import EnrolRequest, Policy, SignedPolicy
from sync.protocol.signing import open_policy
from sync.rules.ids import DeviceId, EventId, GateId, LogId

_FORGET_AT = "forget_at:"


class Pairing(msgspec.Struct, frozen=True):
    """This device's place: whose server, which gate, and which log it writes."""

    server: str
    device_id: DeviceId
    token: str
    gate_id: GateId
    event_id: EventId
    log_id: LogId
    """A new incarnation at every start: a store that was restored or cloned never continues a log that others hold."""
    organization: str
    signing_seed: bytes
    authority: bytes = b""
    """The event authority's public key: without it (a pairing by an older program) no policy can be believed."""
    certificate: bytes = b""
    ca: bytes = b""

    @property
    def signing_key(self) -> SigningKey:
        """The Ed25519 key that this device signs its log with."""
        return SigningKey(self.signing_seed)

    @property
    def authority_key(self) -> VerifyKey:
        """Who signs the event's policies; NotPairedError where an older program paired without asking."""
        if not self.authority:
            raise NotPairedError("This device was paired by an older version. Pair it again; its scans are kept.")
        return VerifyKey(self.authority)

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"Pairing(server={self.server!r}, device_id={self.device_id!r}, log_id={self.log_id!r})"


def pair(
    store: Store, address: str, code: str, name: str, app_version: str = "", *, client: ServerClient | None = None
) -> Pairing:
    """Enrol at the server with a one-time code and remember who we are now.

    The log starts anew; entries of an earlier pairing stay, and those of the same event are uploaded. ValueError for an
    address that cannot be used, ServerError kinds for what the server or the network did. ``client`` is one for
    ``address`` that the caller keeps, to cut it off; it is closed here, as one of our own is.
    """
    key = SigningKey.generate()
    client = client or ServerClient(address)
    try:
        answer = client.enrol(EnrolRequest(code.strip(), bytes(key.verify_key), name, app_version))
    finally:
        client.close()
    try:
        policy = open_policy(answer.policy, VerifyKey(answer.authority))
    except (DecodeError, CryptoError, ValueError) as error:
        raise ServerGarbledError("The server's answer is not signed as it should be. Pair again.") from error
    pairing = Pairing(
        server=clean_address(address),
        device_id=answer.device_id,
        token=answer.token,
        gate_id=answer.gate_id,
        event_id=policy.event.event_id,
        log_id=_new_log(answer.device_id),
        organization=answer.organization,
        signing_seed=bytes(key),
        authority=answer.authority,
        certificate=answer.certificate,
        ca=answer.ca,
    )
    with store.writing() as connection:
        put_values(connection, pairing=msgspec.msgpack.encode(pairing), synced_at=None)
        forget_position(connection)
        drop_tickets(connection)
        connection.execute("UPDATE logs SET is_set_aside = 0")
        put_policy(connection, answer.policy, policy, is_first=True)
        rebuild_presence(connection, policy.event.event_id)
    return pairing


def load_pairing(store: Store) -> Pairing:
    """Who this device is, with a log of its own from now on; NotPairedError where it has not been paired."""
    kept = store.get("pairing")
    if not kept:
        raise NotPairedError("This device is not paired yet. Pair it with a code from the organizer.")
    try:
        pairing = msgspec.msgpack.decode(kept, type=Pairing)
    except (msgspec.DecodeError, ValueError) as error:
        raise NotPairedError(
            "What this device kept of its pairing cannot be read. Pair it again; its scans are kept."
        ) from error
    return msgspec.structs.replace(pairing, log_id=_new_log(pairing.device_id))


def keep_token(connection: Connection, log_id: LogId, token: str) -> None:
    """Use ``token`` from now on, unless the device was paired anew since as another than the writer of ``log_id``."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'pairing'").fetchone()
    pairing = None if row is None else msgspec.msgpack.decode(row[0], type=Pairing)
    if pairing is not None and log_id.startswith(f"{pairing.device_id}."):
        renewed = msgspec.structs.replace(pairing, token=token)
        put_values(connection, pairing=msgspec.msgpack.encode(renewed))


def load_policy(store: Store) -> Policy:
    """The event, gates and products as last heard; NotPairedError where there never were any."""
    with store.reading() as connection:
        return load_policy_in(connection)


def load_policy_in(connection: Connection) -> Policy:
    """As ``load_policy``, inside the caller's transaction."""
    kept = find_policy_in(connection)
    if kept is None:
        raise NotPairedError("This device is not paired yet. Pair it with a code from the organizer.")
    return kept


def find_policy_in(connection: Connection) -> Policy | None:
    """As ``load_policy_in``, None where there never was a policy, or none that this program can read."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'policy'").fetchone()
    try:
        return None if row is None else decode_message(row[0], Policy)
    except DecodeError:  # An older program's: whoever needs one says that the device must be paired again.
        return None


def find_signed_policy(connection: Connection) -> SignedPolicy | None:
    """The policy in force as it came; None where there is none with a signature."""
    rows = connection.execute("SELECT key, value FROM meta WHERE key IN ('policy', 'policy_sig')").fetchall()
    kept = dict(rows)
    return SignedPolicy(kept["policy"], kept["policy_sig"]) if kept.get("policy_sig") else None


def forget_position(connection: Connection) -> None:
    """Let go of the place in the server's feed, and of a download that was under way: a snapshot comes next."""
    put_values(connection, epoch="", cursor=0, staging_epoch="", staging_after="", policy_given=0, **{WANTED: 0})


def put_policy(connection: Connection, signed: SignedPolicy, policy: Policy, *, is_first: bool = False) -> None:
    """Remember ``policy``, the content of ``signed``, in the caller's transaction, unless a newer one is there."""
    kept = find_policy_in(connection)
    if is_first or kept is None or kept.version <= policy.version:
        zone = policy.event.time_zone  # Beside it, because days are asked for while a scan is written down.
        put_values(connection, policy=signed.body, policy_sig=signed.sig, time_zone=zone)
        put_values(connection, **{_FORGET_AT + policy.event.event_id: policy.forget_at})
        put_values(connection, **{WITHHELD: int(not policy.knows_contacts)})


def events_to_forget(connection: Connection, at_ms: int) -> set[EventId]:
    """The events, also those that the device left for another, whose names and logs need not be kept at ``at_ms``."""
    rows = connection.execute("SELECT key, value FROM meta WHERE key LIKE ?", (_FORGET_AT + "%",))
    return {EventId(key.removeprefix(_FORGET_AT)) for key, due in rows if due is not None and due <= at_ms}


def _new_log(device_id: DeviceId) -> LogId:
    return LogId(f"{device_id}.{secrets.token_hex(6)}")
