"""What a verdict says to the guest at a kiosk: kind, short, and nobody is accused. Pure.

Guests stand in a queue with others behind them. So a refusal names no fault of theirs, nothing is red, and of all that
is known about them only a first name is shown. The staff's own words are in ``scanner_app.wording``.
"""

from dataclasses import replace

from scanner_app.door.shown import ScanResult
from scanner_app.sentences import KIOSK
from scanner_app.wording import ColourRole, Shape, SoundName, Wording, say
from sync.rules.gate import Direction
from sync.rules.verdict import Outcome, Reason

_NOT_HERE = (Reason.DEVICE_REVOKED, Reason.NOT_RECORDED)
"""The door is at fault, so another one helps; staff could do nothing here."""


def describe_for_guest(result: ScanResult, wording: Wording, direction: Direction = Direction.ENTRY) -> Wording:
    """How ``result`` is said to the guest themselves, with the sound that ``wording`` has for it."""
    reason, outcome = result.verdict.reason, result.verdict.outcome
    sentence = say(KIOSK[reason])
    if reason in _NOT_HERE:
        return _with(wording.sound, say("Please use another entrance"), sentence, ColourRole.LOOK, Shape.EXCLAMATION)
    if outcome is Outcome.EXIT:
        return _with(wording.sound, say("Goodbye"), sentence, ColourRole.EXIT, Shape.RETURN)
    if outcome is not Outcome.ADMITTED:
        return _with(wording.sound, say("Please see staff"), sentence, ColourRole.LOOK, Shape.EXCLAMATION)
    if direction is Direction.LOOK:
        return _with(wording.sound, say("Your ticket is good"), say("Please go on."), ColourRole.ADMITTED, Shape.TICK)
    said = _with(wording.sound, say("Welcome"), sentence, ColourRole.ADMITTED, Shape.TICK)
    return replace(said, details=_group(result))


def _with(sound: SoundName, word: str, sentence: str, role: ColourRole, shape: Shape) -> Wording:
    return Wording(word, sentence, (), "", role, shape, sound)


def _group(result: ScanResult) -> tuple[str, ...]:
    if result.party <= 1:
        return ()
    inside, party = str(result.inside), str(result.party)
    return (say("{inside} of {party} of your group are in", inside=inside, party=party),)
