"""Charges to start at a payment provider in tests."""

from typing import Any

from server.ids import new_id, now_ms
from server.payments.provider import Charge, ChargeLine, Mode, RefundRequest

RETURN_URL = "https://shop.example/thanks"
CANCEL_URL = "https://shop.example/basket"
HOLD_MS = 15 * 60_000


def a_charge(amount_cents: int = 4000, currency: str = "eur", mode: Mode = Mode.PAGE, **fields: Any) -> Charge:
    """Two tickets, or what ``fields`` say instead."""
    return Charge(
        **{
            "payment_id": new_id("pay"),
            "order_id": new_id("ord"),
            "organization_id": "o1",
            "mode": mode,
            "amount_cents": amount_cents,
            "currency": currency,
            "description": "Perreo Fridays, VIP",
            "lines": [ChargeLine("VIP", 1, amount_cents)],
            "customer_email": "max@example.com",
            "customer_name": "Max Mustermann",
            "return_url": RETURN_URL,
            "cancel_url": CANCEL_URL,
            "expires_at": now_ms() + HOLD_MS,
            "created_at": now_ms(),
            "metadata": {
                "event_name": "Perreo Fridays",
                "ticket_type": "VIP",
                "quantity": "2",
                "customer_name": "Max Mustermann",
            },
            **fields,
        }
    )


def a_refund(
    reference: str, amount_cents: int, currency: str = "eur", charge_reference: str | None = None
) -> RefundRequest:
    """A refund with a key of its own."""
    return RefundRequest(new_id("ref"), reference, charge_reference, amount_cents, currency, reason="cannot come")
