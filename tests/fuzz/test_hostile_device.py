"""The server's door routes against a paired device that means ill: no 5xx, no standstill, and doors see the same."""

import os
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from nacl.signing import VerifyKey

from sync.device.clock import SystemClock
from sync.device.database import Store
from sync.device.scan_log import ScanLog
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.messages import ClaimRequest, Entry, PushAnswer, PushRequest
from sync.protocol.rescue import seal_entries
from sync.rules.door_log import Kind
from sync.rules.ids import LogId
from tests.fuzz.hammer import WORDS
from tests.fuzz.hostile import NUMBERS, TEXTS, HostileLog
from tests.postgres import postgres_database, postgres_server
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue
from tests.serving import running_server

MESSAGES = int(os.environ.get("DOORWARD_FUZZ_MESSAGES", "150"))
SLOWEST_S = 10.0
"""Of wall time for one answer, on a computer that does other things too."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hall(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Venue]:
    """A club on a server of its own, once on each database."""
    with ExitStack() as opened:
        url = None
        if request.param == "postgresql":
            url = opened.enter_context(postgres_database(opened.enter_context(postgres_server())))
        server = opened.enter_context(running_server(tmp_path_factory.mktemp("hostile"), database_url=url))
        yield opened.enter_context(open_venue(server))


class _Attack:
    """A hostile device, and an accomplice whose entries it also brings."""

    def __init__(self, hall: Venue, seed: int) -> None:
        self.chance = random.Random(seed)
        self.hall = hall
        self.door, self.honest, self.lost = hall.door("Hostile"), hall.door("Honest"), hall.door("Lost")
        self.tickets = [ticket["ticketId"] for ticket in hall.tickets(4)]
        self.codes = [ticket["signedCode"] for ticket in hall.tickets(2)]
        self.log, self.lost_log = (self._log_of(door) for door in (self.door, self.lost))
        self.others: list[Entry] = []

    def send(self) -> None:
        """One message of any kind."""
        ways = (self._push, self._push, self._push, self._relay, self._claim, self._pull, self._snapshot, self._rescue)
        self.chance.choice((*ways, self._policy, self._time, self._enrol, self._token))()
        if self.chance.random() < 0.2:
            entry = self.honest.entry(Kind.ADMIT, self.chance.choice(self.tickets), rule="single")
            assert [each.value for each in self.honest.push(entry).results] == ["accepted"]
            self.others.append(entry)

    def post(self, path: str, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
        """The answer, which is never the server's own failure and comes soon."""
        return self._checked("POST", path, content=body, headers=headers)

    def _checked(self, method: str, path: str, **how: Any) -> httpx.Response:
        began = time.monotonic()
        answer = self.door.http.request(method, path, **how)
        assert answer.status_code < 500, f"{path}: {answer.status_code} {answer.text} to {how}"[:3000]
        assert time.monotonic() - began < SLOWEST_S, f"{path} took too long for {how}"[:3000]
        return answer

    def _log_of(self, door: Door) -> HostileLog:
        return HostileLog(door.enrolled.device_id, door.key, door.event_id, door.enrolled.gate_id, self.chance)

    def _entries(self, log: HostileLog, most: int = 12) -> tuple[Entry, ...]:
        now = time.time_ns() // 1_000_000
        return tuple(log.entry(self.tickets, self.others, now) for _ in range(self.chance.randint(1, most)))

    def _push(self, log: HostileLog | None = None) -> None:
        log = log or self.log
        entries = self._entries(log)
        answer = self.post("push", encode_message(PushRequest(entries)))
        if answer.status_code != 200:
            log.begin_anew()
            return
        said = decode_message(answer.content, PushAnswer)
        assert len(said.results) == len(entries)
        again = decode_message(self.post("push", encode_message(PushRequest(entries))).content, PushAnswer)
        assert set(again.results) <= {"known", "quarantined", "gap"}
        if said.vector.get(log.head.log_id, 0) != log.head.seq:
            log.begin_anew()

    def _relay(self) -> None:
        """Entries of a device that was revoked meanwhile, or will be."""
        self._push(self.lost_log)

    def _claim(self) -> None:
        entries = self._entries(self.log, 2)
        self.post("claim", encode_message(ClaimRequest(entries, self.chance.choice((*self.codes, *TEXTS)))))
        self.log.begin_anew()

    def _pull(self) -> None:
        number = self.chance.choice((*NUMBERS, 10**30, -(10**30), 2**63))
        other = self.chance.choice((*NUMBERS, 10**30))
        text = self.chance.choice((self.log.head.log_id, "", "x" * 101, "a\\u0000b", "é"))
        report = '{"waiting":%d,"list_age_s":%d,"app_version":"\\u0000\\u202e","clock_offset_ms":%d,"peers":%d}'
        body = '{"log_id":"%s","epoch":"%s","cursor":%d,"policy_version":%d,"wait_s":%s,"limit":%d,"report":%s}'
        said = report % (number, other, number, other)
        epoch = self.chance.choice((self.door.enrolled.epoch, "", "\\u0000"))
        self.post(
            "pull",
            (body % (text, epoch, other, number, self.chance.choice(["0.01", "-5", "1e-300"]), number, said)).encode(),
        )

    def _snapshot(self) -> None:
        asked = {name: self.chance.choice((*TEXTS, "A")) for name in ("log_id", "epoch", "after")}
        self._checked(
            "GET", "snapshot", params={**asked, "epoch": self.chance.choice((asked["epoch"], self.door.enrolled.epoch))}
        )

    def _rescue(self) -> None:
        entries = self._entries(self.chance.choice((self.log, self.lost_log)))
        authority = VerifyKey(self.door.enrolled.authority)
        raw = bytearray(
            seal_entries(entries, self.door.enrolled.device_id, self.door.event_id, self.door.key, authority)
        )
        if self.chance.random() < 0.3:
            raw[self.chance.randrange(len(raw))] ^= 1
        self.post("rescue", bytes(raw))
        self.log.begin_anew()
        self.lost_log.begin_anew()

    def _policy(self) -> None:
        raw = bytearray(encode_message(self.door.enrolled.policy))
        if self.chance.random() < 0.7:
            at = self.chance.randrange(len(raw))
            raw[at : at + self.chance.choice((0, 1, 10))] = self.chance.choice(WORDS)
        self.post("policy", bytes(raw))

    def _time(self) -> None:
        self.post("time", b'{"sent":%d}' % self.chance.choice((*NUMBERS, 10**30, -(2**64))))

    def _enrol(self) -> None:
        key = self.chance.choice(("AAAA", "A" * 43 + "=", "", "\\u0000"))
        text = self.chance.choice(("", "\\u0000", "x" * 10_000, "ſßı"))
        self.post("enrol", f'{{"code":"{text}","public_key":"{key}","name":"{text}","app_version":"{text}"}}'.encode())

    def _token(self) -> None:
        shown = self.chance.choice(("Bearer", "Bearer dvt.a.b.c", "Bearer dvt..-1.x", "Basic x", "bearer " + "." * 300))
        self.post("time", b'{"sent":1}', {"Authorization": shown})


@pytest.mark.parametrize("seed", [1, 2])
def test_a_paired_device_that_means_ill_brings_nothing_down(hall: Venue, seed: int, tmp_path: Any) -> None:
    attack = _Attack(hall, seed)
    for number in range(MESSAGES):
        if number == MESSAGES // 2:
            hall.post(f"/api/v1/devices/{attack.lost.enrolled.device_id}/revoke")
        attack.send()
    _assert_organizers_see(hall)
    _assert_a_door_sees_the_same(hall, attack, tmp_path)


def _assert_organizers_see(hall: Venue) -> None:
    """Every list is there to its end, and every incident can be dealt with."""
    base = f"/api/v1/events/{hall.club.event_id}"
    hall.get(f"{base}/fleet")
    hall.entries()
    cursor: dict[str, str] = {}
    incidents: list[dict[str, Any]] = []
    while True:
        page = hall.get(f"{base}/incidents", limit=50, **cursor)
        incidents += page["incidents"]
        if not page.get("nextCursor"):
            break
        cursor = {"cursor": page["nextCursor"]}
    for incident in incidents[:30]:
        answer = hall.post(f"{base}/incidents/{incident['id']}/acknowledge")
        assert answer["acknowledged"], answer


def _assert_a_door_sees_the_same(hall: Venue, attack: _Attack, folder: Any) -> None:
    """A real device takes all of it in, and counts whom the server counts."""
    door = hall.door("Late")
    store = Store(folder / "late", bytes(range(32)))
    try:
        scan_log = ScanLog(store, LogId(f"{door.enrolled.device_id}.1"), door.key, door.event_id)
        cursor, more = 0, True
        while more:
            page = door.pull(cursor, limit=500)
            with store.writing() as connection:
                scan_log.absorb(connection, page.entries, SystemClock().read())
            cursor, more = page.cursor, page.more
        assert scan_log.headcount().inside == hall.attendance()["inside"]
    finally:
        store.close()
    assert attack.honest.push().results == ()
