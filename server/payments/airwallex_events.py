"""Airwallex's events: their signature, and what each means to us, by its own names and by those of older set-ups."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from server.errors import BadSignatureError, InvalidRequestError
from server.payments.provider import EventKind, ReadEvent

TOLERANCE_MS = 300_000
"""How old an event may be when it comes."""
_FIRST_MS = 10**11
"""A larger time counts milliseconds, as Airwallex's do; a smaller one seconds."""
_KINDS = {
    "payment.succeeded": EventKind.PAID,
    "payment.failed": EventKind.FAILED,
    "payment_intent.succeeded": EventKind.PAID,
    "payment_intent.cancelled": EventKind.EXPIRED,
    "payment_link.paid": EventKind.PAID,
    "payment_link.deactivated": EventKind.EXPIRED,
    "payment_attempt.failed": EventKind.FAILED,
    "payment_attempt.failed_to_process": EventKind.FAILED,
    "payment_attempt.authentication_failed": EventKind.FAILED,
    "payment_attempt.capture_failed": EventKind.FAILED,
    "payment_attempt.expired": EventKind.FAILED,
}
_REFUNDS = "refund."
"""refund.received, refund.accepted, refund.settled, refund.succeeded, refund.failed and processing."""


def check_signature(headers: Mapping[str, str], body: bytes, secret: str, at: int) -> None:
    """BadSignatureError unless ``x-signature`` is the hex HMAC-SHA256 of timestamp and body, and the time is near."""
    time_text, given = headers.get("x-timestamp", ""), headers.get("x-signature", "")
    if not time_text.isascii() or not time_text.isdigit() or not given.isascii():
        raise BadSignatureError
    expected = hmac.new(secret.encode(), time_text.encode() + body, hashlib.sha256).hexdigest()
    if not hmac.compare_digest(expected, given.lower()):
        raise BadSignatureError
    moment = int(time_text)
    if abs(at - (moment if moment > _FIRST_MS else moment * 1000)) > TOLERANCE_MS:
        raise BadSignatureError


def read_airwallex_event(body: bytes) -> ReadEvent:
    """An event whose signature was good; InvalidRequestError where it is none."""
    try:
        event = json.loads(body)
        event_id, name, data = str(event["id"]), str(event["name"]), event["data"]
        subject = data.get("object") or data
        kind = EventKind.REFUNDED if name.startswith(_REFUNDS) else _KINDS.get(name, EventKind.IGNORED)
        if kind is EventKind.IGNORED:
            return ReadEvent(event_id, name, kind)
        link, intent = _ids_in(name, subject)
        return ReadEvent(
            event_id,
            name,
            kind,
            reference=link or intent,
            charge_reference=intent,
            payment_id=_text_in(subject.get("metadata") or {}, "payment_id"),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidRequestError("Not an event of Airwallex's") from error


def _ids_in(name: str, subject: dict[str, Any]) -> tuple[str | None, str | None]:
    """The payment link and the payment intent that an event's object is, or names."""
    if name.startswith("payment_link."):
        return _text_in(subject, "id"), _text_in(subject, "latest_successful_payment_intent_id")
    link = _text_in(subject, "payment_link_id")
    if name.startswith(("payment_intent.", "payment.")):
        return link, _text_in(subject, "payment_intent_id") or _text_in(subject, "id")
    return link, _text_in(subject, "payment_intent_id")


def _text_in(found: dict[str, Any], name: str) -> str | None:
    value = found.get(name)
    return value if isinstance(value, str) and value else None
