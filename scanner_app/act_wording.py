"""What came of an act by hand: a plain line. Pure."""

from scanner_app.door.shown import ActResult
from scanner_app.names import Names, shown_name
from scanner_app.sentences import ACTS
from scanner_app.wording import duration, say


def describe_act(result: ActResult, names: Names = Names.FULL) -> str:
    """What came of it, and to whom as far as ``names`` may be seen."""
    said = say(ACTS[result.act], wait=duration(max(result.wait_s, 60.0)))
    name = shown_name(result.holder, names)
    return f"{name}: {said}" if name and result.is_done else said
