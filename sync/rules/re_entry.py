"""How often one ticket admits: the question that doors ask before a light, and incidents ask after it."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from sync.rules.door_log import PastScan, TicketHistory
from sync.rules.gate import EntryRule, ReEntry
from sync.rules.verdict import Reason


def places_left(rule: EntryRule, history: TicketHistory, at_ms: int, time_zone: str, party: int) -> int:
    """How many of a ticket's ``party`` may come in at ``at_ms`` (corrected Unix ms) by ``rule``."""
    return max(0, min(party, _allowance(rule, history, at_ms, time_zone, party)))


def reason_used(rule: EntryRule, history: TicketHistory, left: int, people: int) -> Reason | None:
    """Why ``people`` may not come in where ``left`` may; None where they may."""
    if people <= left:
        return None
    if left > 0 or rule.re_entry is ReEntry.UNLIMITED or not history.admits:
        return Reason.PARTY_TOO_LARGE
    return Reason.ALREADY_INSIDE if history.is_inside else Reason.ALREADY_USED


def local_day(at_ms: int, time_zone: str) -> date:
    """The day of ``at_ms`` where the event is; in UTC where the zone's name is not known (IANA names)."""
    return datetime.fromtimestamp(at_ms / 1000, _zone(time_zone)).date()


def _allowance(rule: EntryRule, history: TicketHistory, at_ms: int, time_zone: str, party: int) -> int:
    match rule.re_entry:
        case ReEntry.UNLIMITED:
            return party
        case ReEntry.AFTER_EXIT:
            return party - history.inside
        case ReEntry.PER_DAY:
            today = local_day(at_ms, time_zone)
            return party * rule.most - _people(
                admit for admit in history.admits if local_day(admit.at, time_zone) == today
            )
        case ReEntry.MULTI:
            return party * rule.most - _people(history.admits)
        case ReEntry.SINGLE:
            return party - _people(history.admits)


def _people(admits: Iterable[PastScan]) -> int:
    return sum(admit.people for admit in admits)


@lru_cache(maxsize=64)
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # Unknown, no name at all, and a folder's name.
        return UTC
