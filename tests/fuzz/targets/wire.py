"""Messages as they arrive: at the server, at a device, between doors, and what is signed in them."""

from collections.abc import Callable, Sequence

import msgspec
import zstandard

from server.doors.device_tokens import make_token, read_token
from server.vault import Vault
from sync.device.client import _frames
from sync.device.errors import DeviceError
from sync.protocol import messages
from sync.protocol.codec import (
    DecodeError,
    FrameKind,
    decode_entries,
    decode_message,
    decode_tickets,
    encode_entries,
    encode_message,
    encode_tickets,
    ticket_of,
)
from sync.protocol.messages import SignedPolicy, SnapshotHeader
from sync.protocol.signing import POLICY_DOMAIN, entry_hash, open_policy, sign_policy
from sync.rules.ids import DeviceId
from tests.fuzz.target import Target, demand
from tests.fuzz.targets.codes import text_of
from tests.sync.making import AUTHORITY, EVENT, PREFIX

TO_SERVER: tuple[type[msgspec.Struct], ...] = (
    messages.EnrolRequest,
    messages.TimeRequest,
    messages.PushRequest,
    messages.ClaimRequest,
    messages.PullRequest,
    messages.SignedPolicy,
)
TO_DEVICE: tuple[type[msgspec.Struct], ...] = (
    messages.EnrolAnswer,
    messages.TimeAnswer,
    messages.PushAnswer,
    messages.ClaimAnswer,
    messages.PullAnswer,
    messages.RescueAnswer,
    messages.SignedPolicy,
    messages.SnapshotHeader,
    messages.ErrorAnswer,
)
BETWEEN_DOORS: tuple[type[msgspec.Struct], ...] = (messages.GossipRequest, messages.GossipAnswer)
_VAULT = Vault(bytes(range(32)))
_CHUNK = 64


def _any_of(kinds: Sequence[type[msgspec.Struct]]) -> Callable[[bytes], None]:
    """A parser of messages of ``kinds``; the first byte says which one is expected (``A`` is the first)."""

    def run(data: bytes) -> None:
        kind = kinds[(data[:1] or b"A")[0] % 32 % len(kinds)]
        try:
            message = decode_message(data[1:], kind)
        except DecodeError:
            return
        raw = encode_message(message)
        demand(decode_message(raw, kind) == message, "a message is read as another once it was sent on")
        entries = getattr(message, "entries", ())
        for entry in entries if isinstance(entries, tuple) else ():
            entry_hash(entry)

    return run


def policy(data: bytes) -> None:
    """A policy that the authority signed, whatever it says; and one that it did not."""
    signed = SignedPolicy(data, AUTHORITY.sign(POLICY_DOMAIN + data).signature)
    try:
        said = open_policy(signed, AUTHORITY.verify_key)
    except DecodeError:
        return
    again = open_policy(sign_policy(said, AUTHORITY), AUTHORITY.verify_key)
    demand(again == said, "a policy is read as another once it was signed anew")


def signed_policy(data: bytes) -> None:
    """A signed policy as it travels. No bytes that were found by chance are believed."""
    body, sig = data[64:], data[:64]
    try:
        open_policy(SignedPolicy(body, sig), AUTHORITY.verify_key)
    except DecodeError:
        return
    genuine = AUTHORITY.sign(POLICY_DOMAIN + body).signature
    demand(sig == genuine, "a policy is believed with a second signature")


def snapshot(data: bytes) -> None:
    """The stream of a snapshot, in pieces as networks cut it."""
    pieces = (data[at : at + _CHUNK] for at in range(0, len(data), _CHUNK))
    try:
        for kind, body in _frames(pieces):
            if kind is FrameKind.HEADER:
                decode_message(body, SnapshotHeader)
            elif kind is FrameKind.TICKETS:
                decode_tickets(body)
            elif kind is FrameKind.ENTRIES:
                decode_entries(body)
    except (DecodeError, DeviceError):
        return


def ticket_columns(data: bytes) -> None:
    """The columns inside a TICKETS frame, before they are compressed."""
    try:
        rows = decode_tickets(_packed(data))
    except DecodeError:
        return
    for row in rows:
        ticket_of(row, EVENT.event_id)
    for prefix in (PREFIX, ""):
        demand(decode_tickets(encode_tickets(rows, prefix)) == rows, "tickets are read as others once sent on")


def entries_frame(data: bytes) -> None:
    """The entries inside an ENTRIES frame, before they are compressed."""
    try:
        entries = decode_entries(_packed(data))
    except DecodeError:
        return
    demand(decode_entries(encode_entries(entries)) == entries, "entries are read as others once sent on")


def zstd_frame(data: bytes) -> None:
    """A frame's body as it comes, compressed or not."""
    for decode in (decode_tickets, decode_entries):
        try:
            decode(data)
        except DecodeError:
            continue


def device_token(data: bytes) -> None:
    """What a caller shows as its token; only what the server made is believed."""
    text = text_of(data)
    said = read_token(_VAULT, text)
    if said is not None:
        demand(text.startswith(f"dvt.{said.device_id}."), "a token names another device than it says")
    made = make_token(_VAULT, DeviceId(_letters(data)), int.from_bytes(data[:5], "big"))
    back = read_token(_VAULT, made)
    demand(back is not None or len(made) > _LONGEST_TOKEN, "a token is not read by the server that made it")


def _letters(data: bytes) -> str:
    return "dev_" + data[:20].hex()


def _packed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=1).compress(data)


_LONGEST_TOKEN = 200

TARGETS = (
    Target("to_server", _any_of(TO_SERVER)),
    Target("to_device", _any_of(TO_DEVICE), 8192),
    Target("between_doors", _any_of(BETWEEN_DOORS), 8192),
    Target("policy", policy),
    Target("signed_policy", signed_policy),
    Target("snapshot", snapshot),
    Target("ticket_columns", ticket_columns),
    Target("entries_frame", entries_frame),
    Target("zstd_frame", zstd_frame),
    Target("device_token", device_token, 300),
)
