"""Stripe's events, as Stripe names them: what each means to us and what it is about."""

import json
from typing import Any

from server.errors import InvalidRequestError
from server.payments.provider import EventKind, ProviderDispute, ReadEvent
from server.payments.stripe_client import from_stripe

_KINDS = {
    "payment_intent.succeeded": EventKind.PAID,
    "payment_intent.payment_failed": EventKind.FAILED,
    "payment_intent.canceled": EventKind.EXPIRED,
    "checkout.session.completed": EventKind.PAID,
    "checkout.session.async_payment_succeeded": EventKind.PAID,
    "checkout.session.async_payment_failed": EventKind.FAILED,
    "checkout.session.expired": EventKind.EXPIRED,
    "charge.updated": EventKind.PAID,
    "charge.refunded": EventKind.REFUNDED,
    "charge.refund.updated": EventKind.REFUNDED,
    "refund.created": EventKind.REFUNDED,
    "refund.updated": EventKind.REFUNDED,
    "refund.failed": EventKind.REFUNDED,
    "charge.dispute.created": EventKind.DISPUTED,
    "charge.dispute.funds_withdrawn": EventKind.DISPUTED,
    "charge.dispute.closed": EventKind.DISPUTE_CLOSED,
    "account.updated": EventKind.ACCOUNT,
}
"""``charge.updated`` comes when Stripe knows its fee, which may be after the payment.

All others, payouts and transfers among them, are kept and ignored; so is ``payment_intent.failed``, never sent."""
_INQUIRY = "warning_"
"""How the states of an inquiry begin: the bank asks and takes no money yet; ``funds_withdrawn`` says when it does."""


def read_stripe_event(body: bytes) -> ReadEvent:
    """An event whose signature was good; InvalidRequestError where it is none."""
    try:
        event = json.loads(body)
        event_id, event_type, subject = event["id"], event["type"], event["data"]["object"]
        kind = _KINDS.get(event_type, EventKind.IGNORED)
        return ReadEvent(event_id, event_type, **_facts_of(kind, event_type, subject))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidRequestError("Not an event of Stripe's") from error


def _facts_of(kind: EventKind, event_type: str, subject: dict[str, Any]) -> dict[str, Any]:
    if kind is EventKind.IGNORED:
        return {"kind": kind}
    if kind is EventKind.ACCOUNT:
        return {"kind": kind, "reference": subject["id"]}
    metadata = subject.get("metadata") or {}
    payment_id = metadata.get("payment_id") or subject.get("client_reference_id")
    if event_type.startswith("payment_intent."):
        return {
            "kind": kind,
            "reference": subject["id"],
            "charge_reference": subject["id"],
            "payment_id": payment_id,
        }
    intent = _id_of(subject.get("payment_intent"))
    if event_type.startswith("checkout.session."):
        return {"kind": kind, "reference": subject["id"], "charge_reference": intent, "payment_id": payment_id}
    facts: dict[str, Any] = {"kind": kind, "reference": intent, "charge_reference": intent, "payment_id": payment_id}
    if kind in (EventKind.DISPUTED, EventKind.DISPUTE_CLOSED):
        if subject["status"].startswith(_INQUIRY) and event_type != "charge.dispute.funds_withdrawn":
            return {"kind": EventKind.IGNORED}
        facts["dispute"] = _dispute_of(subject, is_open=kind is EventKind.DISPUTED)
    return facts


def _dispute_of(subject: dict[str, Any], *, is_open: bool) -> ProviderDispute:
    return ProviderDispute(
        reference=subject["id"],
        amount_cents=from_stripe(subject["amount"], subject["currency"]),
        currency=subject["currency"],
        is_open=is_open,
        is_won=not is_open and subject["status"] == "won",
    )


def _id_of(value: Any) -> str | None:  # noqa: ANN401  Stripe gives an id or, expanded, an object.
    found = value["id"] if isinstance(value, dict) else value
    return found if isinstance(found, str) else None
