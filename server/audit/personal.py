"""Where a person's data stands: every column that can hold some, and what takes its place when they are erased.

Ids, money, states and times stay, so that the ledger, invoices and the door log remain whole. A test holds that every
column of every table is either here or known to hold nobody's data.
"""

from collections.abc import Callable, Mapping
from typing import Any

from server.contacts.service import PLACEHOLDER_DOMAIN

Row = Mapping[str, Any]
Blank = Callable[[Row], Any]
_LEADS_TO_AN_ADDRESS = ("trackingNumber", "trackingUrl")


def _text(_: Row) -> str:
    return ""


def _nothing(_: Row) -> None:
    return None


def _no_hash(_: Row) -> bytes:
    """The hash of no token: nothing opens the order any more. None would leave the token derived from its id."""
    return b""


def _object(_: Row) -> dict[str, Any]:
    return {}


def _placeholder(row: Row) -> str:
    """Addresses are unique in an organization; nobody is ever mailed at this one, and it is never shown."""
    return f"erased.{row['id'].partition('_')[2]}@{PLACEHOLDER_DOMAIN}"


def _own_key(row: Row) -> str:
    return f"erased.{row['id']}"


def _without_tracking(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row["data"].items() if name not in _LEADS_TO_AN_ADDRESS}


def _leading_to_nobody(row: Row) -> dict[str, Any]:
    """What was delivered, without where to, and a ticket by our own code alone."""
    said = {name: value for name, value in row["fulfillment_data"].items() if name not in _LEADS_TO_AN_ADDRESS}
    return {**said, "ticketCode": said.get("ticketId", "")} if "ticketCode" in said else said


def _failed_if_queued(row: Row) -> str:
    return "failed" if row["status"] == "queued" else str(row["status"])


BLANKS: Mapping[str, Mapping[str, Blank]] = {
    "contacts": {"email": _placeholder, "first_name": _text, "last_name": _text, "phone": _text},
    "orders": {
        "customer_name": _text,
        "customer_email": _text,
        "customer_key": _own_key,
        "customer_phone": _text,
        "frontend_rsvp_id": _nothing,
        "billing": _nothing,
        "shipping_address": _nothing,
        "extra": _object,
        "token_hash": _no_hash,
        "user_id": _nothing,
    },
    "purchase_items": {
        "buyer_name": _text,
        "buyer_email": _text,
        "buyer_phone": _text,
        "fulfillment_data": _leading_to_nobody,
    },
    "entitlements": {"data": _without_tracking},
    "appointments": {
        "customer_name": _text,
        "customer_email": _text,
        "customer_phone": _text,
        "notes": _text,
        "session_notes": _text,
        "extra": _object,
        "meeting_url": _nothing,
    },
    "deliveries": {"recipient": _text, "failure": _text, "status": _failed_if_queued},
    "payments": {
        "url": _nothing,
        "sealed_client_secret": _nothing,
        "return_url": _text,
        "cancel_url": _text,
        "customer_reference": _nothing,
        "failure": _text,
    },
    "refunds": {"reason": _text, "failure": _text},
    "test_charges": {"customer": _nothing, "return_url": _text, "cancel_url": _text},
    "tickets": {
        "holder_name": _text,
        "holder_email": _nothing,
        "holder_phone": _text,
        "foreign_code": _text,
        "foreign_key": _text,
        "foreign_reference": _text,
    },
}
"""By table and column, in the order in which the tables are blanked: tickets last, because the doors hear of them.

What another system printed on a ticket leads to a person there.
"""
ERASED_OTHERWISE = {
    ("provider_events", "sealed_body"): "dropped, once the event was worked",
    ("idempotent_answers", "sealed_answer"): "opened, blanked and sealed again",
}
KEPT: Mapping[tuple[str, str], str] = {
    ("invoices", "body"): "Invoices and credit notes are kept unchanged for as long as tax law asks",
    ("tickets", "foreign_hash"): "Hashes by this server's key: a code that is handed over again opens nothing",
    ("users", "email"): "The account belongs to the person; it is theirs to close",
    ("users", "email_key"): "The same",
    ("users", "name"): "The same",
    ("users", "google_subject"): "The same",
    ("users", "password_hash"): "The same",
}
"""Personal, and not an organization's to erase; why."""
NAMING = frozenset(
    {
        *("email", "first_name", "last_name", "phone", "customer_name", "customer_email", "customer_key"),
        *("customer_phone", "buyer_name", "buyer_email", "buyer_phone", "recipient"),
        *("holder_name", "holder_email", "holder_phone", "notes", "session_notes"),
        *("foreign_code", "foreign_reference"),
    }
)
"""The columns whose very text must not stand in kept answers either."""
NEVER_EXPORTED = frozenset({"token_hash", "signed_code", "sealed_client_secret", "customer_key", "feed_position"})
"""What is a secret, or ours alone."""
