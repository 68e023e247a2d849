"""Passwords: argon2id on threads of its own, because each hash takes some 50 ms and 64 MiB.

The rules follow NIST SP 800-63B: length counts, the commonest are refused, and nothing is said about which characters.
"""

import asyncio
import functools
import itertools
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from server.errors import InvalidRequestError, OverloadedError

SHORTEST = 12
LONGEST = 256
_FEWEST_CHARACTERS = 5
_THREADS = 2
_MOST_WAITING = 200
"""Some ten seconds' worth: whoever comes later is told so."""
_WORDS = ("password", "passwort", "qwertyuiop", "qwertzuiop", "letmein", "welcome", "iloveyou", "admin", "doorward")
_DIGITS = (
    "1",
    "12",
    "123",
    "1234",
    "12345",
    "123456",
    "1234567",
    "12345678",
    "123456789",
    "1234567890",
    "2024",
    "2025",
)
_COMMON = frozenset(
    {
        "123456789012",
        "1234567890123",
        "12345678901234567890",
        "1q2w3e4r5t6y",
        "1qaz2wsx3edc",
        "1qaz2wsx3edc4rfv",
        "abcdefghijkl",
        "abcdefghijklm",
        "qwertyuiopasdfgh",
        "qwertyuiopasdfghjklzxcvbnm",
        "qwerty123456",
        "unbelievable",
        "correcthorsebatterystaple",
        *(first + second for first, second in itertools.product(_WORDS, (*_WORDS, *_DIGITS))),
    }
)
_hasher = PasswordHasher()
_threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="password-hasher")
_T = TypeVar("_T")


def check_password(password: str, email: str) -> None:
    """InvalidRequestError, in words for the person who chose it, where a new password is too weak."""
    spelled = unicodedata.normalize("NFKC", password)
    if not SHORTEST <= len(spelled) <= LONGEST:
        raise InvalidRequestError(f"password: use {SHORTEST} to {LONGEST} characters; a few words are easy to remember")
    folded = "".join(spelled.casefold().split())
    is_known = folded.rstrip("!.?") in _COMMON or folded in (email.casefold(), email.casefold().partition("@")[0])
    if is_known or len(set(folded)) < _FEWEST_CHARACTERS:
        raise InvalidRequestError("password: too many people use this one, or it is easily guessed; choose another")


async def hash_password(password: str) -> str:
    """The argon2id hash in PHC's form, with its parameters and salt."""
    return await _on_thread(functools.partial(hash_now, password))


async def verify_password(stored: str | None, password: str) -> bool:
    """Whether the password is the one of ``stored``; without one it takes as long and says no."""
    return await _on_thread(functools.partial(_verify, stored, password))


def needs_rehash(stored: str) -> bool:
    """Whether a hash was made with other parameters than new ones are."""
    return _hasher.check_needs_rehash(stored)


def hash_now(password: str) -> str:
    """The same as ``hash_password`` on the caller's thread, for the command line."""
    return _hasher.hash(_as_bytes(password))


def _verify(stored: str | None, password: str) -> bool:
    try:
        _hasher.verify(stored or _dummy(), _as_bytes(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@functools.cache
def _dummy() -> str:
    return _hasher.hash(b"the password of nobody")


def _as_bytes(password: str) -> bytes:
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


async def _on_thread(work: Callable[[], _T]) -> _T:
    if _threads._work_queue.qsize() > _MOST_WAITING:  # noqa: SLF001  The standard library shows it nowhere else.
        raise OverloadedError
    return await asyncio.get_running_loop().run_in_executor(_threads, work)
