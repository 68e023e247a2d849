"""What a sync says: how far it is, how it ended, what it changed. Pure."""

from scanner_app.door.rate import Rate
from scanner_app.door.shown import SyncPhase, SyncProgress
from scanner_app.door.sync_summary import Changed, RuleChange, SyncSummary
from scanner_app.wording import duration, plain, say, say_count

PHASES = {
    SyncPhase.CONNECTING: "Connecting …",
    SyncPhase.UPLOADING: "Sending scans …",
    SyncPhase.DOWNLOADING: "Getting the ticket list …",
    SyncPhase.DONE: "Up to date",
    SyncPhase.CANCELLED: "Sync cancelled",
    SyncPhase.FAILED: "Sync failed",
}
ENDED = (SyncPhase.DONE, SyncPhase.CANCELLED, SyncPhase.FAILED)
_ADVICE = {
    SyncPhase.CANCELLED: "Nothing is lost. Scanning goes on with the list you have.",
    SyncPhase.FAILED: "Check the network and try again. Scanning goes on with the list you have.",
}
_RULES = {
    RuleChange.EVENT_RENAMED: "The event is called {name} now, before {was}.",
    RuleChange.EVENT_CHANGED: "The event’s settings changed.",
    RuleChange.GATE_ADDED: "New gate: {name}.",
    RuleChange.GATE_RENAMED: "The gate {was} is called {name} now.",
    RuleChange.GATE_CHANGED: "The rules of {name} changed.",
    RuleChange.GATE_REMOVED: "The gate {name} was removed.",
    RuleChange.DOOR_ADDED: "New door: {name}.",
    RuleChange.DOOR_RENAMED: "The door {was} is called {name} now.",
    RuleChange.DOOR_MOVED: "The door {name} stands at another gate.",
    RuleChange.DOOR_REMOVED: "The door {name} was removed from the event.",
    RuleChange.PRODUCT_ADDED: "New ticket type: {name}.",
    RuleChange.PRODUCT_RENAMED: "Ticket type {was} is called {name} now.",
    RuleChange.PRODUCT_REMOVED: "Ticket type {name} was removed.",
    RuleChange.PIN_SET: "The organizer has set a managers’ PIN.",
    RuleChange.PIN_CHANGED: "The managers’ PIN changed.",
    RuleChange.PIN_REMOVED: "There is no managers’ PIN any more.",
}
MOST_RULES = 12
"""More changes of the rules than this are summed up: nobody reads a page of them at a door."""


def describe_ending(summary: SyncSummary) -> tuple[str, ...]:
    """What to know of a sync that ended: why it did, what to do, and what changed, each on a line."""
    advice = say(_ADVICE[summary.phase]) if summary.phase in _ADVICE else ""
    why = " ".join(part for part in (plain(summary.detail, 400), advice) if part)
    return tuple(line for line in (why, *describe_changes(summary)) if line)


def describe_changes(summary: SyncSummary) -> tuple[str, ...]:
    """What changed, each on a line; one line that says so where nothing did."""
    if summary.is_nothing_new:
        return (say("Nothing was new."),) if summary.phase is SyncPhase.DONE else ()
    changes = summary.changes
    tickets = (
        say_count("{count} new ticket", "{count} new tickets", changes.new) if changes.new else "",
        say_count("{count} changed", "{count} changed", changes.changed) if changes.changed else "",
        say_count("{count} cancelled", "{count} cancelled", changes.cancelled) if changes.cancelled else "",
        say_count("{count} gone from the list", "{count} gone from the list", changes.gone) if changes.gone else "",
    )
    entries = (
        say_count("{count} scan sent", "{count} scans sent", changes.entries_up) if changes.entries_up else "",
        say_count("{count} scan of other doors got", "{count} scans of other doors got", changes.entries_down)
        if changes.entries_down
        else "",
    )
    lines = (_sentence(tickets), _sentence(entries), *map(_rule, summary.rules[:MOST_RULES]))
    more = len(summary.rules) - MOST_RULES
    rest = say_count("And {count} more change of the rules.", "And {count} more changes of the rules.", more)
    return tuple(line for line in (*lines, rest if more > 0 else "") if line)


def describe_counts(progress: SyncProgress) -> str:
    """How much is done, of how much; empty while nothing is."""
    if progress.phase is SyncPhase.UPLOADING:
        what = say_count("{count} scan", "{count} scans", progress.done)
    else:
        what = say_count("{count} ticket", "{count} tickets", progress.done)
    if progress.total is not None:
        of = say("{done} of {total}", done=progress.done, total=progress.total)
        what = say("{done} scans", done=of) if progress.phase is SyncPhase.UPLOADING else say("{done} tickets", done=of)
    elif not progress.done:
        what = ""
    entries = say_count("{count} entry of the log", "{count} entries of the log", progress.entries)
    return " · ".join(part for part in (what, entries if progress.entries else "") if part)


def describe_pace(tickets: Rate, entries: Rate, total: int | None) -> str:
    """How fast, and how long still; empty while nobody can tell. ``tickets`` are scans while they are sent."""
    parts = [
        say("{rate} a second", rate=f"{tickets.a_second:,.0f}") if tickets.a_second else "",
        say("{rate} entries a second", rate=f"{entries.a_second:,.0f}") if entries.a_second else "",
    ]
    left = tickets.left_s(total)
    if left is not None:
        words = say("{count} s", count=str(max(1, round(left)))) if left < 60 else duration(left)
        parts.append(say("{left} left", left=words))
    return " · ".join(part for part in parts if part)


def _sentence(parts: tuple[str, ...]) -> str:
    return ", ".join(part for part in parts if part)


def _rule(changed: Changed) -> str:
    return say(_RULES[changed.what], name=plain(changed.name, 60), was=plain(changed.was, 60))
