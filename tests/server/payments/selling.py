"""Sell over HTTP to a server whose payment provider is a fake one, and look at what became of it."""

import time
from collections.abc import Callable
from typing import Any

import httpx
from sqlalchemy import select

from server.context import Context
from server.ledger.models import LedgerEntry
from server.payments.models import Refund
from tests.factories import Club

PRICE = 2_500
PATIENCE_S = 20.0


def check_out(caller: httpx.Client, club: Club, mode: str = "page", quantity: int = 2) -> dict[str, Any]:
    body = {
        "productId": club.product_id,
        "quantity": quantity,
        "customerEmail": "jo@buyer.org",
        "customerName": "Jo Doe",
        "mode": mode,
    }
    answer = caller.post("/api/v1/checkout/sessions", json=body)
    assert answer.status_code == 200, answer.text
    session: dict[str, Any] = answer.json()
    return session


def status_of(caller: httpx.Client, session: dict[str, Any]) -> str:
    return str(caller.get(f"/api/v1/checkout/sessions/{session['sessionId']}").json()["status"])


def wait_until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_so():
        assert time.monotonic() < deadline, "It did not come to be"
        time.sleep(0.05)


def held_cents(context: Context, session: dict[str, Any], provider: str) -> int:
    """What the books say the provider holds for the order."""
    statement = select(LedgerEntry).where(
        LedgerEntry.order_id == session["orderId"], LedgerEntry.account == f"provider:{provider}"
    )
    return sum(entry.amount_cents for entry in context.database.read_now(lambda read: read.scalars(statement).all()))


def refunds_of(context: Context, session: dict[str, Any]) -> list[tuple[str, str, int]]:
    statement = select(Refund).where(Refund.order_id == session["orderId"])
    rows = context.database.read_now(lambda read: read.scalars(statement).all())
    return [(row.kind, row.status, row.amount_cents) for row in rows]
