"""How often one ticket admits: the question that doors ask before a light, and incidents ask after it."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from sync.rules.door_log import TicketHistory
from sync.rules.gate import EntryRule, ReEntry
from sync.rules.verdict import Reason

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_MS = (datetime(2, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)
_LAST_MS = (datetime(9998, 12, 31, tzinfo=UTC) - _EPOCH) // timedelta(milliseconds=1)
"""A year from the calendar's ends, so that every zone still has a day for it."""


def places_left(rule: EntryRule, history: TicketHistory, at_ms: int, time_zone: str, party: int) -> int:
    """How many of a ticket's ``party`` may come in at ``at_ms`` (corrected Unix ms) by ``rule``."""
    counted = history.admits
    if rule.re_entry is ReEntry.PER_DAY:
        today = local_day(at_ms, time_zone)
        counted = tuple(admit for admit in counted if local_day(admit.at, time_zone) == today)
    return places_beside(rule, party, inside=history.inside, entered=sum(admit.people for admit in counted))


def places_beside(rule: EntryRule, party: int, *, inside: int, entered: int) -> int:
    """How many of ``party`` may come in besides the ``inside`` that are and the ``entered`` that ``rule`` counts.

    ``entered`` are those of the day for PER_DAY, all that ever were for the others.
    """
    match rule.re_entry:
        case ReEntry.UNLIMITED:
            return party
        case ReEntry.AFTER_EXIT:
            left = party - inside
        case ReEntry.PER_DAY | ReEntry.MULTI:
            left = party * rule.most - entered
        case ReEntry.SINGLE:
            left = party - entered
    return max(0, min(party, left))


def reason_used(rule: EntryRule, history: TicketHistory, left: int, people: int) -> Reason | None:
    """Why ``people`` may not come in where ``left`` may; None where they may."""
    if people <= left:
        return None
    if left > 0 or rule.re_entry is ReEntry.UNLIMITED or not history.admits:
        return Reason.PARTY_TOO_LARGE
    return Reason.ALREADY_INSIDE if history.is_inside else Reason.ALREADY_USED


def local_day(at_ms: int, time_zone: str) -> date:
    """The day of ``at_ms`` where the event is; in UTC where the zone's name is not known (IANA names). Never raises."""
    at = _EPOCH + timedelta(milliseconds=min(max(at_ms, _FIRST_MS), _LAST_MS))
    return at.astimezone(_zone(time_zone)).date()


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # Unknown, no name at all, and a folder's name.
        return UTC
