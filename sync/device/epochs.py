"""A server that was put back to an earlier state: what a door drops, and what it offers again.

Nothing is ever taken for held by a server of another past. The policies that the server signed before are kept until it
has heard them again: it may have forgotten whom it shut out.
"""

import msgspec

from sync.device.database import Connection, put_values
from sync.device.pairing import find_policy_in, find_signed_policy, forget_position
from sync.device.scan_log import ScanLog
from sync.protocol.messages import SignedPolicy

_OFFER = "offer:"
_encode = msgspec.msgpack.Encoder().encode
_decode_signed = msgspec.msgpack.Decoder(SignedPolicy).decode


def begin_anew(connection: Connection, scan_log: ScanLog) -> None:
    """Drop the place in the feed, offer every log of the event and all evidence again, and the policy."""
    keep_to_offer(connection)
    forget_position(connection)
    scan_log.offer_again(connection)


def keep_to_offer(connection: Connection) -> None:
    """Remember the policy in force for a server that may lack what it says: the latest of each epoch."""
    signed, policy = find_signed_policy(connection), find_policy_in(connection)
    if signed is not None and policy is not None:
        put_values(connection, **{_OFFER + policy.epoch: _encode(signed)})


def policies_to_offer(connection: Connection) -> list[SignedPolicy]:
    """What the server has not been told again yet."""
    rows = connection.execute("SELECT value FROM meta WHERE key LIKE ?", (_OFFER + "%",))
    return [_decode_signed(value) for (value,) in rows]


def forget_to_offer(connection: Connection, signed: SignedPolicy) -> None:
    """The server has been told."""
    connection.execute("DELETE FROM meta WHERE key LIKE ? AND value = ?", (_OFFER + "%", _encode(signed)))
