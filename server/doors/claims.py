"""Claims: the server decides by the same rule as a door, from all entries it holds and the yeses it has given.

A yes is written as a grant before it is answered. Until the device's own entry comes, the grant stands for an
admission towards every other log; towards the same one it does not, so that an answer which was lost can be asked for
again. A scanner that died between our yes and its light says so by a DENY as it starts, which comes before whatever it
asks then; another log of the same device that says nothing of the kind may be a copy of it, and gets no second yes.
Nor can another device give a yes back: whoever was let in by it is inside.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import msgspec
from sqlalchemy import Text, bindparam, insert, select
from sqlalchemy.orm import Session

from server.doors.facts import TICKET_COLUMNS, known_at, only_known, ticket_of_row
from server.doors.ingest import CheckedEntry, decode_entry, device_of
from server.doors.models import DoorEntry, Grant
from server.ids import now_ms
from server.tickets.models import Ticket as TicketRow
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, Policy
from sync.rules.admission import decide_admission
from sync.rules.alias import Alias, AnyCode, read_payload
from sync.rules.clock import Instant
from sync.rules.code import UnreadableCode
from sync.rules.door_log import Kind, PastScan, fold_ticket
from sync.rules.gate import Direction, Gate
from sync.rules.ids import GateId, LogId, TicketId
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis, Outcome, Verdict

_tickets, _entries, _grants = TicketRow.__table__, DoorEntry.__table__, Grant.__table__
_IDS = bindparam("ids", expanding=True, type_=Text())
_EVENT = bindparam("event", type_=Text())
_TICKETS = TICKET_COLUMNS.where(_tickets.c.id.in_(_IDS), _tickets.c.event_id == _EVENT)
_BODIES = select(_entries.c.body).where(_entries.c.ticket_id.in_(_IDS), _entries.c.event_id == _EVENT)
_GRANTS = select(_grants).where(_grants.c.ticket_id.in_(_IDS), _grants.c.event_id == _EVENT)
_GRANTED = select(_grants.c.ticket_id).where(_grants.c.log_id == bindparam("log"), _grants.c.seq == bindparam("number"))
_ALIASES = select(_tickets.c.id, _tickets.c.foreign_code).where(
    _tickets.c.event_id == _EVENT,
    _tickets.c.foreign_key == bindparam("key", type_=Text()),
    _tickets.c.foreign_key != "",
)
"""With what the index is of, so that it is used."""
_NEW_GRANTS = insert(Grant)
_Name = tuple[LogId, int]


@dataclass(slots=True)
class Arbiter:
    """One transaction's claims of one event, decided one after the other, each seeing those before it."""

    session: Session
    policy: Policy
    _tickets: dict[str, Ticket] = field(default_factory=dict)
    _entries: dict[str, dict[_Name, Entry]] = field(default_factory=dict)
    _grants: dict[str, dict[_Name, PastScan]] = field(default_factory=dict)
    _new_grants: list[dict[str, object]] = field(default_factory=list)

    def read(self, code: str) -> AnyCode:
        """The ticket code in a payload: one of ours, or what another system printed for a ticket of the event."""
        return read_payload(code, self.policy.event, self._aliases)

    def load(self, codes: Iterable[AnyCode]) -> None:
        """Read the tickets, entries and grants that these codes need, in three queries."""
        ids = sorted({code.ticket_id for code in codes if not isinstance(code, UnreadableCode) and code.ticket_id})
        if not ids:
            return
        event_id = self.policy.event.event_id
        connection, asked = self.session.connection(), {"ids": ids, "event": event_id}
        for row in connection.execute(_TICKETS, asked):
            self._tickets[row.id] = ticket_of_row(row, event_id)
        self.see(decode_entry(body) for (body,) in connection.execute(_BODIES, asked))
        for row in connection.execute(_GRANTS, asked):
            self._grants.setdefault(row.ticket_id, {})[row.log_id, row.seq] = _admission_of(row)

    def see(self, entries: Iterable[Entry]) -> None:
        """Take entries of this transaction into account."""
        for entry in entries:
            if entry.ticket_id is not None:
                self._entries.setdefault(entry.ticket_id, {})[entry.log_id, entry.seq] = entry

    def decide(self, code: AnyCode, attempt: CheckedEntry, gate: Gate) -> tuple[Verdict, Ticket | None]:
        """The verdict on one claim; a yes is remembered as a grant to the attempt."""
        at = Instant(now_ms())
        ticket_id = None if isinstance(code, UnreadableCode) else code.ticket_id
        ticket = self._tickets.get(ticket_id) if ticket_id else None
        history = fold_ticket(self._past_scans(ticket_id, attempt.entry.log_id)) if ticket_id else fold_ticket(())
        people = attempt.entry.people
        verdict = decide_admission(code, ticket, history, gate, self.policy.event, at, people=people)
        is_yes = verdict.outcome in (Outcome.ADMITTED, Outcome.LOOK) and gate.direction is Direction.ENTRY
        if ticket_id and is_yes:
            party = 1 if ticket is None else ticket.admits
            self._grant(ticket_id, attempt.entry, gate, at.ms, party)
        return verdict, None if ticket is None else only_known(ticket, known_at(self.policy, at.ms))

    def is_about_another(self, code: AnyCode, attempt: Entry) -> bool:
        """Whether the attempt, which came before, got its yes for another ticket than this code's: it gets but one."""
        asked = None if isinstance(code, UnreadableCode) else code.ticket_id
        name = attempt.log_id, attempt.seq
        given = {ticket_id for ticket_id, grants in self._grants.items() if name in grants}
        given |= set(self.session.connection().scalars(_GRANTED, {"log": attempt.log_id, "number": attempt.seq}))
        return bool(given - {asked})

    def write(self) -> None:
        """Write the grants."""
        if self._new_grants:
            self.session.connection().execute(_NEW_GRANTS, self._new_grants)

    def _aliases(self, key: str) -> list[Alias]:
        rows = self.session.connection().execute(_ALIASES, {"event": self.policy.event.event_id, "key": key})
        return [Alias(code, TicketId(ticket_id)) for ticket_id, code in rows]

    def _past_scans(self, ticket_id: TicketId, asking: LogId) -> list[PastScan]:
        entries, grants = self._entries.get(ticket_id, {}), self._grants.get(ticket_id, {})
        answered = {entry.target for entry in entries.values() if _is_own_answer(entry)}
        # A void is for what happened: of an attempt it undoes nothing, so not the yes to it either.
        happened = (entry for entry in entries.values() if entry.kind is not Kind.VOID or entry.target not in grants)
        scans = list(map(past_scan_of, happened))
        scans += (grant for name, grant in grants.items() if grant.log_id != asking and name not in answered)
        return scans

    def _grant(self, ticket_id: TicketId, attempt: Entry, gate: Gate, at: int, party: int) -> None:
        given = self._grants.setdefault(ticket_id, {})
        if (attempt.log_id, attempt.seq) in given:
            return
        row = {
            "log_id": attempt.log_id,
            "seq": attempt.seq,
            "event_id": self.policy.event.event_id,
            "ticket_id": ticket_id,
            "gate_id": gate.gate_id,
            "granted_at": at,
            "people": attempt.people,
            "party": party,
            "rule": str(gate.rule),
        }
        given[attempt.log_id, attempt.seq] = _admission_of(SimpleNamespace(**row))
        self._new_grants.append(row)


def _is_own_answer(entry: Entry) -> bool:
    """Whether the entry says what became of an attempt of its own device."""
    if entry.target is None or entry.kind not in (Kind.ADMIT, Kind.DENY):
        return False
    return device_of(entry.target[0]) == device_of(entry.log_id)


def _admission_of(grant: Any) -> PastScan:  # noqa: ANN401  A row, of the table or still to be written.
    return PastScan(
        log_id=grant.log_id,
        seq=grant.seq,
        kind=Kind.ADMIT,
        at=grant.granted_at,
        gate=grant.gate_id,
        basis=Basis.SERVER,
        people=grant.people,
        party=grant.party,
        rule=grant.rule,
    )


def gate_asked(policy: Policy, entry: Entry, own_gate: str) -> Gate:
    """The gate that an entry names, the device's own where it names none of the event's, passing as the entry says."""
    gates = {gate.gate_id: gate for gate in policy.gates}
    gate = gates.get(entry.gate) or gates[GateId(own_gate)]
    return msgspec.structs.replace(gate, direction=entry.direction)
