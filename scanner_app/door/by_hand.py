"""What people do at a door besides scanning: undo, override, acknowledge. No Qt.

Every act is an entry of its own that names what it is about; nothing is ever taken out of the log.
"""

import msgspec
import structlog

from scanner_app.door.book import (
    LONGEST_OPERATOR,
    LONGEST_REASON,
    Decided,
    DoorBook,
    Question,
    door_name,
    gate_name,
)
from scanner_app.door.manager import ManagerPin
from scanner_app.door.shown import Act, ActResult, EntryName, ScanResult, ShownIncident, Source
from sync.device.database import Connection
from sync.device.errors import StoreError
from sync.device.past import answer_to
from sync.device.ticket_cache import find_ticket
from sync.protocol.log import Happening
from sync.protocol.messages import Entry
from sync.rules.code import UnreadableCode
from sync.rules.door_log import Kind, PastScan
from sync.rules.gate import rule_written
from sync.rules.ids import TicketId
from sync.rules.incidents import ACKNOWLEDGED, Incident
from sync.rules.verdict import Basis, Outcome, Reason, Verdict

log = structlog.get_logger()

UNDONE = "Undone at the door"
TURNED_AWAY = "Turned away at the door"
BY_HAND = "By hand: "
"""Before the words in which somebody said why they let a guest in by hand."""
_PASSAGES = (Kind.ADMIT, Kind.EXIT)
_LAST_ENTRIES = 200
"""How far back the last admission is looked for; what lies further back is not what a person means by it."""


class ByHand:
    """The acts of one door's people. The session lets one at a time in here."""

    def __init__(self, book: DoorBook) -> None:
        """Act with ``book``'s log and policy."""
        self._book = book
        self._pin = ManagerPin(book.store, book.clock)

    def undo(self, name: EntryName, reason: str = "", operator: str = "") -> ActResult:
        """Take back an admission or an exit of any door, offline too; the second time is refused in words."""
        try:
            with self._book.store.writing() as connection:
                entry = self._book.scan_log.find(connection, name)
                if entry is None or entry.kind not in _PASSAGES or entry.ticket_id is None:
                    return ActResult(Act.NOTHING_TO_UNDO, name)
                return self._undo(connection, entry, reason or UNDONE, operator)
        except StoreError as error:
            return self._not_recorded(error, name)

    def undo_last(self, reason: str = "", operator: str = "") -> ActResult:
        """Take back the last admission or exit of this door.

        Asked twice it says so, and does not go on to the one before: a key pressed twice must not send out two people.
        """
        try:
            last = next((entry for entry in self._book.scan_log.recent(_LAST_ENTRIES) if self._is_passage(entry)), None)
        except StoreError as error:
            return self._not_recorded(error, None)
        if last is None:
            return ActResult(Act.NOTHING_TO_UNDO)
        return self.undo((last.log_id, last.seq), reason, operator)

    def turn_away(self, name: EntryName, operator: str = "") -> ActResult:
        """Take back the admission of somebody who had to be looked at and was sent away."""
        return self.undo(name, TURNED_AWAY, operator)

    def override(self, result: ScanResult, pin: str, operator: str) -> ActResult:
        """Let in whom the rule refused, where ``pin`` is the managers'. ``operator`` is the manager's name.

        Not at a device that was removed from the event: it would count nowhere.
        """
        name = result.entry
        try:
            with self._book.store.reading() as connection:
                refusal = None if name is None else self._book.scan_log.find(connection, name)
            if refusal is None or refusal.kind is not Kind.DENY or refusal.ticket_id is None or self._book.is_removed:
                return ActResult(Act.NOTHING_TO_OVERRIDE, name)
            tried = self._pin.check(pin, self._book.policy.pin_hash)
            if tried.act is not Act.OVERRIDDEN:
                return ActResult(tried.act, name, wait_s=tried.wait_s)
            with self._book.store.writing() as connection:
                return self._override(connection, result, refusal, operator)
        except StoreError as error:
            return self._not_recorded(error, name)

    def check_pin(self, pin: str) -> ActResult:
        """Whether ``pin`` is the managers'."""
        try:
            tried = self._pin.check(pin, self._book.policy.pin_hash)
        except StoreError as error:
            return self._not_recorded(error, None)
        return ActResult(Act.UNLOCKED if tried.act is Act.OVERRIDDEN else tried.act, wait_s=tried.wait_s)

    def acknowledge(self, incident: Incident, operator: str = "") -> ActResult:
        """Say that somebody has dealt with ``incident``; every door and the server will hear of it."""
        name = incident.entry.name
        try:
            with self._book.store.writing() as connection:
                scans = self._book.scan_log.scans(connection, incident.ticket_id) if incident.ticket_id else []
                notes = [scan for scan in scans if scan.reason == ACKNOWLEDGED]
                if incident.acknowledged is not None or answer_to(notes, name, Kind.NOTE):
                    return ActResult(Act.ALREADY_ACKNOWLEDGED, name)
                self._write(connection, self._said(Kind.NOTE, incident.ticket_id, ACKNOWLEDGED, operator), name)
                return ActResult(Act.ACKNOWLEDGED, name)
        except StoreError as error:
            return self._not_recorded(error, name)

    def incidents(self) -> list[ShownIncident]:
        """What went wrong at the event, the newest first, with the names that people know."""
        found = self._book.scan_log.incidents()
        found = sorted(found, key=lambda each: each.entry.at, reverse=True)
        with self._book.store.reading() as connection:
            return [self._shown_incident(connection, incident) for incident in found]

    def note(self, connection: Connection, asked: Question, verdict: Verdict, target: Entry | None) -> None:
        """Keep why ``asked`` came by hand, before what came of it: a log's last entry says what was under way."""
        what = self._said(Kind.NOTE, verdict.ticket_id, BY_HAND + asked.why, asked.operator)
        name = None if target is None else (target.log_id, target.seq)
        self._write(connection, msgspec.structs.replace(what, training=self._book.is_training), name)

    def _is_passage(self, entry: Entry) -> bool:
        return entry.kind in _PASSAGES and entry.training is self._book.is_training

    def _undo(self, connection: Connection, entry: Entry, reason: str, operator: str) -> ActResult:
        name = (entry.log_id, entry.seq)
        if entry.ticket_id is None or entry.training is not self._book.is_training:
            return ActResult(Act.IN_TRAINING, name)
        ticket = find_ticket(connection, entry.ticket_id, self._book.policy.event.event_id)
        holder = "" if ticket is None else ticket.holder
        scans = self._book.scan_log.scans(connection, entry.ticket_id)
        if answer_to(scans, name, Kind.VOID):
            return ActResult(Act.ALREADY_UNDONE, name, holder)
        what = self._said(Kind.VOID, entry.ticket_id, reason, operator)
        what = msgspec.structs.replace(
            what, direction=entry.direction, people=entry.people, party=entry.party, training=entry.training
        )
        self._write(connection, what, name)
        return ActResult(Act.UNDONE, name, holder)

    def _override(self, connection: Connection, result: ScanResult, refusal: Entry, operator: str) -> ActResult:
        name = (refusal.log_id, refusal.seq)
        if refusal.ticket_id is None or refusal.training is not self._book.is_training:
            return ActResult(Act.IN_TRAINING, name)
        ticket = find_ticket(connection, refusal.ticket_id, self._book.policy.event.event_id)
        scans = self._book.scan_log.scans(connection, refusal.ticket_id)
        if answer_to(scans, name, Kind.ADMIT):
            return ActResult(Act.ALREADY_OVERRIDDEN, name, result.holder)
        what = msgspec.structs.replace(
            self._said(Kind.ADMIT, refusal.ticket_id, Reason.OVERRIDDEN, operator),
            basis=Basis.OVERRIDE,
            people=refusal.people,
            party=1 if ticket is None else ticket.admits,
            rule=rule_written(self._book.gate.rule),
            training=refusal.training,
        )
        entry = self._write(connection, what, name)
        verdict = Verdict(Outcome.ADMITTED, Reason.OVERRIDDEN, refusal.ticket_id, people=refusal.people)
        decided = Decided(
            verdict,
            ticket,
            None if ticket is None else ticket.product,
            Basis.OVERRIDE,
            entry=(entry.log_id, entry.seq),
            inside=self._book.history(connection, refusal.ticket_id).inside,
        )
        code = UnreadableCode(result.verdict.reason)  # Nothing is read any more: the refusal named the ticket.
        asked = Question(code, "", Source.BY_HAND, self._book.gate, refusal.people, operator)
        return ActResult(Act.OVERRIDDEN, name, result.holder, scan=self._book.shown(decided, asked))

    def _said(self, kind: Kind, ticket_id: TicketId | None, reason: str, operator: str) -> Happening:
        gate = self._book.gate
        return Happening(
            event=self._book.policy.event.event_id,
            ticket_id=ticket_id,
            kind=kind,
            basis=Basis.LOCAL,
            gate=gate.gate_id,
            direction=gate.direction,
            reason=reason[:LONGEST_REASON],
            operator=operator[:LONGEST_OPERATOR],
        )

    def _write(self, connection: Connection, what: Happening, target: EntryName | None) -> Entry:
        return self._book.append(connection, msgspec.structs.replace(what, target=target))

    def _shown_incident(self, connection: Connection, incident: Incident) -> ShownIncident:
        policy, entry, against = self._book.policy, incident.entry, incident.against
        ticket = None
        if incident.ticket_id is not None:
            ticket = find_ticket(connection, incident.ticket_id, policy.event.event_id)
        return ShownIncident(
            incident=incident,
            holder="" if ticket is None else ticket.holder,
            gate=gate_name(policy, entry.gate),
            door=door_name(policy, entry.log_id),
            against_gate="" if against is None else gate_name(policy, against.gate),
            against_door="" if against is None else door_name(policy, against.log_id),
            acknowledged_door="" if incident.acknowledged is None else door_name(policy, incident.acknowledged.log_id),
            acknowledged_by=self._operator_of(connection, incident.acknowledged),
        )

    def _operator_of(self, connection: Connection, note: PastScan | None) -> str:
        entry = None if note is None else self._book.scan_log.find(connection, note.name)
        return "" if entry is None else entry.operator

    def _not_recorded(self, error: StoreError, name: EntryName | None) -> ActResult:
        log.warning("act_not_recorded", why=type(error).__name__)
        return ActResult(Act.NOT_RECORDED, name)
