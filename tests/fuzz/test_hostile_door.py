"""A door against a listed door that means ill: every message is answered, and the honest doors agree afterwards."""

import contextlib
import os
import random
import ssl
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.device.errors import PeerRefusedError
from sync.device.mutual_tls import asking_context
from sync.protocol.codec import encode_message
from sync.protocol.log import past_scan_of
from sync.protocol.messages import Entry, GossipAnswer, GossipRequest, SignedPolicy, TimeAnswer
from sync.rules.door_log import Kind, fold_ticket
from sync.rules.ids import LogId, TicketId
from sync.rules.incidents import Incident, find_incidents
from tests.fuzz.hammer import WORDS
from tests.fuzz.hostile import NUMBERS, TEXTS, HostileLog
from tests.sync.making import EVENT, GATE, make_id
from tests.sync.peers.doors import Hall, HereDoor
from tests.sync.peers.test_port import _answer, _plain, _request

MESSAGES = int(os.environ.get("DOORWARD_FUZZ_MESSAGES", "150"))
SLOWEST_S = 10.0
TICKETS = [make_id(number) for number in (1, 50, 100)]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Hall]:
    """Three honest doors, and one that is listed too; one more is revoked."""
    made = Hall(tmp_path)
    for name in ("north", "south", "west", "ill", "lost"):
        made.door(name)
    made.know_each_other(revoked=made.doors[4:])
    yield made
    made.close()


class _Attack:
    """What the door called ill says, over ``asked``'s own port."""

    def __init__(self, hall: Hall, seed: int) -> None:
        self.chance = random.Random(seed)
        self.north, self.south, self.west, self.ill, lost = hall.doors
        self.logs = [
            HostileLog(door.device_id, door.key, EVENT.event_id, GATE.gate_id, self.chance) for door in (self.ill, lost)
        ]
        self.others: list[Entry] = []

    def request(self) -> GossipRequest:
        """A question of which every part may be nonsense."""
        return GossipRequest(
            event=EVENT.event_id,
            vector=self._vector(),
            entries=self._entries(),
            epoch=self.chance.choice(("epoch-1", *TEXTS)),
            policy_version=self.chance.choice(NUMBERS),
            policy=self.chance.choice((None, SignedPolicy(b"{}", bytes(64)), SignedPolicy(b"", b""))),
            sent=self.chance.choice(NUMBERS),
        )

    def answer(self) -> GossipAnswer:
        """An answer of the same kind."""
        asked = self.request()
        sent, received, back = (self.chance.choice((*NUMBERS, time.time_ns() // 1_000_000)) for _ in range(3))
        return GossipAnswer(
            vector=asked.vector,
            entries=asked.entries,
            epoch=asked.epoch,
            policy_version=asked.policy_version,
            policy=asked.policy,
            more=self.chance.random() < 0.5,
            time=self.chance.choice((None, TimeAnswer(sent, received, back))),
            time_error=self.chance.choice((0, 5, *NUMBERS)),
        )

    def body(self) -> bytes:
        """A question as it goes over the line, sometimes damaged."""
        raw = bytearray(encode_message(self.request()))
        if self.chance.random() < 0.2:
            at = self.chance.randrange(len(raw))
            raw[at : at + self.chance.choice((0, 1, 8))] = self.chance.choice(WORDS)
        return bytes(raw)

    def honest_step(self) -> None:
        """Somebody passes at an honest door, and two of them may meet."""
        door = self.chance.choice((self.north, self.south, self.west))
        kind = self.chance.choice((Kind.ADMIT, Kind.EXIT, Kind.ATTEMPT, Kind.DENY))
        self.others.append(door.write(kind, TicketId(self.chance.choice(TICKETS))))

    def _vector(self) -> dict[LogId, int]:
        names = [*(LogId(text) for text in TEXTS), *(log.head.log_id for log in self.logs)]
        names += [door.scan_log.log_id for door in (self.north, self.south, self.west)]
        chosen = self.chance.sample(names, self.chance.randint(0, len(names)))
        if self.chance.random() < 0.05:
            chosen += [LogId(f"dev_{number}.x") for number in range(20_000)]
        return {name: self.chance.choice(NUMBERS) for name in chosen}

    def _entries(self) -> tuple[Entry, ...]:
        log = self.logs[0] if self.chance.random() < 0.8 else self.logs[1]
        now = time.time_ns() // 1_000_000
        made = [log.entry(TICKETS, self.others, now) for _ in range(self.chance.randint(0, 10))]
        if self.chance.random() < 0.1:
            log.begin_anew()
        made += self.chance.sample(self.others, min(len(self.others), 2))
        if self.chance.random() < 0.2:
            self.chance.shuffle(made)
        return tuple(made)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_listed_door_that_means_ill_is_answered_and_turns_no_one_against_another(hall: Hall, seed: int) -> None:
    attack = _Attack(hall, seed)
    attack.south.open()
    with contextlib.ExitStack() as opened:
        line: ssl.SSLSocket | None = None
        for _ in range(MESSAGES):
            attack.honest_step()
            if line is None:
                context = asking_context(attack.ill.pairing)
                line = opened.enter_context(context.wrap_socket(_plain(attack.south)))
            began = time.monotonic()
            line.sendall(_request(attack.body()))
            status, _ = _answer(line)
            assert status in (200, 400, 403), status
            line = line if status == 200 else None
            attack.west.gossip.take(attack.answer(), attack.ill.device_id)
            attack.north.gossip.take(attack.west.gossip.answer(attack.north.gossip.request({}), attack.north.device_id))
            assert time.monotonic() - began < SLOWEST_S
    with pytest.raises(PeerRefusedError):
        attack.south.gossip.answer(attack.request(), hall.doors[4].device_id)
    honest = [attack.north, attack.south, attack.west]
    _meet_until_nothing_is_new(honest)
    _assert_agreement(honest)


def _meet_until_nothing_is_new(doors: list[HereDoor]) -> None:
    """Everybody asks everybody, with what each knows the other to hold; soon nobody has news for another."""
    for _ in range(200):
        before = [door.replica.vector() for door in doors]
        for asking in doors:
            for asked in doors:
                if asking is not asked:
                    request = asking.gossip.request(asked.replica.vector())
                    asking.gossip.take(asked.gossip.answer(request, asking.device_id), asked.device_id)
        if before == [door.replica.vector() for door in doors]:
            return
    raise AssertionError("the doors never came to an end")


def _assert_agreement(doors: list[HereDoor]) -> None:
    """All hold equally much of every log, the honest ones alike; and each tells the story of what it holds."""
    vectors = [door.replica.vector() for door in doors]
    assert vectors == [vectors[0]] * len(doors)
    own = {door.scan_log.log_id for door in doors}
    honest = [[entry for entry in _held(door) if entry.log_id in own] for door in doors]
    assert [set(held) for held in honest] == [set(honest[0])] * len(doors)
    for door in doors:
        _assert_true_to_the_log(door)
    if set(_held(doors[0])) == set(_held(doors[1])):
        assert doors[0].scan_log.headcount() == doors[1].scan_log.headcount()
        assert _of_tickets(doors[0]) == _of_tickets(doors[1])


def _assert_true_to_the_log(door: HereDoor) -> None:
    """What was brought up to date entry by entry is what follows from all of them at once."""
    held = _held(door)
    inside = 0
    for ticket_id in {entry.ticket_id for entry in held if entry.ticket_id is not None}:
        scans = [past_scan_of(entry) for entry in held if entry.ticket_id == ticket_id]
        with door.store.reading() as connection:
            assert door.scan_log.history(connection, ticket_id) == fold_ticket(scans)
        inside += fold_ticket(scans).inside
        listed = {each.entry.name: each for each in _of_tickets(door) if each.ticket_id == ticket_id}
        found = find_incidents(ticket_id, scans, None, "UTC", None)
        assert listed == {each.entry.name: each for each in found}
    assert door.scan_log.headcount().inside == inside


def _of_tickets(door: HereDoor) -> list[Incident]:
    """Without forks: who was shown two versions of an entry tells the server, and not every door."""
    return [each for each in door.scan_log.incidents() if each.ticket_id is not None]


def _held(door: HereDoor) -> tuple[Entry, ...]:
    return door.replica.lacking({}, 10**6)
