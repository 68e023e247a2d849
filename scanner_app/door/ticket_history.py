"""One ticket as this device knows it: what the list says of it, and all that happened to it. No Qt.

Everything comes from the device's own store, so it is the same offline.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from scanner_app.door.book import door_name, gate_name, product_name
from scanner_app.door.by_hand import BY_HAND, TURNED_AWAY, UNDONE
from scanner_app.door.shown import EntryName, ScanResult, Source
from scanner_app.door.station import Station
from sync.device.ticket_cache import find_ticket
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, Policy
from sync.rules.door_log import Kind, fold_ticket
from sync.rules.ids import LogId, TicketId
from sync.rules.incidents import ACKNOWLEDGED
from sync.rules.ticket import Ticket, TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason, Verdict

AMBER = (Reason.NEEDS_LOOK, Reason.LIVE_CODE_WANTED, Reason.LIST_OLD)
"""Why an admission's light was amber."""
_PASSAGES = (Kind.ADMIT, Kind.EXIT)
_ANSWERS = (Kind.ADMIT, Kind.DENY)
_OUTCOMES = {Kind.ADMIT: Outcome.ADMITTED, Kind.DENY: Outcome.REFUSED, Kind.EXIT: Outcome.EXIT}


@dataclass(frozen=True, slots=True)
class Undoing:
    """That something was taken back: when (corrected Unix ms), where and by whom."""

    at: int
    gate: str
    door: str
    operator: str
    reason: str
    """In the words of who did it; empty where they gave none."""


@dataclass(frozen=True, slots=True)
class PastEvent:
    """One thing that happened to a ticket. Texts are empty where nothing is known; ``at`` is corrected Unix ms."""

    name: EntryName
    kind: Kind
    at: int
    gate: str = ""
    door: str = ""
    operator: str = ""
    reason: Reason | None = None
    """Why the door decided so; None for notes, and for what a newer program may call by another name."""
    text: str = ""
    """What a note says."""
    people: int = 1
    basis: Basis = Basis.LOCAL
    is_training: bool = False
    undone: Undoing | None = None
    is_overridden: bool = False
    """Whether a manager let in all the same after this refusal."""

    @property
    def counts(self) -> bool:
        """Whether it is a passage that stands."""
        return self.kind in _PASSAGES and self.undone is None

    @property
    def was_look(self) -> bool:
        """Whether the light was amber."""
        return self.kind is Kind.ADMIT and self.reason in AMBER


@dataclass(frozen=True, slots=True)
class TicketSheet:
    """All that is known of one ticket. Times are Unix ms; ``history`` is in order, the oldest first."""

    ticket_id: TicketId
    is_on_list: bool
    holder: str = ""
    ticket_type: str = ""
    status: TicketStatus = TicketStatus.ACTIVE
    note: str = ""
    needs_look: bool = False
    valid_from: int | None = None
    valid_until: int | None = None
    party: int = 1
    inside: int = 0
    was_in: bool = False
    """Whether any admission counts, though nobody may be inside any more."""
    is_training: bool = False
    """Whether this door practises: then ``inside`` is of practice, and only practice can be undone."""
    has_pin: bool = False
    time_zone: str = "UTC"
    history: tuple[PastEvent, ...] = ()
    order: str = ""
    alias: str = ""
    """The code that another system printed for it."""
    email: str = ""
    phone: str = ""

    @property
    def left(self) -> int:
        """How many of its people are still outside."""
        return max(0, self.party - self.inside)

    @property
    def to_undo(self) -> PastEvent | None:
        """The last passage, where it can be taken back."""
        return next((event for event in self._latest if event.counts), None)

    @property
    def to_override(self) -> PastEvent | None:
        """The last decision, where it was a refusal that a manager can still overrule."""
        decided = next((event for event in self._latest if event.kind in _OUTCOMES), None)
        if decided is None or decided.kind is not Kind.DENY or decided.is_overridden or not self.has_pin:
            return None
        return decided

    @property
    def _latest(self) -> Iterable[PastEvent]:
        """What this door can act upon, the newest first: practice while it practises, else all but practice."""
        return (event for event in reversed(self.history) if event.is_training is self.is_training)


def read_ticket(station: Station, ticket_id: TicketId) -> TicketSheet:
    """The ticket as of now; a DeviceError where the store cannot be read, NotPairedError before pairing."""
    place = station.place()
    session, policy = place.session, place.session.policy
    entries = place.scan_log.entries_of(ticket_id)
    with station.store.reading() as connection:
        ticket = find_ticket(connection, ticket_id, policy.event.event_id)
        folded = fold_ticket(place.scan_log.scans(connection, ticket_id), training=session.is_training)
    sheet = TicketSheet(
        ticket_id=ticket_id,
        is_on_list=ticket is not None,
        inside=folded.inside,
        was_in=folded.admissions > 0,
        is_training=session.is_training,
        has_pin=bool(policy.pin_hash),
        time_zone=policy.event.time_zone,
        history=tell(entries, policy),
    )
    return sheet if ticket is None else _with_facts(sheet, ticket, policy)


def tell(entries: Iterable[Entry], policy: Policy) -> tuple[PastEvent, ...]:
    """What ``entries`` of one ticket tell, the oldest first.

    An attempt is told only where nothing answers it, an undoing beside what it takes back as well as in its place.
    """
    held = sorted(entries, key=lambda entry: (past_scan_of(entry).at, entry.hlc, entry.log_id, entry.seq))
    answered = {entry.target for entry in held if entry.kind in _ANSWERS}
    undone: dict[tuple[LogId, int] | None, Undoing] = {}
    for entry in held:
        if entry.kind is Kind.VOID:
            undone.setdefault(entry.target, _undoing(entry, policy))
    overridden = {entry.target for entry in held if entry.basis is Basis.OVERRIDE}
    return tuple(
        _event(entry, policy, undone.get(_name(entry)), is_overridden=_name(entry) in overridden)
        for entry in held
        if entry.kind is not Kind.ATTEMPT or _name(entry) not in answered
    )


def result_of(sheet: TicketSheet, event: PastEvent) -> ScanResult:
    """``event`` as the result that an act by hand is about: to undo it, or to override it."""
    return ScanResult(
        verdict=Verdict(
            Outcome.LOOK if event.was_look else _OUTCOMES.get(event.kind, Outcome.LOOK),
            event.reason or Reason.MALFORMED,
            sheet.ticket_id,
            people=event.people,
        ),
        basis=event.basis,
        at=event.at,
        source=Source.BY_HAND,
        holder=sheet.holder,
        ticket_type=sheet.ticket_type,
        note=sheet.note,
        gate=event.gate,
        entry=event.name,
        party=sheet.party,
        inside=sheet.inside,
        is_training=event.is_training,
        operator=event.operator,
    )


def reason_of(entry: Entry) -> Reason | None:
    """Why the door decided so; None for what a newer program calls by another name."""
    try:
        return Reason(entry.reason)
    except ValueError:
        return None


def _with_facts(sheet: TicketSheet, ticket: Ticket, policy: Policy) -> TicketSheet:
    return replace(
        sheet,
        holder=ticket.holder,
        ticket_type=product_name(policy, ticket.product),
        status=ticket.status,
        note=ticket.note,
        needs_look=ticket.needs_look,
        valid_from=ticket.valid_from,
        valid_until=ticket.valid_until,
        party=ticket.admits,
        order=ticket.reference,
        alias=ticket.alias,
        email=ticket.email,
        phone=ticket.phone,
    )


def _event(entry: Entry, policy: Policy, undone: Undoing | None, *, is_overridden: bool) -> PastEvent:
    is_said = entry.kind in (Kind.NOTE, Kind.VOID)
    return PastEvent(
        name=_name(entry),
        kind=entry.kind,
        at=past_scan_of(entry).at,
        gate=gate_name(policy, entry.gate),
        door=door_name(policy, entry.log_id),
        operator=entry.operator,
        reason=None if is_said else reason_of(entry),
        text=_said(entry.reason) if is_said else "",
        people=entry.people,
        basis=entry.basis,
        is_training=entry.training,
        undone=undone,
        is_overridden=is_overridden,
    )


def _undoing(entry: Entry, policy: Policy) -> Undoing:
    gate, door = gate_name(policy, entry.gate), door_name(policy, entry.log_id)
    return Undoing(past_scan_of(entry).at, gate, door, entry.operator, _said(entry.reason))


def _name(entry: Entry) -> EntryName:
    return entry.log_id, entry.seq


def _said(text: str) -> str:
    """The words of a person; the program's own marks are nobody's words."""
    return "" if text in (UNDONE, TURNED_AWAY, ACKNOWLEDGED) else text.removeprefix(BY_HAND)
