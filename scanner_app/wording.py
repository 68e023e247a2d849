"""What a verdict says: words, colour, shape and sound. Pure; a tired volunteer is the reader."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from scanner_app.door.shown import ScanResult, Source
from scanner_app.sentences import VERDICTS, Lines
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
    said = VERDICTS[reason]
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


def say_count(one: str, many: str, count: int, **values: str) -> str:
    """``one`` or ``many`` as the number asks for, with ``{count}`` (grouped by thousands) and ``values`` filled in."""
    return say(one if count == 1 else many, count=f"{count:,}", **values)


def plain(text: str, limit: int = LONGEST_SHOWN) -> str:
    """``text`` on one line of at most ``limit`` characters, without control and direction-changing characters."""
    kept = "".join(_visible(character) for character in text[: 4 * limit])
    line = " ".join(kept.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def clock_time(at: int, time_zone: str, near: int | None = None) -> str:
    """Unix milliseconds ``at`` as ``21:04`` in ``time_zone``; on another day than ``near`` with its date before it."""
    zone = _zone(time_zone)
    try:
        moment = datetime.fromtimestamp(at / 1000, zone)
        other = moment if near is None else datetime.fromtimestamp(near / 1000, zone)
    except (OverflowError, ValueError, OSError):  # Another door's clock may say anything.
        return say("at a time unknown")
    clock = f"{moment:%H:%M}"
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


def _sentence(said: Lines, result: ScanResult) -> str:
    verdict = result.verdict
    if verdict.outcome is Outcome.ADMITTED and verdict.reason is not Reason.NOT_RECORDED:
        if _is_unconfirmed(result):
            return _unconfirmed(result)
        if result.basis is Basis.OVERRIDE:
            return say("Let in by the manager.")
    return say(said.sentence, gate=plain(result.gate) or say("This gate"))


def _details(result: ScanResult, time_zone: str) -> tuple[str, ...]:
    outcome = result.verdict.outcome
    parts = (
        _group(result),
        _earlier(result, time_zone),
        say("By {operator}", operator=plain(result.operator, 40)) if result.operator else "",
        _unconfirmed(result) if outcome is Outcome.LOOK and _is_unconfirmed(result) else "",
        _duplicates(result),
        say("Training: this does not count.") if result.is_training else "",
    )
    return tuple(part for part in parts if part)


def _is_unconfirmed(result: ScanResult) -> bool:
    if result.is_training or result.basis is not Basis.LOCAL or result.verdict.reason is Reason.NOT_RECORDED:
        return False
    return result.list_age_s is not None or result.unseen_doors > 0


def _unconfirmed(result: ScanResult) -> str:
    if result.list_age_s is None:
        return say("Valid, not confirmed — no list yet")
    return say("Valid, not confirmed — list {age} old", age=duration(result.list_age_s))


def _duplicates(result: ScanResult) -> str:
    if not result.duplicates_possible or result.verdict.reason is Reason.NOT_RECORDED:
        return ""
    if result.unseen_doors == 1:
        return say("Duplicates are possible: 1 door could not be asked.")
    return say("Duplicates are possible: {count} doors could not be asked.", count=str(result.unseen_doors))


def _group(result: ScanResult) -> str:
    """How many of a group's people are in; where too many want in, how many still may."""
    verdict = result.verdict
    if result.party <= 1:
        return ""
    if verdict.reason is Reason.PARTY_TOO_LARGE and verdict.left:
        return say("{left} of {party} places left", left=str(verdict.left), party=str(result.party))
    return say("{inside} of {party} in", inside=str(result.inside), party=str(result.party))


def _earlier(result: ScanResult, time_zone: str) -> str:
    earlier = result.verdict.earlier
    if earlier is None:
        return ""
    when = clock_time(earlier.at, time_zone, near=result.at)
    if result.verdict.reason is Reason.BEING_ADMITTED:
        parts = [say("Scanned {when}", when=when)]
    else:
        parts = [say("Left {when}", when=when) if _was_exit(result) else say("Entered {when}", when=when)]
    if result.earlier_gate:
        parts.append(plain(result.earlier_gate))
    if result.earlier_door:
        parts.append(say("by {door}", door=plain(result.earlier_door)))
    return " · ".join(parts)


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
