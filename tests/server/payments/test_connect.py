import pytest

from server.errors import ProviderRefusedError
from server.payments.connect import Connect, NoConnect, StripeConnect, TestConnect, Transfer
from tests.fakes.loopback import Misbehaviour
from tests.fakes.stripe_server import FakeStripe


def a_transfer(account: str, amount_cents: int = 9000, currency: str = "eur") -> Transfer:
    return Transfer("po_1", "o1", account, amount_cents, currency)


def test_an_organization_gets_one_express_account(fake_stripe: FakeStripe, stripe_connect: StripeConnect) -> None:
    account = stripe_connect.create_account("o1", "club@example.com", "es")
    assert stripe_connect.create_account("o1", "club@example.com", "es") == account
    made = fake_stripe.object(account)
    assert (made["type"], made["country"], made["email"]) == ("express", "ES", "club@example.com")
    assert made["metadata"] == {"organization_id": "o1"}


def test_an_account_can_be_paid_out_once_its_owner_has_answered(
    fake_stripe: FakeStripe, stripe_connect: StripeConnect
) -> None:
    account = stripe_connect.create_account("o1")
    assert account in stripe_connect.onboarding_url(account, "https://a.example/again", "https://a.example/done")
    before = stripe_connect.look_up_account(account)
    assert (before.can_be_paid_out, before.is_submitted) == (False, False)
    assert "external_account" in before.missing
    fake_stripe.submit_account(account)
    after = stripe_connect.look_up_account(account)
    assert (after.can_be_paid_out, after.is_submitted, after.missing) == (True, True, ())


def test_a_payout_is_sent_once_even_when_its_answer_is_lost(
    fake_stripe: FakeStripe, stripe_connect: StripeConnect
) -> None:
    account = stripe_connect.create_account("o1")
    fake_stripe.submit_account(account)
    fake_stripe.misbehave(Misbehaviour.LOSE_ANSWER, path="/v1/transfers")
    reference = stripe_connect.transfer(a_transfer(account))
    assert stripe_connect.transfer(a_transfer(account)) == reference
    (sent,) = fake_stripe.books.all_of("transfer")
    assert (sent["id"], sent["amount"], sent["destination"]) == (reference, 9000, account)
    assert sent["metadata"]["payout_id"] == "po_1"


def test_a_payout_asked_for_again_after_stripe_forgot_its_key_is_sent_once(
    fake_stripe: FakeStripe, stripe_connect: StripeConnect
) -> None:
    account = stripe_connect.create_account("o1")
    fake_stripe.submit_account(account)
    sent = stripe_connect.transfer(a_transfer(account))
    fake_stripe.forget_keys()

    assert stripe_connect.transfer(a_transfer(account)) == sent
    assert len(fake_stripe.books.all_of("transfer")) == 1


def test_an_account_that_is_not_ready_gets_nothing(fake_stripe: FakeStripe, stripe_connect: StripeConnect) -> None:
    account = stripe_connect.create_account("o1")
    with pytest.raises(ProviderRefusedError, match="insufficient_capabilities"):
        stripe_connect.transfer(a_transfer(account))


def test_a_transfer_is_taken_back_once(fake_stripe: FakeStripe, stripe_connect: StripeConnect) -> None:
    account = stripe_connect.create_account("o1")
    fake_stripe.submit_account(account)
    reference = stripe_connect.transfer(a_transfer(account))
    first = stripe_connect.reverse(reference, "po_1:back", 4000, "eur")
    assert stripe_connect.reverse(reference, "po_1:back", 4000, "eur") == first
    assert fake_stripe.object(reference)["amount_reversed"] == 4000
    with pytest.raises(ProviderRefusedError):
        stripe_connect.reverse(reference, "po_1:more", 5001, "eur")


def test_an_unknown_account_is_refused(stripe_connect: StripeConnect) -> None:
    for connect in (stripe_connect, TestConnect()):
        with pytest.raises(ProviderRefusedError):
            connect.look_up_account("acct_none")
        with pytest.raises(ProviderRefusedError):
            connect.transfer(a_transfer("acct_none"))


def test_the_built_in_one_gives_the_same_references_again() -> None:
    connect: Connect = TestConnect()
    account = connect.create_account("o1")
    assert connect.create_account("o1") == account
    assert (
        connect.onboarding_url(account, "https://a.example/again", "https://a.example/done") == "https://a.example/done"
    )
    assert connect.look_up_account(account).can_be_paid_out
    assert connect.transfer(a_transfer(account)) == connect.transfer(a_transfer(account))
    assert connect.reverse("ttr_1", "a", 1, "eur") != connect.reverse("ttr_1", "b", 1, "eur")
    with pytest.raises(ProviderRefusedError):
        connect.transfer(a_transfer(account, 0))
    with pytest.raises(ProviderRefusedError):
        connect.reverse("other", "a", 1, "eur")


def test_without_stripe_real_money_is_never_sent() -> None:
    connect: Connect = NoConnect()
    assert not connect.look_up_account("acct_1").can_be_paid_out
    with pytest.raises(ProviderRefusedError, match="not configured"):
        connect.create_account("o1")
    with pytest.raises(ProviderRefusedError):
        connect.onboarding_url("acct_1", "", "")
    with pytest.raises(ProviderRefusedError):
        connect.transfer(a_transfer("acct_1"))
    with pytest.raises(ProviderRefusedError):
        connect.reverse("tr_1", "a", 1, "eur")
