from dataclasses import replace

import pytest

from server.errors import ProviderRefusedError, ProviderUnavailableError
from server.ids import now_ms
from server.payments import stripe_client
from server.payments.provider import ChargeLine, Mode, PaymentStatus
from server.payments.stripe_client import make_stripe
from server.payments.stripe_provider import StripeProvider
from tests.fakes.loopback import Misbehaviour
from tests.fakes.stripe_server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.server.payments.charges import CANCEL_URL, RETURN_URL, a_charge, a_refund


def start(provider: StripeProvider, mode: Mode = Mode.PAGE, amount_cents: int = 4000, currency: str = "eur") -> str:
    return provider.start(a_charge(amount_cents, currency, mode)).reference


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.LINK])
def test_a_page_is_a_checkout_session_of_what_is_bought(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    charge = a_charge(4000, mode=mode, lines=[ChargeLine("VIP", 2, 1500), ChargeLine("Cloakroom", 1, 1000)])
    started = stripe_provider.start(charge)
    session = fake_stripe.object(started.reference)
    assert started.url == session["url"]
    assert started.status is PaymentStatus.PENDING
    assert (session["amount_total"], session["currency"]) == (4000, "eur")
    assert (session["success_url"], session["cancel_url"]) == (RETURN_URL, CANCEL_URL)
    assert session["customer_email"] == "max@example.com"
    assert session["client_reference_id"] == charge.payment_id
    assert [line["price_data"]["product_data"]["name"] for line in session["_line_items"]] == ["VIP", "Cloakroom"]


def test_the_shops_facts_and_our_ids_are_metadata_of_session_and_intent(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider
) -> None:
    charge = a_charge()
    session = fake_stripe.object(stripe_provider.start(charge).reference)
    wanted = {
        "payment_id": charge.payment_id,
        "order_id": charge.order_id,
        "organization_id": charge.organization_id,
        "event_name": "Perreo Fridays",
        "ticket_type": "VIP",
        "quantity": "2",
        "customer_name": "Max Mustermann",
    }
    assert session["metadata"] == wanted
    assert session["_intent_data"]["metadata"] == wanted


def test_an_intent_has_a_client_secret_and_our_ids(fake_stripe: FakeStripe, stripe_provider: StripeProvider) -> None:
    charge = a_charge(mode=Mode.INTENT)
    started = stripe_provider.start(charge)
    intent = fake_stripe.object(started.reference)
    assert started.client_secret == intent["client_secret"]
    assert started.url is None
    assert intent["metadata"]["payment_id"] == charge.payment_id


def test_a_session_outlives_its_hold_by_half_an_hour(fake_stripe: FakeStripe, stripe_provider: StripeProvider) -> None:
    charge = a_charge()
    session = fake_stripe.object(stripe_provider.start(charge).reference)
    assert session["expires_at"] == charge.expires_at // 1000 + 1800


def test_a_hold_of_a_day_gets_stripes_longest_session(fake_stripe: FakeStripe, stripe_provider: StripeProvider) -> None:
    charge = a_charge(expires_at=now_ms() + 24 * 3600_000)
    session = fake_stripe.object(stripe_provider.start(charge).reference)
    assert session["expires_at"] - now_ms() // 1000 > 23 * 3600


@pytest.mark.parametrize(
    "lines",
    [[], [ChargeLine("VIP", 1, 3999)], [ChargeLine("VIP", 1, 5000), ChargeLine("Discount", 1, -1000)]],
)
def test_what_stripes_page_cannot_list_is_one_line_of_the_whole(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, lines: list[ChargeLine]
) -> None:
    session = fake_stripe.object(stripe_provider.start(a_charge(4000, lines=lines)).reference)
    assert session["amount_total"] == 4000
    assert len(session["_line_items"]) == 1


@pytest.mark.parametrize("email", ["", "max.mustermann.1@guest.invalid"])
def test_a_placeholder_address_never_reaches_stripe(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, email: str
) -> None:
    stripe_provider.start(a_charge(customer_email=email))
    stripe_provider.start(a_charge(customer_email=email, mode=Mode.INTENT, saves_customer=True))
    assert not any(b"guest.invalid" in asked.body or b"email" in asked.body for asked in fake_stripe.asked)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_same_payment_started_again_is_the_same(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    charge = a_charge(mode=mode)
    assert stripe_provider.start(charge) == stripe_provider.start(charge)


def test_a_payment_started_again_with_another_amount_is_refused(stripe_provider: StripeProvider) -> None:
    charge = a_charge(mode=Mode.INTENT)
    stripe_provider.start(charge)
    with pytest.raises(ProviderRefusedError):
        stripe_provider.start(replace(charge, amount_cents=1))


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.INTENT])
def test_a_paid_payment_says_amount_fee_charge_and_ours(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    charge = a_charge(4000, mode=mode)
    reference = stripe_provider.start(charge).reference
    assert stripe_provider.look_up(reference).status is PaymentStatus.PENDING
    fake_stripe.pay(reference)
    facts = stripe_provider.look_up(reference)
    assert (facts.status, facts.amount_cents, facts.currency) == (PaymentStatus.SUCCEEDED, 4000, "eur")
    assert (facts.reference, facts.payment_id, facts.fee_cents) == (reference, charge.payment_id, 85)
    assert facts.charge_reference is not None
    assert facts.charge_reference.startswith("pi_")
    assert facts.customer is None


def test_a_fee_in_another_currency_is_told_in_the_payments(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider
) -> None:
    fake_stripe.books.fee_currency, fake_stripe.books.exchange_rate = "eur", 0.6
    reference = start(stripe_provider, Mode.INTENT, 10_000, "jpy")
    fake_stripe.pay(reference)
    # 10,000 yen are 60.00 euros in Stripe's books, 1.15 of them the fee: 191.67 yen.
    assert stripe_provider.look_up(reference).fee_cents == 192


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.INTENT])
def test_a_declined_card_leaves_the_payment_open_and_says_why(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    reference = start(stripe_provider, mode)
    fake_stripe.decline(reference)
    facts = stripe_provider.look_up(reference)
    assert (facts.status, facts.failure) == (PaymentStatus.PENDING, "Your card was declined.")
    fake_stripe.pay(reference)
    facts = stripe_provider.look_up(reference)
    assert (facts.status, facts.failure) == (PaymentStatus.SUCCEEDED, "")


@pytest.mark.parametrize(("succeeds", "status"), [(True, PaymentStatus.SUCCEEDED), (False, PaymentStatus.FAILED)])
def test_slow_money_is_pending_until_it_came_or_failed(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, status: PaymentStatus, *, succeeds: bool
) -> None:
    reference = start(stripe_provider)
    fake_stripe.pay_later(reference)
    assert stripe_provider.look_up(reference).status is PaymentStatus.PENDING
    fake_stripe.finish_later(reference, succeeds=succeeds)
    assert stripe_provider.look_up(reference).status is status


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.INTENT])
def test_a_cancelled_payment_cannot_be_paid(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    reference = start(stripe_provider, mode)
    stripe_provider.cancel(reference)
    assert stripe_provider.look_up(reference).status is PaymentStatus.CANCELLED
    with pytest.raises(AssertionError):
        fake_stripe.pay(reference)
    stripe_provider.cancel(reference)


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.INTENT])
def test_cancelling_a_paid_payment_changes_nothing(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    reference = start(stripe_provider, mode)
    fake_stripe.pay(reference)
    stripe_provider.cancel(reference)
    assert stripe_provider.look_up(reference).status is PaymentStatus.SUCCEEDED


@pytest.mark.parametrize("reference", ["pi_none", "cs_none"])
def test_what_stripe_does_not_know_is_refused(stripe_provider: StripeProvider, reference: str) -> None:
    with pytest.raises(ProviderRefusedError):
        stripe_provider.look_up(reference)
    with pytest.raises(ProviderRefusedError):
        stripe_provider.cancel(reference)
    with pytest.raises(ProviderRefusedError):
        stripe_provider.refund(a_refund(reference, 100))


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.INTENT])
def test_a_refund_asked_for_twice_goes_back_once(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    reference = start(stripe_provider, mode)
    fake_stripe.pay(reference)
    request = a_refund(reference, 1500)
    first = stripe_provider.refund(request)
    assert stripe_provider.refund(request) == first
    assert (first.status, first.amount_cents, first.refund_id) == ("succeeded", 1500, request.refund_id)
    assert stripe_provider.look_up(reference).refunds == (first,)


def test_a_refund_from_stripes_desk_is_known_and_not_ours(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider
) -> None:
    reference = start(stripe_provider)
    fake_stripe.pay(reference)
    fake_stripe.refund_at_desk(reference, 700)
    (refund,) = stripe_provider.look_up(reference).refunds
    assert (refund.amount_cents, refund.refund_id) == (700, None)


def test_many_refunds_are_all_read(fake_stripe: FakeStripe, stripe_provider: StripeProvider) -> None:
    reference = start(stripe_provider, Mode.INTENT, 20_000)
    fake_stripe.pay(reference)
    for _ in range(120):
        fake_stripe.refund_at_desk(reference, 100)
    assert len(stripe_provider.look_up(reference).refunds) == 120


@pytest.mark.parametrize(("succeeds", "status"), [(True, "succeeded"), (False, "failed")])
def test_a_refund_under_way_is_requested_until_it_arrives(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, status: str, *, succeeds: bool
) -> None:
    fake_stripe.api.refunds_wait = True
    reference = start(stripe_provider)
    fake_stripe.pay(reference)
    refund = stripe_provider.refund(a_refund(reference, 4000))
    assert refund.status == "requested"
    fake_stripe.finish_refund(refund.reference, succeeds=succeeds)
    (told,) = stripe_provider.look_up(reference).refunds
    assert told.status == status
    assert bool(told.failure) != succeeds


def test_more_than_was_paid_cannot_go_back(fake_stripe: FakeStripe, stripe_provider: StripeProvider) -> None:
    reference = start(stripe_provider)
    fake_stripe.pay(reference)
    with pytest.raises(ProviderRefusedError, match="Stripe refused"):
        stripe_provider.refund(a_refund(reference, 4001))


def test_an_unpaid_session_cannot_be_refunded(stripe_provider: StripeProvider) -> None:
    with pytest.raises(ProviderRefusedError):
        stripe_provider.refund(a_refund(start(stripe_provider), 100))


@pytest.mark.parametrize("mode", [Mode.PAGE, Mode.INTENT])
def test_a_kept_card_is_charged_without_its_owner(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, mode: Mode
) -> None:
    first = stripe_provider.start(a_charge(mode=mode, saves_customer=True)).reference
    fake_stripe.pay(first)
    customer = stripe_provider.look_up(first).customer
    assert customer is not None
    charge = a_charge(2500, saved_customer=customer)
    renewal = stripe_provider.start(charge)
    assert renewal.status is PaymentStatus.SUCCEEDED
    assert stripe_provider.start(charge) == renewal
    facts = stripe_provider.look_up(renewal.reference)
    assert (facts.status, facts.amount_cents, facts.payment_id) == (PaymentStatus.SUCCEEDED, 2500, charge.payment_id)


def test_a_kept_card_that_is_declined_or_gone_is_a_refusal(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider
) -> None:
    first = stripe_provider.start(a_charge(saves_customer=True)).reference
    fake_stripe.pay(first)
    customer = stripe_provider.look_up(first).customer
    assert customer is not None
    fake_stripe.break_cards(customer)
    with pytest.raises(ProviderRefusedError, match="declined"):
        stripe_provider.start(a_charge(saved_customer=customer))
    fake_stripe.remove_cards(customer)
    with pytest.raises(ProviderRefusedError, match="removed"):
        stripe_provider.start(a_charge(saved_customer=customer))


@pytest.mark.parametrize(
    ("currency", "amount_cents", "sent"),
    [("jpy", 1050, 1050), ("isk", 6000, 600_000), ("ugx", 4000, 400_000), ("mga", 400_000, 4000), ("kwd", 1250, 1250)],
)
def test_amounts_are_sent_as_stripe_counts_and_read_as_we_do(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider, currency: str, amount_cents: int, sent: int
) -> None:
    reference = start(stripe_provider, Mode.INTENT, amount_cents, currency)
    fake_stripe.pay(reference)
    assert fake_stripe.object(reference)["amount"] == sent
    refund = stripe_provider.refund(a_refund(reference, amount_cents, currency))
    facts = stripe_provider.look_up(reference)
    assert facts.amount_cents == amount_cents
    assert [told.amount_cents for told in facts.refunds] == [refund.amount_cents] == [amount_cents]


def test_an_amount_too_small_for_stripe_is_refused_with_its_code(stripe_provider: StripeProvider) -> None:
    with pytest.raises(ProviderRefusedError, match="amount_too_small"):
        start(stripe_provider, Mode.INTENT, 1)


def test_one_failure_on_stripes_side_is_tried_again_and_paid_once(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider
) -> None:
    fake_stripe.misbehave(Misbehaviour.SERVER_ERROR, path="/v1/payment_intents")
    reference = start(stripe_provider, Mode.INTENT)
    assert len(fake_stripe.asked) == 2
    assert [found["id"] for found in fake_stripe.books.all_of("payment_intent")] == [reference]


def test_a_lost_answer_is_asked_for_again_and_paid_once(
    fake_stripe: FakeStripe, stripe_provider: StripeProvider
) -> None:
    reference = start(stripe_provider, Mode.INTENT)
    fake_stripe.pay(reference)
    fake_stripe.misbehave(Misbehaviour.LOSE_ANSWER, path="/v1/refunds")
    stripe_provider.refund(a_refund(reference, 1000))
    assert [refund["amount"] for refund in fake_stripe.books.all_of("refund")] == [1000]


@pytest.mark.parametrize(
    "kind", [Misbehaviour.SERVER_ERROR, Misbehaviour.RATE_LIMIT, Misbehaviour.HANG, Misbehaviour.LOSE_ANSWER]
)
def test_what_may_pass_is_said_to_be_unavailable(
    fake_stripe: FakeStripe, monkeypatch: pytest.MonkeyPatch, kind: Misbehaviour
) -> None:
    monkeypatch.setattr(stripe_client, "TIMEOUT_S", 0.3)
    provider = StripeProvider(make_stripe(SECRET_KEY, fake_stripe.url), WEBHOOK_SECRET)
    charge = a_charge()
    fake_stripe.misbehave(kind, times=3)
    with pytest.raises(ProviderUnavailableError):
        provider.start(charge)
    fake_stripe.behave()
    provider.start(charge)
    assert len(fake_stripe.books.all_of("checkout.session")) == 1


def test_a_key_that_stripe_refuses_is_our_trouble_and_not_the_buyers(fake_stripe: FakeStripe) -> None:
    provider = StripeProvider(make_stripe("sk_wrong", fake_stripe.url), WEBHOOK_SECRET)
    with pytest.raises(ProviderUnavailableError):
        provider.start(a_charge())


def test_a_stripe_that_is_not_there_is_unavailable() -> None:
    provider = StripeProvider(make_stripe(SECRET_KEY, "http://127.0.0.1:9"), WEBHOOK_SECRET)
    with pytest.raises(ProviderUnavailableError):
        provider.look_up("pi_1")
