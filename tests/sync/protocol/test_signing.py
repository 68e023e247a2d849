"""Signatures over entries: any changed field breaks them."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.messages import Entry
from sync.protocol.signing import DOMAIN, entry_hash, is_signed_by, sign_entry
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import EventId, GateId, LogId, TicketId
from sync.rules.verdict import Basis
from tests.sync.making import KEY, OTHER_KEY, Chain, make_id

ENTRY = Chain(key=KEY).add(Kind.ADMIT, make_id(1), target=(LogId("dev_other.1"), 3))
CHANGES: dict[str, list[Any]] = {
    "log_id": [LogId("dev_other.2"), LogId("")],
    "seq": [0, 2, -1],
    "prev_hash": [b"", bytes(31), b"\x01" + bytes(31)],
    "event": [EventId("evt_2")],
    "ticket_id": [None, TicketId(""), make_id(2)],
    "kind": [Kind.DENY, Kind.EXIT],
    "basis": [Basis.SERVER, Basis.OVERRIDE],
    "gate": [GateId("gat_side")],
    "direction": [Direction.EXIT, Direction.LOOK],
    "operator": ["Ada"],
    "reason": ["admitted"],
    "target": [None, (LogId("dev_other.1"), 4), (LogId("dev_a.1"), 3)],
    "wall": [ENTRY.wall + 1],
    "mono": [ENTRY.mono + 1],
    "boot_id": ["another"],
    "offset": [None, 1],
    "offset_err": [None, 1],
    "hlc": [ENTRY.hlc + 1],
    "people": [2],
    "party": [2],
    "rule": ["multi:3", " "],
    "training": [True],
}


def is_genuine(entry: Entry) -> bool:
    return is_signed_by(entry, entry_hash(entry), KEY.verify_key)


def test_every_field_but_the_signature_has_a_change_here() -> None:
    assert set(CHANGES) == set(Entry.__struct_fields__) - {"sig"}


def test_an_untouched_entry_is_genuine() -> None:
    assert is_genuine(ENTRY)


@pytest.mark.parametrize("field", list(CHANGES))
def test_a_change_of_any_field_changes_the_hash_and_breaks_the_signature(field: str) -> None:
    for value in CHANGES[field]:
        changed = msgspec.structs.replace(ENTRY, **{field: value})
        assert entry_hash(changed) != entry_hash(ENTRY)
        assert not is_genuine(changed)


def test_the_hash_is_not_over_the_signature() -> None:
    assert entry_hash(msgspec.structs.replace(ENTRY, sig=b"other")) == entry_hash(ENTRY)


@given(st.integers(0, 511))
def test_any_flipped_bit_of_the_signature_breaks_it(bit: int) -> None:
    sig = bytearray(ENTRY.sig)
    sig[bit // 8] ^= 1 << bit % 8
    assert not is_genuine(msgspec.structs.replace(ENTRY, sig=bytes(sig)))


@pytest.mark.parametrize("sig", [b"", bytes(63), bytes(64), bytes(65), b"x" * 4096])
def test_a_signature_of_another_length_or_of_nothing_is_not_one(sig: bytes) -> None:
    assert not is_genuine(msgspec.structs.replace(ENTRY, sig=sig))


def test_another_devices_signature_is_not_ours() -> None:
    forged, _ = sign_entry(ENTRY, OTHER_KEY)
    assert not is_genuine(forged)


def test_a_signature_over_the_bare_hash_does_not_count() -> None:
    digest = entry_hash(ENTRY)
    assert not is_genuine(msgspec.structs.replace(ENTRY, sig=KEY.sign(digest).signature))
    assert is_genuine(msgspec.structs.replace(ENTRY, sig=KEY.sign(DOMAIN + digest).signature))


def test_an_entry_survives_the_wire_with_its_signature() -> None:
    assert is_genuine(msgspec.json.decode(msgspec.json.encode(ENTRY), type=Entry))
    assert is_genuine(msgspec.msgpack.decode(msgspec.msgpack.encode(ENTRY), type=Entry))
