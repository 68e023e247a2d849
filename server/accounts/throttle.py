"""Slows down whoever guesses passwords or has mails sent: counted per account and per address, in this process."""

import math
import time

from limits import RateLimitItem, parse
from limits.strategies import MovingWindowRateLimiter

from server.errors import TooManyRequestsError
from server.guard.addresses import mailbox_of, site_of
from server.guard.windows import Windows

_ATTEMPTS = (parse("10 per 15 minutes"), parse("40 per day"))
"""Per account: who goes on after the first bound meets the second, and waits far longer."""
_FAILURES = (parse("50 per 15 minutes"), parse("400 per day"))
"""Per address."""
_MAILS = (parse("5 per hour"), parse("20 per day"))
"""To one account."""
_ASKED_MAILS = (parse("30 per hour"),)
"""From one address."""
_INVITATIONS = (parse("100 per hour"), parse("500 per day"))
"""By one organization."""


class Throttle:
    """The counts of one process; several workers multiply the bounds by their number."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(Windows())

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
        self._count(_MAILS, "mails", mailbox_of(account))

    def count_invitation(self, account: str, organization_id: str) -> None:
        """Count a mail that an organization has sent to somebody who may never have heard of it; as above."""
        self._count(_INVITATIONS, "invitations", organization_id)
        self._count(_MAILS, "mails", mailbox_of(account))

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
