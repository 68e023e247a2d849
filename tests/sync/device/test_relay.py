"""Doors and a real server: who carries whose entries there, and what a restored server gets back."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from server.context import Context
from server.doors.device_tokens import make_token
from server.doors.models import Device as DeviceRow
from server.doors.models import DoorEntry, DoorLog, QuarantinedEntry
from server.doors.pairing import revoke_device
from server.ids import now_ms
from server.outbox.feed import renew_epoch
from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store
from sync.device.epochs import keep_to_offer, policies_to_offer
from sync.device.pairing import Pairing, load_pairing, load_policy, pair
from sync.device.progress import SyncPhase, SyncProgress
from sync.device.replica import Replica
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.protocol.log import Happening, LogHead, next_entry
from sync.protocol.messages import DeviceReport, Door, Entry, PushAnswer, PushRequest, SignedPolicy
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import LogId, TicketId
from sync.rules.verdict import Basis
from tests.server.doors.venue import Venue, open_venue, wait_until
from tests.serving import RunningServer, open_context, start_server
from tests.sync.device.conftest import SECRET
from tests.sync.making import make_id

NEVER = lambda: False  # noqa: E731  A word for a value.


@dataclass(slots=True)
class Scanner:
    """One paired device without a session."""

    store: Store
    pairing: Pairing
    client: ServerClient
    scan_log: ScanLog
    replica: Replica
    round: Round

    def write(self, ticket_id: TicketId, kind: Kind = Kind.ADMIT) -> Entry:
        """Write down a passage."""
        gate, event = self.pairing.gate_id, self.pairing.event_id
        with self.store.writing() as connection:
            what = Happening(event, ticket_id, kind, Basis.LOCAL, gate, Direction.ENTRY)
            return self.scan_log.append(connection, what, SystemClock().read())

    def sync(self) -> None:
        """One whole round."""
        self.round.run(full=False, report=lambda _: None, is_cancelled=NEVER)

    def tell(self, other: "Scanner") -> int:
        """Gossip, without its network: the other takes what it lacks; how many entries."""
        lacking = self.replica.lacking(other.replica.vector(), 1_000)
        return len(other.replica.take(lacking, SystemClock().read()).new)


@pytest.fixture
def venue(door_server: RunningServer, door_context: Context) -> Iterator[Venue]:
    with open_venue(door_server, door_context) as opened:
        yield opened


@contextmanager
def scanner(venue: Venue, folder: Path, report: DeviceReport | None = None) -> Iterator[Scanner]:
    """A device that is paired and synced."""
    store = Store(folder, SECRET)
    if not store.get("pairing"):
        pair(store, venue.server.url, venue.pairing_code(), folder.name)
    pairing = load_pairing(store)
    client = ServerClient(pairing.server, pairing.token)
    log = ScanLog(store, pairing.log_id, pairing.signing_key, pairing.event_id)
    authority = pairing.authority_key
    describe = None if report is None else lambda: report
    round_ = Round(store, log, client, SystemClock(), authority, describe)
    opened = Scanner(store, pairing, client, log, Replica(store, log, authority), round_)
    try:
        opened.sync()
        yield opened
    finally:
        client.close()
        store.close()


@pytest.fixture
def two(venue: Venue, tmp_path: Path) -> Iterator[tuple[Scanner, Scanner]]:
    """Two doors; both know of each other."""
    with scanner(venue, tmp_path / "one") as one, scanner(venue, tmp_path / "two") as other:
        one.sync()
        yield one, other


def on_server(venue: Venue) -> set[tuple[str, int]]:
    return {(entry["logId"], entry["seq"]) for entry in venue.entries()}


def names(scanner: Scanner) -> set[tuple[str, int]]:
    return {(entry.log_id, entry.seq) for entry in scanner.replica.lacking({}, 1_000)}


def as_door(scanner: Scanner, other: Scanner) -> Door:
    """The other device, by the policy that ``scanner`` holds."""
    doors = load_policy(scanner.store).doors
    return next(door for door in doors if door.device_id == other.pairing.device_id)


def hear_of_revocation(scanner: Scanner, other: Scanner) -> None:
    def is_heard() -> bool:
        scanner.sync()
        return as_door(scanner, other).revoked_at is not None

    wait_until(is_heard, "the revocation is heard of")


def forget_log(venue: Venue, *, is_known_to_be_another: bool = True) -> None:
    """Put the server back to before any door wrote, by default in another epoch."""
    with venue.context.database.transaction() as session:
        if is_known_to_be_another:
            renew_epoch(session)
        for table in (DoorEntry, DoorLog):
            session.execute(delete(table).where(table.event_id == venue.club.event_id))


def test_a_door_that_was_offline_all_night_has_its_log_carried_by_another(
    venue: Venue, two: tuple[Scanner, Scanner]
) -> None:
    one, other = two
    written = {(one.scan_log.log_id, one.write(make_id(50 * number)).seq) for number in range(1, 6)}
    assert one.tell(other) == 5
    other.sync()
    assert on_server(venue) == written
    assert other.scan_log.behind(is_own=False) == []
    one.sync()
    assert one.scan_log.waiting() == 0


def test_what_the_server_is_about_to_tell_is_not_carried_to_it_at_once(
    venue: Venue, two: tuple[Scanner, Scanner]
) -> None:
    one, other = two
    one.write(make_id(1))
    one.tell(other)
    assert other.round.relay(lambda _: None, NEVER, at_once=False) == 0
    assert on_server(venue) == set()
    # The log goes on meanwhile; what was held the last time and is still missing is carried.
    one.write(make_id(50))
    one.tell(other)
    assert other.round.relay(lambda _: None, NEVER, at_once=False) > 0
    assert on_server(venue) == {(one.scan_log.log_id, 1), (one.scan_log.log_id, 2)}


def test_of_what_the_server_holds_only_the_last_entry_is_sent_again(two: tuple[Scanner, Scanner]) -> None:
    one, other = two
    for number in range(1, 8):
        one.write(make_id(50 * number))
    one.tell(other)
    one.sync()
    sent: list[int] = []
    push = other.client.push

    def count(request: PushRequest) -> PushAnswer:
        sent.append(len(request.entries))
        return push(request)

    other.client.push = count  # type: ignore[method-assign]
    assert other.round.relay(lambda _: None, NEVER) == 0
    assert sent == [1]
    assert other.scan_log.behind(is_own=False) == []


def test_a_second_version_of_an_entry_reaches_the_server_as_evidence(
    venue: Venue, two: tuple[Scanner, Scanner]
) -> None:
    one, other = two
    genuine = one.write(make_id(1))
    one.sync()
    other.sync()
    what = Happening(genuine.event, make_id(50), Kind.DENY, Basis.LOCAL, genuine.gate, Direction.ENTRY)
    forked, _ = next_entry(LogHead(genuine.log_id), what, SystemClock().read(), one.pairing.signing_key)
    assert other.replica.take([forked], SystemClock().read()).forks == 1
    other.sync()
    with venue.context.database.transaction() as session:
        kept = session.scalars(select(QuarantinedEntry.why).where(QuarantinedEntry.log_id == genuine.log_id)).all()
    assert kept == ["fork"]


def test_a_server_put_back_gets_all_from_any_door_also_what_others_wrote(
    venue: Venue, two: tuple[Scanner, Scanner]
) -> None:
    one, other = two
    one.write(make_id(1))
    one.write(make_id(50))
    one.sync()
    other.write(make_id(100))
    other.sync()
    held = on_server(venue)
    assert len(held) == 3
    forget_log(venue)
    other.sync()
    assert on_server(venue) == held
    assert names(other) == held


def test_a_server_that_forgot_what_it_confirmed_is_found_out_by_whoever_asks_for_news(
    venue: Venue, two: tuple[Scanner, Scanner]
) -> None:
    one, _ = two
    one.write(make_id(1))
    one.sync()
    forget_log(venue, is_known_to_be_another=False)
    assert one.round.pull_once(0.0) is None
    assert (one.store.get("epoch"), one.scan_log.waiting()) == ("", 1)


def test_a_server_that_forgot_is_found_out_also_where_another_answer_told_of_it_meanwhile(
    venue: Venue, two: tuple[Scanner, Scanner], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = two
    for number in (1, 2, 3):
        one.write(make_id(number))
    one.sync()
    forget_log(venue, is_known_to_be_another=False)
    one.write(make_id(4))
    push = one.client.push

    def push_while_listening(request: PushRequest) -> PushAnswer:
        answer = push(request)
        one.scan_log.confirm(answer.vector)
        return answer

    monkeypatch.setattr(one.client, "push", push_while_listening)
    one.round.push_own(lambda _: None, NEVER)
    assert one.store.get("epoch") == ""
    assert len(on_server(venue)) == 4


def test_a_server_put_back_hears_again_whom_it_had_shut_out(venue: Venue, two: tuple[Scanner, Scanner]) -> None:
    one, other = two
    one.write(make_id(1))
    one.sync()
    with venue.context.database.transaction() as session:
        revoke_device(session, venue.club.organization_id, one.pairing.device_id)
    hear_of_revocation(other, one)
    forget_log(venue)
    with venue.context.database.transaction() as session:
        row = DeviceRow.id == one.pairing.device_id
        session.execute(update(DeviceRow).where(row).values(revoked_at=None, held={}))
    other.sync()
    with venue.context.database.transaction() as session:
        device = session.get_one(DeviceRow, one.pairing.device_id)
        assert (device.revoked_at is not None, device.held) == (True, {one.scan_log.log_id: 1})
    assert as_door(other, one).held == {one.scan_log.log_id: 1}


def test_a_server_put_back_that_does_not_know_the_device_any_more_is_shown_its_own_word(tmp_path: Path) -> None:
    server = start_server(tmp_path / "server")
    try:
        with (
            open_context(server.config) as context,
            open_venue(server, context) as venue,
            scanner(venue, tmp_path / "one") as one,
        ):
            one.write(make_id(1))
            one.sync()
            server.stop()
            forget_log(venue)
            with context.database.transaction() as session:
                session.execute(delete(DeviceRow).where(DeviceRow.id == one.pairing.device_id))
            server = start_server(tmp_path / "server", port=server.port)
            one.write(make_id(50))
            one.sync()
            with context.database.transaction() as session:
                held = session.get_one(DoorLog, one.scan_log.log_id)
                assert (held.device_id, held.seq) == (one.pairing.device_id, 2)
    finally:
        server.stop()


def test_the_next_events_server_is_not_shown_the_rules_of_the_one_before(
    venue: Venue, door_server: RunningServer, door_context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with scanner(venue, tmp_path) as here, here.store.writing() as connection:
        keep_to_offer(connection)  # As when a door told of another epoch, and its server was not reached since.
    shown: list[SignedPolicy] = []
    real = ServerClient.offer_policy

    def offer(client: ServerClient, signed: SignedPolicy) -> SignedPolicy:
        shown.append(signed)
        return real(client, signed)

    monkeypatch.setattr(ServerClient, "offer_policy", offer)
    with open_venue(door_server, door_context) as other:
        store = Store(tmp_path, SECRET)
        pair(store, door_server.url, other.pairing_code(), "here")
        store.close()
        with scanner(other, tmp_path) as here, here.store.reading() as connection:
            assert (shown, policies_to_offer(connection)) == ([], [])


def test_a_fresh_token_is_used_at_once_and_after_a_restart(venue: Venue, tmp_path: Path) -> None:
    with scanner(venue, tmp_path / "one") as one:
        old = make_token(venue.context.vault, one.pairing.device_id, now_ms() - 4 * 86_400_000)
        one.client.use_token(old)
        one.sync()
        fresh = load_pairing(one.store).token
        assert fresh not in (old, one.pairing.token)
        assert one.client._headers() == {"Authorization": f"Bearer {fresh}"}
    with scanner(venue, tmp_path / "one") as again:
        assert again.pairing.token == fresh


def test_the_server_is_told_how_the_device_is(venue: Venue, tmp_path: Path) -> None:
    with scanner(venue, tmp_path / "one", DeviceReport(waiting=3, battery_percent=41)) as one:

        def told() -> dict[str, Any]:
            one.sync()
            with venue.context.database.transaction() as session:
                return dict(session.get_one(DeviceRow, one.pairing.device_id).report)

        report = wait_until(told, "the report")
        assert (report["waiting"], report["battery_percent"]) == (3, 41)


def test_a_log_of_a_device_that_the_server_never_knew_is_set_aside_and_fails_nothing(
    venue: Venue, two: tuple[Scanner, Scanner]
) -> None:
    one, _other = two
    write_as_stranger(one, make_id(1))
    one.write(make_id(50))
    one.sync()
    assert on_server(venue) == {(one.scan_log.log_id, 1)}
    assert (one.scan_log.waiting(), one.scan_log.kept_aside()) == (0, 1)
    forget_log(venue)
    one.sync()
    assert (one.scan_log.waiting(), one.scan_log.kept_aside()) == (0, 1)


def test_a_sync_that_leaves_a_log_behind_says_so_and_what_to_do(venue: Venue, two: tuple[Scanner, Scanner]) -> None:
    one, other = two
    write_as_stranger(one, make_id(1), make_id(2))
    told: dict[str, list[SyncProgress]] = {"one": [], "other": []}
    for scanner, steps in ((one, told["one"]), (other, told["other"])):
        scanner.round.run(full=False, report=steps.append, is_cancelled=NEVER)
    [ended, quiet] = [steps[-1] for steps in told.values()]
    assert (ended.phase, quiet) == (SyncPhase.DONE, SyncProgress(SyncPhase.DONE))
    assert ended.detail.startswith("2 earlier scans are kept on this device only")
    assert ended.detail.endswith("tell the organizer.")


def test_of_a_revoked_device_counts_what_the_server_held_also_where_another_door_carries_more(
    venue: Venue, two: tuple[Scanner, Scanner]
) -> None:
    one, other = two
    one.write(make_id(1))
    one.sync()
    with venue.context.database.transaction() as session:
        revoke_device(session, venue.club.organization_id, one.pairing.device_id)
    one.write(make_id(50))
    one.tell(other)
    assert other.scan_log.inside() == 2
    hear_of_revocation(other, one)
    assert other.scan_log.inside() == 1
    assert on_server(venue) == {(one.scan_log.log_id, 1)}


def write_as_stranger(scanner: Scanner, *ticket_ids: TicketId) -> None:
    """Leave a log in the device's store that was written under a name which the server never heard of."""
    pairing = scanner.pairing
    stranger = ScanLog(scanner.store, _stranger_log(), pairing.signing_key, pairing.event_id)
    with scanner.store.writing() as connection:
        for ticket_id in ticket_ids:
            what = Happening(pairing.event_id, ticket_id, Kind.ADMIT, Basis.LOCAL, pairing.gate_id, Direction.ENTRY)
            stranger.append(connection, what, SystemClock().read())


def _stranger_log() -> LogId:
    return LogId(f"dev_{secrets.token_hex(8)}.1")
