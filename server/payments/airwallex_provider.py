"""Payments by Airwallex: links that buyers pay, intents for the caller's own page, and refunds.

Its money is in major units with the decimals of ISO 4217.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from server.errors import ProviderRefusedError
from server.payments.airwallex_client import AirwallexClient, AirwallexRefusedError
from server.payments.airwallex_events import check_signature, read_airwallex_event
from server.payments.currency import from_major, to_major
from server.payments.provider import (
    Charge,
    Mode,
    PaymentStatus,
    ProviderPayment,
    ProviderRefund,
    ReadEvent,
    RefundRequest,
    StartedPayment,
)

_LINKS, _INTENTS, _REFUNDS = "/api/v1/pa/payment_links", "/api/v1/pa/payment_intents", "/api/v1/pa/refunds"
_INTENT_PREFIX = "int_"
_ASKED_BEFORE = "duplicate_request"
_LONGEST_TITLE, _LONGEST_REASON, _LONGEST_METADATA = 120, 128, 500
_PAGE_SIZE = 100
_REFUND_STATUSES = {"SETTLED": "succeeded", "SUCCEEDED": "succeeded", "FAILED": "failed"}
"""Received and accepted ones are still on their way."""


class AirwallexProvider:
    """Airwallex. References are payment links and, for intents, payment intents (``int_…``).

    A link asked for again after its answer was lost may be a second one; of the first nobody knows the address. Means
    of payment are not kept: what renews is paid by a new link. Fees are in Airwallex's settlement reports only.
    """

    def __init__(self, client: AirwallexClient, webhook_secret: str) -> None:
        self._client = client
        self._webhook_secret = webhook_secret

    @property
    def name(self) -> str:
        return "airwallex"

    def start(self, charge: Charge) -> StartedPayment:
        if charge.saved_customer is not None:
            raise ProviderRefusedError("Airwallex keeps no means of payment here")
        return self._start_intent(charge) if charge.mode is Mode.INTENT else self._start_link(charge)

    def look_up(self, reference: str) -> ProviderPayment:
        if reference.startswith(_INTENT_PREFIX):
            return self._payment_of(self._client.get(f"{_INTENTS}/{reference}"), reference)
        link = self._client.get(f"{_LINKS}/{reference}")
        paid_by = link.get("latest_successful_payment_intent_id")
        if paid_by:
            return self._payment_of(self._client.get(f"{_INTENTS}/{paid_by}"), reference)
        currency = str(link["currency"]).lower()
        return ProviderPayment(
            reference=reference,
            status=PaymentStatus.PENDING if link.get("active", True) else PaymentStatus.CANCELLED,
            amount_cents=from_major(link["amount"], currency),
            currency=currency,
            payment_id=(link.get("metadata") or {}).get("payment_id"),
        )

    def cancel(self, reference: str) -> None:
        if self.look_up(reference).status is not PaymentStatus.PENDING:
            return
        try:
            if reference.startswith(_INTENT_PREFIX):
                request = {"request_id": f"{reference}:cancel", "cancellation_reason": "Not paid in time"}
                self._client.post(f"{_INTENTS}/{reference}/cancel", request)
            else:
                self._client.post(f"{_LINKS}/{reference}/deactivate", {})
        except AirwallexRefusedError:
            # Paid or closed in the meantime, which is as good.
            if self.look_up(reference).status is PaymentStatus.PENDING:
                raise

    def refund(self, request: RefundRequest) -> ProviderRefund:
        intent = request.charge_reference or self._intent_of(request.payment_reference)
        body = {
            "request_id": request.refund_id,
            "payment_intent_id": intent,
            "amount": to_major(request.amount_cents, request.currency),
            "reason": (request.reason or "Refund")[:_LONGEST_REASON],
            "metadata": {"refund_id": request.refund_id},
        }
        try:
            return _refund_of(self._client.post(f"{_REFUNDS}/create", body))
        except AirwallexRefusedError as error:
            known = self._find_refund(intent, request) if error.airwallex_code == _ASKED_BEFORE else None
            if known is None:
                raise
            return known

    def read_event(self, headers: Mapping[str, str], body: bytes, at: int) -> ReadEvent:
        check_signature(headers, body, self._webhook_secret, at)
        return read_airwallex_event(body)

    def parse_event(self, body: bytes) -> ReadEvent:
        return read_airwallex_event(body)

    def _start_link(self, charge: Charge) -> StartedPayment:
        made = self._client.post(
            f"{_LINKS}/create",
            {
                "request_id": charge.payment_id,
                "title": charge.description[:_LONGEST_TITLE] or "Order",
                "amount": to_major(charge.amount_cents, charge.currency),
                "currency": charge.currency.upper(),
                "reusable": False,
                "reference": charge.payment_id,
                "return_url": charge.return_url,
                "metadata": _metadata(charge),
            },
        )
        return StartedPayment(str(made["id"]), PaymentStatus.PENDING, url=str(made["url"]))

    def _start_intent(self, charge: Charge) -> StartedPayment:
        body = {
            "request_id": charge.payment_id,
            "amount": to_major(charge.amount_cents, charge.currency),
            "currency": charge.currency.upper(),
            "merchant_order_id": charge.order_id,
            "return_url": charge.return_url,
            "metadata": _metadata(charge),
        }
        try:
            made = self._client.post(f"{_INTENTS}/create", body)
        except AirwallexRefusedError as error:
            known = self._find_intent(charge) if error.airwallex_code == _ASKED_BEFORE else None
            if known is None:
                raise
            made = known
        return StartedPayment(str(made["id"]), _status_of(made), client_secret=str(made["client_secret"]))

    def _find_intent(self, charge: Charge) -> dict[str, Any] | None:
        """The intent that an earlier call made, where Airwallex answers a second one only with a refusal."""
        amount = to_major(charge.amount_cents, charge.currency)
        for listed in self._items(_INTENTS, {"merchant_order_id": charge.order_id}):
            is_ours = (listed.get("metadata") or {}).get("payment_id") == charge.payment_id
            if is_ours and Decimal(listed["amount"]) == amount:
                # Lists leave the client secret out.
                return self._client.get(f"{_INTENTS}/{listed['id']}")
        return None

    def _find_refund(self, intent: str, request: RefundRequest) -> ProviderRefund | None:
        for told in self._refunds_of(intent):
            if told.refund_id == request.refund_id and told.amount_cents == request.amount_cents:
                return told
        return None

    def _payment_of(self, intent: dict[str, Any], reference: str) -> ProviderPayment:
        status = _status_of(intent)
        currency = str(intent["currency"]).lower()
        is_paid = status is PaymentStatus.SUCCEEDED
        attempt = intent.get("latest_payment_attempt") or {}
        return ProviderPayment(
            reference=reference,
            status=status,
            amount_cents=from_major(intent["captured_amount"] if is_paid else intent["amount"], currency),
            currency=currency,
            charge_reference=str(intent["id"]),
            failure="" if is_paid else str(attempt.get("failure_code") or ""),
            payment_id=(intent.get("metadata") or {}).get("payment_id"),
            refunds=tuple(self._refunds_of(str(intent["id"]))) if is_paid else (),
        )

    def _refunds_of(self, intent: str) -> list[ProviderRefund]:
        return [_refund_of(listed) for listed in self._items(_REFUNDS, {"payment_intent_id": intent})]

    def _items(self, path: str, wanted: dict[str, str]) -> list[dict[str, Any]]:
        """All pages of a list."""
        items: list[dict[str, Any]] = []
        page = 0
        while True:
            answer = self._client.get(path, {**wanted, "page_num": str(page), "page_size": str(_PAGE_SIZE)})
            items += answer.get("items") or []
            if not answer.get("has_more"):
                return items
            page += 1

    def _intent_of(self, reference: str) -> str:
        if reference.startswith(_INTENT_PREFIX):
            return reference
        found = self.look_up(reference).charge_reference
        if found is None:
            raise ProviderRefusedError("Nothing was paid by this link")
        return found


def _status_of(intent: dict[str, Any]) -> PaymentStatus:
    """A failed attempt leaves an intent open: the buyer may try again until it is cancelled."""
    if intent["status"] == "SUCCEEDED":
        return PaymentStatus.SUCCEEDED
    return PaymentStatus.CANCELLED if intent["status"] == "CANCELLED" else PaymentStatus.PENDING


def _refund_of(refund: dict[str, Any]) -> ProviderRefund:
    currency = str(refund["currency"]).lower()
    return ProviderRefund(
        reference=str(refund["id"]),
        status=_REFUND_STATUSES.get(str(refund["status"]), "requested"),
        amount_cents=from_major(refund["amount"], currency),
        currency=currency,
        refund_id=(refund.get("metadata") or {}).get("refund_id"),
        failure=str(refund.get("failure_details") or "") if refund["status"] == "FAILED" else "",
    )


def _metadata(charge: Charge) -> dict[str, str]:
    facts = {
        **charge.metadata,
        "payment_id": charge.payment_id,
        "order_id": charge.order_id,
        "organization_id": charge.organization_id,
    }
    return {name: value[:_LONGEST_METADATA] for name, value in facts.items() if value}
