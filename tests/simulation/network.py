"""The network between doors and server: what is said may be lost, doubled, late, or heard by one side only."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from tests.simulation.hub import Hub, Promise

T = TypeVar("T")
Reply = Callable[[T], None]
_LATE_MS = (2_000, 90_000)
_REFUSED_MS = 3


class NoAnswerError(Exception):
    """Nothing came back: nobody can know whether the question was heard."""


@dataclass(slots=True)
class Weather:
    """How bad the network is: chances from 0 to 1, and the ways of a message in ms."""

    lost: float = 0.0
    doubled: float = 0.0
    late: float = 0.0
    """Of messages that somebody gave up on to arrive all the same, much later."""
    fastest_ms: int = 1
    slowest_ms: int = 60


class Network:
    """Ways between named places. A way has two directions, and each may be cut alone."""

    def __init__(self, hub: Hub, chance: random.Random, weather: Weather) -> None:
        self._hub, self._chance = hub, chance
        self.weather = weather
        self.cut: set[tuple[str, str]] = set()

    def separate(self, one: str, other: str) -> None:
        """Cut both directions."""
        self.cut |= {(one, other), (other, one)}

    def join(self, one: str, other: str) -> None:
        """Mend both directions."""
        self.cut -= {(one, other), (other, one)}

    def ask(self, asker: str, answerer: str, hear: Callable[[Reply[T]], None], patience_ms: int) -> T:
        """What ``answerer`` replies; ``hear`` is called there for each copy that arrives. NoAnswerError after a time.

        Where the way there is cut the asker may learn of it at once, as from a refused connection.
        """
        promise: Promise[T] = Promise(self._hub)
        is_refused = (asker, answerer) in self.cut and self._chance.random() < 0.5
        for delay_ms in self._arrivals(asker, answerer):
            self._hub.at(delay_ms, lambda: hear(lambda answer: self._bring_back(answerer, asker, promise, answer)))
        answer = promise.wait(_REFUSED_MS if is_refused else patience_ms)
        if answer is None:
            raise NoAnswerError
        return answer

    def is_open(self, one: str, other: str) -> bool:
        """Whether both directions are."""
        return not {(one, other), (other, one)} & self.cut

    def _bring_back(self, answerer: str, asker: str, promise: Promise[T], answer: T) -> None:
        delay_ms = self._delay_ms(answerer, asker)
        if delay_ms is not None:
            self._hub.at(delay_ms, lambda: promise.put(answer))

    def _arrivals(self, asker: str, answerer: str) -> list[int]:
        arrivals = []
        first = self._delay_ms(asker, answerer)
        if first is not None:
            arrivals.append(first)
        elif (asker, answerer) not in self.cut and self._chance.random() < self.weather.late:
            arrivals.append(self._chance.randint(*_LATE_MS))
        if first is not None and self._chance.random() < self.weather.doubled:
            arrivals.append(
                first + self._chance.choice((0, self._chance.randint(1, 500), self._chance.randint(*_LATE_MS)))
            )
        return arrivals

    def _delay_ms(self, sender: str, receiver: str) -> int | None:
        """How long one message is on its way, None where it never arrives."""
        if (sender, receiver) in self.cut or self._chance.random() < self.weather.lost:
            return None
        return self._chance.randint(self.weather.fastest_ms, self.weather.slowest_ms)
