"""What doors say to each other, without a network: pages, policies, and who is answered."""

import msgspec
import pytest

from sync.device.errors import PeerRefusedError
from sync.device.gossip import MOST_BESIDE_AN_ATTEMPT, MOST_ENTRIES_A_PAGE, PolicyMark
from sync.protocol.log import Happening, LogHead, next_entry
from sync.protocol.messages import Entry, GossipRequest
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import EventId, LogId
from sync.rules.verdict import Basis
from tests.sync.making import EVENT, GATE
from tests.sync.peers.doors import Hall, HereDoor

Two = tuple[HereDoor, HereDoor]


def _exchange(asking: HereDoor, asked: HereDoor, known: dict[LogId, int] | None = None) -> dict[LogId, int]:
    """One question and its answer; what the asked door holds by its own word."""
    answer = asked.gossip.answer(asking.gossip.request(known or {}), asking.device_id)
    asking.gossip.take(answer, asked.device_id)
    return answer.vector


def _chain(door: HereDoor, count: int) -> list[Entry]:
    """A chain in the door's name and by its key, that it did not write into its own store."""
    head = LogHead(LogId(f"{door.device_id}.copied"))
    happening = Happening(EVENT.event_id, None, Kind.DENY, Basis.LOCAL, GATE.gate_id, Direction.ENTRY)
    entries = []
    for _ in range(count):
        entry, head = next_entry(head, happening, door.clock.read(), door.key)
        entries.append(entry)
    return entries


def test_one_exchange_brings_each_what_it_lacked(two: Two) -> None:
    north, south = two
    north.write_many(3)
    south.write_many(2)
    _exchange(north, south)
    assert (south.held(north), north.held(south)) == (3, 2)


def test_what_the_other_is_known_to_hold_is_not_sent_again(two: Two) -> None:
    north, south = two
    north.write_many(3)
    vector = _exchange(north, south)
    assert north.gossip.request(vector).entries == ()
    north.write_many(1)
    assert [entry.seq for entry in north.gossip.request(vector).entries] == [4]


def test_an_answer_repeats_nothing_that_was_just_said(two: Two) -> None:
    north, south = two
    north.write_many(3)
    answer = south.gossip.answer(north.gossip.request({}), north.device_id)
    assert (answer.entries, answer.more) == ((), False)


def test_a_long_log_comes_page_by_page_and_says_so(two: Two) -> None:
    north, south = two
    north.write_many(2 * MOST_ENTRIES_A_PAGE + 1)
    mores = []
    for _ in range(3):
        answer = north.gossip.answer(south.gossip.request({}), south.device_id)
        assert len(answer.entries) <= MOST_ENTRIES_A_PAGE
        mores.append(answer.more)
        south.gossip.take(answer, north.device_id)
    assert mores == [True, True, False]
    assert south.held(north) == 2 * MOST_ENTRIES_A_PAGE + 1


def test_a_log_that_the_other_cannot_take_holds_up_no_other_log(hall: Hall) -> None:
    """The south has another version of the east's log: of the copy that the north has it can take nothing, ever."""
    north, south, east, west = (hall.door(name) for name in ("north", "south", "east", "west"))
    hall.know_each_other()
    copy, other, behind = _chain(east, 2 * MOST_ENTRIES_A_PAGE), _chain(east, 1), _chain(west, 300)
    for at in range(0, len(copy), MOST_ENTRIES_A_PAGE):
        north.replica.take(copy[at : at + MOST_ENTRIES_A_PAGE], north.clock.read())
    south.replica.take(other, south.clock.read())
    north.replica.take(behind, north.clock.read())
    vector: dict[LogId, int] = {}
    for _ in range(3):
        vector = _exchange(north, south, vector)
    assert vector[behind[0].log_id] == 300
    assert vector[copy[0].log_id] == 1


def test_an_attempt_goes_with_all_of_its_own_log_and_little_else(hall: Hall) -> None:
    north, south = hall.door("north"), hall.door("south")
    east = hall.door("east")
    hall.know_each_other()
    east.write_many(MOST_ENTRIES_A_PAGE)
    north.replica.take(east.replica.lacking({}, MOST_ENTRIES_A_PAGE), north.clock.read())
    north.write_many(400)
    attempt = north.write(Kind.ATTEMPT)
    request = north.gossip.request({}, attempt)
    own = [entry.seq for entry in request.entries if entry.log_id == attempt.log_id]
    assert own == list(range(1, attempt.seq + 1))
    assert len(request.entries) - len(own) <= MOST_BESIDE_AN_ATTEMPT
    assert south.gossip.answer(request, north.device_id).vector[attempt.log_id] == attempt.seq


def test_an_attempt_is_in_the_others_answer_though_a_great_deal_else_is_lacking(two: Two) -> None:
    north, south = two
    south.write_many(3 * MOST_ENTRIES_A_PAGE)
    attempt = north.write(Kind.ATTEMPT)
    answer = south.gossip.answer(north.gossip.request({}, attempt), north.device_id)
    assert answer.vector[attempt.log_id] == attempt.seq
    assert not north.gossip.has_all_of(south.device_id, answer.vector)


def test_a_bad_entry_costs_its_own_log_only(two: Two) -> None:
    north, south = two
    good = north.write(Kind.ADMIT)
    forged = [msgspec.structs.replace(entry, sig=bytes(64)) for entry in _chain(north, 2)]
    request = GossipRequest(EVENT.event_id, {}, (*forged, good))
    assert south.gossip.answer(request, north.device_id).vector == {good.log_id: 1}


def test_another_events_door_is_refused(two: Two) -> None:
    north, south = two
    request = msgspec.structs.replace(north.gossip.request({}), event=EventId("evt_2"))
    with pytest.raises(PeerRefusedError):
        south.gossip.answer(request, north.device_id)


def test_a_door_that_is_not_listed_is_refused_and_nothing_of_it_is_taken(hall: Hall) -> None:
    north = hall.door("north")
    hall.know_each_other()
    unlisted = hall.door("unlisted")
    unlisted.learn(hall.policy(unlisted, epoch="epoch-0"))
    entry = unlisted.write(Kind.ADMIT)
    with pytest.raises(PeerRefusedError):
        north.gossip.answer(GossipRequest(EVENT.event_id, {}, (entry,)), unlisted.device_id)
    assert north.held(unlisted) == 0


def test_a_door_that_the_answers_policy_revokes_is_not_believed(hall: Hall) -> None:
    north, south = hall.door("north"), hall.door("south")
    hall.know_each_other()
    south.write(Kind.ADMIT)
    answer = south.gossip.answer(north.gossip.request({}), north.device_id)
    revoking = msgspec.structs.replace(answer, policy=hall.policy(north, revoked=[south]))
    with pytest.raises(PeerRefusedError):
        north.gossip.take(revoking, south.device_id)
    assert north.held(south) == 0


def test_the_servers_own_place_in_the_log_is_no_door(hall: Hall) -> None:
    north, desk = hall.door("north"), hall.door("desk")
    desk.device_id = type(desk.device_id)("dsk_1")
    hall.know_each_other()
    assert north.gossip.other_doors() == ()
    with pytest.raises(PeerRefusedError):
        north.gossip.answer(GossipRequest(EVENT.event_id, {}), desk.device_id)


def test_the_policy_goes_along_until_the_other_is_known_to_have_it(two: Two) -> None:
    north, _ = two
    assert north.gossip.request({}).policy is not None
    assert north.gossip.request({}, peer_policy=PolicyMark("epoch-1", 1)).policy is None
    assert north.gossip.request({}, peer_policy=PolicyMark("epoch-0", 1)).policy is not None


def test_an_older_policy_is_answered_with_the_newer_one(hall: Hall) -> None:
    north, south = hall.door("north"), hall.door("south")
    hall.know_each_other()
    south.learn(hall.policy(north, south))
    _exchange(north, south)
    assert north.policy_version() == 2


def test_a_policy_never_goes_back(hall: Hall) -> None:
    north, south = hall.door("north"), hall.door("south")
    old = hall.policy(north, south)
    hall.know_each_other()
    request = msgspec.structs.replace(north.gossip.request({}), policy=old, policy_version=1)
    south.gossip.answer(request, north.device_id)
    assert south.policy_version() == 2


def test_news_is_told_of_once_for_each_that_is_some(two: Two) -> None:
    north, south = two
    north.write(Kind.ADMIT)
    _exchange(north, south)
    _exchange(north, south)
    assert (north.news, south.news) == (0, 1)
