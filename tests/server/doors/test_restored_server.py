"""A server put back to an earlier state: doors bring back what it lost, also each other's entries and revocations."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from nacl.signing import SigningKey

from server.commands import admin
from server.doors.pairing import revoke_device
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import Entry, EntryStatus, Policy, SignedPolicy
from sync.protocol.signing import sign_policy
from sync.rules.door_log import Kind
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue, wait_until
from tests.serving import RunningServer, open_context, running_server, start_server

ACCEPTED, QUARANTINED = EntryStatus.ACCEPTED, EntryStatus.QUARANTINED


class Memory:
    """What one door knows of the others: their entries in order and the newest policy, as a device keeps them."""

    def __init__(self, door: Door) -> None:
        self.door = door
        self.entries: dict[tuple[str, int], Entry] = {}
        self.policy = door.enrolled.policy

    def write(self, kind: Kind, ticket_id: str) -> Entry:
        entry = self.door.entry(kind, ticket_id)
        self.entries[entry.log_id, entry.seq] = entry
        return entry

    def listen(self) -> Policy:
        """Hear everything that the server has to tell; the policy as it is by then."""
        answer = self.door.settle()
        self.entries |= {(entry.log_id, entry.seq): entry for entry in answer.entries}
        fresh = self.door.pull(policy=0).policy
        assert fresh is not None
        self.policy = fresh
        return self.known()

    def known(self) -> Policy:
        return self.door.opened(self.policy)

    def offer_policy(self) -> httpx.Response:
        return self.door.http.post("policy", content=encode_message(self.policy))

    def offer_all(self) -> tuple[EntryStatus, ...]:
        """Every entry held, log by log."""
        return self.door.push(*(self.entries[name] for name in sorted(self.entries))).results


@contextmanager
def _restored(server: RunningServer, backup: Path) -> Iterator[RunningServer]:
    """The same server on the same port, on the backup's state, in a new epoch."""
    server.stop()
    with closing(sqlite3.connect(backup)) as kept, closing(sqlite3.connect(server.data_dir / "doorward.db")) as lost:
        kept.backup(lost)
    config = server.config
    where = ["--data-dir", str(config.data_dir), "--database-url", config.database_url]
    told = CliRunner().invoke(admin, [*where, "new-epoch"])
    assert told.exit_code == 0, told.output
    again = start_server(server.data_dir, port=server.port)
    try:
        yield again
    finally:
        again.stop()


def _back_up(server: RunningServer, backup: Path) -> None:
    with closing(sqlite3.connect(server.data_dir / "doorward.db")) as live, closing(sqlite3.connect(backup)) as kept:
        live.backup(kept)


def _revoke(venue: Venue, door: Door) -> None:
    with venue.context.database.transaction() as session:
        revoke_device(session, venue.club.organization_id, door.enrolled.device_id)


def test_two_doors_bring_everything_back(tmp_path: Path) -> None:
    with running_server(tmp_path / "server") as server, open_venue(server) as venue:
        tickets = [ticket["ticketId"] for ticket in venue.tickets(5)]
        first, shut_out = Memory(venue.door("First")), Memory(venue.door("Shut out"))
        first.door.push(first.write(Kind.ADMIT, tickets[0]))
        _back_up(server, tmp_path / "backup.db")

        # What the backup has never heard of: entries, a gate with a door of its own, and a revocation.
        late = Memory(venue.door("Late", venue.gate("Side door")))
        first.door.push(first.write(Kind.ADMIT, tickets[1]))
        late.door.push(late.write(Kind.ADMIT, tickets[2]))
        shut_out.door.push(shut_out.write(Kind.ADMIT, tickets[3]))
        _revoke(venue, shut_out.door)
        wait_until(lambda: any(door.revoked_at for door in first.listen().doors), "it hears of that")
        stolen_later = shut_out.write(Kind.ADMIT, tickets[4])
        assert venue.attendance()["inside"] == 4

        with _restored(server, tmp_path / "backup.db"), open_context(server.config) as context:
            assert venue.attendance()["inside"] == 1
            # The stolen one is faster: the server has forgotten that it was shut out.
            assert shut_out.offer_all() == (ACCEPTED, ACCEPTED)
            assert venue.attendance()["inside"] == 3
            # The late one is not on record at all.
            status, why = late.door.refusal("push", encode_message(SignedPolicy(b"", b"")))
            assert (status, why.code) == (401, "DEVICE_UNKNOWN")

            answer = first.offer_policy()
            assert answer.is_success, answer.text
            now = first.door.opened(decode_message(answer.content, SignedPolicy))
            assert now.epoch != first.known().epoch
            assert {door.device_id for door in now.doors} == {door.device_id for door in first.known().doors}
            assert {gate.gate_id for gate in now.gates} == {gate.gate_id for gate in first.known().gates}
            [revoked] = [door for door in now.doors if door.revoked_at]
            assert revoked.held == {shut_out.door.log_id: 1}

            assert set(first.offer_all()) == {ACCEPTED, EntryStatus.KNOWN}
            assert first.door.push(stolen_later).results == (EntryStatus.KNOWN,)
            assert sorted(entry["ticketId"] for entry in venue.entries()) == sorted(tickets[:4])
            assert venue.attendance()["inside"] == 4
            # Its own token tells the restored server who the late door is.
            assert late.door.push(late.write(Kind.EXIT, tickets[2])).results == (ACCEPTED,)
            wait_until(lambda: shut_out.door.http.post("time", content=b'{"sent":1}').status_code == 401, "shut out")
            kinds = [
                found["kind"] for found in venue.get(f"/api/v1/events/{venue.club.event_id}/incidents")["incidents"]
            ]
            assert kinds == ["revoked_device"]
            assert context.database.is_sqlite


def test_a_door_that_the_backup_does_not_know_makes_itself_known(tmp_path: Path) -> None:
    with running_server(tmp_path / "server") as server, open_venue(server) as venue:
        [ticket] = venue.tickets()
        _back_up(server, tmp_path / "backup.db")
        late = Memory(venue.door("Late", venue.gate("Side door")))
        late.door.push(late.write(Kind.ADMIT, ticket["ticketId"]))
        with _restored(server, tmp_path / "backup.db"):
            assert late.offer_policy().is_success
            assert late.offer_all() == (ACCEPTED,)
            assert venue.attendance()["inside"] == 1


def test_only_the_servers_own_word_is_taken_back(any_venue: Venue) -> None:
    door, other = any_venue.door("One"), any_venue.door("Other")
    known = other.opened(other.pull(policy=0).policy)
    forged = known.__class__(**{name: getattr(known, name) for name in known.__struct_fields__} | {"doors": ()})
    body = encode_message(sign_policy(forged, SigningKey.generate()))
    answer = door.http.post("policy", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_MESSAGE")
    with open_venue(any_venue.server, any_venue.context) as elsewhere:
        stranger = elsewhere.door()
        refused = stranger.http.post("policy", content=encode_message(door.enrolled.policy))
        assert (refused.status_code, refused.json()["code"]) == (401, "DEVICE_UNKNOWN")


def test_an_earlier_policy_undoes_nothing(any_venue: Venue) -> None:
    door, other = any_venue.door("One"), any_venue.door("Other")
    early = other.enrolled.policy
    _revoke(any_venue, door)
    answer = other.http.post("policy", content=encode_message(early))
    assert answer.is_success, answer.text
    now = other.opened(decode_message(answer.content, SignedPolicy))
    assert [each.device_id for each in now.doors if each.revoked_at] == [door.enrolled.device_id]


@pytest.mark.parametrize("body", [b"", b"{", b"null", b'{"body":"","sig":""}', b'{"body":"e30=","sig":"AAAA"}'])
def test_what_is_no_policy_is_refused_in_words(door: Door, body: bytes) -> None:
    status, why = door.refusal("policy", body)
    assert (status, why.code) == (400, "INVALID_MESSAGE")
