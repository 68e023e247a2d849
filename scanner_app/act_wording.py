"""What acts by hand and found guests say: plain lines. Pure."""

from scanner_app.door.shown import ActResult, FoundPerson
from scanner_app.sentences import ACTS, TICKETS
from scanner_app.wording import duration, plain, say


def describe_act(result: ActResult) -> str:
    """What came of an act by hand, as one line."""
    said = say(ACTS[result.act], wait=duration(max(result.wait_s, 60.0)))
    return f"{plain(result.holder, 80)}: {said}" if result.holder and result.is_done else said


def describe_person(person: FoundPerson) -> tuple[str, str]:
    """Who was found, and how their ticket stands, on a line each."""
    parts = [say(TICKETS[person.status])]
    if person.party > 1:
        parts.append(say("{inside} of {party} in", inside=str(person.inside), party=str(person.party)))
    elif person.inside:
        parts.append(say("inside"))
    parts += [plain(person.ticket_type, 60), plain(person.note, 60), person.ticket_id[-6:]]
    return plain(person.holder, 80) or say("No name"), " · ".join(part for part in parts if part)
