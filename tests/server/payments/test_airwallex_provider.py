import json
from decimal import Decimal

import pytest

from server.errors import BadSignatureError, InvalidRequestError, ProviderRefusedError, ProviderUnavailableError
from server.ids import now_ms
from server.payments import airwallex_client
from server.payments.airwallex_client import AirwallexClient
from server.payments.airwallex_provider import AirwallexProvider
from server.payments.provider import EventKind, Mode, PaymentStatus
from tests.fakes.airwallex_server import API_KEY, CLIENT_ID, WEBHOOK_SECRET, FakeAirwallex, sign
from tests.fakes.loopback import Misbehaviour
from tests.server.payments.charges import RETURN_URL, a_charge, a_refund


def start(provider: AirwallexProvider, mode: Mode = Mode.LINK, amount_cents: int = 4000, currency: str = "eur") -> str:
    return provider.start(a_charge(amount_cents, currency, mode)).reference


@pytest.mark.parametrize("mode", [Mode.LINK, Mode.PAGE])
def test_a_link_is_for_once_with_our_ids_and_the_way_back(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider, mode: Mode
) -> None:
    charge = a_charge(4050, mode=mode)
    started = airwallex_provider.start(charge)
    link = fake_airwallex.links[started.reference]
    assert (started.url, started.status) == (link["url"], PaymentStatus.PENDING)
    assert (link["amount"], link["currency"]) == (Decimal("40.50"), "EUR")
    assert link["metadata"]["payment_id"] == charge.payment_id
    assert (link["reference"], link["return_url"]) == (charge.payment_id, RETURN_URL)


def test_an_intent_has_a_client_secret(fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider) -> None:
    charge = a_charge(mode=Mode.INTENT)
    started = airwallex_provider.start(charge)
    assert started.client_secret == fake_airwallex.intents[started.reference]["client_secret"]
    assert fake_airwallex.intents[started.reference]["merchant_order_id"] == charge.order_id


@pytest.mark.parametrize("replays", [True, False])
def test_the_same_intent_and_refund_asked_for_again_are_the_same(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider, *, replays: bool
) -> None:
    fake_airwallex.replays = replays
    charge = a_charge(mode=Mode.INTENT)
    started = airwallex_provider.start(charge)
    assert airwallex_provider.start(charge) == started
    fake_airwallex.pay(started.reference)
    request = a_refund(started.reference, 1500)
    assert airwallex_provider.refund(request) == airwallex_provider.refund(request)
    assert len(fake_airwallex.intents) == len(fake_airwallex.refunds) == 1


@pytest.mark.parametrize(
    ("currency", "amount_cents", "sent"),
    [("eur", 1, "0.01"), ("jpy", 1050, "1050"), ("kwd", 1255, "1.255"), ("eur", 10**12 - 1, "9999999999.99")],
)
def test_amounts_cross_in_major_units_and_come_back_exactly(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider, currency: str, amount_cents: int, sent: str
) -> None:
    reference = start(airwallex_provider, amount_cents=amount_cents, currency=currency)
    asked = next(asked for asked in fake_airwallex.asked if asked.path.endswith("payment_links/create"))
    assert f'"amount":{sent},'.encode() in asked.body
    fake_airwallex.pay(reference)
    facts = airwallex_provider.look_up(reference)
    assert (facts.amount_cents, facts.currency) == (amount_cents, currency)
    refund = airwallex_provider.refund(a_refund(reference, amount_cents, currency))
    assert refund.amount_cents == amount_cents


@pytest.mark.parametrize("mode", [Mode.LINK, Mode.INTENT])
def test_a_paid_payment_says_amount_charge_and_ours(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider, mode: Mode
) -> None:
    charge = a_charge(4000, mode=mode)
    reference = airwallex_provider.start(charge).reference
    before = airwallex_provider.look_up(reference)
    assert (before.status, before.amount_cents, before.currency) == (PaymentStatus.PENDING, 4000, "eur")
    intent = fake_airwallex.pay(reference)
    facts = airwallex_provider.look_up(reference)
    assert (facts.status, facts.amount_cents, facts.currency) == (PaymentStatus.SUCCEEDED, 4000, "eur")
    assert (facts.reference, facts.charge_reference, facts.payment_id) == (reference, intent, charge.payment_id)


def test_a_declined_attempt_leaves_the_intent_open_and_says_why(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider
) -> None:
    reference = start(airwallex_provider, Mode.INTENT)
    fake_airwallex.decline(reference)
    facts = airwallex_provider.look_up(reference)
    assert (facts.status, facts.failure) == (PaymentStatus.PENDING, "insufficient_funds")
    fake_airwallex.pay(reference)
    assert airwallex_provider.look_up(reference).status is PaymentStatus.SUCCEEDED


@pytest.mark.parametrize("mode", [Mode.LINK, Mode.INTENT])
def test_a_cancelled_payment_cannot_be_paid(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider, mode: Mode
) -> None:
    reference = start(airwallex_provider, mode)
    airwallex_provider.cancel(reference)
    airwallex_provider.cancel(reference)
    assert airwallex_provider.look_up(reference).status is PaymentStatus.CANCELLED
    with pytest.raises(AssertionError):
        fake_airwallex.pay(reference)


@pytest.mark.parametrize("mode", [Mode.LINK, Mode.INTENT])
def test_cancelling_a_paid_payment_changes_nothing(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider, mode: Mode
) -> None:
    reference = start(airwallex_provider, mode)
    fake_airwallex.pay(reference)
    airwallex_provider.cancel(reference)
    assert airwallex_provider.look_up(reference).status is PaymentStatus.SUCCEEDED


@pytest.mark.parametrize(("succeeds", "status"), [(True, "succeeded"), (False, "failed")])
def test_a_refund_is_requested_until_it_is_settled(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider, status: str, *, succeeds: bool
) -> None:
    reference = start(airwallex_provider)
    fake_airwallex.pay(reference)
    request = a_refund(reference, 1500)
    refund = airwallex_provider.refund(request)
    assert (refund.status, refund.amount_cents, refund.refund_id) == ("requested", 1500, request.refund_id)
    fake_airwallex.finish_refund(refund.reference, succeeds=succeeds)
    (told,) = airwallex_provider.look_up(reference).refunds
    assert (told.reference, told.status, bool(told.failure)) == (refund.reference, status, not succeeds)


def test_refunds_from_airwallexs_desk_are_all_read_and_not_ours(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider
) -> None:
    reference = start(airwallex_provider, amount_cents=20_000)
    intent = fake_airwallex.pay(reference)
    for _ in range(120):
        fake_airwallex.refund_at_desk(intent, Decimal("1.10"))
    refunds = airwallex_provider.look_up(reference).refunds
    assert [(refund.amount_cents, refund.refund_id) for refund in refunds] == [(110, None)] * 120


def test_what_airwallex_does_not_know_or_allow_is_refused(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider
) -> None:
    reference = start(airwallex_provider)
    for call in (
        lambda: airwallex_provider.look_up("int_none"),
        lambda: airwallex_provider.look_up("none"),
        lambda: airwallex_provider.cancel("none"),
        lambda: airwallex_provider.refund(a_refund(reference, 100)),
        lambda: airwallex_provider.start(a_charge(saved_customer="cus_1")),
    ):
        with pytest.raises(ProviderRefusedError):
            call()
    fake_airwallex.pay(reference)
    with pytest.raises(ProviderRefusedError, match="amount_above_limit"):
        airwallex_provider.refund(a_refund(reference, 4001))


def test_one_token_serves_until_shortly_before_its_end(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider
) -> None:
    for _ in range(5):
        start(airwallex_provider)
    assert fake_airwallex.logins == 1
    fake_airwallex.token_lives_s = 59
    fake_airwallex.forget_tokens()
    start(airwallex_provider)
    start(airwallex_provider)
    assert fake_airwallex.logins == 3


def test_wrong_keys_are_our_trouble_and_not_the_buyers(fake_airwallex: FakeAirwallex) -> None:
    provider = AirwallexProvider(AirwallexClient(CLIENT_ID, "wrong", fake_airwallex.url), WEBHOOK_SECRET)
    with pytest.raises(ProviderUnavailableError):
        start(provider)


def test_a_lost_answer_gives_back_no_more_money(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider
) -> None:
    reference = start(airwallex_provider)
    fake_airwallex.pay(reference)
    fake_airwallex.misbehave(Misbehaviour.LOSE_ANSWER, path="/refunds/create")
    airwallex_provider.refund(a_refund(reference, 1000))
    assert [refund["amount"] for refund in fake_airwallex.refunds.values()] == [Decimal("10.00")]


@pytest.mark.parametrize("kind", list(Misbehaviour))
def test_what_may_pass_is_said_to_be_unavailable(
    fake_airwallex: FakeAirwallex, monkeypatch: pytest.MonkeyPatch, kind: Misbehaviour
) -> None:
    monkeypatch.setattr(airwallex_client, "TIMEOUT_S", 0.3)
    provider = AirwallexProvider(AirwallexClient(CLIENT_ID, API_KEY, fake_airwallex.url), WEBHOOK_SECRET)
    charge = a_charge(mode=Mode.INTENT)
    fake_airwallex.misbehave(kind, path="/payment_intents", times=3)
    with pytest.raises(ProviderUnavailableError):
        provider.start(charge)
    fake_airwallex.behave()
    provider.start(charge)
    assert len(fake_airwallex.intents) == 1


def test_an_event_is_believed_while_it_is_fresh(airwallex_provider: AirwallexProvider) -> None:
    at = now_ms()
    body = event_body("payment_intent.succeeded", {"id": "int_1", "metadata": {"payment_id": "pay_1"}})
    event = airwallex_provider.read_event(sign(body, at), body, at + 299_000)
    assert (event.kind, event.reference, event.payment_id) == (EventKind.PAID, "int_1", "pay_1")
    assert airwallex_provider.read_event(sign(body, at // 1000), body, at) == event
    for moment in (at - 301_000, at + 301_000):
        with pytest.raises(BadSignatureError):
            airwallex_provider.read_event(sign(body, moment), body, at)


def test_an_event_without_a_good_signature_is_refused(airwallex_provider: AirwallexProvider) -> None:
    at, body = now_ms(), event_body("payment_intent.succeeded", {"id": "int_1"})
    good = sign(body, at)
    for headers in (
        {},
        {**good, "x-signature": ""},
        {**good, "x-signature": "é"},
        {**good, "x-timestamp": str(at + 1)},
        {**good, "x-timestamp": "x"},
        sign(body, at, secret="another"),
        sign(body + b" ", at),
    ):
        with pytest.raises(BadSignatureError):
            airwallex_provider.read_event(headers, body, at)


def event_body(name: str, subject: dict[str, object]) -> bytes:
    return json.dumps({"id": "evt_1", "name": name, "data": {"object": subject}}).encode()


@pytest.mark.parametrize(
    ("name", "subject", "kind", "reference", "charge_reference"),
    [
        ("payment.succeeded", {"payment_intent_id": "int_1"}, EventKind.PAID, "int_1", "int_1"),
        ("payment.failed", {"id": "int_1"}, EventKind.FAILED, "int_1", "int_1"),
        ("refund.received", {"id": "rfd_1", "payment_intent_id": "int_1"}, EventKind.REFUNDED, "int_1", "int_1"),
        ("refund.settled", {"id": "rfd_1", "payment_intent_id": "int_1"}, EventKind.REFUNDED, "int_1", "int_1"),
        ("refund.accepted", {"id": "rfd_1", "payment_intent_id": "int_1"}, EventKind.REFUNDED, "int_1", "int_1"),
        (
            "payment_intent.succeeded",
            {"id": "int_1", "payment_link_id": "l-1"},
            EventKind.PAID,
            "l-1",
            "int_1",
        ),
        (
            "payment_link.paid",
            {"id": "l-1", "latest_successful_payment_intent_id": "int_1"},
            EventKind.PAID,
            "l-1",
            "int_1",
        ),
        ("payment_link.deactivated", {"id": "l-1"}, EventKind.EXPIRED, "l-1", None),
        ("payment_intent.cancelled", {"id": "int_1"}, EventKind.EXPIRED, "int_1", "int_1"),
        ("payment_attempt.authentication_failed", {"payment_intent_id": "int_1"}, EventKind.FAILED, "int_1", "int_1"),
        ("payment_intent.created", {"id": "int_1"}, EventKind.IGNORED, None, None),
        ("payout.sent", {"id": "p"}, EventKind.IGNORED, None, None),
    ],
)
def test_events_are_read_by_airwallexs_names_and_the_older_ones(
    airwallex_provider: AirwallexProvider,
    name: str,
    subject: dict[str, object],
    kind: EventKind,
    reference: str | None,
    charge_reference: str | None,
) -> None:
    event = airwallex_provider.parse_event(event_body(name, subject))
    assert (event.event_id, event.type, event.kind) == ("evt_1", name, kind)
    assert (event.reference, event.charge_reference) == (reference, charge_reference)


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"1", b'{"id":1,"name":"payment.failed","data":{"object":3}}', b"\xff"]
)
def test_what_is_no_event_is_refused_by_name(airwallex_provider: AirwallexProvider, body: bytes) -> None:
    with pytest.raises(InvalidRequestError):
        airwallex_provider.parse_event(body)


def test_each_event_that_airwallex_sends_is_signed_so_that_we_believe_it(
    fake_airwallex: FakeAirwallex, airwallex_provider: AirwallexProvider
) -> None:
    charge = a_charge()
    reference = airwallex_provider.start(charge).reference
    fake_airwallex.pay(reference)
    kinds = []
    for body in fake_airwallex.postman.bodies:
        event = airwallex_provider.read_event(sign(body), body, now_ms())
        assert event.payment_id == charge.payment_id
        kinds.append(event.kind)
    assert kinds == [EventKind.PAID, EventKind.PAID]
