"""A fuzzer without instruments, for the normal test run and for computers that atheris has no build for.

It changes kept inputs at random: bits, bytes, pieces of other inputs, and words that parsers stumble over.
"""

import hashlib
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.fuzz.target import Target

WORDS = (
    b"\x00",
    b"\xff" * 8,
    b"\x80",
    b"\xed\xa0\x80",
    b"\\ud800",
    b"\\u0000",
    b"-1",
    b"0",
    b"4611686018427387904",
    b"-4611686018427387905",
    b"9223372036854775808",
    b"99999999999999999999",
    b"1e400",
    b"NaN",
    b"null",
    b"true",
    b"[]",
    b"{}",
    b'""',
    b"multi:99999999999999999999",
    b"per_day:0",
    "٣".encode(),
    "ß".encode(),
    b"\r\n",
    b"\r\n\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"[" * 500,
)
_MOST_CHANGES = 6


@dataclass(frozen=True, slots=True)
class Found:
    """An input that a target stumbled over, and how."""

    data: bytes
    why: str

    @property
    def name(self) -> str:
        """What it is kept under."""
        return f"found-{hashlib.sha1(self.data, usedforsecurity=False).hexdigest()[:16]}"


def kept_inputs(target: Target) -> list[bytes]:
    """The target's corpus, in the order of the files' names."""
    return [file.read_bytes() for file in sorted(target.corpus.glob("*"))]


def hammer(target: Target, seconds: float, seed: int) -> tuple[int, Found | None]:
    """Run changed inputs for so long; how many, and the first that found something."""
    chance = random.Random(f"{target.name} {seed}")
    deadline = time.monotonic() + seconds
    runs = 0
    for data in _inputs(kept_inputs(target) or [b""], target.longest, chance):
        if time.monotonic() >= deadline:
            break
        runs += 1
        try:
            target.try_one(data)
        except Exception as error:  # noqa: BLE001  Whatever it is, it is a bug.
            return runs, Found(data, f"{type(error).__name__}: {error}")
    return runs, None


def _inputs(corpus: Sequence[bytes], longest: int, chance: random.Random) -> Iterator[bytes]:
    while True:
        data = bytearray(chance.choice(corpus))
        for _ in range(chance.randint(1, _MOST_CHANGES)):
            _change(data, corpus, chance)
        yield bytes(data[:longest])


def _change(data: bytearray, corpus: Sequence[bytes], chance: random.Random) -> None:
    at = chance.randint(0, len(data))
    end = min(len(data), at + chance.choice((0, 1, 1, 2, 4, 20)))
    match chance.randrange(5):
        case 0 if data:
            data[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
        case 1:
            data[at:end] = chance.choice(WORDS)
        case 2:
            data[at:end] = chance.randbytes(chance.randint(0, 4))
        case 3:
            other = chance.choice(corpus)
            begin = chance.randint(0, len(other))
            data[at:end] = other[begin : begin + chance.randint(0, 64)]
        case _:
            data[at:at] = data[at:end] * chance.randint(1, 3)
