"""The one rule. Every door and the server decide with this function, from the facts they hold."""

from sync.rules.alias import AnyCode, ForeignCode
from sync.rules.clock import Instant
from sync.rules.code import SignedCode, UnreadableCode
from sync.rules.door_log import PastScan, TicketHistory, party_of
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import TicketId
from sync.rules.re_entry import places_left, reason_used
from sync.rules.rotating import is_of_now
from sync.rules.ticket import Event, Rotation, Ticket, TicketStatus
from sync.rules.verdict import Earlier, Outcome, Reason, Verdict

_STATUS_REASONS = {
    TicketStatus.REVOKED: Reason.REVOKED,
    TicketStatus.CANCELLED: Reason.CANCELLED,
    TicketStatus.REFUNDED: Reason.REFUNDED,
    TicketStatus.UNPAID: Reason.UNPAID,
}


def decide_admission(
    code: AnyCode,
    ticket: Ticket | None,
    history: TicketHistory,
    gate: Gate,
    event: Event,
    at: Instant,
    *,
    people: int = 1,
    list_age_s: float | None = None,
) -> Verdict:
    """What this gate answers to ``people`` with ``code`` at time ``at``.

    ``ticket`` is the fact held for the code's ticket id, None where there is none; ``history`` its folded log.
    ``list_age_s`` is the age of a list that the server does not confirm, None where it decides itself. The questions
    come in the order of spec: what is it, whose is it, is the event on, does it still stand, is it time, is it this
    gate, has it been used, must someone look. Windows widen by the clock's error. Exits are recorded for every ticket
    of the event, whatever its state: a person who leaves has left.
    """
    if isinstance(code, UnreadableCode):
        return Verdict(Outcome.REFUSED, code.reason)
    ticket_id = code.ticket_id
    if ticket_id is None or not _is_of_event(code, ticket, event):
        return Verdict(Outcome.REFUSED, Reason.OTHER_EVENT)
    known = ticket if ticket is not None else _sold_after_sync(code, ticket_id, history, gate, event)
    if known is None:
        return Verdict(Outcome.REFUSED, Reason.UNKNOWN_TICKET, ticket_id)
    if gate.direction is Direction.EXIT:
        return _decide_exit(ticket_id, history, people)
    against = (
        _reason_closed(event)
        or _reason_stale(code, at)
        or _reason_against(known, gate, at)
        or _reason_too_old(gate, list_age_s)
    )
    if against is not None:
        return Verdict(Outcome.REFUSED, against, ticket_id, people=people)
    left = places_left(gate.rule, history, at.ms, event.time_zone, known.admits)
    refusal = _refuse_used(known, history, gate, left, people)
    if refusal is not None:
        return refusal
    look = _reason_to_look(code, known, gate, event, list_age_s)
    outcome = Outcome.ADMITTED if look is None else Outcome.LOOK
    reason = look or _reason_admitted(ticket, known, history, people)
    is_counted = known.admits > 1 and gate.re_entry is not ReEntry.UNLIMITED
    return Verdict(outcome, reason, ticket_id, people=people, left=left - people if is_counted else None)


def _is_of_event(code: AnyCode, ticket: Ticket | None, event: Event) -> bool:
    if ticket is not None and ticket.event_id != event.event_id:
        return False
    if isinstance(code, SignedCode):
        return code.event_number == event.number
    return not isinstance(code, UnreadableCode) and code.is_of_event


def _sold_after_sync(
    code: AnyCode, ticket_id: TicketId, history: TicketHistory, gate: Gate, event: Event
) -> Ticket | None:
    """The ticket that a good signature vouches for, where the gate's policy takes its word.

    How many it admits no signature says: one, unless a door that let it in knew better.
    """
    if not isinstance(code, SignedCode) or not gate.admits_unsynced:
        return None
    return Ticket(
        ticket_id=ticket_id,
        event_id=event.event_id,
        product=code.product,
        valid_from=code.valid_from,
        valid_until=code.valid_until,
        admits=party_of(history.admits),
    )


def _decide_exit(ticket_id: TicketId, history: TicketHistory, people: int) -> Verdict:
    reason = Reason.EXIT_RECORDED if history.is_inside else Reason.EXIT_WITHOUT_ENTRY
    return Verdict(Outcome.EXIT, reason, ticket_id, _earlier(history.last), people)


def _refuse_used(known: Ticket, history: TicketHistory, gate: Gate, left: int, people: int) -> Verdict | None:
    """The refusal where the ticket has too few places left, or another door is about to use them."""
    used = reason_used(gate.rule, history, left, people)
    if used is not None:
        shown = left if known.admits > 1 else None
        return Verdict(Outcome.REFUSED, used, known.ticket_id, _earlier(history.last), people, shown)
    if history.rival is not None and gate.re_entry is not ReEntry.UNLIMITED:
        return Verdict(Outcome.REFUSED, Reason.BEING_ADMITTED, known.ticket_id, _earlier(history.rival), people)
    return None


def _reason_closed(event: Event) -> Reason | None:
    return Reason.EVENT_CLOSED if event.is_closed else None


def _live_step(code: AnyCode) -> int | None:
    return code.live_step if isinstance(code, SignedCode) else None


def _reason_stale(code: AnyCode, at: Instant) -> Reason | None:
    step = _live_step(code)
    return None if step is None or is_of_now(step, at) else Reason.STALE_CODE


def _reason_against(ticket: Ticket, gate: Gate, at: Instant) -> Reason | None:
    status = _STATUS_REASONS.get(ticket.status)
    if status is not None:
        return status
    if ticket.valid_from is not None and at.ms + at.error_ms < ticket.valid_from:
        return Reason.NOT_YET_VALID
    if ticket.valid_until is not None and at.ms - at.error_ms >= ticket.valid_until:
        return Reason.NO_LONGER_VALID
    if gate.products and ticket.product not in gate.products:
        return Reason.WRONG_GATE
    if gate.opens_at is not None and at.ms + at.error_ms < gate.opens_at:
        return Reason.GATE_NOT_OPEN
    if gate.closes_at is not None and at.ms - at.error_ms >= gate.closes_at:
        return Reason.GATE_CLOSED
    return None


def _reason_too_old(gate: Gate, list_age_s: float | None) -> Reason | None:
    is_too_old = list_age_s is not None and gate.refuse_after_s is not None and list_age_s > gate.refuse_after_s
    return Reason.LIST_TOO_OLD if is_too_old else None


def _reason_to_look(code: AnyCode, ticket: Ticket, gate: Gate, event: Event, list_age_s: float | None) -> Reason | None:
    if ticket.needs_look:
        return Reason.NEEDS_LOOK
    # Another system shows no live codes: whoever has its ticket cannot bring one.
    if event.rotation is Rotation.REQUIRED and _live_step(code) is None and not isinstance(code, ForeignCode):
        return Reason.LIVE_CODE_WANTED
    if list_age_s is not None and gate.look_after_s is not None and list_age_s > gate.look_after_s:
        return Reason.LIST_OLD
    return None


def _reason_admitted(ticket: Ticket | None, known: Ticket, history: TicketHistory, people: int) -> Reason:
    """Again is who needs a place that was used before: the second half of a group comes for the first time."""
    if sum(admit.people for admit in history.admits) + people > known.admits:
        return Reason.ADMITTED_AGAIN
    return Reason.SOLD_AFTER_SYNC if ticket is None else Reason.ADMITTED


def _earlier(scan: PastScan | None) -> Earlier | None:
    return None if scan is None else Earlier(at=scan.at, gate=scan.gate, log_id=scan.log_id)
