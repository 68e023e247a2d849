"""What an entry of the log is called: kinds, directions, who decided, and the columns of the table. Pure."""

from scanner_app.sentences import VERDICTS
from scanner_app.wording import plain, say
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.incidents import ACKNOWLEDGED
from sync.rules.verdict import Basis, Reason

KINDS = {
    Kind.ATTEMPT: "asked",
    Kind.ADMIT: "let in",
    Kind.DENY: "refused",
    Kind.EXIT: "went out",
    Kind.VOID: "undone",
    Kind.NOTE: "note",
}
DIRECTIONS = {Direction.ENTRY: "entry", Direction.EXIT: "exit", Direction.LOOK: "look only"}
BASES = {
    Basis.SERVER: "the server",
    Basis.LOCAL: "this door alone",
    Basis.OVERRIDE: "a manager",
}


def columns(time_zone: str) -> list[str]:
    """The first row of the table."""
    return [
        say("Time ({zone})", zone=plain(time_zone, 60)),
        say("Time (UTC)"),
        say("What happened"),
        say("Why"),
        say("Ticket"),
        say("Guest"),
        say("Ticket type"),
        say("People"),
        say("Gate"),
        say("Direction"),
        say("Door"),
        say("By hand, by"),
        say("Decided by"),
        say("Training"),
        say("Counts"),
        say("On the server"),
        say("Clock may be off by (seconds)"),
        say("Log"),
        say("Number in the log"),
        say("About entry"),
    ]


def reason_said(reason: str) -> str:
    """An entry's reason as people read it; what somebody typed is given as it is."""
    if reason == ACKNOWLEDGED:
        return say("somebody has dealt with the incident")
    try:
        return say(VERDICTS[Reason(reason)].word) if reason else ""
    except (KeyError, ValueError):
        return plain(reason, 200)
