"""Payments by Stripe: intents for the caller's own page, Checkout Sessions for Stripe's, charges of kept cards."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import stripe

from server.errors import BadSignatureError, ProviderRefusedError
from server.payments.provider import (
    Charge,
    ChargeLine,
    Mode,
    PaymentStatus,
    ProviderPayment,
    ProviderRefund,
    ReadEvent,
    RefundRequest,
    StartedPayment,
)
from server.payments.stripe_client import our_errors, to_stripe
from server.payments.stripe_events import read_stripe_event
from server.payments.stripe_facts import (
    intent_id,
    payment_of_intent,
    payment_of_session,
    refund_of,
    session_status,
    status_of_intent,
)

if TYPE_CHECKING:
    from stripe.params import PaymentIntentCreateParams
    from stripe.params.checkout import SessionCreateParams, SessionCreateParamsLineItem

TOLERANCE_S = 300
"""How old an event may be when it comes."""
_SESSION_PREFIX = "cs_"
_SESSION_GRACE_S = 30 * 60
_LONGEST_SESSION_S = 23 * 3600
_LONGEST_METADATA = 500
_LONGEST_NAME = 250
_MOST_LINES = 100
_NOBODYS_DOMAIN = "@guest.invalid"
_EXPANDED_CHARGE = "latest_charge.balance_transaction"
_LOCALES = frozenset(("cs", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "ja", "nl", "pl", "pt", "sv", "tr"))
"""Those of Stripe's languages that are likely; in any other its page follows the buyer's browser."""


class StripeProvider:
    """Stripe. References are payment intents (``pi_…``) and, for pages and links, Checkout Sessions (``cs_…``)."""

    def __init__(self, client: stripe.StripeClient, webhook_secrets: str, home_url: str = "") -> None:
        """``webhook_secrets``: one, or several with commas while one is rolled; ``home_url`` is for who named none."""
        self._client = client
        self._home_url = home_url
        self._webhook_secrets = [secret.strip() for secret in webhook_secrets.split(",")]

    @property
    def name(self) -> str:
        return "stripe"

    def start(self, charge: Charge) -> StartedPayment:
        with our_errors():
            if charge.saved_customer is not None:
                return self._charge_saved(charge, charge.saved_customer)
            return self._start_intent(charge) if charge.mode is Mode.INTENT else self._start_session(charge)

    def look_up(self, reference: str) -> ProviderPayment:
        with our_errors():
            if reference.startswith(_SESSION_PREFIX):
                session = self._client.v1.checkout.sessions.retrieve(
                    reference, {"expand": [f"payment_intent.{_EXPANDED_CHARGE}"]}
                )
                inner = session.payment_intent
                refunds = self._refunds_of(inner) if isinstance(inner, stripe.PaymentIntent) else ()
                return payment_of_session(session, refunds)
            intent = self._client.v1.payment_intents.retrieve(reference, {"expand": [_EXPANDED_CHARGE]})
            return payment_of_intent(intent, reference, self._refunds_of(intent))

    def cancel(self, reference: str) -> None:
        with our_errors():
            try:
                if reference.startswith(_SESSION_PREFIX):
                    self._client.v1.checkout.sessions.expire(reference)
                else:
                    self._client.v1.payment_intents.cancel(reference)
            except stripe.InvalidRequestError as error:
                # Stripe says no to what is paid or closed already, which is as good; to an unknown one it says 404.
                if error.http_status == 404 or self._is_open(reference):
                    raise

    def refund(self, request: RefundRequest) -> ProviderRefund:
        with our_errors():
            made = self._client.v1.refunds.create(
                {
                    "payment_intent": request.charge_reference or self._intent_of(request.payment_reference),
                    "amount": to_stripe(request.amount_cents, request.currency),
                    "metadata": {"refund_id": request.refund_id},
                },
                {"idempotency_key": request.refund_id},
            )
        return refund_of(made)

    def read_event(self, headers: Mapping[str, str], body: bytes, at: int) -> ReadEvent:
        header = headers.get("stripe-signature", "")
        if not any(_is_signed(body, header, secret) for secret in self._webhook_secrets):
            raise BadSignatureError
        if abs(at // 1000 - _time_of(header)) > TOLERANCE_S:
            raise BadSignatureError
        return read_stripe_event(body)

    def parse_event(self, body: bytes) -> ReadEvent:
        return read_stripe_event(body)

    def _start_intent(self, charge: Charge) -> StartedPayment:
        params = _intent_params(charge)
        if charge.saves_customer:
            params["customer"] = self._make_customer(charge)
            params["setup_future_usage"] = "off_session"
        made = self._client.v1.payment_intents.create(params, {"idempotency_key": charge.payment_id})
        return StartedPayment(made.id, status_of_intent(made), client_secret=made.client_secret)

    def _start_session(self, charge: Charge) -> StartedPayment:
        made = self._client.v1.checkout.sessions.create(
            _session_params(charge, self._home_url), {"idempotency_key": charge.payment_id}
        )
        return StartedPayment(made.id, session_status(made), url=made.url)

    def _charge_saved(self, charge: Charge, customer: str) -> StartedPayment:
        """Charge the card that the customer left here; a decline raises CardError, and ours of it is a refusal."""
        methods = self._client.v1.customers.payment_methods.list(customer, {"limit": 1}).data
        if not methods:
            raise ProviderRefusedError("The means of payment was removed")
        params = _intent_params(charge)
        params["customer"] = customer
        params["payment_method"] = methods[0].id
        params["off_session"] = True
        params["confirm"] = True
        made = self._client.v1.payment_intents.create(params, {"idempotency_key": charge.payment_id})
        return StartedPayment(made.id, status_of_intent(made))

    def _make_customer(self, charge: Charge) -> str:
        made = self._client.v1.customers.create(
            {
                "name": charge.customer_name,
                "metadata": {"organization_id": charge.organization_id},
                **({"email": charge.customer_email} if _is_anybodys(charge.customer_email) else {}),
            },
            {"idempotency_key": f"{charge.payment_id}:customer"},
        )
        return made.id

    def _refunds_of(self, intent: stripe.PaymentIntent) -> tuple[ProviderRefund, ...]:
        if not intent.amount_received:
            return ()
        listed = self._client.v1.refunds.list({"payment_intent": intent.id, "limit": 100})
        return tuple(refund_of(refund) for refund in listed.auto_paging_iter())

    def _intent_of(self, reference: str) -> str:
        if not reference.startswith(_SESSION_PREFIX):
            return reference
        found = intent_id(self._client.v1.checkout.sessions.retrieve(reference))
        if found is None:
            raise ProviderRefusedError("Nothing was paid in this session")
        return found

    def _is_open(self, reference: str) -> bool:
        return self.look_up(reference).status is PaymentStatus.PENDING


def _intent_params(charge: Charge) -> "PaymentIntentCreateParams":
    return {
        "amount": to_stripe(charge.amount_cents, charge.currency),
        "currency": charge.currency,
        "description": charge.description,
        "metadata": _metadata(charge),
        "automatic_payment_methods": {"enabled": True},
    }


def _session_params(charge: Charge, home_url: str) -> "SessionCreateParams":
    params: SessionCreateParams = {
        "mode": "payment",
        "line_items": _line_items(charge),
        "client_reference_id": charge.payment_id,
        "metadata": _metadata(charge),
        "payment_intent_data": {"description": charge.description, "metadata": _metadata(charge)},
        "success_url": charge.return_url or home_url,
        "cancel_url": charge.cancel_url or charge.return_url or home_url,
    }
    # The time follows from the hold alone, so that the same payment asked for again is the same request. Stripe takes
    # from 30 minutes to 24 hours; a session that outlives its hold is closed by ``cancel``.
    expires_at = charge.expires_at // 1000 + _SESSION_GRACE_S
    if expires_at - charge.created_at // 1000 < _LONGEST_SESSION_S:
        params["expires_at"] = expires_at
    if _is_anybodys(charge.customer_email):
        params["customer_email"] = charge.customer_email
    if charge.language in _LOCALES:
        params["locale"] = charge.language
    if charge.saves_customer:
        params["customer_creation"] = "always"
        params["payment_intent_data"]["setup_future_usage"] = "off_session"
    return params


def _line_items(charge: Charge) -> "list[SessionCreateParamsLineItem]":
    """What is bought, line by line; as one line where Stripe's page could not show the lines so."""
    lines = list(charge.lines)
    total = sum(line.quantity * line.unit_cents for line in lines)
    is_plain = all(line.unit_cents >= 0 and line.quantity > 0 for line in lines)
    if not 0 < len(lines) <= _MOST_LINES or total != charge.amount_cents or not is_plain:
        lines = [ChargeLine(charge.description, 1, charge.amount_cents)]
    return [
        {
            "quantity": line.quantity,
            "price_data": {
                "currency": charge.currency,
                "unit_amount": to_stripe(line.unit_cents, charge.currency),
                "product_data": {"name": line.name[:_LONGEST_NAME] or "Order"},
            },
        }
        for line in lines
    ]


def _metadata(charge: Charge) -> dict[str, str]:
    """The shop's own facts, and the ids by which an event finds its payment; Stripe bounds each value."""
    facts = {
        **charge.metadata,
        "payment_id": charge.payment_id,
        "order_id": charge.order_id,
        "organization_id": charge.organization_id,
    }
    return {name: value[:_LONGEST_METADATA] for name, value in facts.items() if value}


def _is_anybodys(email: str) -> bool:
    """Whether mail to the address reaches someone: placeholders never leave this server."""
    return bool(email) and not email.endswith(_NOBODYS_DOMAIN)


def _is_signed(body: bytes, header: str, secret: str) -> bool:
    if not header.isascii():
        return False  # The SDK compares text, which takes ASCII only.
    try:
        # The first half of the SDK's construct_event. Its second parses, and falls over JSON that is no object; the
        # age is checked against the caller's clock.
        return bool(stripe.WebhookSignature.verify_header(body, header, secret))
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


def _time_of(header: str) -> int:
    """The time in a header whose signature was good, in Unix seconds."""
    return next(int(part[2:]) for part in header.split(",") if part.startswith("t="))
