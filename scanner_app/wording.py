"""What a verdict says: words, colour, shape and sound. Pure; a tired volunteer is the reader."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from scanner_app.door.shown import ScanResult, Source
from sync.rules.gate import Direction
from sync.rules.verdict import Basis, Outcome, Reason

LONGEST_SHOWN = 200
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Shape(StrEnum):
    """The silhouette that tells verdicts apart without colour."""

    TICK = "tick"
    CROSS = "cross"
    EXCLAMATION = "exclamation"
    RETURN = "return"
    FINDER = "finder"


class ColourRole(StrEnum):
    """Which of the theme's fields a verdict fills."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    LOOK = "look"
    EXIT = "exit"


class SoundName(StrEnum):
    """The sound files, by what they mean."""

    ADMITTED = "admitted"
    REFUSED = "refused"
    LOOK = "look"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class Wording:
    """One verdict as it is shown and heard. Texts are plain: no markup, no control characters."""

    word: str
    sentence: str
    details: tuple[str, ...]
    next_step: str
    role: ColourRole
    shape: Shape
    sound: SoundName


@dataclass(frozen=True, slots=True)
class _Lines:
    """The texts of one reason; ``{gate}`` stands for the gate's name."""

    word: str
    sentence: str
    next_step: str = ""


_SAID = {
    Reason.MALFORMED: _Lines(
        "Not a ticket code", "This code is not from a ticket.", "Ask for the QR code on the ticket itself."
    ),
    Reason.BAD_CHECK: _Lines(
        "Misread code", "One character of the code is wrong.", "Scan it again, or type it again with care."
    ),
    Reason.BAD_SIGNATURE: _Lines(
        "Not genuine", "This ticket was altered or is a fake.", "Do not let in. Call the manager."
    ),
    Reason.UNKNOWN_KEY: _Lines(
        "Cannot be checked", "This device cannot check this ticket yet.", "Press Sync now, then scan again."
    ),
    Reason.OTHER_EVENT: _Lines(
        "Other event", "This ticket is for another event.", "Ask for the ticket for this event."
    ),
    Reason.UNKNOWN_TICKET: _Lines(
        "Not on the list",
        "No such ticket is on this device’s list.",
        "Press Sync now, then scan again. If it stays, call the manager.",
    ),
    Reason.EXIT_RECORDED: _Lines("Checked out", "The exit is recorded.", "Let the guest out."),
    Reason.EXIT_WITHOUT_ENTRY: _Lines(
        "Checked out", "The exit is recorded, but no entry was scanned before.", "Let the guest out."
    ),
    Reason.REVOKED: _Lines(
        "Blocked", "The organizer has blocked this ticket.", "Do not let in. Send the guest to the box office."
    ),
    Reason.CANCELLED: _Lines(
        "Cancelled", "This ticket was cancelled.", "Do not let in. Send the guest to the box office."
    ),
    Reason.REFUNDED: _Lines(
        "Refunded", "The money for this ticket was paid back.", "Do not let in. Send the guest to the box office."
    ),
    Reason.UNPAID: _Lines("Not paid", "This ticket has not been paid for.", "Send the guest to the box office to pay."),
    Reason.NOT_YET_VALID: _Lines(
        "Too early", "This ticket is not valid yet.", "Ask the guest to come back at the time on the ticket."
    ),
    Reason.NO_LONGER_VALID: _Lines("Expired", "The time of this ticket is over.", "Send the guest to the box office."),
    Reason.WRONG_GATE: _Lines(
        "Wrong gate", "{gate} does not take this kind of ticket.", "Send the guest to the gate on the ticket."
    ),
    Reason.GATE_NOT_OPEN: _Lines("Gate not open", "{gate} is not open yet.", "Ask the guest to wait."),
    Reason.GATE_CLOSED: _Lines("Gate closed", "{gate} takes no more guests.", "Send the guest to another gate."),
    Reason.ALREADY_INSIDE: _Lines(
        "Already inside", "This ticket has been used to enter.", "Do not let in. In doubt, call the manager."
    ),
    Reason.ALREADY_USED: _Lines(
        "Already used", "This ticket admits only once.", "Do not let in. In doubt, call the manager."
    ),
    Reason.NEEDS_LOOK: _Lines("Check first", "The ticket is good, but needs a look.", "Check, then let in."),
    Reason.ADMITTED: _Lines("Admitted", "Welcome in."),
    Reason.ADMITTED_AGAIN: _Lines("Admitted", "Back in after an exit."),
    Reason.SOLD_AFTER_SYNC: _Lines("Admitted", "A genuine ticket, sold after the last sync."),
    Reason.NOT_RECORDED: _Lines(
        "Not recorded", "Device storage is full.", "Do not let in yet. Free space, then scan again."
    ),
}

_OUTCOME_SIGNS = {
    Outcome.ADMITTED: (ColourRole.ADMITTED, Shape.TICK, SoundName.ADMITTED),
    Outcome.REFUSED: (ColourRole.REFUSED, Shape.CROSS, SoundName.REFUSED),
    Outcome.LOOK: (ColourRole.LOOK, Shape.EXCLAMATION, SoundName.LOOK),
    Outcome.EXIT: (ColourRole.EXIT, Shape.RETURN, SoundName.EXIT),
}


def describe(result: ScanResult, time_zone: str, direction: Direction = Direction.ENTRY) -> Wording:
    """How ``result`` is said in the event's ``time_zone`` (IANA name; an unknown one is read as UTC).

    At a gate that only looks, a good ticket is called valid, never admitted: nothing was recorded.
    """
    reason, outcome = result.verdict.reason, result.verdict.outcome
    said = _SAID[reason]
    # A verdict that could not be written down is never green, whatever the rule would have said.
    role, shape, sound = _OUTCOME_SIGNS[Outcome.LOOK if reason is Reason.NOT_RECORDED else outcome]
    word, sentence, next_step = said.word, _sentence(said, result), said.next_step
    if direction is Direction.LOOK and outcome is Outcome.ADMITTED and reason is not Reason.NOT_RECORDED:
        word, sentence, next_step = say("Valid"), say("Look only: nobody was checked in."), ""
    elif reason is Reason.BAD_CHECK and result.source is Source.TYPED:
        word, next_step = say("Mistyped code"), say("Compare with the ticket and type it again.")
    return Wording(
        word=say(word),
        sentence=sentence,
        details=_details(result, time_zone),
        next_step=say(next_step),
        role=role,
        shape=shape,
        sound=sound,
    )


def say(template: str, **values: str) -> str:
    """The sentence ``template`` with ``values`` filled in. Every text that people read passes here once."""
    return template.format(**values)


def plain(text: str, limit: int = LONGEST_SHOWN) -> str:
    """``text`` on one line of at most ``limit`` characters, without control and direction-changing characters."""
    kept = "".join(_visible(character) for character in text[: 4 * limit])
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def clock_time(at: int, time_zone: str, near: int | None = None) -> str:
    """Unix milliseconds ``at`` as ``21:04`` in ``time_zone``; on another day than ``near`` with its date before it."""
    zone = _zone(time_zone)
    moment = datetime.fromtimestamp(at / 1000, zone)
    clock = f"{moment:%H:%M}"
    if near is None:
        return clock
    other = datetime.fromtimestamp(near / 1000, zone)
    if moment.date() == other.date():
        return clock
    year = f" {moment.year}" if moment.year != other.year else ""
    return f"{moment.day} {say(_MONTHS[moment.month - 1])}{year}, {clock}"


def duration(seconds: float) -> str:
    """``seconds`` as people say it, in one unit: ``under 1 min``, ``12 min``, ``3 h``, ``2 days``."""
    minutes = int(max(seconds, 0.0) // 60)
    if minutes < 1:
        return say("under 1 min")
    if minutes < 120:
        return say("{count} min", count=str(minutes))
    if minutes < 48 * 60:
        return say("{count} h", count=str(minutes // 60))
    return say("{count} days", count=str(minutes // (24 * 60)))


def _sentence(said: _Lines, result: ScanResult) -> str:
    is_unconfirmed = result.basis is Basis.LOCAL and result.list_age_s is not None
    if result.verdict.outcome is Outcome.ADMITTED and result.verdict.reason is not Reason.NOT_RECORDED:
        if is_unconfirmed and result.list_age_s is not None:
            return say("Valid, not confirmed — list {age} old", age=duration(result.list_age_s))
        if result.basis is Basis.OVERRIDE:
            return say("Let in by the manager.")
    return say(said.sentence, gate=plain(result.gate) or say("This gate"))


def _details(result: ScanResult, time_zone: str) -> tuple[str, ...]:
    earlier = result.verdict.earlier
    if earlier is None:
        return ()
    when = clock_time(earlier.at, time_zone, near=result.at)
    parts = [say("Left {when}", when=when) if _was_exit(result) else say("Entered {when}", when=when)]
    if result.earlier_gate:
        parts.append(plain(result.earlier_gate))
    if result.earlier_door:
        parts.append(say("by {door}", door=plain(result.earlier_door)))
    return (" · ".join(parts),)


def _was_exit(result: ScanResult) -> bool:
    # A used ticket whose holder is not inside any more was last scanned on the way out.
    return result.verdict.reason in (Reason.ALREADY_USED, Reason.EXIT_WITHOUT_ENTRY)


def _visible(character: str) -> str:
    category = unicodedata.category(character)
    if category in ("Cf", "Cs", "Co", "Cn"):
        # Joiners shape letters of several scripts; the other format characters could turn a line around.
        return character if character in "\u200c\u200d" else ""
    return " " if category in ("Cc", "Zl", "Zp") else character


def _zone(time_zone: str) -> tzinfo:
    try:
        return ZoneInfo(time_zone)
    except (KeyError, ValueError, OSError):
        return UTC
