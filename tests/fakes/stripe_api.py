"""The calls of Stripe's API that the fake answers, with the checks that Stripe makes."""

import re
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.stripe_books import Object, StripeBooks, StripeFault

Params = dict[str, Any]
_KEY = re.compile(r"[^\[\]]+")
_SHORTEST_SESSION_S, _LONGEST_SESSION_S = 30 * 60, 24 * 3600
_SMALLEST = {"jpy": 50, "huf": 17500, "kwd": 150, "isk": 6000, "ugx": 200000, "mga": 2000}
_INTENT_PARAMS = frozenset(
    (
        "amount", "currency", "description", "metadata", "automatic_payment_methods", "customer", "payment_method",
        "setup_future_usage", "off_session", "confirm", "receipt_email", "expand",
    )
)  # fmt: skip
_SESSION_PARAMS = frozenset(
    (
        "mode", "line_items", "client_reference_id", "metadata", "payment_intent_data", "success_url", "cancel_url",
        "customer_email", "customer_creation", "locale", "expires_at", "expand",
    )
)  # fmt: skip


def parse_form(pairs: list[tuple[str, str]]) -> Params:
    """Stripe's form encoding as nested values: ``a[b][0]=c`` is ``{"a": {"b": ["c"]}}``."""
    root: Params = {}
    for name, value in pairs:
        keys = _KEY.findall(name)
        is_appended = name.endswith("[]")
        holder = root
        for key in keys[:-1]:
            holder = holder.setdefault(key, {})
        if is_appended:
            holder.setdefault(keys[-1], []).append(value)
        else:
            holder[keys[-1]] = value
    tidied: Params = _tidy(root)
    return tidied


class StripeApi:
    """Answers calls from the books."""

    def __init__(self, books: StripeBooks) -> None:
        self._books = books
        self.refunds_wait = False
        """Whether refunds begin as pending."""
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Object]]] = [
            ("POST", re.compile(r"/v1/payment_intents"), self._create_intent),
            ("GET", re.compile(r"/v1/payment_intents/([^/]+)"), lambda _, ref: books.get(ref, "payment_intent")),
            ("POST", re.compile(r"/v1/payment_intents/([^/]+)/cancel"), self._cancel_intent),
            ("POST", re.compile(r"/v1/checkout/sessions"), self._create_session),
            ("GET", re.compile(r"/v1/checkout/sessions/([^/]+)"), lambda _, ref: books.get(ref, "checkout.session")),
            ("POST", re.compile(r"/v1/checkout/sessions/([^/]+)/expire"), self._expire_session),
            ("POST", re.compile(r"/v1/refunds"), self._create_refund),
            ("GET", re.compile(r"/v1/refunds"), self._list_refunds),
            ("POST", re.compile(r"/v1/customers"), self._create_customer),
            ("GET", re.compile(r"/v1/customers/([^/]+)/payment_methods"), self._list_methods),
            ("POST", re.compile(r"/v1/accounts"), self._create_account),
            ("GET", re.compile(r"/v1/accounts/([^/]+)"), lambda _, ref: books.get(ref, "account")),
            ("POST", re.compile(r"/v1/account_links"), self._create_link),
            ("POST", re.compile(r"/v1/transfers"), self._create_transfer),
            ("GET", re.compile(r"/v1/transfers"), self._list_transfers),
            ("POST", re.compile(r"/v1/transfers/([^/]+)/reversals"), self._reverse_transfer),
        ]

    def call(self, method: str, path: str, query: list[tuple[str, str]], body: bytes) -> Object:
        """The answer to a call; StripeFault where it is an error."""
        pairs = parse_qsl(body.decode(), keep_blank_values=True) if method == "POST" else query
        params = parse_form(pairs)
        for verb, pattern, work in self._routes:
            found = pattern.fullmatch(path)
            if verb == method and found is not None:
                return self._books.show(work(params, *found.groups()), _listed(params.get("expand")))
        raise StripeFault(404, f"Unrecognized request URL ({method}: {path}).")

    def _create_intent(self, params: Params) -> Object:
        _refuse_unknown(params, _INTENT_PARAMS)
        amount, currency = _money(params, "amount")
        customer = params.get("customer")
        if customer is not None:
            self._books.get(customer, "customer")
        if params.get("setup_future_usage") == "off_session" and customer is None:
            raise StripeFault(400, "A customer is needed to keep a means of payment.", param="customer")
        intent = self._books.new_intent(
            amount=amount,
            currency=currency,
            description=params.get("description"),
            metadata=_metadata(params),
        )
        intent.update(customer=customer, setup_future_usage=params.get("setup_future_usage"))
        self._books.tell("payment_intent.created", intent)
        if params.get("confirm") == "true":
            self._confirm(intent, params)
        return intent

    def _confirm(self, intent: Object, params: Params) -> None:
        """Charge a kept card without its owner."""
        method = self._books.get(str(params.get("payment_method")), "payment_method")
        if method["customer"] != intent["customer"] or params.get("off_session") != "true":
            raise StripeFault(400, "The payment method does not belong to this customer.", param="payment_method")
        intent["payment_method"] = method["id"]
        if method.get("declines"):
            self._books.decline(intent, method["declines"])
            error = {**intent["last_payment_error"], "payment_intent": dict(intent)}
            raise StripeFault(
                402, error["message"], kind="card_error", code=error["code"], payment_intent=error["payment_intent"]
            )
        self._books.succeed(intent)

    def _cancel_intent(self, _params: Params, reference: str) -> Object:
        intent = self._books.get(reference, "payment_intent")
        if intent["status"] in ("succeeded", "canceled", "processing"):
            message = f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}."
            raise StripeFault(400, message, code="payment_intent_unexpected_state")
        intent["status"] = "canceled"
        self._books.tell("payment_intent.canceled", intent)
        return intent

    def _create_session(self, params: Params) -> Object:
        _refuse_unknown(params, _SESSION_PARAMS)
        now = int(time.time())
        expires_at = int(params.get("expires_at", now + _LONGEST_SESSION_S))
        # Stripe leaves some seconds for the way; so does this.
        if not now + _SHORTEST_SESSION_S - 5 <= expires_at <= now + _LONGEST_SESSION_S + 5:
            raise StripeFault(
                400, "The `expires_at` timestamp must be 30 minutes to 24 hours away.", param="expires_at"
            )
        for name in ("success_url", "cancel_url"):
            if not str(params.get(name, "")).startswith(("http://", "https://")):
                raise StripeFault(400, f"Not a valid URL: {params.get(name)}", param=name, code="url_invalid")
        total, currency = _total_of(_listed(params.get("line_items")))
        session = self._books.add(
            "checkout.session",
            amount_total=total,
            currency=currency,
            mode=params["mode"],
            status="open",
            payment_status="unpaid",
            payment_intent=None,
            client_reference_id=params.get("client_reference_id"),
            customer=None,
            customer_creation=params.get("customer_creation", "if_required"),
            customer_email=params.get("customer_email"),
            expires_at=expires_at,
            locale=params.get("locale"),
            metadata=_metadata(params),
            success_url=params["success_url"],
            cancel_url=params["cancel_url"],
        )
        session["url"] = f"https://checkout.stripe.example/c/pay/{session['id']}"
        session["_line_items"] = params["line_items"]
        session["_intent_data"] = params.get("payment_intent_data", {})
        return session

    def _expire_session(self, _params: Params, reference: str) -> Object:
        session = self._books.get(reference, "checkout.session")
        if session["status"] != "open":
            message = f'Only Checkout Sessions with a status in ["open"] can be expired, not {session["status"]}.'
            raise StripeFault(400, message)
        session.update(status="expired", url=None)
        self._books.tell("checkout.session.expired", session)
        return session

    def _create_refund(self, params: Params) -> Object:
        _refuse_unknown(params, frozenset(("payment_intent", "amount", "metadata", "reason", "expand")))
        intent = self._books.get(str(params.get("payment_intent")), "payment_intent")
        return self._books.give_back(intent, int(params["amount"]), _metadata(params), waits=self.refunds_wait)

    def _list_refunds(self, params: Params) -> Object:
        intent = params.get("payment_intent")
        found = [refund for refund in self._books.all_of("refund") if refund["payment_intent"] == intent]
        return _list("/v1/refunds", found, params)

    def _create_customer(self, params: Params) -> Object:
        _refuse_unknown(params, frozenset(("name", "email", "metadata", "expand")))
        return self._books.add(
            "customer", name=params.get("name"), email=params.get("email"), metadata=_metadata(params)
        )

    def _list_methods(self, params: Params, customer: str) -> Object:
        self._books.get(customer, "customer")
        found = [method for method in self._books.all_of("payment_method") if method["customer"] == customer]
        return _list(f"/v1/customers/{customer}/payment_methods", found, params)

    def _create_account(self, params: Params) -> Object:
        if params.get("type") != "express":
            raise StripeFault(400, "Only Express accounts are known here.", param="type")
        return self._books.add(
            "account",
            type="express",
            country=params.get("country", "DE"),
            email=params.get("email"),
            metadata=_metadata(params),
            charges_enabled=False,
            payouts_enabled=False,
            details_submitted=False,
            requirements={"currently_due": ["external_account", "tos_acceptance.date"]},
        )

    def _create_link(self, params: Params) -> Object:
        account = self._books.get(str(params.get("account")), "account")
        url = f"https://connect.stripe.example/setup/e/{account['id']}"
        now = int(time.time())
        return {"object": "account_link", "created": now, "expires_at": now + 300, "url": url}

    def _create_transfer(self, params: Params) -> Object:
        account = self._books.get(str(params.get("destination")), "account")
        if not account["payouts_enabled"]:
            message = "Your destination account needs to have the transfers capability enabled."
            raise StripeFault(400, message, code="insufficient_capabilities_for_transfer")
        made = self._books.add(
            "transfer",
            amount=int(params["amount"]),
            amount_reversed=0,
            currency=params["currency"],
            destination=account["id"],
            metadata=_metadata(params),
            transfer_group=params.get("transfer_group"),
            reversed=False,
        )
        self._books.tell("transfer.created", made)
        return made

    def _list_transfers(self, params: Params) -> Object:
        group = params.get("transfer_group")
        found = [transfer for transfer in self._books.all_of("transfer") if transfer["transfer_group"] == group]
        return _list("/v1/transfers", found, params)

    def _reverse_transfer(self, params: Params, reference: str) -> Object:
        transfer = self._books.get(reference, "transfer")
        amount = int(params["amount"])
        if not 0 < amount <= transfer["amount"] - transfer["amount_reversed"]:
            raise StripeFault(400, "The reversal is larger than what is left of the transfer.", param="amount")
        transfer["amount_reversed"] += amount
        transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
        return self._books.add("transfer_reversal", amount=amount, currency=transfer["currency"], transfer=reference)


def _tidy(value: Any) -> Any:
    """Mappings whose keys count from 0 become lists."""
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_tidy(value[key]) for key in sorted(value, key=int)]
    return {key: _tidy(inner) for key, inner in value.items()}


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else []


def _refuse_unknown(params: Mapping[str, Any], known: frozenset[str]) -> None:
    for name in params:
        if name not in known:
            raise StripeFault(400, f"Received unknown parameter: {name}", code="parameter_unknown", param=name)


def _money(params: Params, name: str) -> tuple[int, str]:
    """An amount as Stripe takes it: whole, not too small, the last of three decimals zero."""
    currency = str(params.get("currency", ""))
    amount = int(params[name])
    if currency in ("isk", "ugx") and amount % 100:
        raise StripeFault(400, f"Invalid decimals for {currency}", param=name)
    if currency in ("bhd", "jod", "kwd", "omr", "tnd") and amount % 10:
        raise StripeFault(400, f"The last digit of {currency} must be 0", param=name)
    smallest = _SMALLEST.get(currency, 50)
    if amount < smallest:
        raise StripeFault(400, f"Amount must be at least {smallest} {currency}", code="amount_too_small", param=name)
    return amount, currency


def _total_of(lines: list[Params]) -> tuple[int, str]:
    if not lines:
        raise StripeFault(400, "A session needs line items.", param="line_items")
    total = 0
    currency = ""
    for line in lines:
        price = line["price_data"]
        if int(price["unit_amount"]) < 0:
            raise StripeFault(400, "Invalid non-negative integer", param="line_items[0][price_data][unit_amount]")
        if not price["product_data"].get("name"):
            raise StripeFault(400, "A product needs a name.", param="line_items[0][price_data][product_data][name]")
        total += int(line["quantity"]) * int(price["unit_amount"])
        currency = price["currency"]
    return _money({"amount": total, "currency": currency}, "amount")


def _metadata(params: Params) -> dict[str, str]:
    given: dict[str, str] = params.get("metadata") or {}
    for name, value in given.items():
        if len(name) > 40 or len(value) > 500:
            raise StripeFault(400, f"Metadata is too long: {name}", param=f"metadata[{name}]")
    return dict(given)


def _list(url: str, found: list[Object], params: Params) -> Object:
    limit = int(params.get("limit", 10))
    after = params.get("starting_after")
    places = [place for place, each in enumerate(found) if each["id"] == after]
    rest = found[places[0] + 1 :] if places else found
    return {"object": "list", "url": url, "data": rest[:limit], "has_more": len(rest) > limit}
