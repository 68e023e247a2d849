"""What the fake Stripe knows: objects as Stripe's API shows them, changed by calls and by buyers, banks and clerks."""

import copy
import itertools
import threading
import time
from collections.abc import Callable
from typing import Any

Object = dict[str, Any]
Tell = Callable[[str, Object], None]
"""Makes an event: its type, and the object that it is about."""
_PREFIXES = {
    "payment_intent": "pi",
    "checkout.session": "cs_test",
    "charge": "ch",
    "balance_transaction": "txn",
    "refund": "re",
    "dispute": "dp",
    "customer": "cus",
    "payment_method": "pm",
    "account": "acct",
    "transfer": "tr",
    "transfer_reversal": "trr",
}
_FEE_RATE = 0.015
_FEE_FIXED = 25


class StripeFault(Exception):  # noqa: N818  Stripe's own word for it is error; this is one that the caller made.
    """An answer that is an error, as Stripe shapes it."""

    def __init__(self, status: int, message: str, *, kind: str = "invalid_request_error", **fields: Any) -> None:
        super().__init__(message)
        self.status = status
        self.json = {"error": {"type": kind, "message": message, **fields}}


class StripeBooks:
    """All objects by id, under one lock."""

    def __init__(self, tell: Tell) -> None:
        self.lock = threading.RLock()
        self.objects: dict[str, Object] = {}
        self.fee_currency: str | None = None
        """The currency of the platform's account, where it is not that of the payment."""
        self.exchange_rate = 1.0
        self._tell = tell
        self._numbers = itertools.count(1)

    def add(self, kind: str, **fields: Any) -> Object:
        """A new object of a kind, with an id as Stripe's look."""
        made = {
            "id": f"{_PREFIXES[kind]}_{next(self._numbers):024d}",
            "object": kind,
            "created": int(time.time()),
            "livemode": False,
            "metadata": {},
            **fields,
        }
        self.objects[made["id"]] = made
        return made

    def get(self, reference: str, kind: str) -> Object:
        """The object; 404 as Stripe says it where there is none of that kind."""
        found = self.objects.get(reference)
        if found is None or found["object"] != kind:
            message = f"No such {kind}: '{reference}'"
            raise StripeFault(404, message, code="resource_missing", param="id")
        return found

    def all_of(self, kind: str) -> list[Object]:
        """All objects of a kind, newest first as Stripe lists them."""
        return [found for found in reversed(self.objects.values()) if found["object"] == kind]

    def show(self, made: Object, expands: list[str]) -> Object:
        """An object as it is answered: what is expanded stands in place of its id, and what begins with _ is unseen."""
        shown = copy.deepcopy(made)
        for path in expands:
            holder: Any = shown
            for name in path.split("."):
                if not isinstance(holder, dict):
                    break
                if name not in holder:
                    raise StripeFault(400, f"This property cannot be expanded ({path}).", param="expand")
                if isinstance(holder[name], str):
                    holder[name] = copy.deepcopy(self.objects.get(holder[name]))
                holder = holder[name]
        return {name: value for name, value in shown.items() if not name.startswith("_")}

    def tell(self, kind: str, subject: Object) -> None:
        """Make an event about an object as it is now."""
        self._tell(kind, copy.deepcopy(subject))

    def new_intent(self, **fields: Any) -> Object:
        """An intent that waits for a means of payment."""
        made = self.add(
            "payment_intent",
            status="requires_payment_method",
            amount_received=0,
            latest_charge=None,
            last_payment_error=None,
            customer=None,
            payment_method=None,
            setup_future_usage=None,
            **fields,
        )
        made["client_secret"] = f"{made['id']}_secret_{made['id'][-8:]}"
        return made

    def succeed(self, intent: Object) -> None:
        """The buyer's bank paid the intent."""
        fee_currency = self.fee_currency or intent["currency"]
        rate = self.exchange_rate if self.fee_currency else 1.0
        booked_amount = round(intent["amount"] * rate)
        fee = round(booked_amount * _FEE_RATE) + _FEE_FIXED
        booked = self.add(
            "balance_transaction",
            amount=booked_amount,
            currency=fee_currency,
            fee=fee,
            net=booked_amount - fee,
            exchange_rate=rate if self.fee_currency else None,
            type="charge",
        )
        charge = self.add(
            "charge",
            amount=intent["amount"],
            amount_refunded=0,
            balance_transaction=booked["id"],
            currency=intent["currency"],
            metadata=dict(intent["metadata"]),
            payment_intent=intent["id"],
            refunded=False,
            disputed=False,
            status="succeeded",
        )
        intent.update(
            status="succeeded",
            amount_received=intent["amount"],
            latest_charge=charge["id"],
            last_payment_error=None,
        )
        self.tell("payment_intent.succeeded", intent)
        self.tell("charge.succeeded", charge)

    def decline(self, intent: Object, code: str = "card_declined") -> None:
        """The buyer's bank said no; the intent waits for another card."""
        error = {"type": "card_error", "code": code, "message": "Your card was declined."}
        intent.update(status="requires_payment_method", last_payment_error=error)
        self.tell("payment_intent.payment_failed", intent)

    def keep_card(self, intent: Object, customer: str) -> None:
        """The customer's card is kept for later."""
        method = self.add("payment_method", type="card", customer=customer)
        intent.update(customer=customer, payment_method=method["id"])

    def give_back(self, intent: Object, amount: int, metadata: dict[str, str], *, waits: bool) -> Object:
        """A refund of a paid intent; one that waits is pending until ``finish_refund``."""
        charge_id = intent["latest_charge"]
        if intent["status"] != "succeeded" or charge_id is None:
            raise StripeFault(400, "This PaymentIntent does not have a successful charge to refund.")
        charge = self.objects[charge_id]
        left = charge["amount"] - charge["amount_refunded"]
        if charge["disputed"]:
            raise StripeFault(400, "The charge has been charged back.", code="charge_disputed")
        if not left:
            raise StripeFault(400, "Charge has already been refunded.", code="charge_already_refunded")
        if not 0 < amount <= left:
            raise StripeFault(400, "Refund amount is greater than unrefunded amount on charge.", param="amount")
        charge["amount_refunded"] += amount
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        refund = self.add(
            "refund",
            amount=amount,
            charge=charge["id"],
            currency=charge["currency"],
            metadata=metadata,
            payment_intent=intent["id"],
            status="pending" if waits else "succeeded",
        )
        self.tell("refund.created", refund)
        self.tell("charge.refunded", charge)
        return refund

    def finish_refund(self, refund: Object, *, succeeds: bool) -> None:
        """A pending refund reached the buyer's bank, or came back from it."""
        refund["status"] = "succeeded" if succeeds else "failed"
        if not succeeds:
            refund["failure_reason"] = "lost_or_stolen_card"
            charge = self.objects[refund["charge"]]
            charge["amount_refunded"] -= refund["amount"]
            charge["refunded"] = False
        self.tell("refund.updated" if succeeds else "refund.failed", refund)
