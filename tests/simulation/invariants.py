"""The invariants of the door protocol, each a check with its name. A check that fails raises InvariantError.

I1, I2, I4, I5, I6, I10 and I11 are looked at while the world goes on; I3, I7, I8, I9 and I12 once it has healed, and
the others once more then.
"""

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from scanner_app.door.shown import EntryName, ScanResult
from server.doors.facts import TICKET_COLUMNS, ticket_of_row
from server.doors.models import DoorEntry
from server.outbox.feed import server_epoch
from server.tickets.models import Ticket as TicketRow
from sync.protocol.log import UNKNOWN_CLOCK_ERROR_MS, past_scan_of
from sync.protocol.messages import Entry
from sync.protocol.signing import CHAIN_START, entry_hash
from sync.rules.door_log import Kind, PastScan, fold_ticket
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.incidents import Incident, IncidentKind, find_incidents
from sync.rules.verdict import Basis, Outcome, Reason
from tests.simulation.ledger import InvariantError, Ledger, Light
from tests.simulation.machine import DoorStore
from tests.simulation.office import Office
from tests.simulation.replicas import Held, View, read_tickets
from tests.simulation.scanner import Scanner

_SYNCED_FULL = 2
_UNSEEN_JUMPS_MS = 5_000
"""What known time may be off beyond its error: steps of under 2 s that no clock notices, here and at its lender."""
_ABOUT_TICKETS = (
    IncidentKind.DOUBLE_ADMISSION,
    IncidentKind.ADMITTED_AFTER_REVOCATION,
    IncidentKind.UNKNOWN_TICKET,
)
_LONG_AGO = 2**62
IncidentFacts = tuple[str, EntryName, EntryName | None, bool, EntryName | None]


def green_is_on_the_disk(ledger: Ledger, store: DoorStore, result: ScanResult, direction: Direction | None) -> None:
    """I1: green has its entry committed, by a connection that waits for the disk. Looking lets nobody in."""
    ledger.checked("I1")
    if store._writer.execute("PRAGMA synchronous").fetchone()[0] != _SYNCED_FULL:
        raise InvariantError("I1", "commits do not wait for the disk")
    if result.verdict.outcome is Outcome.REFUSED or direction is Direction.LOOK:
        return
    if result.entry is None:
        raise InvariantError("I1", f"{result.verdict.outcome} was shown and nothing written")
    with store.reading() as connection:
        row = connection.execute("SELECT 1 FROM entries WHERE log_id = ? AND seq = ?", result.entry).fetchone()
    if row is None:
        raise InvariantError("I1", f"{result.verdict.outcome} was shown and {result.entry} is not committed")


def logs_are_chains(ledger: Ledger, view: View, holes: Collection[EntryName]) -> None:
    """I2: each log is a contiguous hash chain from its first entry on, but for what is known not to count."""
    ledger.checked("I2")
    before: Entry | None = None
    for (log_id, seq), entry in sorted(view.held.items()):
        if before is None or before.log_id != log_id:
            before = None
        expected_seq = 1 if before is None else before.seq + 1
        if seq == expected_seq:
            digest = CHAIN_START if before is None else entry_hash(before)
            if entry.prev_hash != digest:
                raise InvariantError("I2", f"{view.name}: {log_id} breaks at {seq}")
        elif any((log_id, missing) not in holes for missing in range(expected_seq, seq)):
            raise InvariantError("I2", f"{view.name}: {log_id} lacks {expected_seq}..{seq - 1}")
        before = entry


def replicas_agree(ledger: Ledger, views: Sequence[View], apart: Collection[EntryName] = ()) -> None:
    """I3: all replicas hold the same set of entries, the same tickets, and make the same of them."""
    ledger.checked("I3")
    first = views[0]
    for view in views[1:]:
        one, other = _digests(first.held, apart), _digests(view.held, apart)
        if one != other:
            missing, more = one.keys() - other.keys(), other.keys() - one.keys()
            unlike = {name for name in one.keys() & other.keys() if one[name] != other[name]}
            raise InvariantError(
                "I3", f"{view.name} lacks {_few(missing)}, alone has {_few(more)}, unlike {_few(unlike)}"
            )
        for ticket_id, ticket in first.tickets.items():
            if view.tickets.get(ticket_id) != ticket:
                raise InvariantError("I3", f"{view.name} knows another {ticket_id}: {view.tickets.get(ticket_id)}")
        if len(view.tickets) != len(first.tickets):
            raise InvariantError(
                "I3", f"{view.name} has {len(view.tickets)} tickets, {first.name} {len(first.tickets)}"
            )


def folds_agree(ledger: Ledger, union: Held, scanner: Scanner, name: str) -> None:
    """I3: what a door says of each ticket, and of all, is the fold of the entries that all hold."""
    ledger.checked("I3")
    people = 0
    for ticket_id, scans in by_ticket(union).items():
        history = fold_ticket(scans)
        people += history.inside
        with scanner.store.reading() as connection:
            if scanner.scan_log.history(connection, ticket_id) != history:
                raise InvariantError("I3", f"{name} folds {ticket_id} in another way")
    if scanner.scan_log.headcount().inside != people:
        raise InvariantError("I3", f"{name} counts {scanner.scan_log.headcount().inside} inside, {people} are")


def no_fork_without_a_copy(ledger: Ledger, evidence: Iterable[EntryName]) -> None:
    """I4: a name is one entry. The same again is nothing; where no log is written in two places there is no fork."""
    ledger.checked("I4")
    found = list(evidence)
    if found:
        raise InvariantError("I4", f"{_few(found)} are called forks, and each was written once")


def one_server_yes(ledger: Ledger, union: Held) -> None:
    """I5: within one epoch no two admissions at the server's word stand for one single-entry ticket."""
    ledger.checked("I5")
    voided = {entry.target for entry in union.values() if entry.kind is Kind.VOID}
    given: Counter[tuple[str, TicketId]] = Counter()
    for name, entry in union.items():
        if entry.kind is not Kind.ADMIT or entry.basis is not Basis.SERVER or name in voided or entry.rule:
            continue
        if entry.party == 1 and entry.ticket_id is not None and entry.target is not None:
            given[ledger.epochs.get(entry.target, ""), entry.ticket_id] += 1
    for (epoch, ticket_id), count in given.items():
        if count > 1:
            raise InvariantError("I5", f"the server said yes to {ticket_id} {count} times in epoch {epoch}")


def cursor_passes_nothing(ledger: Ledger, office: Office, scanner: Scanner) -> None:
    """I6: whatever lies at or before a door's place in the feed has been delivered to it."""
    if not office.is_up:
        return
    ledger.checked("I6")
    with scanner.store.reading() as connection:
        kept = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('epoch', 'cursor')").fetchall())
        tickets = read_tickets(scanner)
        names = set(connection.execute("SELECT log_id, seq FROM entries").fetchall())
    cursor = kept.get("cursor") or 0

    def look(session: Session) -> None:
        if server_epoch(session) != kept.get("epoch"):
            return
        rows = session.execute(TICKET_COLUMNS.where(TicketRow.feed_position <= cursor))
        for row in rows:
            if tickets.get(row.id) != ticket_of_row(row, scanner.pairing.event_id):
                raise InvariantError("I6", f"{row.id} lies before {cursor} and the door knows {tickets.get(row.id)}")
        wanted = select(DoorEntry.log_id, DoorEntry.seq).where(DoorEntry.feed_position <= cursor)
        missing = {tuple(row) for row in session.execute(wanted)} - names
        missing = {name for name in missing if name[0] != scanner.scan_log.log_id}
        if missing:
            raise InvariantError("I6", f"{_few(missing)} lie before {cursor} and never came")

    office.look(look)


def entries_stay(ledger: Ledger, machine: str, held: Collection[EntryName]) -> None:
    """I7: what a device wrote is still there, acknowledged or not, while the event lasts."""
    ledger.checked("I7")
    gone = [name for name, written in ledger.written.items() if written.machine == machine and name not in held]
    if gone:
        raise InvariantError("I7", f"{machine} let go of {_few(gone)}")


def fold_ignores_order(ledger: Ledger, union: Held, chance: random.Random) -> None:
    """I8: any order of arrival, and entries that come twice, give the same state."""
    ledger.checked("I8")
    for ticket_id, scans in by_ticket(union).items():
        mixed = [*scans, *scans[: len(scans) // 2]]
        chance.shuffle(mixed)
        if fold_ticket(mixed) != fold_ticket(scans):
            raise InvariantError("I8", f"{ticket_id} folds differently in another order")


def known_time_is_true(ledger: Ledger, name: EntryName) -> None:
    """I8: a device's clock may say what it likes; what an entry claims to know of the time is true to its error."""
    written = ledger.written.get(name)
    if written is None or written.entry.offset is None:
        return
    scan = past_scan_of(written.entry)
    if scan.at_error >= UNKNOWN_CLOCK_ERROR_MS:  # A guess, as of a clock that was never compared.
        return
    ledger.checked("I8")
    off_ms = abs(scan.at - written.true_ms)
    if off_ms > scan.at_error + _UNSEEN_JUMPS_MS:
        raise InvariantError("I8", f"{name} claims its time to {scan.at_error} ms and is off by {off_ms}")


def incidents_agree(ledger: Ledger, union: Held, views: Sequence[View], time_zone: str) -> None:
    """I9: each double admission, and all else that went wrong with a ticket, is an incident everywhere.

    For plain tickets the number is counted here by itself: each admission after the first is one.
    """
    ledger.checked("I9")
    tickets = views[0].tickets
    expected: set[IncidentFacts] = set()
    doubles = 0
    for ticket_id, scans in by_ticket(union).items():
        found = find_incidents(ticket_id, scans, tickets.get(ticket_id), time_zone, _LONG_AGO)
        expected |= set(map(_facts_of, found))
        doubles += _plain_doubles(scans, found)
    ledger.checks["double admissions"] = ledger.checks.get("double admissions", 0) + doubles
    for view in views:
        shown = {_facts_of(incident) for incident in view.incidents if incident.kind in _ABOUT_TICKETS}
        if shown != expected:
            raise InvariantError(
                "I9", f"{view.name} lacks {_few(expected - shown)}, alone has {_few(shown - expected)}"
            )


def doubles_were_warned_of(ledger: Ledger, union: Held) -> None:
    """I9: where a plain ticket was let in twice, one of the two screens had said that duplicates are possible.

    Not so of copied devices, whose doors cannot know of each other, of a server that forgot what it had said, and of
    lights that a power cut kept dark.
    """
    if ledger.twins or ledger.restores:
        return
    ledger.checked("I9")
    shown: dict[EntryName | None, Light] = {}
    for light in ledger.lights:  # A light that was owed is shown a second time; the first one's word counts.
        shown.setdefault(light.result.entry, light)
    for ticket_id, scans in by_ticket(union).items():
        counted = [scan for scan in scans if not scan.training]
        admits = [scan for scan in counted if scan.kind is Kind.ADMIT and scan.basis is not Basis.OVERRIDE]
        is_plain = all(scan.party == 1 and not scan.rule for scan in admits)
        if len(admits) < 2 or not is_plain or any(scan.kind in (Kind.VOID, Kind.EXIT) for scan in counted):
            continue
        lights = [shown.get(scan.name) for scan in admits]
        silent = [light for light in lights if light is not None and not light.result.duplicates_possible]
        if len(silent) > 1:
            names = [(light.machine, light.result.entry, str(light.result.basis)) for light in silent]
            raise InvariantError("I9", f"{ticket_id} was let in more than once and nobody was warned: {names}")


def owed_light_is_shown(ledger: Ledger, machine: str, ticket_id: str, since_ms: int, result: ScanResult) -> None:
    """I1: a power cut between the yes and the light does not turn the same person away at the same door."""
    ledger.checked("owed lights")
    if result.is_training or result.verdict.reason not in (Reason.ALREADY_INSIDE, Reason.ALREADY_USED):
        return
    for written in ledger.written.values():
        is_of_others = written.machine != machine and written.entry.kind in (Kind.ATTEMPT, Kind.ADMIT)
        is_earlier = written.true_ms < since_ms and written.entry.kind is Kind.ADMIT
        if written.entry.ticket_id == ticket_id and (is_of_others or is_earlier):
            return
    raise InvariantError("I1", f"{machine} turned {ticket_id} away, whom it had let in and not shown the light")


def ticket_is_its_parsed_id(ledger: Ledger, result: ScanResult, ticket_id: str) -> None:
    """I10: however a code was spelled, what is written is the one canonical id."""
    ledger.checked("I10")
    named = {result.verdict.ticket_id}
    if result.entry is not None:
        named.add(ledger.written[result.entry].entry.ticket_id)
    if named != {ticket_id}:
        raise InvariantError("I10", f"{ticket_id} was scanned and {named} written")


def policy_never_goes_back(ledger: Ledger, before: tuple[str, int], after: tuple[str, int]) -> None:
    """I11: within one epoch a device's policy has never a lower number than before."""
    ledger.checked("I11")
    if before[0] == after[0] and after[1] < before[1]:
        raise InvariantError("I11", f"the policy went from {before} to {after}")


def nothing_waits(ledger: Ledger, name: str, waiting: int, why: str) -> None:
    """I12: once the world has healed nothing waits for ever: no bad entry, ticket or page blocks those behind it."""
    ledger.checked("I12")
    if waiting or why:
        raise InvariantError("I12", f"{name}: {waiting} entries wait for ever; {why}")


def no_green_is_lost(ledger: Ledger, union: Held, excused: Callable[[EntryName], bool]) -> None:
    """I3: whoever was let in, or went out, is in the set that all hold; nothing overwrote it."""
    ledger.checked("I3")
    for light in ledger.lights:
        name = light.result.entry
        if name is None or light.result.verdict.outcome is Outcome.REFUSED or excused(name):
            continue
        held = union.get(name)
        if held is None or entry_hash(held) != ledger.written[name].digest:
            raise InvariantError("I3", f"{light.machine} showed {light.result.verdict.outcome} for {name}: it is lost")


def nothing_beyond_a_cut_counts(ledger: Ledger, union: Held, is_cut: Callable[[EntryName], bool]) -> None:
    """I3: what a revoked device wrote beyond what the server held then counts nowhere, by whatever way it came."""
    ledger.checked("I3")
    counted = [name for name in union if is_cut(name)]
    if counted:
        raise InvariantError("I3", f"{_few(counted)} count, and their device was revoked before")


def by_ticket(union: Held) -> dict[TicketId, list[PastScan]]:
    """The scans of each ticket."""
    scans: dict[TicketId, list[PastScan]] = {}
    for entry in union.values():
        if entry.ticket_id is not None:
            scans.setdefault(entry.ticket_id, []).append(past_scan_of(entry))
    return scans


def _plain_doubles(scans: Sequence[PastScan], found: Sequence[Incident]) -> int:
    counted = [scan for scan in scans if not scan.training]
    admits = [scan for scan in counted if scan.kind is Kind.ADMIT]
    is_plain = all(scan.party == 1 and not scan.rule and scan.basis is not Basis.OVERRIDE for scan in admits)
    if not is_plain or any(scan.kind in (Kind.VOID, Kind.EXIT) for scan in counted):
        return 0
    doubles = sum(incident.kind is IncidentKind.DOUBLE_ADMISSION for incident in found)
    if doubles != max(0, len(admits) - 1):
        raise InvariantError("I9", f"{len(admits)} admissions made {doubles} double ones")
    return doubles


def _facts_of(incident: Incident) -> IncidentFacts:
    return (
        str(incident.kind),
        incident.entry.name,
        None if incident.against is None else incident.against.name,
        incident.is_order_uncertain,
        None if incident.acknowledged is None else incident.acknowledged.name,
    )


def _digests(held: Held, apart: Collection[EntryName]) -> dict[EntryName, bytes]:
    return {name: entry_hash(entry) for name, entry in held.items() if name not in apart}


def _few(names: Iterable[object]) -> str:
    listed = sorted(map(str, names))
    return ", ".join(listed[:4]) + (f" and {len(listed) - 4} more" if len(listed) > 4 else "") if listed else "none"
