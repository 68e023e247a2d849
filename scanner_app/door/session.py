"""One door's scans: a payload in, a verdict out, and nothing green that is not on the disk.

Load facts, decide, record. While the server answers, its word decides: the attempt is written down, the server is
asked, and its verdict is written down before the light. Without an answer the other doors are told of the attempt,
and the local decision stands on what they know too; without them on what this door knows alone.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import msgspec
import structlog

from scanner_app.door.book import Decided, DoorBook, Question, gate_of, product_of
from scanner_app.door.by_hand import ByHand
from scanner_app.door.search import find_people
from scanner_app.door.shown import ActResult, EntryName, FoundPerson, ScanResult, ShownIncident, Source
from scanner_app.door.under_way import CLOSED_CLEANLY, UnderWay
from sync.device.claims import Claims
from sync.device.clock import Clock
from sync.device.database import Connection, Store
from sync.device.errors import StoreError
from sync.device.gossip import PeerAsker
from sync.device.pairing import Pairing
from sync.device.past import is_confirmed
from sync.device.scan_log import ScanLog
from sync.device.search_index import SearchIndex
from sync.device.ticket_cache import put_tickets
from sync.protocol.messages import ClaimAnswer, Door, Entry, Policy
from sync.rules.code import UnreadableCode, read_code
from sync.rules.door_log import Kind, fold_ticket
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import LogId, TicketId
from sync.rules.incidents import Incident
from sync.rules.verdict import Basis, Outcome, Reason, Verdict

__all__ = ["CLOSED_CLEANLY", "DoorSession", "gate_of"]

log = structlog.get_logger()

TELL_WITHIN_S = 0.25
"""How long a person waits for the other doors to hear of them."""
_KINDS = {
    Outcome.ADMITTED: Kind.ADMIT,
    Outcome.LOOK: Kind.ADMIT,
    Outcome.REFUSED: Kind.DENY,
    Outcome.EXIT: Kind.EXIT,
}
_USED = (Reason.BEING_ADMITTED, Reason.ALREADY_INSIDE, Reason.ALREADY_USED, Reason.PARTY_TOO_LARGE)


class DoorSession:
    """The gate this device stands at. Any thread may call; scans and acts by hand take turns."""

    def __init__(
        self,
        store: Store,
        scan_log: ScanLog,
        pairing: Pairing,
        clock: Clock,
        claims: Claims | None = None,
        peers: PeerAsker | None = None,
        index: SearchIndex | None = None,
    ) -> None:
        """Scan at ``pairing``'s gate; without ``claims`` no server is asked, without ``peers`` no other door.

        People are found by ``index``, and without it among as many tickets as a moment allows.
        """
        self._index = index
        self._book = DoorBook(store, scan_log, pairing, clock)
        self._by_hand = ByHand(self._book)
        self._claims = claims
        self._peers = peers
        self._turn = threading.RLock()
        """An act between an attempt and its answer would hide from the next start what was under way."""
        self._under_way = UnderWay(self._book)

    # How the door stands.

    @property
    def policy(self) -> Policy:
        """The event, its gates, products and doors as last heard."""
        return self._book.policy

    @property
    def synced_at(self) -> int | None:
        """When the list was last known to be whole and new, in corrected Unix ms."""
        return self._book.synced_at

    @property
    def list_age_s(self) -> float | None:
        """How old the ticket list is, None where it was never whole."""
        return self._book.list_age_s

    @property
    def gate(self) -> Gate:
        """The gate's rules as they are now."""
        return self._book.gate

    @property
    def other_doors(self) -> int:
        """How many other devices may let people in to the event."""
        return self._book.other_doors

    @property
    def own_door(self) -> Door | None:
        """This device as the policy knows it, None where it does not."""
        return self._book.own_door

    @property
    def direction(self) -> Direction | None:
        """The way people pass where it is not as the gate's own rule says."""
        return self._book.direction

    @direction.setter
    def direction(self, direction: Direction | None) -> None:
        with self._turn:
            self._book.set_direction(direction)

    @property
    def is_training(self) -> bool:
        """Whether what is scanned now is practice."""
        return self._book.is_training

    def set_training(self, *, is_training: bool) -> None:
        """Practise, or count again; kept over a restart."""
        with self._turn:
            self._book.set_training(is_training=is_training)

    def set_removed(self) -> None:
        """From now on nobody is let in here: the organizer has removed this device from the event."""
        with self._turn:
            self._book.set_removed()

    def refresh(self) -> None:
        """Read anew what a sync may have changed."""
        self._book.refresh()

    # Scans.

    def scan(self, payload: str, source: Source, people: int = 1) -> ScanResult:
        """Decide about ``people`` with ``payload``, write it down, say what to show. Raises for nothing scanned."""
        with self._turn:
            code = self._book.read(payload)
            return self._answer(Question(code, payload, source, self.gate, people))

    def admit_by_hand(self, ticket_id: TicketId, operator: str, people: int = 1, why: str = "") -> ScanResult:
        """As a scan of this ticket, at the word of ``operator``: what the rule refuses stays refused."""
        with self._turn:
            code = read_code(ticket_id, self.policy.event)
            return self._answer(Question(code, ticket_id, Source.BY_HAND, self.gate, people, operator, why))

    # Acts by hand: door/by_hand.py says what each does.

    def undo(self, entry: EntryName, reason: str = "", operator: str = "") -> ActResult:
        """Take back an admission or an exit."""
        with self._turn:
            return self._by_hand.undo(entry, reason, operator)

    def undo_last(self, reason: str = "", operator: str = "") -> ActResult:
        """Take back the last admission or exit of this door."""
        with self._turn:
            return self._by_hand.undo_last(reason, operator)

    def turn_away(self, entry: EntryName, operator: str = "") -> ActResult:
        """Take back the admission of somebody who had to be looked at and was sent away."""
        with self._turn:
            return self._by_hand.turn_away(entry, operator)

    def override(self, result: ScanResult, pin: str, operator: str) -> ActResult:
        """Let in whom the rule refused, at a manager's word."""
        with self._turn:
            return self._by_hand.override(result, pin, operator)

    def check_pin(self, pin: str) -> ActResult:
        """Whether ``pin`` is the managers'; no scan waits for the answer."""
        return self._by_hand.check_pin(pin)

    def acknowledge(self, incident: Incident, operator: str = "") -> ActResult:
        """Say that somebody has dealt with an incident."""
        with self._turn:
            return self._by_hand.acknowledge(incident, operator)

    def incidents(self) -> list[ShownIncident]:
        """What went wrong at the event, the newest first."""
        return self._by_hand.incidents()

    def find_people(self, text: str, most: int = 20) -> list[FoundPerson]:
        """Tickets by name, code, booking, e-mail address or phone, the best first (door/search.py)."""
        return find_people(self._book, self._index, text, most)

    # Deciding.

    def _answer(self, asked: Question) -> ScanResult:
        try:
            decided = self._decide_and_record(asked)
        except StoreError as error:
            log.warning("scan_not_recorded", why=type(error).__name__)
            decided = Decided(Verdict(Outcome.LOOK, Reason.NOT_RECORDED))
        return self._result(decided, asked)

    def _result(self, decided: Decided, asked: Question) -> ScanResult:
        return self._book.shown(decided, asked)

    def _decide_and_record(self, asked: Question) -> Decided:
        if self._book.is_removed:
            return self._refuse_all(asked)
        self._under_way.settle()
        owed = self._under_way.owed(asked)
        if owed is not None:
            return owed
        can_claim = self._claims is not None and self._claims.are_possible()
        # Practice is this door's own, and where anybody may come in any number of times there is nothing to ask.
        can_tell = self._peers is not None and asked.gate.rule.re_entry is not ReEntry.UNLIMITED
        is_question = asked.gate.direction is Direction.ENTRY and not isinstance(asked.code, UnreadableCode)
        if is_question and not self.is_training and (can_claim or can_tell):
            return self._ask(asked, can_claim=can_claim, can_tell=can_tell)
        return self._decide_alone(asked, None, self.other_doors)

    def _refuse_all(self, asked: Question) -> Decided:
        """What a removed device answers, whatever the rule would say; written down like any refusal."""
        with self._book.store.writing() as connection:
            verdict, _ = self._book.decide(connection, asked)
            refusal = Verdict(Outcome.REFUSED, Reason.DEVICE_REVOKED, verdict.ticket_id, people=asked.people)
            return self._record(connection, Decided(refusal), asked, None)

    def _ask(self, asked: Question, *, can_claim: bool, can_tell: bool) -> Decided:
        with self._book.store.writing() as connection:
            verdict, _ = self._book.decide(connection, asked)
            if verdict.ticket_id is None:  # Another event's ticket: nothing that anybody could say more.
                return self._record(connection, Decided(verdict), asked, None)
            attempt = self._book.append(
                connection, self._book.happening(asked, verdict, Kind.ATTEMPT, Basis.LOCAL, None)
            )
        with self._answering(attempt):
            answer = self._claims.ask(asked.payload, attempt) if self._claims is not None and can_claim else None
            if answer is not None:
                return self._record_answer(answer, asked, attempt)
            unseen = self.other_doors
            if self._peers is not None and can_tell:
                unseen = self._peers.tell(attempt, TELL_WITHIN_S).missing
            return self._decide_alone(asked, attempt, unseen)

    @contextmanager
    def _answering(self, attempt: Entry) -> Iterator[None]:
        """Remember ``attempt`` until its answer is on the disk."""
        self._under_way.asked(attempt)
        yield
        self._under_way.answered()

    def _record_answer(self, answer: ClaimAnswer, asked: Question, attempt: Entry) -> Decided:
        with self._book.store.writing() as connection:
            if answer.ticket is not None:
                put_tickets(connection, [answer.ticket])
                self._book.scan_log.facts_changed(connection, [answer.ticket.ticket_id])
            self._book.scan_log.note_confirmed(connection, answer.vector)
            against = self._known_against(connection, answer, asked, attempt)
            if against is not None:
                return self._record(connection, replace(against, ticket=answer.ticket), asked, attempt)
            product = product_of(asked.code, answer.ticket)
            decided = Decided(answer.verdict, answer.ticket, product, Basis.SERVER, rule=answer.rule)
            return self._record(connection, decided, asked, attempt)

    def _known_against(
        self, connection: Connection, answer: ClaimAnswer, asked: Question, attempt: Entry
    ) -> Decided | None:
        """A refusal by what this door heard from another and the server has not: its yes could not know better."""
        if answer.verdict.outcome is Outcome.REFUSED:
            return None
        verdict, _ = self._book.decide(connection, asked, attempt)
        if verdict.outcome is not Outcome.REFUSED or verdict.reason not in _USED or verdict.ticket_id is None:
            return None
        scans = self._book.scan_log.scans(connection, verdict.ticket_id)
        is_news = verdict.reason is Reason.BEING_ADMITTED or any(
            not is_confirmed(connection, admit.name) for admit in fold_ticket(scans).admits
        )
        return Decided(verdict, product=product_of(asked.code, answer.ticket)) if is_news else None

    def _decide_alone(self, asked: Question, attempt: Entry | None, unseen: int) -> Decided:
        with self._book.store.writing() as connection:
            verdict, ticket = self._book.decide(connection, asked, attempt)
            is_open = asked.gate.direction is Direction.ENTRY and asked.gate.rule.re_entry is not ReEntry.UNLIMITED
            decided = Decided(
                verdict,
                ticket,
                product_of(asked.code, ticket),
                unseen_doors=unseen if is_open and not self.is_training else 0,
            )
            return self._record(connection, decided, asked, attempt)

    def _record(self, connection: Connection, decided: Decided, asked: Question, target: Entry | None) -> Decided:
        verdict = decided.verdict
        if asked.operator and verdict.outcome is Outcome.ADMITTED:
            verdict = Verdict(
                verdict.outcome, Reason.ADMITTED_BY_HAND, verdict.ticket_id, people=verdict.people, left=verdict.left
            )
        written = None
        if asked.gate.direction is not Direction.LOOK:
            if asked.why and verdict.ticket_id is not None:
                self._by_hand.note(connection, asked, verdict, target)
            party = 1 if decided.ticket is None else decided.ticket.admits
            what = self._book.happening(asked, verdict, _KINDS[verdict.outcome], decided.basis, target, party)
            if decided.rule is not None and what.kind is Kind.ADMIT:
                what = msgspec.structs.replace(what, rule=decided.rule)
            entry = self._book.append(connection, what)
            written = (LogId(entry.log_id), entry.seq)
        inside = self._book.history(connection, verdict.ticket_id).inside if verdict.ticket_id else 0
        return replace(decided, verdict=verdict, entry=written, inside=inside)
