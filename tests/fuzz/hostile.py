"""A device that was paired as it should be and means ill: entries that it signed well and that say anything at all."""

import random
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec
from nacl.signing import SigningKey

from sync.protocol.log import LogHead
from sync.protocol.messages import Entry
from sync.protocol.signing import entry_hash, sign_entry
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import LARGEST_WHOLE, EventId, GateId, LogId, TicketId
from sync.rules.incidents import ACKNOWLEDGED
from sync.rules.verdict import Basis, Reason

T = TypeVar("T")

NUMBERS = (0, 1, -1, 2, 65_535, 2**31, 2**53, LARGEST_WHOLE, LARGEST_WHOLE - 1, -LARGEST_WHOLE)
LAST_MOMENT = 253_402_300_800_000
TEXTS = (
    "",
    "\0",
    "a\0b",
    "x" * 500,
    "\u202egnp.exe",
    "é😀",
    "' OR 1=1 --",
    "\n",
    "{{7*7}}",
    ".",
    "%00",
    "\ufeff",
    "x" * 1900,
)
RULES = (
    "",
    "single",
    "multi:3",
    "multi:99999999999999999999",
    "multi:-5",
    "multi:٣",
    "multi:" + "9" * 400,
    "per_day:0",
    "per_day:1",
    "after_exit",
    "unlimited",
    "no such rule",
    "multi:1_0",
)
REASONS = ("", ACKNOWLEDGED, *map(str, Reason), *TEXTS)


class HostileLog:
    """One chain of a device that bends it: honest steps between the others, so that what is bent gets a place."""

    def __init__(self, device_id: str, key: SigningKey, event: EventId, gate: GateId, chance: random.Random) -> None:
        self.device_id, self.key, self.event, self.gate, self.chance = device_id, key, event, gate, chance
        self.head = LogHead(LogId(f"{device_id}.0"))
        self.written: list[Entry] = []
        self._incarnation = 0

    def begin_anew(self) -> None:
        """Go on as another log of the same device."""
        self._incarnation += 1
        self.head = LogHead(LogId(f"{self.device_id}.{self._incarnation}"))

    def entry(self, tickets: Sequence[str], others: Sequence[Entry], now_ms: int) -> Entry:
        """The next entry: its place in the chain mostly right, most of what it says not. Signed."""
        honest = Entry(
            log_id=self.head.log_id,
            seq=self.head.seq + 1,
            prev_hash=self.head.digest,
            event=self.event,
            ticket_id=TicketId(self.chance.choice(tickets)),
            kind=self.chance.choice(list(Kind)),
            basis=Basis.LOCAL,
            gate=self.gate,
            direction=Direction.ENTRY,
            operator="",
            reason="",
            wall=now_ms,
            mono=1,
            boot_id="boot",
            offset=0,
            offset_err=1,
            hlc=now_ms << 16,
        )
        bent = msgspec.structs.replace(
            honest, **(self._meant(honest, others) | self._bent(honest, tickets, others, now_ms))
        )
        signed, digest = sign_entry(bent, self.key)
        is_next = (signed.log_id, signed.seq, signed.prev_hash) == (self.head.log_id, honest.seq, honest.prev_hash)
        if is_next:
            self.head = LogHead(signed.log_id, signed.seq, digest, signed.hlc)
        self.written.append(signed)
        return signed

    def undo(self, entry: Entry) -> None:
        """What was offered was not taken: the chain goes on from before it."""
        if (entry.log_id, entry.seq) == (self.head.log_id, self.head.seq) and entry_hash(entry) == self.head.digest:
            self.begin_anew()

    def _meant(self, honest: Entry, others: Sequence[Entry]) -> dict[str, Any]:
        """What makes the others look: an entry acknowledged or undone that is no business of this device, or a fork."""
        entries = (*others[-20:], *self.written[-20:], honest)
        target = self.chance.choice([(entry.log_id, entry.seq) for entry in entries])
        match self.chance.randrange(6):
            case 0:
                ticket_id = self.chance.choice((None, honest.ticket_id))
                return {"kind": Kind.NOTE, "reason": ACKNOWLEDGED, "target": target, "ticket_id": ticket_id}
            case 1:
                return {"kind": Kind.VOID, "target": target}
            case 2 if honest.seq > 1:
                return {"seq": self.chance.randrange(1, honest.seq)}
            case _:
                return {}

    def _bent(self, honest: Entry, tickets: Sequence[str], others: Sequence[Entry], now_ms: int) -> dict[str, Any]:
        pick = self.chance.choice
        named = [(entry.log_id, entry.seq) for entry in (*others, *self.written[-20:], honest)]
        far = [(LogId(pick(TEXTS)), pick(NUMBERS)), (honest.log_id, pick(NUMBERS)), None]
        ways: dict[str, Any] = {
            "seq": lambda: pick((honest.seq, honest.seq - 1, honest.seq + 1, *NUMBERS)),
            "prev_hash": lambda: pick((honest.prev_hash, b"", bytes(32), bytes(1000))),
            "event": lambda: pick((self.event, EventId(""), EventId("evt_other"))),
            "ticket_id": lambda: pick((*tickets, None, "A" * 80, "A" * 81, *TEXTS)),
            "kind": lambda: pick(list(Kind)),
            "basis": lambda: pick(list(Basis)),
            "direction": lambda: pick(list(Direction)),
            "gate": lambda: pick((self.gate, *TEXTS)),
            "operator": lambda: pick(TEXTS),
            "reason": lambda: pick(REASONS),
            "target": lambda: pick((*named, *far)),
            "wall": lambda: pick((now_ms, now_ms - 86_400_000, LAST_MOMENT - 1, LAST_MOMENT, *NUMBERS)),
            "mono": lambda: pick(NUMBERS),
            "boot_id": lambda: pick(TEXTS),
            "offset": lambda: pick((None, *NUMBERS)),
            "offset_err": lambda: pick((None, *NUMBERS)),
            "hlc": lambda: pick((now_ms << 16, *NUMBERS)),
            "people": lambda: pick((1, 2, 1000)),
            "party": lambda: pick((1, 5, 1000)),
            "rule": lambda: pick(RULES),
            "training": lambda: pick((False, True)),
        }
        # Where a place in the chain is wrong nothing else of the entry is looked at.
        chain = ("seq", "prev_hash", "event")
        names = [name for name in ways if name not in chain or self.chance.random() < 0.1]
        chosen = self.chance.sample(names, self.chance.randint(0, min(5, len(names))))
        return {name: ways[name]() for name in chosen}
