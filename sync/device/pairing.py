"""Who this device is: made by pairing, kept in the store."""

import secrets

import msgspec
from nacl.signing import SigningKey

from sync.device.client import ServerClient, clean_address
from sync.device.database import Connection, Store, put_values
from sync.device.errors import NotPairedError
from sync.device.scan_log import rebuild_presence
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import EnrolRequest, Policy
from sync.rules.ids import DeviceId, GateId, LogId


class Pairing(msgspec.Struct, frozen=True):
    """This device's place: whose server, which gate, and which log it writes."""

    server: str
    device_id: DeviceId
    token: str
    gate_id: GateId
    log_id: LogId
    organization: str
    signing_seed: bytes

    @property
    def signing_key(self) -> SigningKey:
        """The Ed25519 key that this device signs its log with."""
        return SigningKey(self.signing_seed)

    def __repr__(self) -> str:
        """Without the secrets."""
        return f"Pairing(server={self.server!r}, device_id={self.device_id!r}, log_id={self.log_id!r})"


def pair(store: Store, address: str, code: str, name: str, app_version: str = "") -> Pairing:
    """Enrol at the server with a one-time code and remember who we are now.

    The log starts anew as a new incarnation; entries of an earlier pairing stay in the store. ValueError for an
    address that cannot be used, ServerError kinds for what the server or the network did.
    """
    key = SigningKey.generate()
    client = ServerClient(address)
    try:
        answer = client.enrol(EnrolRequest(code.strip(), bytes(key.verify_key), name, app_version))
    finally:
        client.close()
    pairing = Pairing(
        server=clean_address(address),
        device_id=answer.device_id,
        token=answer.token,
        gate_id=answer.gate_id,
        log_id=LogId(f"{answer.device_id}.{secrets.token_hex(6)}"),
        organization=answer.organization,
        signing_seed=bytes(key),
    )
    with store.writing() as connection:
        put_values(connection, pairing=msgspec.msgpack.encode(pairing), epoch="", cursor=0, staging_epoch="")
        connection.execute("DELETE FROM tickets")
        rebuild_presence(connection, answer.policy.event.event_id)
        put_policy(connection, answer.policy, is_first=True)
    return pairing


def load_pairing(store: Store) -> Pairing:
    """Who this device is; NotPairedError where it has not been paired."""
    kept = store.get("pairing")
    if not kept:
        raise NotPairedError("This device is not paired yet. Pair it with a code from the organizer.")
    return msgspec.msgpack.decode(kept, type=Pairing)


def load_policy(store: Store) -> Policy:
    """The event, gates and products as last heard; NotPairedError where there never were any."""
    kept = store.get("policy")
    if not kept:
        raise NotPairedError("This device is not paired yet. Pair it with a code from the organizer.")
    return decode_message(kept, Policy)


def put_policy(connection: Connection, policy: Policy, *, is_first: bool = False) -> None:
    """Remember ``policy`` inside the caller's transaction, unless a newer one is there (invariant I11)."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'policy'").fetchone()
    if is_first or row is None or decode_message(row[0], Policy).version <= policy.version:
        put_values(connection, policy=encode_message(policy))
