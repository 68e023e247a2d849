"""Honest messages in which some values are others: so far inside no chance gets that changes bytes of JSON.

The first byte of an input says which message, then each two bytes one change: where, and what stands there now. What is
decoded all the same must stand what doors and the server do with it.
"""

import copy
from typing import Any

import msgspec

from sync.device.log_rows import cut_of
from sync.protocol.codec import DecodeError, decode_entries, decode_message, encode_entries, encode_message, row_of
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, Policy, PullAnswer
from sync.protocol.signing import entry_hash
from sync.rules.code import read_code
from sync.rules.door_log import fold_ticket
from sync.rules.incidents import find_incidents
from sync.rules.re_entry import local_day
from tests.fuzz.hostile import NUMBERS, RULES, TEXTS
from tests.fuzz.target import Target, demand
from tests.golden.test_wire import LOG_ID, MESSAGES, POLICY, TICKET_ID
from tests.sync.making import NOW, make_token

_VALUES: tuple[Any, ...] = (
    None,
    True,
    1.5,
    1e308,
    10**30,
    -(10**30),
    2**63,
    2**64,
    LOG_ID,
    TICKET_ID,
    [],
    {},
    [[]],
    {"": 1},
    "AAAA",
    "A" * 43 + "=",
    "Europe/Berlin",
    "../../etc/passwd",
    *NUMBERS,
    *TEXTS,
    *RULES,
)
_BASES: tuple[tuple[type[msgspec.Struct], Any], ...] = tuple(
    (type(message), msgspec.json.decode(encode_message(message))) for message in (*MESSAGES.values(), POLICY)
)
_DROPPED = 255
_MOST_CHANGES = 12


def message(data: bytes) -> None:
    """A message with some values exchanged."""
    kind, base = _BASES[(data[:1] or b"\0")[0] % len(_BASES)]
    bent = copy.deepcopy(base)
    for at in range(1, min(len(data) - 1, 2 * _MOST_CHANGES), 2):
        _bend(bent, data[at], data[at + 1])
    try:
        said = decode_message(msgspec.json.encode(bent), kind)
    except DecodeError:
        return
    demand(decode_message(encode_message(said), kind) == said, "a message is read as another once it was sent on")
    _use(said)


def _bend(root: Any, place: int, value: int) -> None:
    """Exchange the value at one of the root's places, or take it away."""
    places = list(_places(root))
    if not places:
        return
    inside, key = places[place % len(places)]
    if value == _DROPPED:
        del inside[key]
    else:
        inside[key] = copy.deepcopy(_VALUES[value % len(_VALUES)])


def _places(value: Any) -> Any:
    keys: Any = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _use(said: msgspec.Struct) -> None:
    """Do what receivers do next, as far as it follows from the message alone."""
    if isinstance(said, Policy):
        _use_policy(said)
    entries = getattr(said, "entries", ())
    if isinstance(entries, tuple) and entries:
        _use_entries(entries)
    if isinstance(said, PullAnswer):
        for ticket in said.tickets:
            row_of(ticket)


def _use_policy(policy: Policy) -> None:
    for door in policy.doors:
        for log_id in (LOG_ID, *door.held):
            cut_of(policy, log_id)
    _ = policy.forget_at
    local_day(NOW, policy.event.time_zone)
    for payload in (TICKET_ID, make_token()):
        read_code(payload, policy.event)
    for gate in policy.gates:
        str(gate.rule)


def _use_entries(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        entry_hash(entry)
    demand(decode_entries(encode_entries(entries)) == list(entries), "entries are others in a frame")
    scans = [past_scan_of(entry) for entry in entries]
    fold_ticket(scans)
    find_incidents(TICKET_ID, scans, None, "UTC", NOW)


TARGETS = (Target("bent_message", message, 2 * _MOST_CHANGES + 1),)
