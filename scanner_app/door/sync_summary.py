"""What a sync that a person asked for has changed: tickets, entries, and the organizer's rules. Pure, no Qt."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sync.device.changes import Changes
from sync.device.progress import SyncPhase
from sync.protocol.messages import Policy
from sync.rules.gate import Gate

_NOTHING = Changes()


class RuleChange(StrEnum):
    """What the organizer may have changed that a door goes by."""

    EVENT_RENAMED = "event_renamed"
    EVENT_CHANGED = "event_changed"
    GATE_ADDED = "gate_added"
    GATE_RENAMED = "gate_renamed"
    GATE_CHANGED = "gate_changed"
    GATE_REMOVED = "gate_removed"
    DOOR_ADDED = "door_added"
    DOOR_RENAMED = "door_renamed"
    DOOR_MOVED = "door_moved"
    DOOR_REMOVED = "door_removed"
    PRODUCT_ADDED = "product_added"
    PRODUCT_RENAMED = "product_renamed"
    PRODUCT_REMOVED = "product_removed"
    PIN_SET = "pin_set"
    PIN_CHANGED = "pin_changed"
    PIN_REMOVED = "pin_removed"


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of the rules: what it is about by its name now, and its name before where that was another."""

    what: RuleChange
    name: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class SyncSummary:
    """How a sync ended, when (corrected Unix ms), and what it changed, also where it did not come to its end."""

    phase: SyncPhase
    at: int
    took_s: float = 0.0
    detail: str = ""
    changes: Changes = _NOTHING
    rules: tuple[Changed, ...] = ()

    @property
    def is_nothing_new(self) -> bool:
        """Whether all is as it was before."""
        return self.changes == _NOTHING and not self.rules


def compare_policies(before: Policy, after: Policy) -> tuple[Changed, ...]:
    """What a door has to know that the policy ``after`` says otherwise than ``before``."""
    if (before.version, before.epoch) == (after.version, after.epoch):
        return ()
    return (*_event(before, after), *_gates(before, after), *_doors(before, after), *_products(before, after))


def _event(before: Policy, after: Policy) -> Iterable[Changed]:
    if before.event.name != after.event.name:
        yield Changed(RuleChange.EVENT_RENAMED, after.event.name, before.event.name)
    elif before.event != after.event:
        yield Changed(RuleChange.EVENT_CHANGED, after.event.name)
    if before.pin_hash != after.pin_hash:
        if not before.pin_hash:
            yield Changed(RuleChange.PIN_SET)
        else:
            yield Changed(RuleChange.PIN_CHANGED if after.pin_hash else RuleChange.PIN_REMOVED)


def _gates(before: Policy, after: Policy) -> Iterable[Changed]:
    old: dict[str, Gate] = {gate.gate_id: gate for gate in before.gates}
    for gate in after.gates:
        was = old.pop(gate.gate_id, None)
        if was is None:
            yield Changed(RuleChange.GATE_ADDED, gate.name)
        elif was.name != gate.name:
            yield Changed(RuleChange.GATE_RENAMED, gate.name, was.name)
        elif was != gate:
            yield Changed(RuleChange.GATE_CHANGED, gate.name)
    yield from (Changed(RuleChange.GATE_REMOVED, gate.name) for gate in old.values())


def _doors(before: Policy, after: Policy) -> Iterable[Changed]:
    """The server's own desk is no door; a message to a door is shown by itself."""
    old = {door.device_id: door for door in before.doors if not door.is_desk and door.revoked_at is None}
    known = {door.device_id for door in before.doors}
    for door in after.doors:
        was = old.pop(door.device_id, None)
        if was is None:
            if door.device_id not in known and not door.is_desk:
                yield Changed(RuleChange.DOOR_ADDED, door.name)
        elif door.revoked_at is not None:
            yield Changed(RuleChange.DOOR_REMOVED, door.name)
        elif was.name != door.name:
            yield Changed(RuleChange.DOOR_RENAMED, door.name, was.name)
        elif was.gate_id != door.gate_id:
            yield Changed(RuleChange.DOOR_MOVED, door.name)
    # One that never wrote anything is not in the list any more.
    yield from (Changed(RuleChange.DOOR_REMOVED, door.name) for door in old.values())


def _products(before: Policy, after: Policy) -> Iterable[Changed]:
    old = {product.number: product.name for product in before.products}
    for product in after.products:
        was = old.pop(product.number, None)
        if was is None:
            yield Changed(RuleChange.PRODUCT_ADDED, product.name)
        elif was != product.name:
            yield Changed(RuleChange.PRODUCT_RENAMED, product.name, was)
    yield from (Changed(RuleChange.PRODUCT_REMOVED, name) for name in old.values())
