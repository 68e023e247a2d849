"""Stripe's SDK as this server uses it: bounded waits, our errors in place of its own, amounts as Stripe counts them.

Stripe counts minor units as ISO 4217 does but for a few currencies (https://docs.stripe.com/currencies): ISK and UGX
have no decimals and are sent with two, MGA has two and is sent without, and of three decimals the last must be zero.
HUF and TWD differ in Stripe's payouts to banks only, never in charges, refunds and transfers.
"""

import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

import httpx
import stripe
import structlog

from server.errors import ProviderRefusedError, ProviderUnavailableError
from server.payments.currency import exponent_of

TIMEOUT_S = 10.0
_RETRIES = 2
_SENT_WITH_TWO_MORE = ("isk", "ugx")
_SENT_WITH_TWO_LESS = ("mga",)
_CONFLICT = 409
_connection_error: Any = stripe.APIConnectionError
"""The SDK leaves its constructor without types."""
log = structlog.get_logger()


def make_stripe(secret_key: str, url: str = "") -> stripe.StripeClient:
    """A client of Stripe's API, or of one that speaks like it at ``url``."""
    return stripe.StripeClient(
        secret_key,
        base_addresses={"api": url} if url else None,
        max_network_retries=_RETRIES,
        http_client=_HttpxClient(),
    )


@contextmanager
def our_errors() -> Iterator[None]:
    """Turn what the SDK raises into ProviderUnavailableError (may work later) or ProviderRefusedError (will not).

    A key that Stripe refuses counts as unavailable: it is this server that must be put right, not the buyer's request.
    """
    try:
        yield
    except stripe.CardError as error:
        raise ProviderRefusedError(error.user_message or "The payment was declined") from error
    except stripe.StripeError as error:
        # Its message can name the buyer's address; what is logged are codes.
        log.warning(
            "stripe_failed",
            error=type(error).__name__,
            status=error.http_status,
            code=error.code,
            request_id=error.request_id,
        )
        if _may_pass(error):
            raise ProviderUnavailableError("Stripe does not answer right now; try again") from error
        raise ProviderRefusedError(f"Stripe refused this ({error.code or 'invalid request'})") from error


def to_stripe(amount_cents: int, currency: str) -> int:
    """Our minor units as Stripe counts them; ProviderRefusedError for an amount that Stripe cannot take."""
    code = currency.lower()
    if code in _SENT_WITH_TWO_MORE:
        return amount_cents * 100
    if code in _SENT_WITH_TWO_LESS:
        if amount_cents % 100:
            raise ProviderRefusedError(f"Stripe takes whole {code.upper()} only")
        return amount_cents // 100
    if exponent_of(code) == 3 and amount_cents % 10:
        raise ProviderRefusedError(f"Stripe takes two decimals of {code.upper()} only")
    return amount_cents


def from_stripe(amount: int, currency: str) -> int:
    """The reverse. Stripe never holds a fraction of ISK or UGX, so nothing is lost."""
    code = currency.lower()
    if code in _SENT_WITH_TWO_MORE:
        return amount // 100
    return amount * 100 if code in _SENT_WITH_TWO_LESS else amount


def _may_pass(error: stripe.StripeError) -> bool:
    if isinstance(
        error,
        stripe.RateLimitError | stripe.APIConnectionError | stripe.AuthenticationError | stripe.PermissionError,
    ):
        return True
    status = error.http_status or 500
    return status == _CONFLICT or status >= 500


class _HttpxClient(stripe.HTTPClient):
    """The SDK's requests over httpx: one pool for all threads, and no wait longer than ``TIMEOUT_S``."""

    name: ClassVar[str] = "doorward"

    def __init__(self) -> None:
        super().__init__()
        self._client = httpx.Client(timeout=TIMEOUT_S)
        # The SDK closes nothing, so that the pool is closed when the last who used it is gone.
        weakref.finalize(self, self._client.close)

    def request(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        post_data: Any = None,  # noqa: ANN401  As the SDK declares it: text, or bytes of a file.
        *,
        _usage: list[str] | None = None,
    ) -> tuple[str, int, Mapping[str, str]]:
        try:
            answer = self._client.request(method, url, headers=dict(headers or {}), content=post_data)
        except httpx.HTTPError as error:
            # Every write carries an idempotency key, so that asking again is safe even when an answer was lost.
            lost: stripe.APIConnectionError = _connection_error(type(error).__name__, should_retry=True)
            raise lost from error
        return answer.text, answer.status_code, answer.headers

    def close(self) -> None:
        self._client.close()
