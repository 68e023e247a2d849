"""What an incident says: what went wrong, with whom, where and when, and what to do about it. Pure."""

from dataclasses import dataclass

from scanner_app.door.shown import ShownIncident
from scanner_app.sentences import INCIDENTS
from scanner_app.wording import clock_time, plain, say
from sync.rules.incidents import IncidentKind

_TO_DO = {
    IncidentKind.DOUBLE_ADMISSION: (
        "Find the guest who came in last, and compare ticket and ID. Was it one guest scanned twice? Then undo the"
        " second scan. Was it a copy? Then one of the two has to leave."
    ),
    IncidentKind.ADMITTED_AFTER_REVOCATION: (
        "The ticket was cancelled, paid back or blocked before this scan. Find the guest and go to the box office"
        " together."
    ),
    IncidentKind.UNKNOWN_TICKET: (
        "The code is genuine, but the ticket is not on the list. Ask the organizer whether it was deleted. If nobody"
        " knows of it, treat it as a fake."
    ),
    IncidentKind.FORKED_LOG: (
        "The data of one device is in use twice, as after copying a disk. Stop both devices, pair one of them again,"
        " and tell the organizer."
    ),
    IncidentKind.REVOKED_DEVICE: (
        "What it scanned after its removal does not count. Collect the device, and look for guests who came in there."
    ),
}


@dataclass(frozen=True, slots=True)
class IncidentLines:
    """One incident as it is shown: plain lines, empty where there is nothing to say."""

    title: str
    who: str
    first: str
    second: str
    uncertain: str
    to_do: str
    dealt_with: str


def describe_incident(shown: ShownIncident, time_zone: str, who: str) -> IncidentLines:
    """``who`` is the guest's name as whoever looks may see it; times are of the event's ``time_zone``."""
    incident = shown.incident
    second = _place(incident.entry.at, shown.gate, shown.door, time_zone)
    first = ""
    if incident.against is not None:
        first = _place(incident.against.at, shown.against_gate, shown.against_door, time_zone)
        first, second = say("First: {place}", place=first), say("Then: {place}", place=second)
    return IncidentLines(
        title=say(INCIDENTS[incident.kind]),
        who=plain(who, 80) or plain(incident.ticket_id or "", 80),
        first=first,
        second=second,
        uncertain=say("Order uncertain: the clocks of the two doors were too far apart to tell.")
        if incident.is_order_uncertain
        else "",
        to_do=say(_TO_DO[incident.kind]),
        dealt_with=_dealt_with(shown, time_zone),
    )


def _dealt_with(shown: ShownIncident, time_zone: str) -> str:
    note = shown.incident.acknowledged
    if note is None:
        return ""
    when, door = clock_time(note.at, time_zone), plain(shown.acknowledged_door, 40)
    by = plain(shown.acknowledged_by, 40)
    place = " · ".join(part for part in (by, door, when) if part)
    return say("Dealt with: {place}", place=place)


def _place(at: int, gate: str, door: str, time_zone: str) -> str:
    parts = (clock_time(at, time_zone), plain(gate, 40), plain(door, 40))
    return " · ".join(part for part in parts if part)
