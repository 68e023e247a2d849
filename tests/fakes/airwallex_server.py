"""A stateful Airwallex on a loopback port: spoken to over httpx, and by tests as buyers and clerks."""

import hashlib
import hmac
import itertools
import json
import re
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from tests.fakes.loopback import Answered, Asked, LoopbackServer, Misbehaviour
from tests.fakes.postman import Postman

CLIENT_ID = "client_doorward"
API_KEY = "key_doorward"
WEBHOOK_SECRET = "whsec_airwallex"
Object = dict[str, Any]
_DECIMALS = {"JPY": 0, "KRW": 0, "ISK": 0, "UGX": 0, "KWD": 3, "BHD": 3, "TND": 3}


class _RefusedError(Exception):
    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.json = {"code": code, "message": message, "source": ""}


class FakeAirwallex:
    """Give its ``url`` to the server as DOORWARD_AIRWALLEX_URL, and the server's webhook to ``postman.url``.

    Methods that act for a buyer or a clerk return when the events that they cause were delivered.
    """

    def __init__(self) -> None:
        self.postman = Postman(sign)
        self.token_lives_s = 1800.0
        self.replays = True
        """Whether a request id seen before gives the first answer again; else it is refused as a duplicate."""
        self.logins = 0
        self.links: dict[str, Object] = {}
        self.intents: dict[str, Object] = {}
        self.refunds: dict[str, Object] = {}
        self._tokens: dict[str, float] = {}
        self._requests: dict[str, tuple[str, bytes, Object]] = {}
        self._numbers = itertools.count(1)
        self._lock = threading.RLock()
        self._told: list[bytes] = []
        self._routes: list[tuple[str, re.Pattern[str], Callable[..., Object]]] = [
            ("POST", re.compile(r"/api/v1/pa/payment_links/create"), self._create_link),
            ("GET", re.compile(r"/api/v1/pa/payment_links/([^/]+)"), lambda _, ref: _found(self.links, ref)),
            ("POST", re.compile(r"/api/v1/pa/payment_links/([^/]+)/deactivate"), self._deactivate_link),
            ("POST", re.compile(r"/api/v1/pa/payment_intents/create"), self._create_intent),
            ("GET", re.compile(r"/api/v1/pa/payment_intents/([^/]+)"), lambda _, ref: _found(self.intents, ref)),
            ("POST", re.compile(r"/api/v1/pa/payment_intents/([^/]+)/cancel"), self._cancel_intent),
            ("GET", re.compile(r"/api/v1/pa/payment_intents"), self._list_intents),
            ("POST", re.compile(r"/api/v1/pa/refunds/create"), self._create_refund),
            ("GET", re.compile(r"/api/v1/pa/refunds"), self._list_refunds),
        ]
        self._server = LoopbackServer(self._answer)

    @property
    def url(self) -> str:
        return self._server.url

    @property
    def asked(self) -> list[Asked]:
        """All requests so far."""
        return self._server.asked

    def misbehave(self, kind: Misbehaviour, *, path: str = "", times: int = 1) -> None:
        """Go wrong with the next requests whose path holds ``path``."""
        self._server.misbehave(kind, path=path, times=times)

    def behave(self) -> None:
        """Forget what was to go wrong."""
        self._server.behave()

    def forget_tokens(self) -> None:
        """Let no token be good any more."""
        with self._lock:
            self._tokens.clear()

    def close(self) -> None:
        self.postman.close()
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def events(self) -> list[Object]:
        """All events made so far, delivered or not."""
        return [json.loads(body) for body in self.postman.bodies]

    def pay(self, reference: str) -> str:
        """The buyer pays a link or an intent; the intent's id."""
        with self._lock:
            intent = self._payable(reference)
            intent.update(status="SUCCEEDED", captured_amount=intent["amount"], latest_payment_attempt=None)
            self._tell("payment_intent.succeeded", intent)
            link = self.links.get(reference)
            if link is not None:
                link.update(status="PAID", active=False, latest_successful_payment_intent_id=intent["id"])
                self._tell("payment_link.paid", link)
        self._send()
        return str(intent["id"])

    def decline(self, reference: str) -> None:
        """The buyer tries to pay, and the bank says no; another try may follow."""
        with self._lock:
            intent = self._payable(reference)
            attempt = {"id": self._new_id("att"), "status": "FAILED", "failure_code": "insufficient_funds"}
            intent["latest_payment_attempt"] = attempt
            self._tell("payment_attempt.failed", {**attempt, "payment_intent_id": intent["id"]})
        self._send()

    def expire(self, reference: str) -> None:
        """A link's time is over."""
        with self._lock:
            link = _found(self.links, reference)
            link.update(active=False, status="EXPIRED")
            self._tell("payment_link.deactivated", link)
        self._send()

    def refund_at_desk(self, intent_id: str, amount: Decimal) -> Object:
        """A clerk refunds at Airwallex's own desk, in major units."""
        with self._lock:
            refund = self._give_back(_found(self.intents, intent_id), amount, {})
        self._send()
        return refund

    def finish_refund(self, reference: str, *, succeeds: bool = True) -> None:
        """A refund under way is settled, or fails."""
        with self._lock:
            refund = _found(self.refunds, reference)
            refund["status"] = "SETTLED" if succeeds else "FAILED"
            if not succeeds:
                refund["failure_details"] = "The card was closed"
            self._tell("refund.settled" if succeeds else "refund.failed", refund)
        self._send()

    def tell_as_older_setups_do(self, name: str, payment_id: str, intent_id: str) -> None:
        """An event by the names and in the shape that the booking source describes."""
        with self._lock:
            self._tell(name, {"payment_intent_id": intent_id, "metadata": {"payment_id": payment_id}})
        self._send()

    def _answer(self, asked: Asked) -> Answered:
        with self._lock:
            try:
                answered = self._log_in(asked) if asked.path.endswith("/login") else self._answer_signed_in(asked)
            except _RefusedError as error:
                answered = Answered(error.status, error.json)
        self._send(in_call=True)
        return answered

    def _log_in(self, asked: Asked) -> Answered:
        if (asked.headers.get("x-client-id"), asked.headers.get("x-api-key")) != (CLIENT_ID, API_KEY):
            raise _RefusedError(401, "credentials_invalid", "Access denied")
        self.logins += 1
        token = f"token_{self.logins}"
        self._tokens[token] = time.time() + self.token_lives_s
        ends = datetime.now(UTC) + timedelta(seconds=self.token_lives_s)
        return Answered(201, {"token": token, "expires_at": ends.strftime("%Y-%m-%dT%H:%M:%S+0000")})

    def _answer_signed_in(self, asked: Asked) -> Answered:
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if self._tokens.get(token, 0) < time.time():
            raise _RefusedError(401, "credentials_expired", "Access denied")
        body = json.loads(asked.body, parse_float=Decimal) if asked.body else dict(asked.query)
        request_id = body.get("request_id") if asked.method == "POST" else None
        known = self._requests.get(request_id) if request_id else None
        if known is not None:
            if not self.replays or known[:2] != (asked.path, asked.body):
                raise _RefusedError(400, "duplicate_request", "The request with the given request_id already exists")
            return Answered(201, _shown(known[2]))
        for method, pattern, work in self._routes:
            found = pattern.fullmatch(asked.path)
            if method == asked.method and found is not None:
                made = work(body, *found.groups())
                if request_id:
                    self._requests[request_id] = (asked.path, asked.body, made)
                return Answered(201 if method == "POST" else 200, _shown(made))
        raise _RefusedError(404, "not_found", "The requested endpoint does not exist")

    def _create_link(self, body: Object) -> Object:
        if body.get("reusable") is not False or not body.get("title"):
            raise _RefusedError(400, "validation_error", "title and reusable are needed")
        link = {
            "id": f"{next(self._numbers):08d}-0000-4000-8000-000000000000",
            "active": True,
            "amount": _checked(body),
            "currency": body["currency"],
            "latest_successful_payment_intent_id": None,
            "metadata": body.get("metadata", {}),
            "reference": body.get("reference"),
            "return_url": body.get("return_url"),
            "reusable": False,
            "status": "UNPAID",
            "title": body["title"],
        }
        link["url"] = f"https://pay.airwallex.example/{link['id'][:8]}"
        self.links[link["id"]] = link
        return link

    def _deactivate_link(self, _body: Object, reference: str) -> Object:
        link = _found(self.links, reference)
        if not link["active"]:
            raise _RefusedError(400, "invalid_status_for_operation", "The link is not active")
        link["active"] = False
        self._tell("payment_link.deactivated", link)
        return link

    def _create_intent(self, body: Object) -> Object:
        intent = {
            "id": self._new_id("int"),
            "request_id": body["request_id"],
            "amount": _checked(body),
            "captured_amount": Decimal(0),
            "currency": body["currency"],
            "latest_payment_attempt": None,
            "merchant_order_id": body["merchant_order_id"],
            "metadata": body.get("metadata", {}),
            "payment_link_id": body.get("payment_link_id"),
            "status": "REQUIRES_PAYMENT_METHOD",
        }
        intent["client_secret"] = f"secret_{intent['id']}"
        self.intents[intent["id"]] = intent
        return intent

    def _cancel_intent(self, _body: Object, reference: str) -> Object:
        intent = _found(self.intents, reference)
        if intent["status"] in ("SUCCEEDED", "CANCELLED"):
            raise _RefusedError(400, "invalid_status_for_operation", f"The intent is {intent['status']}")
        intent["status"] = "CANCELLED"
        self._tell("payment_intent.cancelled", intent)
        return intent

    def _create_refund(self, body: Object) -> Object:
        intent = _found(self.intents, str(body["payment_intent_id"]))
        if len(str(body.get("reason", ""))) > 128:
            raise _RefusedError(400, "validation_error", "reason is too long")
        return self._give_back(intent, _checked({**body, "currency": intent["currency"]}), body.get("metadata", {}))

    def _give_back(self, intent: Object, amount: Decimal, metadata: dict[str, str]) -> Object:
        given = sum(
            refund["amount"]
            for refund in self.refunds.values()
            if refund["payment_intent_id"] == intent["id"] and refund["status"] != "FAILED"
        )
        if intent["status"] != "SUCCEEDED" or given + amount > intent["captured_amount"]:
            raise _RefusedError(400, "amount_above_limit", "The refund is larger than what is left")
        refund = {
            "id": self._new_id("rfd"),
            "amount": amount,
            "currency": intent["currency"],
            "metadata": metadata,
            "payment_intent_id": intent["id"],
            "status": "RECEIVED",
        }
        self.refunds[refund["id"]] = refund
        self._tell("refund.received", refund)
        return refund

    def _list_refunds(self, query: Object) -> Object:
        wanted = query["payment_intent_id"]
        return _page([found for found in self.refunds.values() if found["payment_intent_id"] == wanted], query)

    def _list_intents(self, query: Object) -> Object:
        wanted = query["merchant_order_id"]
        found = [intent for intent in self.intents.values() if intent["merchant_order_id"] == wanted]
        hidden = [{name: value for name, value in each.items() if name != "client_secret"} for each in found]
        return _page(hidden, query)

    def _payable(self, reference: str) -> Object:
        link = self.links.get(reference)
        if link is None:
            intent = _found(self.intents, reference)
        elif not link["active"]:
            raise AssertionError("The link is closed: the buyer sees no form")
        else:
            made_for = [each for each in self.intents.values() if each["payment_link_id"] == reference]
            body = {**link, "request_id": f"link {reference}", "merchant_order_id": "", "payment_link_id": reference}
            intent = made_for[0] if made_for else self._create_intent(body)
        if intent["status"] != "REQUIRES_PAYMENT_METHOD":
            raise AssertionError(f"The intent is {intent['status']}: the buyer cannot pay it")
        return intent

    def _new_id(self, prefix: str) -> str:
        return f"{prefix}_hkdm{next(self._numbers):018d}"

    def _tell(self, name: str, subject: Object) -> None:
        event = {
            "id": f"evt_{next(self._numbers):018d}",
            "name": name,
            "account_id": "acct_doorward",
            "created_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000"),
            "data": {"object": _shown(subject)},
        }
        self._told.append(json.dumps(event).encode())

    def _send(self, *, in_call: bool = False) -> None:
        """Deliver what was told; never under the lock, for who hears it asks back at once."""
        with self._lock:
            told, self._told = self._told, []
        for body in told:
            self.postman.take(body, in_call=in_call)


def sign(body: bytes, at_ms: int | None = None, secret: str = WEBHOOK_SECRET) -> dict[str, str]:
    """Airwallex's signature of a body: HMAC-SHA256 of time and body."""
    moment = str(time.time_ns() // 1_000_000 if at_ms is None else at_ms)
    digest = hmac.new(secret.encode(), moment.encode() + body, hashlib.sha256).hexdigest()
    return {"x-timestamp": moment, "x-signature": digest}


def _found(kept: dict[str, Object], reference: str) -> Object:
    if reference not in kept:
        raise _RefusedError(404, "resource_not_found", "The requested resource does not exist")
    return kept[reference]


def _checked(body: Object) -> Decimal:
    """An amount with no more decimals than its currency has."""
    amount = Decimal(body["amount"])
    if amount <= 0 or amount != round(amount, _DECIMALS.get(body["currency"], 2)):
        raise _RefusedError(400, "validation_error", "amount is invalid")
    return amount


def _shown(made: Object) -> Object:
    """JSON of it: amounts are numbers."""
    shown: Object = json.loads(json.dumps(made, default=float))
    return shown


def _page(found: list[Object], query: Object) -> Object:
    number, size = int(query.get("page_num", 0)), int(query.get("page_size", 10))
    end = (number + 1) * size
    return {"items": found[end - size : end], "has_more": len(found) > end}
