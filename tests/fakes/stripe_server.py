"""A stateful Stripe on a loopback port: spoken to by the real SDK, and by tests as buyers, banks and clerks."""

import hashlib
import hmac
import itertools
import json
import time
from typing import Any, Self

from tests.fakes.loopback import Answered, Asked, LoopbackServer, Misbehaviour
from tests.fakes.postman import Postman
from tests.fakes.stripe_api import StripeApi
from tests.fakes.stripe_books import Object, StripeBooks, StripeFault

SECRET_KEY = "sk_test_doorward"
WEBHOOK_SECRET = "whsec_doorward"
API_VERSION = "2026-10-28.endive"
_BEGINNINGS = ("/v1/payment_intents", "/v1/checkout/sessions")


class FakeStripe:
    """Give its ``url`` to the server as DOORWARD_STRIPE_URL, and the server's webhook to ``postman.url``.

    Methods that act for a buyer or a bank return when the events that they cause were delivered.
    """

    def __init__(self) -> None:
        self.postman = Postman(sign)
        self.books = StripeBooks(self._tell)
        self.api = StripeApi(self.books)
        self.pays_at_once = False
        """Whether buyers pay what is begun so fast that Stripe's answer to the beginning comes after."""
        self._answers: dict[str, tuple[bytes, Answered]] = {}
        """By idempotency key: the request's fingerprint and its answer."""
        self._event_numbers = itertools.count(1)
        self._told: list[bytes] = []
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

    def close(self) -> None:
        self.postman.close()
        self._server.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def object(self, reference: str) -> Object:
        """Any object as it stands."""
        return self.books.objects[reference]

    def events(self) -> list[Object]:
        """All events made so far, delivered or not."""
        return [json.loads(body) for body in self.postman.bodies]

    def pay(self, reference: str) -> None:
        """The buyer pays an intent or a session, and the bank agrees."""
        with self.books.lock:
            intent = self._payable(reference)
            session = self._session_of(reference)
            self._keep_card(intent, session)
            self.books.succeed(intent)
            if session is not None:
                session.update(status="complete", payment_status="paid", url=None)
                self.books.tell("checkout.session.completed", session)
        self._send()

    def decline(self, reference: str, code: str = "card_declined") -> None:
        """The buyer tries to pay, and the bank says no; another try may follow."""
        with self.books.lock:
            self.books.decline(self._payable(reference), code)
        self._send()

    def pay_later(self, reference: str) -> None:
        """The buyer finishes a session with a slow means of payment: the money is on its way."""
        with self.books.lock:
            intent = self._payable(reference)
            intent["status"] = "processing"
            session = self.books.get(reference, "checkout.session")
            session.update(status="complete", url=None)
            self.books.tell("checkout.session.completed", session)
        self._send()

    def finish_later(self, reference: str, *, succeeds: bool) -> None:
        """The slow money of a session came, or did not."""
        with self.books.lock:
            session = self.books.get(reference, "checkout.session")
            intent = self.books.get(session["payment_intent"], "payment_intent")
            if succeeds:
                self.books.succeed(intent)
                session["payment_status"] = "paid"
                self.books.tell("checkout.session.async_payment_succeeded", session)
            else:
                self.books.decline(intent, "payment_method_provider_decline")
                self.books.tell("checkout.session.async_payment_failed", session)
        self._send()

    def expire(self, reference: str) -> None:
        """A session's time is over."""
        with self.books.lock:
            session = self.books.get(reference, "checkout.session")
            session.update(status="expired", url=None)
            self.books.tell("checkout.session.expired", session)
        self._send()

    def refund_at_desk(self, reference: str, amount: int) -> Object:
        """A clerk refunds at Stripe's own desk; ``amount`` as Stripe counts."""
        with self.books.lock:
            refund = self.books.give_back(self._intent_of(reference), amount, {}, waits=False)
        self._send()
        return refund

    def finish_refund(self, reference: str, *, succeeds: bool = True) -> None:
        """A pending refund arrives, or fails."""
        with self.books.lock:
            self.books.finish_refund(self.books.get(reference, "refund"), succeeds=succeeds)
        self._send()

    def dispute(self, reference: str, amount: int | None = None, status: str = "needs_response") -> Object:
        """The buyer's bank takes the money back; a ``warning_needs_response`` only asks."""
        with self.books.lock:
            charge = self.object(self._intent_of(reference)["latest_charge"])
            made = self.books.add(
                "dispute",
                amount=amount or charge["amount"],
                currency=charge["currency"],
                charge=charge["id"],
                payment_intent=charge["payment_intent"],
                reason="fraudulent",
                status=status,
            )
            self.books.tell("charge.dispute.created", made)
            if not status.startswith("warning_"):
                charge["disputed"] = True
                self.books.tell("charge.dispute.funds_withdrawn", made)
        self._send()
        return made

    def close_dispute(self, reference: str, *, is_won: bool) -> None:
        """The bank decides."""
        with self.books.lock:
            dispute = self.books.get(reference, "dispute")
            is_inquiry = dispute["status"].startswith("warning_")
            dispute["status"] = "warning_closed" if is_inquiry else "won" if is_won else "lost"
            if is_won:
                self.object(dispute["charge"])["disputed"] = False
                self.books.tell("charge.dispute.funds_reinstated", dispute)
            self.books.tell("charge.dispute.closed", dispute)
        self._send()

    def break_cards(self, customer: str, code: str = "card_declined") -> None:
        """The customer's kept cards are declined from now on."""
        with self.books.lock:
            for method in self.books.all_of("payment_method"):
                if method["customer"] == customer:
                    method["declines"] = code

    def remove_cards(self, customer: str) -> None:
        """The customer takes the kept cards away."""
        with self.books.lock:
            for method in self.books.all_of("payment_method"):
                if method["customer"] == customer:
                    method["customer"] = None

    def submit_account(self, reference: str) -> None:
        """An organizer answers all that Stripe wants to know."""
        with self.books.lock:
            account = self.books.get(reference, "account")
            account.update(charges_enabled=True, payouts_enabled=True, details_submitted=True)
            account["requirements"] = {"currently_due": []}
            self.books.tell("account.updated", account)
        self._send()

    def forget_keys(self) -> None:
        """More than a day has passed: idempotency keys stand for nothing any more."""
        self._answers.clear()

    def _answer(self, asked: Asked) -> Answered:
        if asked.headers.get("authorization") != f"Bearer {SECRET_KEY}":
            error = {"type": "invalid_request_error", "message": "Invalid API Key provided"}
            return Answered(401, {"error": error})
        with self.books.lock:
            answered = self._answer_once(asked)
        if self.pays_at_once and asked.path in _BEGINNINGS and answered.status == 200:
            self.pay(answered.json["id"])
        self._send(in_call=True)
        return answered

    def _answer_once(self, asked: Asked) -> Answered:
        """The first answer again under a known key; 400 where the key was for another request, as Stripe does."""
        key = asked.headers.get("idempotency-key") if asked.method == "POST" else None
        fingerprint = f"{asked.path}\n".encode() + asked.body
        known = self._answers.get(key) if key else None
        if known is not None:
            if known[0] != fingerprint:
                message = "Keys for idempotent requests can only be used with the same parameters."
                return Answered(400, {"error": {"type": "idempotency_error", "message": message}})
            return Answered(known[1].status, known[1].json, {"Idempotent-Replayed": "true"})
        try:
            answered = Answered(200, self.api.call(asked.method, asked.path, asked.query, asked.body))
        except StripeFault as fault:
            answered = Answered(fault.status, fault.json)
        if key:
            self._answers[key] = (fingerprint, answered)
        return answered

    def _tell(self, kind: str, subject: Object) -> None:
        event = {
            "id": f"evt_{next(self._event_numbers):024d}",
            "object": "event",
            "api_version": API_VERSION,
            "created": int(time.time()),
            "data": {"object": self.books.show(subject, [])},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        self._told.append(json.dumps(event).encode())

    def _send(self, *, in_call: bool = False) -> None:
        """Deliver what was told; never under the lock, for who hears it asks back at once."""
        with self.books.lock:
            told, self._told = self._told, []
        for body in told:
            self.postman.take(body, in_call=in_call)

    def _payable(self, reference: str) -> Object:
        """The intent of what a buyer is about to pay; a session makes its own at the first try, as Stripe does."""
        session = self._session_of(reference)
        if session is None:
            intent = self.books.get(reference, "payment_intent")
        elif session["status"] != "open":
            raise AssertionError(f"The session is {session['status']}: the buyer sees no form")
        elif session["payment_intent"] is None:
            data: dict[str, Any] = session["_intent_data"]
            intent = self.books.new_intent(
                amount=session["amount_total"],
                currency=session["currency"],
                description=data.get("description"),
                metadata=dict(data.get("metadata", {})),
            )
            intent["setup_future_usage"] = data.get("setup_future_usage")
            session["payment_intent"] = intent["id"]
        else:
            intent = self.object(session["payment_intent"])
        if intent["status"] not in ("requires_payment_method", "processing"):
            raise AssertionError(f"The intent is {intent['status']}: the buyer cannot pay it")
        return intent

    def _keep_card(self, intent: Object, session: Object | None) -> None:
        if intent["setup_future_usage"] is None:
            return
        customer = intent["customer"]
        if customer is None and session is not None and session["customer_creation"] == "always":
            customer = self.books.add("customer", email=session["customer_email"])["id"]
            session["customer"] = customer
        if customer is not None:
            self.books.keep_card(intent, customer)

    def _session_of(self, reference: str) -> Object | None:
        return self.books.get(reference, "checkout.session") if reference.startswith("cs_") else None

    def _intent_of(self, reference: str) -> Object:
        session = self._session_of(reference)
        return self.books.get(reference if session is None else session["payment_intent"], "payment_intent")


def sign(body: bytes, at_s: int | None = None, secret: str = WEBHOOK_SECRET) -> dict[str, str]:
    """Stripe's signature of a body: HMAC-SHA256 of ``{time}.{body}``."""
    moment = int(time.time()) if at_s is None else at_s
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return {"stripe-signature": f"t={moment},v1={digest}"}
