"""What must hold of a log after any accident."""

from scanner_app.door.station import Station
from sync.device.scan_log import ScanLog
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.protocol.signing import CHAIN_START, entry_hash, is_signed_by
from sync.rules.door_log import Kind, fold_ticket
from sync.rules.ids import TicketId
from tests.server.doors.venue import Venue

_MOST = 1_000_000


def own_entries(scan_log: ScanLog) -> list[Entry]:
    """The log's entries, oldest first."""
    return list(reversed(scan_log.recent(_MOST)))


def assert_chain_is_whole(station: Station) -> list[Entry]:
    """Entries 1 to n, each linked to the one before and signed, with who is inside as they say; gives them."""
    entries = own_entries(station.scan_log)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
    digest, key = CHAIN_START, station.pairing.signing_key.verify_key
    for entry in entries:
        assert entry.prev_hash == digest
        digest = entry_hash(entry)
        assert is_signed_by(entry, digest, key)
    tickets = {entry.ticket_id for entry in entries if entry.ticket_id is not None}
    inside = {ticket_id for ticket_id in tickets if _is_inside(entries, ticket_id)}
    assert station.status().inside == len(inside)
    return entries


def assert_server_agrees(venue: Venue, station: Station) -> None:
    """The server holds this station's log, all of it, each entry once."""
    on_server = [(entry["seq"], entry["kind"]) for entry in venue.entries() if entry["logId"] == station.pairing.log_id]
    assert sorted(on_server) == [(entry.seq, entry.kind) for entry in own_entries(station.scan_log)]
    assert station.scan_log.waiting() == 0


def admitted(entries: list[Entry]) -> set[str]:
    """The tickets that these entries let in."""
    return {str(entry.ticket_id) for entry in entries if entry.kind is Kind.ADMIT}


def _is_inside(entries: list[Entry], ticket_id: TicketId) -> bool:
    return fold_ticket(past_scan_of(entry) for entry in entries if entry.ticket_id == ticket_id).is_inside
