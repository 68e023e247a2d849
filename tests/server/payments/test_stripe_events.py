import json
from typing import Any

import pytest

from server.errors import BadSignatureError, InvalidRequestError
from server.ids import now_ms
from server.payments.provider import EventKind, Mode, ProviderDispute
from server.payments.stripe_client import make_stripe
from server.payments.stripe_provider import TOLERANCE_S, StripeProvider
from tests.fakes.stripe_server import SECRET_KEY, FakeStripe, sign
from tests.server.payments.charges import a_charge


def event_body(kind: str, subject: dict[str, Any]) -> bytes:
    return json.dumps({"id": "evt_1", "object": "event", "type": kind, "data": {"object": subject}}).encode()


INTENT = {"id": "pi_1", "metadata": {"payment_id": "pay_1"}}
SESSION = {"id": "cs_1", "payment_intent": "pi_1", "client_reference_id": "pay_1", "metadata": {}}
CHARGE = {"id": "ch_1", "payment_intent": "pi_1", "metadata": {"payment_id": "pay_1"}}
REFUND = {"id": "re_1", "payment_intent": {"id": "pi_1"}, "metadata": {"refund_id": "ref_1"}}
DISPUTE = {"id": "dp_1", "payment_intent": "pi_1", "amount": 4000, "currency": "eur", "status": "needs_response"}


@pytest.mark.parametrize(
    ("kind", "subject", "meaning", "reference", "payment_id"),
    [
        ("payment_intent.succeeded", INTENT, EventKind.PAID, "pi_1", "pay_1"),
        ("payment_intent.payment_failed", INTENT, EventKind.FAILED, "pi_1", "pay_1"),
        ("payment_intent.canceled", INTENT, EventKind.EXPIRED, "pi_1", "pay_1"),
        ("payment_intent.failed", INTENT, EventKind.IGNORED, None, None),
        ("payment_intent.created", INTENT, EventKind.IGNORED, None, None),
        ("checkout.session.completed", SESSION, EventKind.PAID, "cs_1", "pay_1"),
        ("checkout.session.async_payment_succeeded", SESSION, EventKind.PAID, "cs_1", "pay_1"),
        ("checkout.session.async_payment_failed", SESSION, EventKind.FAILED, "cs_1", "pay_1"),
        ("checkout.session.expired", SESSION, EventKind.EXPIRED, "cs_1", "pay_1"),
        ("charge.refunded", CHARGE, EventKind.REFUNDED, "pi_1", "pay_1"),
        ("refund.updated", REFUND, EventKind.REFUNDED, "pi_1", None),
        ("refund.failed", REFUND, EventKind.REFUNDED, "pi_1", None),
        ("charge.dispute.created", DISPUTE, EventKind.DISPUTED, "pi_1", None),
        ("charge.dispute.closed", {**DISPUTE, "status": "lost"}, EventKind.DISPUTE_CLOSED, "pi_1", None),
        ("account.updated", {"id": "acct_1"}, EventKind.ACCOUNT, "acct_1", None),
        ("payout.paid", {"id": "po_1"}, EventKind.IGNORED, None, None),
        ("transfer.created", {"id": "tr_1"}, EventKind.IGNORED, None, None),
        ("something.new", {}, EventKind.IGNORED, None, None),
    ],
)
def test_events_are_read_by_stripes_names(
    stripe_provider: StripeProvider,
    kind: str,
    subject: dict[str, Any],
    meaning: EventKind,
    reference: str | None,
    payment_id: str | None,
) -> None:
    event = stripe_provider.parse_event(event_body(kind, subject))
    assert (event.event_id, event.type, event.kind) == ("evt_1", kind, meaning)
    assert (event.reference, event.payment_id) == (reference, payment_id)


@pytest.mark.parametrize(
    ("kind", "status", "dispute"),
    [
        ("charge.dispute.created", "needs_response", ProviderDispute("dp_1", 4000, "eur", is_open=True)),
        ("charge.dispute.closed", "lost", ProviderDispute("dp_1", 4000, "eur", is_open=False)),
        ("charge.dispute.closed", "won", ProviderDispute("dp_1", 4000, "eur", is_open=False, is_won=True)),
        ("charge.dispute.created", "warning_needs_response", None),
        ("charge.dispute.closed", "warning_closed", None),
        ("charge.dispute.funds_withdrawn", "needs_response", ProviderDispute("dp_1", 4000, "eur", is_open=True)),
    ],
)
def test_a_dispute_counts_once_money_is_taken_and_an_inquiry_takes_none(
    stripe_provider: StripeProvider, kind: str, status: str, dispute: ProviderDispute | None
) -> None:
    event = stripe_provider.parse_event(event_body(kind, {**DISPUTE, "status": status}))
    assert event.dispute == dispute
    assert (event.kind is EventKind.IGNORED) == (dispute is None)


def test_a_disputes_amount_is_in_our_minor_units(stripe_provider: StripeProvider) -> None:
    subject = {**DISPUTE, "amount": 600_000, "currency": "isk"}
    dispute = stripe_provider.parse_event(event_body("charge.dispute.created", subject)).dispute
    assert dispute is not None
    assert dispute.amount_cents == 6000


def test_an_event_is_believed_while_it_is_fresh(stripe_provider: StripeProvider) -> None:
    at, body = now_ms(), event_body("payment_intent.succeeded", INTENT)
    event = stripe_provider.read_event(sign(body, at // 1000), body, at + (TOLERANCE_S - 1) * 1000)
    assert event.kind is EventKind.PAID
    for off_s in (TOLERANCE_S + 1, -TOLERANCE_S - 1):
        with pytest.raises(BadSignatureError):
            stripe_provider.read_event(sign(body, at // 1000 - off_s), body, at)


def test_an_event_without_a_good_signature_is_refused(stripe_provider: StripeProvider) -> None:
    at, body = now_ms(), event_body("payment_intent.succeeded", INTENT)
    good = sign(body, at // 1000)["stripe-signature"]
    for header in (
        "",
        "nonsense",
        "t=1",
        good.replace("v1=", "v0="),
        good.replace("t=", "t=1"),
        "t=x,v1=00",
        "t=1,v1=é",
    ):
        with pytest.raises(BadSignatureError):
            stripe_provider.read_event({"stripe-signature": header}, body, at)
    for headers, sent in (
        ({}, body),
        (sign(body, secret="other"), body),
        (sign(body), body + b" "),
        (sign(b"x"), b"\xff"),
    ):
        with pytest.raises(BadSignatureError):
            stripe_provider.read_event(headers, sent, at)


def test_while_a_secret_is_rolled_both_are_believed(fake_stripe: FakeStripe) -> None:
    provider = StripeProvider(make_stripe(SECRET_KEY, fake_stripe.url), "whsec_old, whsec_new")
    body = event_body("payment_intent.succeeded", INTENT)
    for secret in ("whsec_old", "whsec_new"):
        assert provider.read_event(sign(body, secret=secret), body, now_ms()).reference == "pi_1"


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"1", b'{"id":"e","type":"payment_intent.succeeded","data":{"object":1}}']
)
def test_what_is_no_event_is_refused_by_name(stripe_provider: StripeProvider, body: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        stripe_provider.read_event(sign(body), body, now_ms())


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.INTENT])
def test_each_event_of_a_payments_life_finds_its_payment(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    charge = a_charge(mode=mode)
    reference = stripe_provider.start(charge).reference
    fake_stripe.decline(reference)
    fake_stripe.pay(reference)
    fake_stripe.refund_at_desk(reference, 500)
    dispute = fake_stripe.dispute(reference, 3500)
    fake_stripe.close_dispute(dispute["id"], is_won=True)
    paid_by = stripe_provider.look_up(reference).charge_reference
    seen = set()
    for body in fake_stripe.postman.bodies:
        event = stripe_provider.read_event(sign(body), body, now_ms())
        if event.kind is not EventKind.IGNORED:
            assert event.payment_id == charge.payment_id or event.charge_reference == paid_by, event
            seen.add(event.kind)
    assert seen == {
        EventKind.FAILED,
        EventKind.PAID,
        EventKind.REFUNDED,
        EventKind.DISPUTED,
        EventKind.DISPUTE_CLOSED,
    }
