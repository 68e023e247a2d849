"""What follows from entries, whatever nonsense a device signed: always something, and the same in every order."""

import msgspec

from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.protocol.signing import entry_hash
from sync.rules.admission import decide_admission
from sync.rules.clock import Instant
from sync.rules.code import TypedCode
from sync.rules.door_log import Kind, find_rival, fold_ticket
from sync.rules.gate import ReEntry
from sync.rules.headcount import count_inside, people_admitted
from sync.rules.ids import ProductNumber
from sync.rules.incidents import find_incidents
from sync.rules.ticket import LARGEST_PARTY, Ticket, TicketStatus
from tests.fuzz.target import Target, demand
from tests.sync.making import EVENT, GATE, NOW, make_id

_TICKET = Ticket(make_id(1), EVENT.event_id, ProductNumber(1), TicketStatus.CANCELLED, admits=3, status_since=NOW)
_GOOD = msgspec.structs.replace(_TICKET, status=TicketStatus.ACTIVE, status_since=None)
_decode = msgspec.json.Decoder(list[Entry]).decode
_ZONE = "Europe/Berlin"


def fold(data: bytes) -> None:
    """A ticket's entries, as JSON."""
    try:
        entries = _decode(data)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return
    _follow(entries)


def _follow(entries: list[Entry]) -> None:
    named = {(entry.log_id, entry.seq): entry for entry in reversed(entries)}
    scans = [past_scan_of(entry) for entry in named.values()]
    for entry in named.values():
        entry_hash(entry)
    for training in (False, True):
        history = fold_ticket(scans, training=training)
        demand(fold_ticket(scans[::-1], training=training) == history, "the fold knows in what order entries came")
        demand(0 <= history.inside <= LARGEST_PARTY, "more are inside than any ticket lets in")
        people_admitted(history)
        demand(count_inside([(history, None)]).inside == history.inside, "somebody is counted twice")
        for re_entry in ReEntry:
            gate = msgspec.structs.replace(GATE, re_entry=re_entry)
            code = TypedCode(_TICKET.ticket_id, is_of_event=True)
            for ticket in (_TICKET, _GOOD):
                decide_admission(code, ticket, history, gate, EVENT, Instant(NOW))
    for known in (None, _TICKET):
        found = find_incidents(_TICKET.ticket_id, scans, known, _ZONE, NOW)
        again = find_incidents(_TICKET.ticket_id, scans[::-1], known, _ZONE, NOW)
        demand(found == again, "incidents know in what order entries came")
        msgspec.msgpack.encode(found)
    for scan in scans:
        if scan.kind is Kind.ATTEMPT:
            rival = find_rival(scans, scan, Instant(NOW))
            demand(find_rival(scans[::-1], scan, Instant(NOW)) == rival, "a rival depends on the order of arrival")


TARGETS = (Target("fold", fold, 8192),)
