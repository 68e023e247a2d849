"""Slows down whoever guesses passwords or has mails sent: counted per account and per address, in this process."""

import ipaddress
import math
import time

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from server.errors import TooManyRequestsError

_ATTEMPTS = (parse("10 per 15 minutes"), parse("40 per day"))
"""Per account: who goes on after the first bound meets the second, and waits far longer."""
_FAILURES = (parse("50 per 15 minutes"), parse("400 per day"))
"""Per address."""
_MAILS = (parse("5 per hour"), parse("20 per day"))
"""To one account."""
_ASKED_MAILS = (parse("30 per hour"),)
"""From one address."""
_SITE_BITS = 64


class Throttle:
    """The counts of one process; several workers multiply the bounds by their number."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def begin_attempt(self, account: str, address: str) -> None:
        """Count an attempt to sign in before it is tried, so that many at once win nothing; TooManyRequestsError."""
        self._refuse_beyond(_FAILURES, "failures", site_of(address))
        self._count(_ATTEMPTS, "attempts", account)

    def record_failure(self, address: str) -> None:
        """The attempt was wrong."""
        for item in _FAILURES:
            self._limiter.hit(item, "failures", site_of(address))

    def record_success(self, account: str) -> None:
        """The attempt was right: what came before it was the owner's own slip."""
        for item in _ATTEMPTS:
            self._limiter.clear(item, "attempts", account)

    def count_mail(self, account: str, address: str) -> None:
        """Count a request that mails somebody, whether or not the account exists; TooManyRequestsError."""
        self._count(_ASKED_MAILS, "asked mails", site_of(address))
        self._count(_MAILS, "mails", account)

    def _count(self, items: tuple[RateLimitItem, ...], what: str, whose: str) -> None:
        self._refuse_beyond(items, what, whose)
        for item in items:
            self._limiter.hit(item, what, whose)

    def _refuse_beyond(self, items: tuple[RateLimitItem, ...], what: str, whose: str) -> None:
        waits = [
            self._limiter.get_window_stats(item, what, whose).reset_time - time.time()
            for item in items
            if not self._limiter.test(item, what, whose)
        ]
        if waits:
            raise TooManyRequestsError(
                "Too many attempts; try again later", retry_after_s=max(1, math.ceil(max(waits)))
            )


def site_of(address: str) -> str:
    """Whom an address stands for: itself, or for IPv6 its /64, which one household has whole."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, _SITE_BITS), strict=False))
