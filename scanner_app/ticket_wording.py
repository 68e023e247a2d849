"""How tickets, found people and past scans are said: rows of a list, and what a ticket's page tells. Pure."""

from dataclasses import dataclass

from scanner_app.door.past_scans import OwnScan
from scanner_app.door.shown import FoundPerson, ScanResult
from scanner_app.door.ticket_history import AMBER, PastEvent, TicketSheet, Undoing
from scanner_app.names import Names, shown_name
from scanner_app.sentences import TICKETS, VERDICTS
from scanner_app.wording import ColourRole, Shape, Wording, clock_time, plain, say, say_count
from sync.rules.door_log import Kind
from sync.rules.ids import TicketId
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Reason

_SIGNS = {
    Kind.ADMIT: (ColourRole.ADMITTED, Shape.TICK),
    Kind.DENY: (ColourRole.REFUSED, Shape.CROSS),
    Kind.EXIT: (ColourRole.EXIT, Shape.RETURN),
}
_LONG_AGO = 0
"""A moment on no event's day: a time told from there has its date."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A state as shape, colour and word. Without a shape it is a ring, filled as far as ``share`` (0 to 1) says."""

    word: str
    role: ColourRole | None = None
    shape: Shape | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: plain texts, ready to paint."""

    title: str
    lines: tuple[str, ...]
    sign: Sign
    aside: str = ""
    """What stands at the end of the first line, such as the time."""

    @property
    def spoken(self) -> str:
        """The row as one sentence."""
        sign = self.sign.word
        is_said = sign == self.title or any(line.startswith(sign) for line in self.lines)
        return ", ".join(part for part in (self.aside, "" if is_said else sign, self.title, *self.lines) if part)


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of a ticket, under its name."""

    name: str
    text: str


def moment(at: int, time_zone: str) -> str:
    """Unix milliseconds as date and time in ``time_zone``."""
    return clock_time(at, time_zone, near=_LONG_AGO)


def standing(status: TicketStatus, inside: int, party: int, *, was_in: bool = False) -> Sign:
    """How a ticket stands: why it is refused, else who of its people is in."""
    if status is not TicketStatus.ACTIVE:
        return Sign(say(TICKETS[status]), ColourRole.REFUSED, Shape.CROSS)
    if party > 1:
        word = say("{inside} of {party} in", inside=inside, party=party)
        is_whole = inside >= party
        return Sign(word, ColourRole.ADMITTED, Shape.TICK) if is_whole else Sign(word, share=inside / party)
    if inside:
        return Sign(say("Inside"), ColourRole.ADMITTED, Shape.TICK)
    return Sign(say("Has left"), ColourRole.EXIT, Shape.RETURN) if was_in else Sign(say("Not in yet"))


def person_row(person: FoundPerson, names: Names) -> Row:
    """Somebody who was found: as much as ``names`` allows, and at least what tells two people apart."""
    sign = standing(person.status, person.inside, person.party, was_in=person.was_in)
    lines = [_line(sign.word, plain(person.ticket_type, 60), plain(person.note, 60))]
    if names is Names.FULL:
        contacts = (plain(person.reference, 60), plain(person.email, 80), plain(person.phone, 40))
        lines.append(_line(person.ticket_id, *contacts))
    return Row(picked_name(person.holder, names), tuple(lines), sign)


def result_row(result: ScanResult, wording: Wording, names: Names, time_zone: str) -> Row:
    """A scan of a moment ago."""
    return Row(
        title=who(result.holder, result.verdict.ticket_id, names),
        lines=(_line(wording.word, plain(result.ticket_type, 60), plain(result.gate, 40)),),
        sign=Sign(wording.word, wording.role, wording.shape),
        aside=clock_time(result.at, time_zone),
    )


def scan_row(scan: OwnScan, names: Names, time_zone: str, now: int) -> Row:
    """A scan out of the log; one of another day than ``now`` (Unix ms) has its date."""
    sign = _sign(scan.kind, scan.reason, is_undone=scan.is_undone)
    parts = (
        sign.word,
        _people(scan.people),
        plain(scan.ticket_type, 60),
        plain(scan.gate, 40),
        _by(scan.operator),
        say("Training") if scan.is_training else "",
    )
    when = clock_time(scan.at, time_zone, near=now)
    return Row(who(scan.holder, scan.ticket_id, names), (_line(*parts),), sign, when)


def event_row(event: PastEvent, time_zone: str) -> Row:
    """What happened to a ticket, with everything that is known of it."""
    sign = _event_sign(event)
    lines = [_line(plain(event.gate, 40), plain(event.door, 40), _by(event.operator), _people(event.people))]
    if event.text:
        lines.append(say("“{text}”", text=plain(event.text)))
    if event.basis is Basis.OVERRIDE:
        lines.append(say("Against a refusal, at a manager’s word."))
    if event.undone is not None:
        lines.append(_undoing(event.undone, time_zone))
    if event.is_overridden:
        lines.append(say("A manager let in all the same."))
    if event.is_training:
        lines.append(say("Training: this does not count."))
    return Row(sign.word, tuple(line for line in lines if line), sign, moment(event.at, time_zone))


def facts(sheet: TicketSheet, names: Names) -> tuple[Fact, ...]:
    """What a ticket's page tells below the name, as far as ``names`` may be seen."""
    told = [
        Fact(say("Ticket type"), plain(sheet.ticket_type, 80)),
        Fact(say("Group"), _group(sheet) if sheet.party > 1 else ""),
        Fact(say("Valid"), validity(sheet)),
        Fact(say("Note"), plain(sheet.note)),
    ]
    if names is Names.FULL:
        told += [
            Fact(say("Code"), sheet.ticket_id),
            Fact(say("Printed code"), plain(sheet.alias)),
            Fact(say("Order"), plain(sheet.order, 80)),
            Fact(say("E-mail"), plain(sheet.email)),
            Fact(say("Phone"), plain(sheet.phone, 80)),
        ]
    return tuple(fact for fact in told if fact.text)


def validity(sheet: TicketSheet) -> str:
    """When a ticket is good, in the event's time zone; empty where it always is."""
    opens, ends = sheet.valid_from, sheet.valid_until
    if opens is not None and ends is not None:
        return say("{start} to {end}", start=moment(opens, sheet.time_zone), end=moment(ends, sheet.time_zone))
    if opens is not None:
        return say("From {start}", start=moment(opens, sheet.time_zone))
    return "" if ends is None else say("Until {end}", end=moment(ends, sheet.time_zone))


def who(holder: str, ticket_id: TicketId | None, names: Names) -> str:
    """Whose scan it was, as far as ``names`` may be seen; a code stands for a name only where codes may be seen."""
    if holder or ticket_id is not None:
        return shown_name(holder, names) or _nameless(ticket_id, names)
    return say("Unreadable code")


def picked_name(holder: str, names: Names) -> str:
    """A name where one of several people is picked: staff see the last name's initial too."""
    return shown_name(holder, max(names, Names.INITIAL)) or say("No name")


def _nameless(ticket_id: TicketId | None, names: Names) -> str:
    return plain(ticket_id, 80) if names is Names.FULL and ticket_id else say("No name")


def _group(sheet: TicketSheet) -> str:
    return say("{inside} of {party} in", inside=sheet.inside, party=sheet.party)


def _event_sign(event: PastEvent) -> Sign:
    if event.kind is Kind.NOTE:
        return Sign(say("Note") if event.text else say("Incident dealt with"))
    if event.kind is Kind.VOID:
        return Sign(say("Undone"))
    if event.kind is Kind.ATTEMPT:
        return Sign(say("Asked, without an answer"))
    return _sign(event.kind, event.reason, is_undone=event.undone is not None)


def _sign(kind: Kind, reason: Reason | None, *, is_undone: bool) -> Sign:
    if is_undone:
        return Sign(say("Left, undone") if kind is Kind.EXIT else say("Admitted, undone"))
    word = say(VERDICTS[reason].word) if reason is not None else ""
    if kind is Kind.DENY:
        return Sign(say("Refused: {why}", why=word) if word else say("Refused"), *_SIGNS[kind])
    if kind is Kind.EXIT:
        return Sign(say("Left"), *_SIGNS[kind])
    if reason in AMBER:
        return Sign(word, ColourRole.LOOK, Shape.EXCLAMATION)
    return Sign(_ADMITTED_WORDS[reason]() if reason in _ADMITTED_WORDS else say("Admitted"), *_SIGNS[Kind.ADMIT])


_ADMITTED_WORDS = {
    Reason.OVERRIDDEN: lambda: say("Let in by the manager"),
    Reason.ADMITTED_BY_HAND: lambda: say("Let in by hand"),
}


def _undoing(undone: Undoing, time_zone: str) -> str:
    said = say("“{text}”", text=plain(undone.reason)) if undone.reason else ""
    when = say("Undone {when}", when=moment(undone.at, time_zone))
    return _line(when, plain(undone.gate, 40), plain(undone.door, 40), _by(undone.operator), said)


def _people(people: int) -> str:
    return say_count("{count} person", "{count} people", people) if people > 1 else ""


def _by(operator: str) -> str:
    return say("by {operator}", operator=plain(operator, 40)) if operator else ""


def _line(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
