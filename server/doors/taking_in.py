"""Entries that no door waits for: the server's own, and those that somebody carried here in a file."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from server.doors.access import Caller
from server.doors.incidents import note_incidents
from server.doors.ingest import CheckedEntry, Intake
from server.doors.policy import build_policy
from server.outbox.feed import lock_feed
from server.vault import Vault
from sync.protocol.messages import EntryStatus


def take_in(session: Session, vault: Vault, caller: Caller, entries: Sequence[CheckedEntry]) -> list[EntryStatus]:
    """What became of each, in their order: judged and written as if ``caller`` had pushed them, incidents included."""
    lock_feed(session, caller.event_id)
    intake = Intake(session, caller.event_id)
    intake.load(entries)
    statuses = [intake.judge(checked, caller) for checked in entries]
    intake.write()
    accepted = [checked.entry for checked in intake.accepted]
    policy = build_policy(session, caller.event_id, vault)
    note_incidents(session, policy, accepted, forks=intake.forks, late=intake.late)
    return statuses
