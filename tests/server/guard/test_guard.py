"""Who asks too often is told when to come again; nobody else notices."""

from collections.abc import Callable
from functools import partial

import pytest
from limits import RateLimitItemPerMinute
from limits.strategies import MovingWindowRateLimiter

from server.errors import TooManyRequestsError
from server.guard.addresses import site_of
from server.guard.bounds import Place, bounds_for, place_of
from server.guard.guard import Guard
from server.guard.windows import Windows

KEY = b"Bearer org_o1_secret"
BUYER = b"Bearer of a buyer"
HERE = "203.0.113.7"
ELSEWHERE = "203.0.113.8"
DEEP = b'{"a": %s%s}' % (b"[" * 100_000, b"]" * 100_000)


@pytest.fixture
def guard() -> Guard:
    """Sixty requests a minute for a caller or an address; look-ups one a minute, and one booking for an address."""
    return Guard(60)


def _prove(guard: Guard, authorization: bytes, address: str = "198.51.100.1") -> None:
    guard.note_answer(guard.admit("/api/v1/events", address, authorization), 200, is_proved=True)


def _allowed(admit: Callable[[], object], most: int = 10_000) -> int:
    """How often it may be done before it is refused."""
    for number in range(most):
        try:
            admit()
        except TooManyRequestsError:
            return number
    return most


def _is_refused(admit: Callable[[], object]) -> bool:
    return _allowed(admit, most=1) == 0


def test_an_address_may_ask_so_often_and_no_more(guard: Guard) -> None:
    assert _allowed(lambda: guard.admit("/health", HERE, None)) == 60
    assert _allowed(lambda: guard.admit("/health", ELSEWHERE, None)) == 60


def test_a_refusal_says_when_to_come_again(guard: Guard) -> None:
    _allowed(lambda: guard.admit("/health", HERE, None))
    with pytest.raises(TooManyRequestsError) as refused:
        guard.admit("/health", HERE, None)
    assert 55 <= refused.value.retry_after_s <= 60


def test_a_proved_key_counts_for_itself_wherever_it_calls_from(guard: Guard) -> None:
    _prove(guard, KEY)
    assert _allowed(lambda: guard.admit("/api/v1/events", HERE, KEY)) == 60
    assert _is_refused(lambda: guard.admit("/api/v1/events", ELSEWHERE, KEY))
    assert not _is_refused(lambda: guard.admit("/api/v1/events", HERE, None))


def test_a_proved_key_works_on_from_an_address_that_is_used_up(guard: Guard) -> None:
    _prove(guard, KEY)
    _allowed(lambda: guard.admit("/health", HERE, None))
    assert _is_refused(lambda: guard.admit("/health", HERE, None))
    assert not _is_refused(lambda: guard.admit("/api/v1/events", HERE, KEY))


def test_an_unproved_header_is_no_way_around_the_address_s_bound(guard: Guard) -> None:
    numbers = iter(range(10_000))
    assert _allowed(lambda: guard.admit("/api/v1/events", HERE, b"Bearer %d" % next(numbers))) == 60


def test_a_header_proved_by_nobody_is_no_way_around_the_look_ups_bound(guard: Guard) -> None:
    numbers = iter(range(10_000))
    assert _allowed(lambda: guard.admit("/api/tickets/ord_x", HERE, b"Bearer %d" % next(numbers))) == 1


def test_whoever_tries_keys_is_stopped_and_those_proved_are_not() -> None:
    guard = Guard(600)
    _prove(guard, KEY, HERE)

    def guess(number: int) -> None:
        asked = guard.admit("/api/v1/events", HERE, b"Bearer guess %d" % number)
        guard.note_answer(asked, 401, is_proved=False)

    numbers = iter(range(10_000))
    assert _allowed(lambda: guess(next(numbers))) == 12
    assert not _is_refused(lambda: guard.admit("/api/v1/events", HERE, KEY))


def test_a_key_revoked_counts_for_its_address_again() -> None:
    guard = Guard(6_000)
    _prove(guard, KEY)
    guard.note_answer(guard.admit("/api/v1/events", HERE, KEY), 401, is_proved=False)
    assert not guard.admit("/api/v1/events", HERE, KEY).is_proved


def test_fifty_doors_behind_one_address_never_stop_one_another(guard: Guard) -> None:
    tokens = [b"Bearer dvt_%d" % number for number in range(50)]
    for token in tokens:
        guard.note_answer(guard.admit("/door/v1/pull", HERE, token), 200, is_proved=False)
    pulls = [partial(guard.admit, "/door/v1/pull", HERE, token) for token in tokens]
    assert not any(_is_refused(pull) for _ in range(200) for pull in pulls)
    _allowed(lambda: guard.admit("/door/v1/pull", HERE, tokens[0]))
    assert _is_refused(lambda: guard.admit("/door/v1/pull", HERE, tokens[0]))
    assert not _is_refused(lambda: guard.admit("/door/v1/pull", HERE, tokens[1]))


def test_doors_are_not_stopped_by_what_else_comes_from_their_address(guard: Guard) -> None:
    _allowed(lambda: guard.admit("/health", HERE, None))
    for number in range(100):
        guard.note_answer(guard.admit("/door/v1/time", HERE, b"Bearer dvt_%d" % number), 401, is_proved=False)
    assert _is_refused(lambda: guard.admit("/health", HERE, None))
    assert not _is_refused(lambda: guard.admit("/door/v1/claim", HERE, b"Bearer dvt_1"))


def test_device_tokens_that_nobody_knows_count_for_their_address_together(guard: Guard) -> None:
    numbers = iter(range(10_000))
    known = b"Bearer dvt_known"
    guard.note_answer(guard.admit("/door/v1/pull", HERE, known), 200, is_proved=False)

    def guess() -> None:
        asked = guard.admit("/door/v1/pull", HERE, b"Bearer dvt_%d" % next(numbers))
        guard.note_answer(asked, 401, is_proved=False)

    assert _allowed(guess) == bounds_for(60).device.amount - 1
    assert not _is_refused(lambda: guard.admit("/door/v1/pull", HERE, known))
    assert not guard.admit("/api/tickets/ord_x", HERE, known).is_proved


def test_one_device_at_the_usual_bounds_may_claim_two_thousand_times_a_second() -> None:
    assert bounds_for(6_000).device.amount == 2_000 * 60


def test_pairing_codes_tried_from_one_address_are_few(guard: Guard) -> None:
    assert _allowed(lambda: guard.admit("/door/v1/enrol", HERE, None)) == 1
    assert bounds_for(6_000).enrol.amount == 120


@pytest.mark.parametrize("path", ["/webhooks/stripe", "/webhooks/meta", "/functions/v1/payment-webhook"])
def test_providers_are_never_refused(guard: Guard, path: str) -> None:
    assert _allowed(lambda: guard.admit(path, HERE, None), most=5_000) == 5_000


@pytest.mark.parametrize("field", ["customerEmail", "email"])
def test_one_e_mail_address_books_so_often_an_hour_from_wherever_and_however_spelled(field: str) -> None:
    guard = Guard(6_000)
    numbers = iter(range(10_000))
    spellings = ("max@example.com", "MAX@example.com", " Max+tickets@Example.com ")

    def book() -> None:
        number = next(numbers)
        asked = guard.admit("/functions/v1/booking-create", f"198.51.{number}.1", None)
        guard.admit_body(asked, b'{"%s": "%s"}' % (field.encode(), spellings[number % 3].encode()))

    assert _allowed(book) == 20


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"\xff",
        b'{"customerEmail": 5}',
        b'{"customerEmail": "\\ud800"}',
        pytest.param(DEEP, id="deep"),
    ],
)
def test_a_body_that_names_nobody_is_left_to_the_route(body: bytes) -> None:
    guard = Guard(6_000)
    asked = guard.admit("/functions/v1/booking-create", HERE, None)
    assert _allowed(lambda: guard.admit_body(asked, body), most=200) == 200


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/api/tickets/ord_x", Place.LOOK_UP),
        ("/functions/v1/booking-status", Place.LOOK_UP),
        ("/functions/v1/booking-schedule", Place.LOOK_UP),
        ("/api/v1/purchase-items/pit_x/download", Place.LOOK_UP),
        ("/api/v1/downloads/dow_x", Place.LOOK_UP),
        ("/shop/orders/ord_x", Place.LOOK_UP),
        ("/book", Place.LOOK_UP),
        ("/api/events/Perreo/availability", Place.SHOWN),
        ("/api/events/perreo-fridays", Place.SHOWN),
        ("/api/events", Place.SHOWN),
        ("/api/eventsx", Place.OTHER),
        ("/api/v1/events", Place.OTHER),
        ("/api/orders/create-checkout", Place.CREATE),
        ("/api/v1/auth/login", Place.SIGN_IN),
        ("/api/v1/bookings/create", Place.OTHER),
        ("/", Place.OTHER),
    ],
)
def test_each_path_counts_towards_its_own_bound(path: str, place: Place) -> None:
    assert place_of(path) is place


def test_a_household_s_ipv6_addresses_are_one(guard: Guard) -> None:
    assert site_of("2001:db8:1:2:3::4") == site_of("2001:db8:1:2:ffff::1") != site_of("2001:db8:1:3::4")
    assert site_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert site_of("not:an:address") == "not:an:address"


def test_the_window_moves() -> None:
    windows = Windows()
    assert windows.acquire_entry("key", 1, 60)
    windows._hits["key"][0] -= 59
    assert not windows.acquire_entry("key", 1, 60)
    windows._hits["key"][0] -= 2
    assert windows.acquire_entry("key", 1, 60)


def test_a_clock_put_back_stops_nobody() -> None:
    windows = Windows()
    assert windows.acquire_entry("key", 1, 60)
    windows._hits["key"][0] += 3600
    assert windows.acquire_entry("key", 1, 60)


def test_the_memory_is_bounded_and_the_key_in_use_stays() -> None:
    windows = Windows(most_keys=100)
    limiter = MovingWindowRateLimiter(windows)
    item = RateLimitItemPerMinute(1)
    assert limiter.hit(item, "busy")
    for number in range(1_000):
        limiter.hit(item, f"passing {number}")
        assert not limiter.hit(item, "busy")
    assert len(windows._hits) == 100
