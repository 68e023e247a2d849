"""The breaker: nobody at a door waits for a network that is known to be dead."""

from sync.device.claims import FIRST_PAUSE_S, LONGEST_PAUSE_S, Breaker


class Hand:
    """A monotonic clock that a test moves."""

    def __init__(self) -> None:
        self.now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def pause_after_failure(breaker: Breaker, hand: Hand) -> float:
    """Fail once, wait until the breaker closes again, and say how long that took."""
    breaker.failed()
    waited = 0.0
    while not breaker.is_closed:
        hand.now_s += 0.25
        waited += 0.25
    return waited


def test_a_new_breaker_lets_claims_through() -> None:
    assert Breaker(Hand()).is_closed


def test_a_failure_stops_claims_for_a_while() -> None:
    hand = Hand()
    breaker = Breaker(hand)
    breaker.failed()
    assert not breaker.is_closed
    hand.now_s += FIRST_PAUSE_S
    assert breaker.is_closed


def test_each_failure_in_a_row_doubles_the_pause_up_to_a_limit() -> None:
    hand = Hand()
    breaker = Breaker(hand)
    assert [pause_after_failure(breaker, hand) for _ in range(7)] == [1.0, 2.0, 4.0, 8.0, LONGEST_PAUSE_S] + [
        LONGEST_PAUSE_S
    ] * 2


def test_any_success_lets_claims_through_at_once_and_forgets_the_failures() -> None:
    hand = Hand()
    breaker = Breaker(hand)
    for _ in range(5):
        breaker.failed()
    breaker.succeeded()
    assert breaker.is_closed
    assert pause_after_failure(breaker, hand) == FIRST_PAUSE_S
