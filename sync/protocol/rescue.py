"""Rescue files: a door's entries sealed to the event's authority, to be carried by anything that carries bytes.

One format for the export to a USB stick, for the sealed copy of what waits for upload, and for what a wiped device
leaves. All may carry such a file and read its header; only the authority can open it. Integers are big-endian::

    magic (16 bytes) · version (1) · event id (length 1, ASCII) · device id (length 1, ASCII)
    · reach (length 4): a MessagePack map from each log inside to its last seq inside
    · sealed box (length 4): libsodium's, to the authority's key as a Curve25519 key, over zstd(MessagePack [Entry])
    · signature (64): Ed25519 of the device over ``DOMAIN`` and all before

The signature says who made the file; each entry carries its own device's signature besides and is judged by it.
"""

from collections.abc import Callable, Sequence

import msgspec
import zstandard
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from sync.protocol.codec import DecodeError
from sync.protocol.messages import Entry
from sync.rules.ids import DeviceId, EventId, LogId, Whole
from sync.sentence import Sentence

MAGIC = b"DOORWARD RESCUE\n"
VERSION = 1
DOMAIN = b"doorward rescue v1\x00"
LARGEST_FILE = 48 * 1024 * 1024
"""Bytes; more is refused before anything is computed of it."""
LARGEST_CONTENT = 128 * 1024 * 1024
"""Bytes that the entries may unpack to: a small file must not take all memory."""
MOST_ENTRIES = 200_000
"""What one file may hold: some days of one door without a pause."""
SIGNATURE_BYTES = 64
_LONGEST_ID = 100
_LONGEST_REACH = 1024 * 1024
_ZSTD_LEVEL = 3
_CUT_SHORT = "This rescue file is cut short. Copy it again, whole."
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(list[Entry])
_reach_decoder = msgspec.msgpack.Decoder(dict[LogId, Whole])

FindKey = Callable[[DeviceId], VerifyKey | None]
"""The public key of a device of the event, None where there is no such device."""


class RescueError(DecodeError):
    """A rescue file that cannot be used; the text says why in words for people."""


class NotARescueFileError(RescueError):
    """These bytes never were a rescue file, or are of a version that is not known here."""


class RescueTooLargeError(RescueError):
    """More than one file may hold, packed or unpacked."""


class RescueDamagedError(RescueError):
    """It is cut short, or was changed since its device signed it."""


class RescueStrangerError(RescueError):
    """It was made by no device of this event."""


class RescueNotForUsError(RescueError):
    """It is sealed to another event's authority."""


class RescueHeader(msgspec.Struct, frozen=True):
    """What everybody can read of a rescue file. Nobody has vouched for it: only ``open_rescue`` checks signatures."""

    event_id: EventId
    device_id: DeviceId
    reach: dict[LogId, int]
    """The last seq inside of each log: whoever holds as much of all of them needs the file no more."""


class Rescue(msgspec.Struct, frozen=True):
    """What an opened rescue file holds. The device vouches for the file, its entries for themselves."""

    event_id: EventId
    device_id: DeviceId
    entries: tuple[Entry, ...]


class _Parts(msgspec.Struct, frozen=True):
    header: RescueHeader
    sealed: bytes
    signed: bytes
    signature: bytes


def seal_entries(
    entries: Sequence[Entry], device_id: DeviceId, event_id: EventId, key: SigningKey, authority: VerifyKey
) -> bytes:
    """A rescue file of ``entries``, signed with the device's ``key``, that only ``authority`` can open.

    RescueTooLargeError beyond ``MOST_ENTRIES`` or the sizes that ``open_rescue`` accepts.
    """
    packed = b"" if len(entries) > MOST_ENTRIES else _encoder.encode(entries)
    if not 0 < len(packed) <= LARGEST_CONTENT:
        raise RescueTooLargeError(
            Sentence("One rescue file holds at most {count} entries; make several.", count=MOST_ENTRIES)
        )
    compressed = zstandard.ZstdCompressor(level=_ZSTD_LEVEL).compress(packed)
    sealed = SealedBox(authority.to_curve25519_public_key()).encrypt(compressed)
    reach = {entry.log_id: entry.seq for entry in sorted(entries, key=lambda entry: entry.seq)}
    head = MAGIC + bytes([VERSION]) + _short(event_id) + _short(device_id)
    signed = head + _long(_encoder.encode(reach)) + _long(sealed)
    if len(signed) + SIGNATURE_BYTES > LARGEST_FILE:
        raise RescueTooLargeError("These entries are too long for one rescue file; make several.")
    return signed + key.sign(DOMAIN + signed).signature


def read_header(raw: bytes) -> RescueHeader:
    """Whose file this is, for whoever carries it; a RescueError where its outside is not whole."""
    return _parts(raw).header


def open_rescue(raw: bytes, authority: SigningKey, find_key: FindKey) -> Rescue:
    """The entries inside, once the file's device is known by ``find_key`` and has signed it. RescueError kinds."""
    parts = _parts(raw)
    key = find_key(parts.header.device_id)
    if key is None:
        raise RescueStrangerError("This rescue file was made by a device that this event does not know.")
    try:
        key.verify(DOMAIN + parts.signed, parts.signature)
    except BadSignatureError as error:
        raise RescueDamagedError(
            "This rescue file was damaged or changed after its device made it. Copy it again."
        ) from error
    try:
        compressed = SealedBox(authority.to_curve25519_private_key()).decrypt(parts.sealed)
    except CryptoError as error:
        raise RescueNotForUsError("This rescue file is sealed for another event or another server.") from error
    return Rescue(parts.header.event_id, parts.header.device_id, _unpack(compressed))


def _parts(raw: bytes) -> _Parts:
    if len(raw) > LARGEST_FILE:
        raise RescueTooLargeError("This file is larger than any rescue file.")
    if not raw.startswith(MAGIC):
        raise NotARescueFileError("This is not a Doorward rescue file.")
    if raw[len(MAGIC) :][:1] not in (b"", bytes([VERSION])):
        raise NotARescueFileError("This rescue file was made by a newer version. Update this program first.")
    event_id, at = _read_short(raw, len(MAGIC) + 1)
    device_id, at = _read_short(raw, at)
    packed_reach, at = _read_long(raw, at)
    sealed, end = _read_long(raw, at)
    if len(raw) < end + SIGNATURE_BYTES:
        raise RescueDamagedError(_CUT_SHORT)
    if len(raw) > end + SIGNATURE_BYTES:
        raise RescueDamagedError("This rescue file has something behind its end. Copy it again.")
    header = RescueHeader(EventId(event_id), DeviceId(device_id), _reach_in(packed_reach))
    return _Parts(header, sealed, raw[:end], raw[end:])


def _short(text: str) -> bytes:
    raw = text.encode("ascii")
    if not 0 < len(raw) <= _LONGEST_ID:
        raise ValueError(f"An id has 1 to {_LONGEST_ID} ASCII characters")
    return bytes([len(raw)]) + raw


def _long(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


def _read_short(raw: bytes, at: int) -> tuple[str, int]:
    """The id that begins at ``at`` with its length, and where it ends."""
    if at >= len(raw) or len(raw) < at + 1 + raw[at]:
        raise RescueDamagedError(_CUT_SHORT)
    end = at + 1 + raw[at]
    text = raw[at + 1 : end]
    if not 0 < len(text) <= _LONGEST_ID or not all(0x21 <= letter <= 0x7E for letter in text):
        raise RescueDamagedError("This rescue file is damaged: it does not say whose it is.")
    return text.decode("ascii"), end


def _read_long(raw: bytes, at: int) -> tuple[bytes, int]:
    """The body that begins at ``at`` with its length, and where it ends."""
    end = at + 4 + int.from_bytes(raw[at : at + 4], "big")
    if len(raw) < end:
        raise RescueDamagedError(_CUT_SHORT)
    return raw[at + 4 : end], end


def _reach_in(packed: bytes) -> dict[LogId, int]:
    try:
        if len(packed) > _LONGEST_REACH:
            raise RescueTooLargeError("This rescue file names more logs than any device has.")
        return _reach_decoder.decode(packed)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise RescueDamagedError("This rescue file is damaged: it does not say what it holds.") from error


def _unpack(compressed: bytes) -> tuple[Entry, ...]:
    try:
        if zstandard.frame_content_size(compressed) > LARGEST_CONTENT:
            raise RescueTooLargeError("This rescue file unpacks to more than any door writes.")
        packed = zstandard.ZstdDecompressor().decompress(compressed, max_output_size=LARGEST_CONTENT)
        entries = _decoder.decode(packed)
    except RescueError:
        raise
    except (zstandard.ZstdError, msgspec.DecodeError, ValueError, RecursionError) as error:
        raise RescueDamagedError("This rescue file is damaged: it holds no list of entries.") from error
    if len(entries) > MOST_ENTRIES:
        raise RescueTooLargeError("This rescue file holds more entries than one may.")
    return tuple(entries)
