"""What a gate decides from and writes into: the list, the log, the policy and the clock of one device. No Qt."""

from dataclasses import dataclass, replace

import msgspec

from scanner_app.door.shown import EntryName, ScanResult, Source
from scanner_app.speech import say
from sync.device.clock import Clock
from sync.device.database import Connection, Store
from sync.device.errors import StoreError
from sync.device.pairing import Pairing, load_policy
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import find_aliases, find_ticket
from sync.protocol.log import Happening, past_scan_of
from sync.protocol.messages import Door, Entry, Policy
from sync.rules.admission import decide_admission
from sync.rules.alias import Alias, AnyCode, read_payload
from sync.rules.code import SignedCode, UnreadableCode
from sync.rules.door_log import Kind, TicketHistory, find_rival, fold_ticket
from sync.rules.gate import Direction, Gate, rule_written
from sync.rules.ids import GateId, LogId, TicketId
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis, Verdict

LONGEST_OPERATOR = 80
LONGEST_REASON = 200
"""Characters; an entry of more than 2,048 bytes would count nowhere."""
_TRAINING = "training"
_REMOVED = "removed_device"
_DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a gate: may these ``people`` pass with this code?"""

    code: AnyCode
    payload: str
    source: Source
    gate: Gate
    people: int = 1
    operator: str = ""
    """Who asks by hand; empty for a scan."""
    why: str = ""

    @property
    def ticket_id(self) -> TicketId | None:
        """The ticket that the code names, None where it names none of this event."""
        return None if isinstance(self.code, UnreadableCode) else self.code.ticket_id


@dataclass(frozen=True, slots=True)
class Decided:
    """A verdict on its way to the light, with what the screen shows beside it."""

    verdict: Verdict
    ticket: Ticket | None = None
    product: int | None = None
    basis: Basis = Basis.LOCAL
    entry: EntryName | None = None
    inside: int = 0
    unseen_doors: int = 0
    rule: str | None = None
    """The re-entry rule that the server decided by, as entries spell it; None where this door decided."""


class DoorBook:
    """One device's facts and its pen. Nothing here waits for anybody."""

    def __init__(self, store: Store, scan_log: ScanLog, pairing: Pairing, clock: Clock) -> None:
        """Read the policy and the settings as they are now."""
        self.store = store
        self.scan_log = scan_log
        self.pairing = pairing
        self.clock = clock
        self.direction = self._kept_direction()
        """Set to pass people the other way than the gate's own rule says, or to only look."""
        self.is_training = bool(store.get(_TRAINING))
        self._removed = store.get(_REMOVED)
        self.refresh()

    def refresh(self) -> None:
        """Read anew what a sync may have changed."""
        self.policy = load_policy(self.store)
        self.synced_at: int | None = self.store.get("synced_at")
        """When the list was last known to be whole and new, in corrected Unix ms."""

    @property
    def is_removed(self) -> bool:
        """Whether the organizer has removed this device from the event, as far as it has heard."""
        is_told = self.own_door is not None and self.own_door.revoked_at is not None
        return is_told or self._removed == self.pairing.device_id

    def set_removed(self) -> None:
        """The server says that this device was removed; kept over a restart, of this pairing only."""
        self._removed = self.pairing.device_id
        self.store.put(**{_REMOVED: self._removed})

    def set_training(self, *, is_training: bool) -> None:
        """Practise, or count again; kept over a restart, since nobody would notice that practice had ended."""
        self.store.put(**{_TRAINING: int(is_training)})
        self.is_training = is_training

    def set_direction(self, direction: Direction | None) -> None:
        """Pass people this way, or as the gate says; kept over a restart, of this pairing only."""
        self.store.put(**{_DIRECTION: f"{self.pairing.device_id} {direction}" if direction else ""})
        self.direction = direction

    def _kept_direction(self) -> Direction | None:
        device, _, direction = str(self.store.get(_DIRECTION) or "").partition(" ")
        return Direction(direction) if device == self.pairing.device_id and direction in list(Direction) else None

    @property
    def gate(self) -> Gate:
        """The gate's rules as they are now."""
        gate = gate_of(self.policy, self.pairing.gate_id)
        if self.direction is None:
            return gate
        return msgspec.structs.replace(gate, direction=self.direction)

    @property
    def own_door(self) -> Door | None:
        """This device as the policy knows it, None where it does not."""
        return next((door for door in self.policy.doors if door.device_id == self.pairing.device_id), None)

    @property
    def other_doors(self) -> int:
        """How many other devices may let people in to the event."""
        gates = {gate.gate_id for gate in self.policy.gates}
        return sum(
            door.device_id != self.pairing.device_id
            and door.revoked_at is None
            and door.gate_id in gates
            and not door.is_desk
            for door in self.policy.doors
        )

    @property
    def list_age_s(self) -> float | None:
        """How old the ticket list is, None where it was never whole."""
        if self.synced_at is None:
            return None
        return max(0.0, (self.clock.read().corrected.ms - self.synced_at) / 1000)

    def read(self, payload: str) -> AnyCode:
        """The code in a payload: one of ours, or what another system printed for a ticket of the list; never raises."""

        def known(key: str) -> list[Alias]:
            try:
                with self.store.reading() as connection:
                    return find_aliases(connection, key)
            except StoreError:  # Nothing can be written down either, and whoever does so says it.
                return []

        return read_payload(payload, self.policy.event, known)

    def decide(
        self, connection: Connection, asked: Question, attempt: Entry | None = None
    ) -> tuple[Verdict, Ticket | None]:
        """What this device answers by itself; with its own ``attempt``, whoever came before it stands in the way."""
        ticket_id, ticket, history = asked.ticket_id, None, TicketHistory()
        at = self.clock.read().corrected
        if ticket_id is not None:
            ticket = find_ticket(connection, ticket_id, self.policy.event.event_id)
            scans = self.scan_log.scans(connection, ticket_id)
            rival = None if attempt is None else find_rival(scans, past_scan_of(attempt), at)
            history = msgspec.structs.replace(fold_ticket(scans, training=self.is_training), rival=rival)
        verdict = decide_admission(
            asked.code,
            ticket,
            history,
            asked.gate,
            self.policy.event,
            at,
            people=asked.people,
            # A list that was never whole is older than any: without it nothing but the ticket's own word is known.
            list_age_s=float("inf") if self.list_age_s is None else self.list_age_s,
        )
        return verdict, ticket

    def history(self, connection: Connection, ticket_id: TicketId) -> TicketHistory:
        """Where a ticket stands, by practice while this door practises."""
        return fold_ticket(self.scan_log.scans(connection, ticket_id), training=self.is_training)

    def append(self, connection: Connection, what: Happening) -> Entry:
        """Write down what happened, now."""
        return self.scan_log.append(connection, what, self.clock.read())

    def happening(
        self, asked: Question, verdict: Verdict, kind: Kind, basis: Basis, target: Entry | None, party: int = 1
    ) -> Happening:
        """What is written down of ``verdict``."""
        gate = asked.gate
        return Happening(
            event=self.policy.event.event_id,
            ticket_id=verdict.ticket_id,
            kind=kind,
            basis=basis,
            gate=gate.gate_id,
            direction=gate.direction,
            reason="" if kind is Kind.ATTEMPT else verdict.reason,
            operator=asked.operator[:LONGEST_OPERATOR],
            target=None if target is None else (target.log_id, target.seq),
            people=asked.people,
            party=party,
            rule=rule_written(gate.rule) if kind is Kind.ADMIT else "",
            training=self.is_training,
        )

    def shown(self, decided: Decided, asked: Question) -> ScanResult:
        """``decided`` as the screen is told it."""
        earlier, ticket = decided.verdict.earlier, decided.ticket
        result = ScanResult(
            verdict=decided.verdict,
            basis=decided.basis,
            at=self.clock.read().corrected.ms,
            source=asked.source,
            ticket_type=product_name(self.policy, decided.product),
            gate=self.gate.name,
            earlier_gate=gate_name(self.policy, earlier.gate) if earlier else "",
            earlier_door=door_name(self.policy, earlier.log_id) if earlier else "",
            list_age_s=self.list_age_s if decided.basis is Basis.LOCAL else None,
            entry=decided.entry,
            unseen_doors=decided.unseen_doors,
            inside=decided.inside,
            is_training=self.is_training,
            operator=asked.operator,
        )
        if ticket is None:
            return result
        return replace(result, holder=ticket.holder, note=ticket.note, party=ticket.admits)


def gate_of(policy: Policy, gate_id: GateId) -> Gate:
    """The gate with this id; a gate that was deleted keeps its people out until the device is paired anew."""
    for gate in policy.gates:
        if gate.gate_id == gate_id:
            return gate
    return Gate(gate_id=gate_id, event_id=policy.event.event_id, name=say("Gate removed"), closes_at=0)


def product_of(code: AnyCode, ticket: Ticket | None) -> int | None:
    """The number of the product that a ticket is of, as far as anybody says it."""
    if ticket is not None:
        return ticket.product
    return code.product if isinstance(code, SignedCode) else None


def product_name(policy: Policy, number: int | None) -> str:
    """What people call a product; empty where it is not known."""
    return next((product.name for product in policy.products if product.number == number), "")


def gate_name(policy: Policy, gate_id: GateId) -> str:
    """What people call a gate; empty where it is not known."""
    return next((gate.name for gate in policy.gates if gate.gate_id == gate_id), "")


def door_name(policy: Policy, log_id: LogId) -> str:
    """What people call the device that writes this log; empty where it is not known."""
    return next((door.name for door in policy.doors if door.device_id == log_id.partition(".")[0]), "")
