"""What a verdict says: words, colour, shape and sound. Pure; a tired volunteer is the reader."""

from dataclasses import dataclass
from enum import StrEnum

from scanner_app.door.shown import ScanResult, Source
from scanner_app.sentences import VERDICTS
from scanner_app.speech import (
    LONGEST_SHOWN,
    clock_time,
    day,
    duration,
    number,
    percent,
    plain,
    say,
    say_count,
    tell,
)
from sync.rules.gate import Direction
from sync.rules.verdict import Basis, Outcome, Reason

# The words for a verdict and the way to say them are asked for together.
__all__ = [
    "LONGEST_SHOWN",
    "ColourRole",
    "Shape",
    "SoundName",
    "Wording",
    "clock_time",
    "day",
    "describe",
    "duration",
    "number",
    "percent",
    "plain",
    "say",
    "say_count",
    "tell",
]


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
    word, sentence, next_step = say(said.word), _sentence(result), say(said.next_step)
    if direction is Direction.LOOK and outcome is Outcome.ADMITTED and reason is not Reason.NOT_RECORDED:
        word, sentence, next_step = say("Valid"), say("Look only: nobody was checked in."), ""
    elif reason is Reason.BAD_CHECK and result.source is Source.TYPED:
        word, next_step = say("Mistyped code"), say("Compare with the ticket and type it again.")
    return Wording(
        word=word,
        sentence=sentence,
        details=_details(result, time_zone),
        next_step=next_step,
        role=role,
        shape=shape,
        sound=sound,
    )


def _sentence(result: ScanResult) -> str:
    verdict = result.verdict
    if verdict.outcome is Outcome.ADMITTED and verdict.reason is not Reason.NOT_RECORDED:
        if _is_unconfirmed(result):
            return _unconfirmed(result)
        if result.basis is Basis.OVERRIDE:
            return say("Let in by the manager.")
    return say(VERDICTS[verdict.reason].sentence, gate=plain(result.gate) or say("This gate"))


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
    return say_count(
        "Duplicates are possible: {count} door could not be asked.",
        "Duplicates are possible: {count} doors could not be asked.",
        result.unseen_doors,
    )


def _group(result: ScanResult) -> str:
    """How many of a group's people are in; where too many want in, how many still may."""
    verdict = result.verdict
    if result.party <= 1:
        return ""
    if verdict.reason is Reason.PARTY_TOO_LARGE and verdict.left:
        return say("{left} of {party} places left", left=verdict.left, party=result.party)
    return say("{inside} of {party} in", inside=result.inside, party=result.party)


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
