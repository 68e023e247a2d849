"""The guard at the boundary: counts every request once, and refuses it where its caller asks too often.

A caller who proved who they are counts for themselves, wherever they call from; everyone else counts for their
address. A door that proved its token counts for that alone: a venue's doors share one address, and none may stop
another.
"""

import math
import time
from collections import OrderedDict

import msgspec
from limits.limits import RateLimitItem
from limits.strategies import MovingWindowRateLimiter

from server.errors import TooManyRequestsError
from server.guard.addresses import mailbox_of, site_of
from server.guard.bounds import Bounds, Place, bounds_for, place_of
from server.guard.windows import Windows

_MOST_PROVED = 20_000
_FIRST_REFUSAL = 400
_UNAUTHORIZED = 401
_OPEN_TO_PROVED = (Place.LOOK_UP, Place.SIGN_IN)
"""What a proved caller finds there is their own; the rest is made for the public, whoever asks."""


class _Named(msgspec.Struct):
    """Whom a public body is for, in the words of the routes that take one."""

    customerEmail: str = ""  # noqa: N815  The public API speaks camelCase.
    email: str = ""
    customer_email: str = ""


class Asked(msgspec.Struct):
    """What the guard knows of one request."""

    place: Place
    address: str
    credential: int
    """A keyed hash of the Authorization header, 0 where there is none: the guard keeps no secrets."""
    is_proved: bool


class Guard:
    """The counts of one process; several workers multiply the bounds by their number."""

    def __init__(self, requests_per_minute: int) -> None:
        self._bounds: Bounds = bounds_for(requests_per_minute)
        self._limiter = MovingWindowRateLimiter(Windows())
        self._proved: OrderedDict[int, None] = OrderedDict()
        self._email_reader = msgspec.json.Decoder(_Named)

    def admit(self, path: str, address: str, authorization: bytes | None) -> Asked:
        """Count a request before its body is read; TooManyRequestsError says when to come again."""
        place = place_of(path)
        # Python's own hash of bytes is SipHash under a key drawn at the start of the process.
        # A door's token proves nothing elsewhere.
        credential = hash((place is Place.DEVICE, authorization)) if authorization else 0
        asked = Asked(place, site_of(address), credential, credential in self._proved)
        if place is Place.OTHER and asked.is_proved:
            self._count(self._bounds.caller, str(credential))
        elif place is Place.DEVICE:
            # Tokens that nobody knows are one: else each new one drawn would be a way around every bound.
            self._count(self._bounds.device, str(credential) if asked.is_proved else asked.address)
        elif place is not Place.PROVIDER:
            self._admit_address(asked)
        return asked

    def admit_body(self, asked: Asked, body: bytes) -> None:
        """Count a public booking for the e-mail address that it names; TooManyRequestsError as above."""
        if asked.place is not Place.CREATE or not body:
            return
        try:
            named = self._email_reader.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return  # The route says what is wrong with it.
        email = mailbox_of(named.customerEmail or named.email or named.customer_email)
        if email:
            self._count(self._bounds.email, str(hash(email)))

    def note_answer(self, asked: Asked, status: int, *, is_proved: bool) -> None:
        """Remember whether the request's credential was good."""
        is_device_known = asked.place is Place.DEVICE and 0 < status < _FIRST_REFUSAL
        if (is_proved or is_device_known) and asked.credential:
            self._proved[asked.credential] = None
            self._proved.move_to_end(asked.credential)
            if len(self._proved) > _MOST_PROVED:
                self._proved.popitem(last=False)
        elif status == _UNAUTHORIZED:
            self._proved.pop(asked.credential, None)
            if asked.credential and asked.place is not Place.DEVICE:
                self._limiter.hit(self._bounds.refused, asked.address)

    def _admit_address(self, asked: Asked) -> None:
        bounds = self._bounds
        if asked.is_proved:
            self._count(bounds.caller, str(asked.credential))
        else:
            if asked.credential and not self._limiter.test(bounds.refused, asked.address):
                raise self._refusal(bounds.refused, asked.address)
            self._count(bounds.address, asked.address)
        if asked.place is not Place.OTHER and not (asked.is_proved and asked.place in _OPEN_TO_PROVED):
            self._count(getattr(bounds, asked.place), asked.address)

    def _count(self, bound: RateLimitItem, whose: str) -> None:
        if not self._limiter.hit(bound, whose):
            raise self._refusal(bound, whose)

    def _refusal(self, bound: RateLimitItem, whose: str) -> TooManyRequestsError:
        wait_s = self._limiter.get_window_stats(bound, whose).reset_time - time.time()
        return TooManyRequestsError(retry_after_s=max(1, math.ceil(wait_s)))
