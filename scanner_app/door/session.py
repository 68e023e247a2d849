"""One door's scans: a payload in, a verdict out, and nothing green that is not on the disk.

Load facts, decide, record. While the server answers, its word decides: the attempt is written down, the server is
asked, and its verdict is written down before the light. Without an answer the local decision stands.
"""

from dataclasses import dataclass

import msgspec
import structlog

from scanner_app.door.shown import ScanResult, Source
from sync.device.claims import Claims
from sync.device.clock import Clock
from sync.device.database import Connection, Store
from sync.device.errors import StoreError
from sync.device.pairing import Pairing, load_policy
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import find_ticket, put_tickets
from sync.protocol.log import Happening
from sync.protocol.messages import ClaimAnswer, Entry, Policy
from sync.rules.admission import decide_admission
from sync.rules.code import SignedCode, TicketCode, UnreadableCode, read_code
from sync.rules.door_log import Kind, TicketHistory
from sync.rules.gate import Direction, EntryRule, Gate
from sync.rules.ids import GateId
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis, Outcome, Reason, Verdict

log = structlog.get_logger()

CLOSED_CLEANLY = "closed_cleanly"
"""The store's mark that the program ended by itself, after its last light."""
_UNLIT_FOR_MS = 120_000
"""How long after an abrupt end the last person admitted is shown the light again."""
_KINDS = {
    Outcome.ADMITTED: Kind.ADMIT,
    Outcome.LOOK: Kind.ADMIT,
    Outcome.REFUSED: Kind.DENY,
    Outcome.EXIT: Kind.EXIT,
}


@dataclass(frozen=True, slots=True)
class _Decided:
    verdict: Verdict
    ticket: Ticket | None
    product: int | None
    basis: Basis = Basis.LOCAL


class DoorSession:
    """The gate this device stands at. ``scan`` is called from one thread at a time."""

    def __init__(
        self, store: Store, scan_log: ScanLog, pairing: Pairing, clock: Clock, claims: Claims | None = None
    ) -> None:
        """Scan at ``pairing``'s gate; without ``claims`` every decision is local."""
        self._store = store
        self._scan_log = scan_log
        self._pairing = pairing
        self._clock = clock
        self._claims = claims
        self.policy = load_policy(store)
        self.synced_at: int | None = store.get("synced_at")
        """When the list was last known to be whole and new, in corrected Unix ms."""
        self._unanswered: list[Entry] = []
        """Attempts whose answer was never written down: no light was shown for them."""
        self._unlit: Entry | None = None
        """The admission that an abrupt end may have kept from showing its light."""
        self.direction: Direction | None = None
        """Set to pass people the other way than the gate's own rule says, or to only look."""
        self._look_back()

    def refresh(self) -> None:
        """Read anew what a sync may have changed."""
        self.policy = load_policy(self._store)
        self.synced_at = self._store.get("synced_at")

    @property
    def gate(self) -> Gate:
        """The gate's rules as they are now."""
        gate = gate_of(self.policy, self._pairing.gate_id)
        if self.direction is None:
            return gate
        return msgspec.structs.replace(gate, direction=self.direction)

    def scan(self, payload: str, source: Source) -> ScanResult:
        """Decide about ``payload``, write it down, and say what to show. Never raises for anything scanned."""
        code = read_code(payload, self.policy.event)
        try:
            decided = self._decide_and_record(code, payload)
        except StoreError as error:
            log.warning("scan_not_recorded", why=type(error).__name__)
            decided = _Decided(Verdict(Outcome.LOOK, Reason.NOT_RECORDED), None, None)
        return self._result(decided, source)

    def _look_back(self) -> None:
        """See what was under way when the program ended the last time."""
        with self._store.writing() as connection:
            last = self._scan_log.unsettled(connection)
            self._unanswered = [entry for entry in last if entry.kind is Kind.ATTEMPT]
            self._settle(connection)
        self._unanswered = []
        admitted = [entry for entry in last if entry.kind is Kind.ADMIT]
        if admitted and not self._store.get(CLOSED_CLEANLY):
            self._unlit = max(admitted, key=lambda entry: entry.hlc)
        self._store.put(**{CLOSED_CLEANLY: 0})

    def _settle(self, connection: Connection) -> None:
        """Say of each unanswered attempt that nobody was let in; else the server's yes would bind other doors."""
        for attempt in self._unanswered:
            verdict = Verdict(Outcome.REFUSED, Reason.NOT_RECORDED, attempt.ticket_id)
            self._append(connection, verdict, Kind.DENY, Basis.LOCAL, self.gate, attempt)

    def _decide_and_record(self, code: TicketCode, payload: str) -> _Decided:
        if self._unanswered:
            with self._store.writing() as connection:
                self._settle(connection)
            self._unanswered = []
        gate = self.gate
        unlit = self._unlit_admission(code, gate)
        if unlit is not None:
            return self._show_again(unlit, code, gate)
        is_question = gate.direction is Direction.ENTRY and not isinstance(code, UnreadableCode)
        if is_question and self._claims is not None and self._claims.are_possible():
            return self._ask(code, payload, gate)
        return self._decide_alone(code, gate, target=None)

    def _ask(self, code: TicketCode, payload: str, gate: Gate) -> _Decided:
        with self._store.writing() as connection:
            verdict, _ = self._decide(connection, code, gate)
            if verdict.ticket_id is None:  # Another event's ticket: nothing the server could say more.
                return self._record(connection, _Decided(verdict, None, None), gate, None)
            attempt = self._append(connection, verdict, Kind.ATTEMPT, Basis.LOCAL, gate, None)
        self._unanswered = [attempt]
        answer = self._claims.ask(payload, attempt) if self._claims is not None else None
        if answer is None:
            decided = self._decide_alone(code, gate, attempt)
        else:
            decided = self._record_answer(answer, code, gate, attempt)
        self._unanswered = []
        return decided

    def _record_answer(self, answer: ClaimAnswer, code: TicketCode, gate: Gate, attempt: Entry) -> _Decided:
        decided = _Decided(answer.verdict, answer.ticket, _product(code, answer.ticket), Basis.SERVER)
        with self._store.writing() as connection:
            if answer.ticket is not None:
                put_tickets(connection, [answer.ticket])
            self._scan_log.note_confirmed(connection, answer.vector)
            return self._record(connection, decided, gate, attempt)

    def _decide_alone(self, code: TicketCode, gate: Gate, target: Entry | None) -> _Decided:
        with self._store.writing() as connection:
            verdict, ticket = self._decide(connection, code, gate)
            return self._record(connection, _Decided(verdict, ticket, _product(code, ticket)), gate, target)

    def _unlit_admission(self, code: TicketCode, gate: Gate) -> Entry | None:
        """The admission of this very ticket whose light may not have been shown, for a moment after it was written."""
        unlit = self._unlit
        if unlit is None or isinstance(code, UnreadableCode) or gate.direction is not Direction.ENTRY:
            return None
        # By the wall clock as it is: what was known of its error was forgotten with the process.
        is_recent = 0 <= self._clock.read().wall - unlit.wall < _UNLIT_FOR_MS
        return unlit if is_recent and code.ticket_id == unlit.ticket_id else None

    def _show_again(self, unlit: Entry, code: TicketCode, gate: Gate) -> _Decided:
        """Show the light that was owed, and write down that it was: the person is let in once."""
        with self._store.writing() as connection:
            _, ticket = self._decide(connection, code, gate)
            needs_look = ticket is not None and ticket.needs_look
            outcome, reason = (Outcome.LOOK, Reason.NEEDS_LOOK) if needs_look else (Outcome.ADMITTED, Reason.ADMITTED)
            verdict = Verdict(outcome, reason, unlit.ticket_id)
            self._append(connection, verdict, Kind.NOTE, Basis.LOCAL, gate, unlit)
        self._unlit = None
        return _Decided(verdict, ticket, _product(code, ticket), unlit.basis)

    def _decide(self, connection: Connection, code: TicketCode, gate: Gate) -> tuple[Verdict, Ticket | None]:
        event = self.policy.event
        ticket, history = None, TicketHistory()
        if not isinstance(code, UnreadableCode) and code.ticket_id is not None:
            ticket = find_ticket(connection, code.ticket_id, event.event_id)
            history = self._scan_log.history(connection, code.ticket_id)
        at = self._clock.read().corrected
        return decide_admission(code, ticket, history, gate, event, at), ticket

    def _record(self, connection: Connection, decided: _Decided, gate: Gate, target: Entry | None) -> _Decided:
        if gate.direction is not Direction.LOOK:
            kind = _KINDS[decided.verdict.outcome]
            self._append(connection, decided.verdict, kind, decided.basis, gate, target)
        return decided

    def _append(
        self, connection: Connection, verdict: Verdict, kind: Kind, basis: Basis, gate: Gate, target: Entry | None
    ) -> Entry:
        happening = Happening(
            event=self.policy.event.event_id,
            ticket_id=verdict.ticket_id,
            kind=kind,
            basis=basis,
            gate=gate.gate_id,
            direction=gate.direction,
            reason="" if kind is Kind.ATTEMPT else verdict.reason,
            target=None if target is None else (target.log_id, target.seq),
            rule=str(gate.rule) if kind is Kind.ADMIT and gate.rule != EntryRule() else "",
        )
        return self._scan_log.append(connection, happening, self._clock.read())

    def _result(self, decided: _Decided, source: Source) -> ScanResult:
        now = self._clock.read().corrected.ms
        earlier = decided.verdict.earlier
        synced_at = self.synced_at if decided.basis is Basis.LOCAL else None
        return ScanResult(
            verdict=decided.verdict,
            basis=decided.basis,
            at=now,
            source=source,
            holder=decided.ticket.holder if decided.ticket else "",
            ticket_type=_product_name(self.policy, decided.product),
            note=decided.ticket.note if decided.ticket else "",
            gate=self.gate.name,
            earlier_gate=_gate_name(self.policy, earlier.gate) if earlier else "",
            earlier_door=_door_name(self.policy, earlier.log_id) if earlier else "",
            list_age_s=None if synced_at is None else max(0.0, (now - synced_at) / 1000),
        )


def gate_of(policy: Policy, gate_id: GateId) -> Gate:
    """The gate with this id; a gate that was deleted keeps its people out until the device is paired anew."""
    for gate in policy.gates:
        if gate.gate_id == gate_id:
            return gate
    return Gate(gate_id=gate_id, event_id=policy.event.event_id, name="Gate removed", closes_at=0)


def _product(code: TicketCode, ticket: Ticket | None) -> int | None:
    if ticket is not None:
        return ticket.product
    return code.product if isinstance(code, SignedCode) else None


def _product_name(policy: Policy, number: int | None) -> str:
    return next((product.name for product in policy.products if product.number == number), "")


def _gate_name(policy: Policy, gate_id: GateId) -> str:
    return next((gate.name for gate in policy.gates if gate.gate_id == gate_id), "")


def _door_name(policy: Policy, log_id: str) -> str:
    return next((door.name for door in policy.doors if door.device_id == log_id.partition(".")[0]), "")
