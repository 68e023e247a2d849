"""Everything that is random or tells the time in the product, taken from the seed while a world exists."""

import contextlib
import random
import secrets
import sys
import time
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import structlog
from nacl.signing import SigningKey

_OURS = ("server", "sync", "scanner_app")


class SeededSecrets:
    """Stands where product modules have ``import secrets``."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def token_bytes(self, count: int = 32) -> bytes:
        return self._chance.randbytes(count)

    def token_hex(self, count: int = 32) -> str:
        return self._chance.randbytes(count).hex()

    def token_urlsafe(self, count: int = 32) -> str:
        return self.token_hex(count)

    def randbits(self, count: int) -> int:
        return self._chance.getrandbits(count)

    def randbelow(self, limit: int) -> int:
        return self._chance.randrange(limit)

    def choice(self, of: Any) -> Any:
        return self._chance.choice(of)

    def __getattr__(self, name: str) -> Any:
        return getattr(secrets, name)


class WorldTime:
    """Stands where product modules have ``import time``: the world's true time, which only the server has exactly."""

    def __init__(self, now_ms: Callable[[], int]) -> None:
        self._now_ms = now_ms

    def time_ns(self) -> int:
        return self._now_ms() * 1_000_000

    def time(self) -> float:
        return self._now_ms() / 1000

    def monotonic(self) -> float:
        return self._now_ms() / 1000

    def monotonic_ns(self) -> int:
        return self.time_ns()

    def perf_counter(self) -> float:
        return self.monotonic()

    def sleep(self, _seconds: float) -> None:
        raise RuntimeError("A simulated world does not sleep")


@contextlib.contextmanager
def seeded(chance: random.Random, now_ms: Callable[[], int]) -> Iterator[None]:
    """Ids, keys and times of the product come from ``chance`` and ``now_ms`` in the block, and its log is silent."""
    with contextlib.ExitStack() as stack:
        for module in _modules():
            for name, value in list(vars(module).items()):
                if value is secrets:
                    put(stack, module, name, SeededSecrets(chance))
                elif value is time:
                    put(stack, module, name, WorldTime(now_ms))
        put(stack, SigningKey, "generate", staticmethod(lambda: SigningKey(chance.randbytes(32))))
        stack.enter_context(_silent())
        yield


def put(stack: contextlib.ExitStack, place: object, name: str, value: object) -> None:
    """Put ``value`` in the place of what is there, until ``stack`` ends."""
    kept = vars(place)[name]
    setattr(place, name, value)
    stack.callback(setattr, place, name, kept)


def _modules() -> list[ModuleType]:
    return [module for name, module in sorted(sys.modules.items()) if name.split(".")[0] in _OURS]


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    kept = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50), cache_logger_on_first_use=False)
    try:
        yield
    finally:
        structlog.configure(**kept)
