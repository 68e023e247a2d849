"""Live codes: right now they admit, as a screenshot or a forgery they do not, and no time breaks them."""

from datetime import UTC, datetime

import base45
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.rules.admission import decide_admission
from sync.rules.clock import Instant
from sync.rules.code import SignedCode, TicketCode, TypedCode, UnreadableCode, read_code, ticket_number_of
from sync.rules.door_log import NEVER_SEEN
from sync.rules.gate import Direction
from sync.rules.ids import LARGEST_WHOLE, ProductNumber
from sync.rules.rotating import LIVE_CHARACTERS, PERIOD_S, is_of_now, make_live_code, split_live_code, ticket_secret
from sync.rules.ticket import Event, Rotation, Ticket
from sync.rules.verdict import Reason
from tests.sync.making import EVENT, GATE, NOW, OTHER_KEY, make_id, make_token

PERIOD = PERIOD_S * 1000
START = NOW // PERIOD * PERIOD
RIGHT_NOW = Instant(NOW)
ROTATION_KEY = bytes(range(32))
OFFERED = msgspec.structs.replace(EVENT, rotation=Rotation.OFFERED, rotation_key=ROTATION_KEY)
REQUIRED = msgspec.structs.replace(OFFERED, rotation=Rotation.REQUIRED)
TICKET_ID = make_id(1)
NUMBER = ticket_number_of(TICKET_ID) or 0
TOKEN = make_token(NUMBER)
SECRET = ticket_secret(ROTATION_KEY, EVENT.number, NUMBER)
TICKET = Ticket(ticket_id=TICKET_ID, event_id=EVENT.event_id, product=ProductNumber(1))


def shown(at: int = NOW, *, token: str = TOKEN, secret: bytes = SECRET) -> str:
    return make_live_code(token, secret, at)


def reason(payload: str, event: Event = OFFERED, at: Instant = RIGHT_NOW, **gate: Direction) -> Reason:
    code: TicketCode = read_code(payload, event)
    ticket = None if isinstance(code, UnreadableCode) or code.ticket_id is None else TICKET
    there = msgspec.structs.replace(GATE, **gate)
    return decide_admission(code, ticket, NEVER_SEEN, there, event, at).reason


def test_a_live_code_of_this_moment_is_the_tickets_own() -> None:
    assert read_code(shown(), OFFERED) == SignedCode(
        TICKET_ID, EVENT.number, ProductNumber(1), None, None, NOW // PERIOD
    )
    assert reason(shown()) is reason(shown(), REQUIRED) is Reason.ADMITTED


@pytest.mark.parametrize(("periods", "expected"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_the_periods_before_and_after_are_taken_too(periods: int, expected: bool) -> None:
    assert (reason(shown(START + periods * PERIOD), at=Instant(START)) is Reason.ADMITTED) is expected


def test_a_screenshot_is_stale_a_minute_later() -> None:
    assert reason(shown(), at=Instant(NOW + 2 * PERIOD)) is Reason.STALE_CODE


def test_a_door_that_does_not_know_its_time_well_takes_what_may_be_of_now() -> None:
    late = NOW + 10 * PERIOD
    assert reason(shown(), at=Instant(late, 10 * PERIOD)) is Reason.ADMITTED
    assert reason(shown(late), at=Instant(NOW, 10 * PERIOD)) is Reason.ADMITTED
    assert reason(shown(), at=Instant(late, 7 * PERIOD)) is Reason.STALE_CODE


@given(st.integers(-5, 5), st.integers(0, PERIOD - 1), st.integers(0, 3 * PERIOD))
def test_a_code_is_of_now_if_some_time_within_the_clocks_error_says_so(periods: int, within: int, error: int) -> None:
    at = START + within
    steps = range((at - error) // PERIOD - 1, (at + error) // PERIOD + 2)
    step = START // PERIOD + periods
    assert is_of_now(step, Instant(at, error)) == (step in steps)


FORGERIES = [
    (shown(secret=bytes(32)), Reason.BAD_SIGNATURE),
    (shown(secret=ticket_secret(bytes(32), EVENT.number, NUMBER)), Reason.BAD_SIGNATURE),
    (shown(secret=ticket_secret(ROTATION_KEY, EVENT.number, NUMBER + 1)), Reason.BAD_SIGNATURE),
    (shown(token=make_token(NUMBER, key=OTHER_KEY)), Reason.BAD_SIGNATURE),
    (shown(token=make_token(NUMBER, key_id=18)), Reason.UNKNOWN_KEY),
    (shown(token=make_token(NUMBER, event_number=EVENT.number + 1)), Reason.OTHER_EVENT),
    (shown().lower(), Reason.MALFORMED),
    (shown()[:-1] + "\n", Reason.MALFORMED),
    ("%" * LIVE_CHARACTERS, Reason.MALFORMED),
    (":" * LIVE_CHARACTERS, Reason.MALFORMED),
    ("é" * LIVE_CHARACTERS, Reason.MALFORMED),
]


@pytest.mark.parametrize(("payload", "expected"), FORGERIES)
def test_what_only_looks_like_a_live_code_says_what_is_wrong_with_it(payload: str, expected: Reason) -> None:
    assert len(payload) == LIVE_CHARACTERS
    assert reason(payload) is reason(payload, REQUIRED) is expected


def test_the_proof_of_one_moment_is_none_of_another() -> None:
    raw = bytearray(base45.b45decode(shown()))
    raw[91] ^= 1  # The last byte of the step.
    assert reason(base45.b45encode(bytes(raw)).decode()) is Reason.BAD_SIGNATURE


@given(st.integers(0, LIVE_CHARACTERS - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
def test_no_other_spelling_of_a_live_code_is_taken(place: int, letter: str) -> None:
    other = shown()[:place] + letter + shown()[place + 1 :]
    assert (reason(other) is Reason.ADMITTED) == (other == shown())


def test_where_codes_do_not_rotate_a_live_code_is_its_static_one() -> None:
    for event in (EVENT, msgspec.structs.replace(REQUIRED, rotation_key=b"")):
        assert read_code(shown(secret=bytes(32)), event) == read_code(TOKEN, event)
    assert reason(shown(NOW - 99 * PERIOD), EVENT) is Reason.ADMITTED


@pytest.mark.parametrize("payload", [TOKEN, TICKET_ID])
def test_a_static_code_is_good_where_live_ones_are_offered_and_looked_at_where_they_are_required(payload: str) -> None:
    assert isinstance(read_code(payload, OFFERED), SignedCode | TypedCode)
    assert reason(payload, OFFERED) is Reason.ADMITTED
    assert reason(payload, REQUIRED) is Reason.LIVE_CODE_WANTED


def test_who_leaves_leaves_on_a_screenshot_too() -> None:
    assert reason(shown(NOW - 120 * PERIOD), direction=Direction.EXIT) is Reason.EXIT_WITHOUT_ENTRY


YEAR_9999 = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    "at", [0, -1, -NOW, 2**32 * PERIOD - 1, 2**32 * PERIOD, YEAR_9999, LARGEST_WHOLE, -LARGEST_WHOLE]
)
def test_a_live_code_is_made_and_read_at_any_time(at: int) -> None:
    assert reason(shown(at), at=Instant(at)) is Reason.ADMITTED
    assert reason(shown(at), at=Instant(at + 5 * PERIOD)) is Reason.STALE_CODE
    assert reason(shown(at + PERIOD), at=Instant(at)) is Reason.ADMITTED


@given(
    st.text(max_size=LIVE_CHARACTERS) | st.text(alphabet="0:A %", min_size=LIVE_CHARACTERS, max_size=LIVE_CHARACTERS)
)
def test_taking_a_text_apart_never_raises(text: str) -> None:
    live = split_live_code(text)
    assert live is None or make_live_code(live.token, SECRET, live.step * PERIOD)[:132] == text[:132]
