"""Rescue files: what goes in comes out at the authority alone, and everything else is refused by name."""

import msgspec
import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

from sync.protocol import rescue
from sync.protocol.messages import Entry
from sync.protocol.rescue import (
    DOMAIN,
    LARGEST_CONTENT,
    LARGEST_FILE,
    MAGIC,
    MOST_ENTRIES,
    VERSION,
    NotARescueFileError,
    Rescue,
    RescueDamagedError,
    RescueError,
    RescueHeader,
    RescueNotForUsError,
    RescueStrangerError,
    RescueTooLargeError,
    open_rescue,
    read_header,
    seal_entries,
)
from sync.rules.door_log import Kind
from sync.rules.ids import DeviceId, LogId
from tests.sync.making import AUTHORITY, EVENT, KEY, OTHER_KEY, Chain, make_id

DEVICE = DeviceId("dev_here")
TICKET = make_id(1)


def find_key(device_id: DeviceId) -> VerifyKey | None:
    return KEY.verify_key if device_id == DEVICE else None


def entries_of(count: int) -> list[Entry]:
    chain = Chain("dev_here.1", KEY)
    return [chain.add(Kind.ADMIT, TICKET) for _ in range(count)]


def seal(entries: list[Entry], *, device: DeviceId = DEVICE, key: SigningKey = KEY) -> bytes:
    return seal_entries(entries, device, EVENT.event_id, key, AUTHORITY.verify_key)


def seal_content(content: bytes) -> bytes:
    """A file that the device signed, of whatever a broken or hostile program put inside."""
    sealed = SealedBox(AUTHORITY.verify_key.to_curve25519_public_key()).encrypt(content)
    ids = b"".join(bytes([len(text)]) + text.encode() for text in (EVENT.event_id, DEVICE))
    signed = MAGIC + bytes([VERSION]) + ids + b"\x00\x00\x00\x01\x80" + len(sealed).to_bytes(4, "big") + sealed
    return signed + KEY.sign(DOMAIN + signed).signature


@given(st.integers(0, 20), st.text(max_size=40))
def test_what_is_sealed_comes_out_at_the_authority(count: int, reason: str) -> None:
    entries = [msgspec.structs.replace(entry, reason=reason) for entry in entries_of(count)]
    opened = open_rescue(seal(entries), AUTHORITY, find_key)
    assert opened == Rescue(EVENT.event_id, DEVICE, tuple(entries))


def test_whoever_carries_it_reads_whose_it_is_and_nothing_more() -> None:
    raw = seal(entries_of(3))
    assert read_header(raw) == RescueHeader(EVENT.event_id, DEVICE, {LogId("dev_here.1"): 3})
    for secret in (TICKET, "gat_main", "admit"):
        assert secret.encode() not in raw


@given(st.data())
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    raw = bytearray(seal(entries_of(2)))
    at = data.draw(st.integers(0, len(raw) - 1))
    raw[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(RescueError):
        open_rescue(bytes(raw), AUTHORITY, find_key)


@given(st.data())
def test_a_file_that_is_cut_short_says_so(data: st.DataObject) -> None:
    raw = seal(entries_of(2))
    part = raw[: data.draw(st.integers(len(MAGIC), len(raw) - 1))]
    with pytest.raises(RescueDamagedError, match="cut short"):
        read_header(part)


@given(st.binary(max_size=400).filter(lambda raw: not raw.startswith(MAGIC)))
@example(b"")
@example(MAGIC[:-1])
def test_other_bytes_are_no_rescue_file(raw: bytes) -> None:
    with pytest.raises(NotARescueFileError, match="not a Doorward rescue file"):
        open_rescue(raw, AUTHORITY, find_key)


@given(st.binary(max_size=400))
@example(bytes([VERSION, 0]))
@example(bytes([VERSION, 255]) + bytes(300))
@example(bytes([VERSION]) + b"\x01\x20" + bytes(80))
@example(bytes([VERSION]) + b"\x01\xff" + bytes(80))
@example(bytes([VERSION]) + b"\x01e\x01d" + bytes(80))
@example(bytes([VERSION]) + b"\x01e\x01d\x00\x00\x00\x03\x81\xa1\xff" + bytes(80))
@example(bytes([VERSION]) + b"\x01e\x01d\x00\x20\x00\x00" + bytes(0x20_0000) + bytes(80))
def test_what_only_begins_like_one_gets_a_named_error(tail: bytes) -> None:
    with pytest.raises(RescueError):
        open_rescue(MAGIC + tail, AUTHORITY, find_key)


@given(st.binary(max_size=300))
def test_a_devices_nonsense_inside_gets_a_named_error(content: bytes) -> None:
    with pytest.raises(RescueDamagedError):
        open_rescue(seal_content(content), AUTHORITY, find_key)


@given(st.binary(max_size=300).map(lambda tail: b"\x91" + tail))
@example(b"\xdd\xff\xff\xff\xff")
@example(b"\x91" * 100_000)
def test_nonsense_that_unpacks_gets_a_named_error_too(packed: bytes) -> None:
    content = zstandard.ZstdCompressor().compress(packed)
    with pytest.raises(RescueDamagedError, match="no list of entries"):
        open_rescue(seal_content(content), AUTHORITY, find_key)


def test_something_behind_the_end_is_refused() -> None:
    with pytest.raises(RescueDamagedError, match="behind its end"):
        read_header(seal(entries_of(1)) + b"\x00")


def test_another_version_asks_for_an_update() -> None:
    raw = seal([])
    with pytest.raises(NotARescueFileError, match="newer version"):
        read_header(MAGIC + bytes([VERSION + 1]) + raw[len(MAGIC) + 1 :])


def test_a_device_of_another_event_is_a_stranger() -> None:
    with pytest.raises(RescueStrangerError, match="does not know"):
        open_rescue(seal([], device=DeviceId("dev_elsewhere")), AUTHORITY, find_key)


def test_nobody_makes_a_file_in_anothers_name() -> None:
    with pytest.raises(RescueDamagedError):
        open_rescue(seal(entries_of(1), key=OTHER_KEY), AUTHORITY, find_key)


def test_another_events_authority_cannot_open_it() -> None:
    with pytest.raises(RescueNotForUsError, match="another event"):
        open_rescue(seal(entries_of(1)), OTHER_KEY, find_key)


@pytest.mark.parametrize("is_size_told", [True, False])
def test_a_small_file_that_unpacks_to_gigabytes_is_refused(*, is_size_told: bool) -> None:
    packer = zstandard.ZstdCompressor().compressobj(size=2 * LARGEST_CONTENT if is_size_told else -1)
    zeros = bytes(LARGEST_CONTENT // 16)
    bomb = b"".join(packer.compress(zeros) for _ in range(32)) + packer.flush()
    assert len(bomb) < 100_000
    with pytest.raises(RescueError):
        open_rescue(seal_content(bomb), AUTHORITY, find_key)


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    with pytest.raises(RescueTooLargeError, match="larger than any"):
        read_header(MAGIC + bytes(LARGEST_FILE))


def test_more_entries_than_one_file_may_hold_are_not_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = seal(entries_of(3))
    monkeypatch.setattr(rescue, "MOST_ENTRIES", 2)
    with pytest.raises(RescueTooLargeError, match="at most 2 entries"):
        seal(entries_of(3))
    with pytest.raises(RescueTooLargeError):
        open_rescue(raw, AUTHORITY, find_key)
    assert MOST_ENTRIES > 2
