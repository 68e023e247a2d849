"""What acts by hand, incidents and found guests say: plain lines. Pure."""

from scanner_app.door.shown import ActResult, FoundPerson, ShownIncident
from scanner_app.sentences import ACTS, INCIDENTS, TICKETS
from scanner_app.wording import clock_time, duration, plain, say


def describe_act(result: ActResult) -> str:
    """What came of an act by hand, as one line."""
    said = say(ACTS[result.act], wait=duration(max(result.wait_s, 60.0)))
    return f"{plain(result.holder, 80)}: {said}" if result.holder and result.is_done else said


def describe_incident(shown: ShownIncident, time_zone: str) -> tuple[str, str]:
    """What went wrong, and when and where, on a line each."""
    incident = shown.incident
    who = plain(shown.holder or incident.ticket_id or "", 80)
    what = say(INCIDENTS[incident.kind])
    places = [_place(incident.entry.at, shown.gate, shown.door, time_zone)]
    if incident.against is not None:
        places.insert(0, _place(incident.against.at, shown.against_gate, shown.against_door, time_zone))
    where = "  →  ".join(places)
    if incident.is_order_uncertain:
        where = say("{where} (order uncertain)", where=where)
    return (f"{what}: {who}" if who else what), where


def describe_person(person: FoundPerson) -> tuple[str, str]:
    """Who was found, and how their ticket stands, on a line each."""
    parts = [say(TICKETS[person.status])]
    if person.party > 1:
        parts.append(say("{inside} of {party} in", inside=str(person.inside), party=str(person.party)))
    elif person.inside:
        parts.append(say("inside"))
    parts += [plain(person.ticket_type, 60), plain(person.note, 60), person.ticket_id[-6:]]
    return plain(person.holder, 80) or say("No name"), " · ".join(part for part in parts if part)


def _place(at: int, gate: str, door: str, time_zone: str) -> str:
    parts = (clock_time(at, time_zone), plain(gate, 40), plain(door, 40))
    return " · ".join(part for part in parts if part)
