"""A device that was shut out: what it wrote until then counts, what comes later does not, by whatever way it comes."""

import httpx
import pytest
from click.testing import CliRunner
from sqlalchemy import select

from server.commands import admin
from server.doors.access import MEMORY_S
from server.doors.models import Incident, QuarantinedEntry
from server.doors.pairing import message_device, revoke_device
from server.errors import NotFoundError
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import ClaimRequest, EntryStatus, Policy, SignedPolicy
from sync.protocol.messages import Door as DoorOfPolicy
from sync.rules.door_log import Kind
from sync.rules.incidents import IncidentKind
from sync.rules.ticket import Rotation
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue, wait_until

ACCEPTED, KNOWN, QUARANTINED = EntryStatus.ACCEPTED, EntryStatus.KNOWN, EntryStatus.QUARANTINED


def _revoke(venue: Venue, door: Door, *, wipe: bool = False) -> None:
    with venue.context.database.transaction() as session:
        revoke_device(session, venue.club.organization_id, door.enrolled.device_id, wipe=wipe)


def _why(venue: Venue, log_id: str) -> dict[int, str]:
    with venue.context.database.transaction() as session:
        rows = session.execute(
            select(QuarantinedEntry.seq, QuarantinedEntry.why).where(QuarantinedEntry.log_id == log_id)
        )
        return {row.seq: row.why for row in rows}


def _told_of(reader: Door, device_id: str) -> DoorOfPolicy:
    """What the policy says of a device once it says that it is revoked."""

    def look() -> DoorOfPolicy | None:
        doors = reader.opened(reader.pull(policy=0).policy).doors
        return next((each for each in doors if each.device_id == device_id and each.revoked_at), None)

    found = wait_until(look, "the policy tells of the revocation")
    assert found is not None
    return found


def _policy_of(door: Door) -> Policy:
    answer = door.http.get("policy")
    assert answer.is_success, answer.text
    return door.opened(decode_message(answer.content, SignedPolicy))


def test_what_was_held_counts_and_what_another_door_brings_later_does_not(any_venue: Venue) -> None:
    revoked, carrier = any_venue.door("Revoked"), any_venue.door("Carrier")
    early, late = any_venue.tickets(2)
    revoked.push(revoked.entry(), revoked.entry(Kind.ADMIT, early["ticketId"]))
    behind = [revoked.entry(Kind.ADMIT, late["ticketId"]), revoked.entry()]
    _revoke(any_venue, revoked)
    answer = carrier.push(*behind, carrier.entry())
    assert answer.results == (QUARANTINED, QUARANTINED, ACCEPTED)
    assert answer.vector[revoked.log_id] == 4  # Nobody needs to bring them again.
    assert _why(any_venue, revoked.log_id) == {3: "revoked", 4: "revoked"}
    assert any_venue.attendance()["inside"] == 1
    assert carrier.push(*behind).results == (KNOWN, KNOWN)


def test_a_log_that_a_revoked_device_begins_counts_for_nothing(any_venue: Venue) -> None:
    revoked, carrier = any_venue.door("Revoked"), any_venue.door("Carrier")
    [ticket] = any_venue.tickets()
    revoked.push(revoked.entry())
    _revoke(any_venue, revoked)
    revoked.new_log()
    assert carrier.push(revoked.entry(Kind.ADMIT, ticket["ticketId"])).results == (QUARANTINED,)
    assert _why(any_venue, revoked.log_id) == {1: "revoked"}
    assert any_venue.attendance()["inside"] == 0


def test_the_doors_learn_up_to_where_its_logs_count(any_venue: Venue) -> None:
    revoked, other = any_venue.door("Revoked"), any_venue.door("Other")
    first_log = revoked.log_id
    revoked.push(revoked.entry(), revoked.entry())
    revoked.new_log()
    revoked.push(revoked.entry())
    _revoke(any_venue, revoked)
    told = _told_of(other, revoked.enrolled.device_id)
    assert told.held == {first_log: 2, revoked.log_id: 1}
    assert told.wipe is False
    _revoke(any_venue, revoked, wipe=True)
    wait_until(lambda: _told_of(other, revoked.enrolled.device_id).wipe, "it is told to wipe itself")
    assert _told_of(other, revoked.enrolled.device_id).held == told.held


def test_entries_behind_the_cut_are_one_incident_a_log(any_venue: Venue) -> None:
    revoked, carrier = any_venue.door("Revoked"), any_venue.door("Carrier")
    _revoke(any_venue, revoked)
    carrier.push(revoked.entry())
    carrier.push(revoked.entry(), revoked.entry())
    with any_venue.context.database.transaction() as session:
        found = session.scalars(
            select(Incident.seq).where(Incident.kind == IncidentKind.REVOKED_DEVICE, Incident.log_id == revoked.log_id)
        ).all()
    assert found == [1]


def test_what_it_claims_before_it_is_noticed_admits_nobody(any_venue: Venue) -> None:
    """A process may believe a device for a second; by then its entries do not count any more."""
    revoked, other = any_venue.door("Revoked"), any_venue.door("Other")
    [ticket] = any_venue.tickets()
    revoked.push(revoked.entry())
    _revoke(any_venue, revoked)
    claim = ClaimRequest((revoked.entry(Kind.ATTEMPT, ticket["ticketId"]),), ticket["signedCode"])
    status, why = revoked.refusal("claim", encode_message(claim))
    assert (status, why.code) in ((400, "INVALID_REQUEST"), (401, "DEVICE_REVOKED"))
    assert other.ask(ticket).verdict.outcome == "admitted"


def test_it_may_still_read_that_it_is_to_wipe_itself_and_nothing_that_helps_a_thief(any_venue: Venue) -> None:
    path = f"/api/v1/events/{any_venue.club.event_id}"
    assert any_venue.api.patch(path, json={"doorPin": "2468", "rotatingCodes": "offered"}).is_success
    stolen, other = any_venue.door("Stolen"), any_venue.door("Other")
    assert stolen.policy.pin_hash.startswith("$argon2id$")
    assert _policy_of(stolen).version >= stolen.policy.version
    _revoke(any_venue, stolen, wipe=True)
    notice = wait_until(lambda: next(iter(_seen(stolen)), None), "it reads of its end")
    assert notice is not None
    [own] = notice.doors
    assert (own.device_id, own.wipe) == (stolen.enrolled.device_id, True)
    assert (notice.version, notice.issued_at, notice.pin_hash, notice.gates) == (0, 0, "", ())
    assert (notice.event.rotation, notice.event.rotation_key, notice.event.keys) == (Rotation.OFF, b"", ())
    assert _policy_of(other).pin_hash != ""


def _seen(door: Door) -> list[Policy]:
    policy = _policy_of(door)
    return [policy] if any(each.revoked_at for each in policy.doors) else []


def test_the_policy_is_read_by_devices_only(venue: Venue, door: Door) -> None:
    url = f"{door.http.base_url}policy"
    for headers in ({}, venue.club.headers, {"Authorization": "Bearer dvt.x.1.y"}):
        assert httpx.get(url, headers=headers, trust_env=False).status_code == 401


def test_another_organization_can_neither_revoke_nor_write_to_it(venue: Venue, door: Door) -> None:
    with open_venue(venue.server, venue.context) as other, venue.context.database.transaction() as session:
        for act in (
            lambda: revoke_device(session, other.club.organization_id, door.enrolled.device_id),
            lambda: message_device(session, other.club.organization_id, door.enrolled.device_id, "Hello"),
        ):
            with pytest.raises(NotFoundError):
                act()
    assert door.push(door.entry()).results == (ACCEPTED,)


def test_an_admin_revokes_and_wipes_and_writes_from_the_command_line(venue: Venue, door: Door) -> None:
    config = venue.server.config
    where = ["--data-dir", str(config.data_dir), "--database-url", config.database_url]
    device_id = door.enrolled.device_id
    told = CliRunner().invoke(admin, [*where, "message-device", device_id, "Come to\x00 the office", "--json"])
    assert told.exit_code == 0, told.output

    def message() -> bool:
        [own] = [each for each in door.opened(door.pull(policy=0).policy).doors if each.device_id == device_id]
        return (own.message, own.message_id) == ("Come to the office", 1)

    wait_until(message, "the message is at the door")
    ended = CliRunner().invoke(admin, [*where, "revoke-device", device_id, "--wipe"])
    assert ended.exit_code == 0, ended.output
    wait_until(lambda: door.http.get("policy").is_success and _seen(door), "it is revoked", MEMORY_S + 5)
    unknown = CliRunner().invoke(admin, [*where, "revoke-device", "dev_nobody"])
    assert unknown.exit_code != 0
