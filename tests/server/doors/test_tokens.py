"""Device tokens end by themselves; a pull brings a fresh one in time, and the earlier one works to its end."""

from collections.abc import Callable

import pytest
from sqlalchemy import select, update

from server.doors.device_tokens import TOKEN_LIFE_MS, make_token, read_token, token_hash
from server.doors.models import Device
from server.ids import now_ms
from server.vault import Vault
from sync.protocol.codec import encode_message
from sync.protocol.messages import PushRequest
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, wait_until

DAY_MS = 24 * 3_600_000


def _use(door: Door, token: str) -> None:
    door.http.headers["Authorization"] = f"Bearer {token}"


def _token_of(venue: Venue, door: Door, days_ago: float) -> str:
    return make_token(venue.context.vault, door.enrolled.device_id, now_ms() - int(days_ago * DAY_MS))


def test_a_young_token_is_not_replaced(venue: Venue, door: Door) -> None:
    assert door.pull().token == ""


def test_past_half_its_life_a_pull_brings_a_fresh_one_and_the_earlier_one_works_on(any_venue: Venue) -> None:
    door = any_venue.door()
    aged = _token_of(any_venue, door, 4)
    _use(door, aged)
    fresh = door.pull().token
    assert fresh not in ("", aged)
    _use(door, fresh)
    assert door.pull().token == ""
    _use(door, aged)
    assert door.pull().token != ""


def test_a_token_that_is_over_opens_nothing_and_says_so(any_venue: Venue) -> None:
    door = any_venue.door()
    _use(door, _token_of(any_venue, door, 7.01))
    status, why = door.refusal("push", encode_message(PushRequest((door.entry(),))))
    assert (status, why.code) == (401, "TOKEN_OVER")
    assert door.http.get("policy").status_code == 401


def test_a_token_of_before_they_ended_gets_a_fresh_one_and_then_ends_too(any_venue: Venue) -> None:
    door, old = any_venue.door(), "dvt_given-long-ago"
    own = Device.id == door.enrolled.device_id
    with any_venue.context.database.transaction() as session:
        session.execute(update(Device).where(own).values(token_hash=token_hash(old), token_expires_at=None))
    _use(door, old)
    fresh = door.pull().token
    assert fresh
    with any_venue.context.database.transaction() as session:
        ends_at = session.scalar(select(Device.token_expires_at).where(own))
        assert ends_at is not None
        assert abs(ends_at - now_ms() - TOKEN_LIFE_MS) < 60_000
        session.execute(update(Device).where(own).values(token_expires_at=now_ms() - 1))
    wait_until(lambda: door.http.post("time", content=b'{"sent":1}').status_code == 401, "the old one is over")
    _use(door, fresh)
    assert door.pull().token == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1] + ("A" if token[-1] != "A" else "B"),
        lambda token: token.replace("dvt.", "dvx.", 1),
        lambda token: token.replace(".", "..", 1),
        lambda token: token.rpartition(".")[0],
        lambda token: f"{token.rpartition('.')[0][:-1]}f.{token.rpartition('.')[2]}",
        lambda token: token + "é",
        lambda token: token + "x" * 100_000,
    ],
)
def test_a_token_that_was_tampered_with_is_none(change: Callable[[str], str]) -> None:
    vault = Vault(bytes(32))
    token = make_token(vault, "dev_1", 1_000)
    genuine = read_token(vault, token)
    assert genuine is not None
    assert (genuine.device_id, genuine.expires_at) == ("dev_1", 1_000 + TOKEN_LIFE_MS)
    assert read_token(vault, change(token)) is None
    assert read_token(Vault(bytes(31) + b"x"), token) is None
