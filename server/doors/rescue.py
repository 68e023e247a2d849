"""Rescue files come in: a door's entries that were carried here by hand, judged like any that are pushed.

The file is opened with the event's authority key and believed only where the device that made it signed it; then each
entry stands for itself. Bringing a file twice changes nothing, and what cannot count holds up nothing behind it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from nacl.signing import VerifyKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.doors.access import Caller
from server.doors.authority import authority_key
from server.doors.ingest import CheckedEntry, check_entries, check_log_id
from server.doors.models import Device
from server.doors.taking_in import take_in
from server.vault import Vault
from sync.protocol.messages import MOST_ENTRIES_A_PUSH, Entry, EntryStatus, RescueAnswer
from sync.protocol.rescue import Rescue, RescueNotForUsError, RescueStrangerError, open_rescue, read_header
from sync.rules.ids import EventId

Keys = Mapping[str, VerifyKey]


def read_rescue(raw: bytes, vault: Vault, event_id: EventId, keys: Keys) -> Rescue:
    """What a rescue file of the event holds; ``keys`` are its devices'. RescueError says in words what is wrong."""
    if read_header(raw).event_id != event_id:
        raise RescueNotForUsError("This rescue file is of another event.")
    return open_rescue(raw, authority_key(vault, event_id), keys.get)


def check_rescued(entries: Iterable[Entry], keys: Keys) -> Iterable[list[CheckedEntry]]:
    """The entries with their signatures checked, in portions for a transaction each; it costs 0.1 ms an entry."""
    listed = list(entries)
    for log_id in {entry.log_id for entry in listed}:
        check_log_id(log_id)
    for at in range(0, len(listed), MOST_ENTRIES_A_PUSH):
        yield check_entries(listed[at : at + MOST_ENTRIES_A_PUSH], dict(keys))


def take_in_rescued(
    session: Session, vault: Vault, caller: Caller, rescue: Rescue, checked: list[CheckedEntry]
) -> Counter[EntryStatus]:
    """How many of one portion became what; whoever carries the file, its device is who brought it."""
    return Counter(take_in(session, vault, replace(caller, device_id=rescue.device_id), checked))


def answer_of(rescue: Rescue, statuses: Counter[EntryStatus]) -> RescueAnswer:
    """What whoever brought the file is told; what came after a gap can come again once the gap is filled."""
    accepted, known = statuses[EntryStatus.ACCEPTED], statuses[EntryStatus.KNOWN]
    return RescueAnswer(rescue.device_id, accepted, known, statuses.total() - accepted - known)


def device_keys(session: Session, event_id: str) -> dict[str, VerifyKey]:
    """The public keys of all devices of the event, also of those that were shut out: their cut is judged later."""
    rows = session.execute(select(Device.id, Device.public_key).where(Device.event_id == event_id))
    return {device_id: VerifyKey(public_key) for device_id, public_key in rows}


def import_file(session: Session, vault: Vault, raw: bytes) -> RescueAnswer:
    """A whole file in one transaction; for the command line. RescueError says in words what is wrong."""
    header = read_header(raw)
    keys = device_keys(session, header.event_id)
    if header.device_id not in keys:
        raise RescueStrangerError("This rescue file was made by a device that this server does not know.")
    rescue = read_rescue(raw, vault, header.event_id, keys)
    device = session.get_one(Device, rescue.device_id)
    caller = Caller(device.id, device.organization_id, device.event_id, device.gate_id)
    statuses = Counter[EntryStatus]()
    for checked in check_rescued(rescue.entries, keys):
        statuses += take_in_rescued(session, vault, caller, rescue, checked)
    return answer_of(rescue, statuses)
