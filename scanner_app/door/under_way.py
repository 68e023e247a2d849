"""What was under way when the program ended: an attempt without an answer, a light that was owed. No Qt."""

from dataclasses import replace

import msgspec

from scanner_app.door.book import Decided, DoorBook, Question, product_of
from scanner_app.door.shown import Source
from sync.device.database import Connection, put_values
from sync.protocol.messages import Entry
from sync.rules.code import UnreadableCode
from sync.rules.door_log import Kind, fold_ticket
from sync.rules.gate import Direction
from sync.rules.ids import LogId
from sync.rules.verdict import Basis, Outcome, Reason, Verdict

CLOSED_CLEANLY = "closed_cleanly"
"""The store's mark that the program ended by itself, after its last light."""
_OWED = "owed_lights"
"""The store's key for the admissions whose lights are still owed: a second power cut must not forget the first."""
_encode_names = msgspec.msgpack.Encoder().encode
_decode_names = msgspec.msgpack.Decoder(list[tuple[LogId, int]]).decode
_UNLIT_FOR_MS = 120_000
"""How long after an abrupt end the last person admitted is shown the light again."""


class UnderWay:
    """The attempts that wait for an answer, and the admissions whose light may not have been seen."""

    def __init__(self, book: DoorBook) -> None:
        """Look back at how the program ended the last time, and settle what can be settled."""
        self._book = book
        self._unanswered: list[Entry] = []
        """Attempts whose answer was never written down: no light was shown for them."""
        self._unlit: list[Entry] = []
        self._look_back()

    def asked(self, attempt: Entry) -> None:
        """``attempt`` is on the disk, and its answer is not yet."""
        self._unanswered = [attempt]

    def answered(self) -> None:
        """The answer is on the disk too."""
        self._unanswered = []

    def settle(self) -> None:
        """Say of each unanswered attempt that nobody was let in; else the server's yes would bind other doors."""
        if self._unanswered:
            with self._book.store.writing() as connection:
                self._settle(connection)
            self._unanswered = []

    def owed(self, asked: Question) -> Decided | None:
        """The light still owed to who asks, for a moment after an abrupt end; it is written down and shown once.

        None where none is: another door undid the admission, or the group still has places for who comes now.
        """
        unlit = next((entry for entry in self._unlit if self._is_owed(entry, asked)), None)
        if unlit is None:
            return None
        with self._book.store.writing() as connection:
            decided, ticket = self._book.decide(connection, asked)
            scans = self._book.scan_log.scans(connection, unlit.ticket_id) if unlit.ticket_id else []
            history = fold_ticket(scans, training=unlit.training)
            if (unlit.log_id, unlit.seq) not in {admit.name for admit in history.admits}:
                return None
            if unlit.party > 1 and decided.outcome is not Outcome.REFUSED:
                return None
            needs_look = ticket is not None and ticket.needs_look
            outcome, reason = (Outcome.LOOK, Reason.NEEDS_LOOK) if needs_look else (Outcome.ADMITTED, Reason.ADMITTED)
            verdict = Verdict(outcome, reason, unlit.ticket_id, people=unlit.people)
            shown = replace(asked, people=unlit.people)
            self._book.append(connection, self._book.happening(shown, verdict, Kind.NOTE, Basis.LOCAL, unlit))
            rest = [entry for entry in self._unlit if entry is not unlit]
            put_values(connection, **{_OWED: _names(rest)})
        self._unlit = rest
        product, name = product_of(asked.code, ticket), (unlit.log_id, unlit.seq)
        return Decided(verdict, ticket, product, unlit.basis, entry=name, inside=history.inside)

    def _is_owed(self, unlit: Entry, asked: Question) -> bool:
        """Whether ``asked`` is of the very ticket, soon after, by the wall clock as it is.

        What was known of the clock's error was forgotten with the process.
        """
        if asked.gate.direction is not Direction.ENTRY or asked.ticket_id != unlit.ticket_id:
            return False
        is_recent = 0 <= self._book.clock.read().wall - unlit.wall < _UNLIT_FOR_MS
        return is_recent and unlit.training is self._book.is_training

    def _look_back(self) -> None:
        store = self._book.store
        with store.writing() as connection:
            last = self._book.scan_log.unsettled(connection)
            self._unanswered = [entry for entry in last if entry.kind is Kind.ATTEMPT]
            self._settle(connection)
            if not store.get(CLOSED_CLEANLY):
                self._unlit = self._still_unlit(connection, last)
            put_values(connection, **{_OWED: _names(self._unlit)})
            put_values(connection, **{CLOSED_CLEANLY: 0})
        self._unanswered = []

    def _still_unlit(self, connection: Connection, last: list[Entry]) -> list[Entry]:
        """What this abrupt end left dark, and what earlier ones did that nobody has come back for yet."""
        admitted = [entry for entry in last if entry.kind is Kind.ADMIT]
        kept = self._book.store.get(_OWED)
        names = [] if kept is None else _decode_names(kept)
        known = [self._book.scan_log.find(connection, name) for name in names]
        now = self._book.clock.read().wall
        recent = [entry for entry in known if entry is not None and 0 <= now - entry.wall < _UNLIT_FOR_MS]
        return [max(admitted, key=lambda entry: entry.hlc), *recent] if admitted else recent

    def _settle(self, connection: Connection) -> None:
        for attempt in self._unanswered:
            verdict = Verdict(Outcome.REFUSED, Reason.NOT_RECORDED, attempt.ticket_id)
            code = UnreadableCode(Reason.NOT_RECORDED)
            asked = Question(code, "", Source.CAMERA, self._book.gate, attempt.people)
            what = self._book.happening(asked, verdict, Kind.DENY, Basis.LOCAL, attempt)
            self._book.append(connection, msgspec.structs.replace(what, training=attempt.training))


def _names(entries: list[Entry]) -> bytes:
    return _encode_names([(entry.log_id, entry.seq) for entry in entries])
