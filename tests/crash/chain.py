"""What must hold of a log after any accident."""

from scanner_app.door.station import Station
from sync.device.scan_log import ScanLog
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry
from sync.protocol.signing import CHAIN_START, entry_hash, is_signed_by
from sync.rules.door_log import Kind, PastScan, fold_ticket
from tests.server.doors.venue import Venue

_MOST = 1_000_000


def own_entries(scan_log: ScanLog) -> list[Entry]:
    """The entries of all chains that this device wrote, oldest first."""
    return list(reversed(scan_log.recent(_MOST)))


def assert_chains_are_whole(station: Station) -> list[Entry]:
    """Each start's entries from 1 on, linked to those before and signed, with who is inside as they say; gives all."""
    entries = own_entries(station.scan_log)
    assert_chains_hold(entries, station)
    scans: dict[str, list[PastScan]] = {}
    for entry in entries:
        scans.setdefault(str(entry.ticket_id), []).append(past_scan_of(entry))
    assert station.status().inside == sum(fold_ticket(past).inside for past in scans.values())
    return entries


def assert_chains_hold(entries: list[Entry], station: Station) -> None:
    """Of whole chains of this station: contiguous from 1 on, linked and signed."""
    key = station.pairing.signing_key.verify_key
    for log_id in {entry.log_id for entry in entries}:
        chain = sorted((entry for entry in entries if entry.log_id == log_id), key=lambda entry: entry.seq)
        assert [entry.seq for entry in chain] == list(range(1, len(chain) + 1))
        digest = CHAIN_START
        for entry in chain:
            assert entry.prev_hash == digest
            digest = entry_hash(entry)
            assert is_signed_by(entry, digest, key)


def assert_server_agrees(venue: Venue, station: Station) -> None:
    """The server holds this device's logs, all of them, each entry once."""
    device = station.pairing.device_id
    on_server = [
        (entry["logId"], entry["seq"], entry["kind"]) for entry in venue.entries() if entry["deviceId"] == device
    ]
    here = [(entry.log_id, entry.seq, str(entry.kind)) for entry in own_entries(station.scan_log)]
    assert sorted(on_server) == sorted(here)
    assert station.scan_log.waiting() == 0


def admitted(entries: list[Entry]) -> set[str]:
    """The tickets that these entries let in."""
    return {str(entry.ticket_id) for entry in entries if entry.kind is Kind.ADMIT}
