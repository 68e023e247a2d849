import threading
from dataclasses import replace
from typing import cast

import pytest

from server.context import Context
from server.errors import BadSignatureError, ConflictError, ExpiredError, InvalidRequestError, ProviderRefusedError
from server.ids import now_ms
from server.payments.models import TestCharge
from server.payments.provider import EventKind, Mode, PaymentStatus
from server.payments.test_provider import TOLERANCE_S, TestProvider, find_charge, settle_charge
from tests.server.payments.charges import a_charge, a_refund


def provider_of(context: Context) -> TestProvider:
    return cast("TestProvider", context.providers.by_name["test"])


def settle(context: Context, reference: str, outcome: PaymentStatus = PaymentStatus.SUCCEEDED) -> TestCharge:
    with context.database.transaction() as session:
        charge = settle_charge(session, reference, outcome)
        assert charge is not None
        return charge


def test_a_page_payment_gets_a_link_and_no_client_secret(context: Context) -> None:
    started = provider_of(context).start(a_charge(mode=Mode.PAGE))
    assert started.status is PaymentStatus.PENDING
    assert started.url == f"/pay/{started.reference}"
    assert started.client_secret is None


def test_an_intent_gets_a_client_secret_that_begins_with_its_reference(sqlite_context: Context) -> None:
    charge = a_charge(mode=Mode.INTENT)
    started = provider_of(sqlite_context).start(charge)
    again = provider_of(sqlite_context).start(charge)
    assert started.client_secret is not None
    assert started.client_secret.startswith(f"{started.reference}_secret_")
    assert again == started
    with sqlite_context.database.transaction() as session:
        kept = find_charge(session, started.reference)
        assert kept is not None
        assert started.client_secret not in repr(vars(kept))


def test_a_reference_holds_128_random_bits(sqlite_context: Context) -> None:
    provider = provider_of(sqlite_context)
    references = {provider.start(a_charge()).reference for _ in range(20)}
    assert len(references) == 20
    assert all(len(bytes.fromhex(reference.removeprefix("tst_"))) == 16 for reference in references)


def test_the_same_payment_started_by_many_at_once_is_one(context: Context) -> None:
    charge, provider = a_charge(), provider_of(context)
    found: list[str] = []
    threads = [threading.Thread(target=lambda: found.append(provider.start(charge).reference)) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len(set(found)) == 1


def test_a_payment_started_again_with_another_amount_is_refused(context: Context) -> None:
    charge, provider = a_charge(4000), provider_of(context)
    started = provider.start(charge)
    with pytest.raises(ProviderRefusedError):
        provider.start(replace(charge, amount_cents=1))
    assert provider.look_up(started.reference).amount_cents == 4000


def test_nothing_is_charged_for_a_payment_of_nothing(sqlite_context: Context) -> None:
    with pytest.raises(ProviderRefusedError):
        provider_of(sqlite_context).start(a_charge(0))


def test_a_paid_payment_says_so_with_its_amount_and_ours(context: Context) -> None:
    charge, provider = a_charge(1050, "jpy"), provider_of(context)
    started = provider.start(charge)
    settle(context, started.reference)
    facts = provider.look_up(started.reference)
    assert (facts.status, facts.amount_cents, facts.currency) == (PaymentStatus.SUCCEEDED, 1050, "jpy")
    assert facts.payment_id == charge.payment_id
    assert facts.charge_reference == started.reference


def test_an_unknown_payment_is_refused(sqlite_context: Context) -> None:
    provider = provider_of(sqlite_context)
    with pytest.raises(ProviderRefusedError):
        provider.look_up("tst_none")
    with pytest.raises(ProviderRefusedError):
        provider.cancel("tst_none")
    with pytest.raises(ProviderRefusedError):
        provider.refund(a_refund("tst_none", 1))


def test_paying_twice_is_paying_once_and_a_paid_payment_cannot_be_declined(context: Context) -> None:
    reference = provider_of(context).start(a_charge()).reference
    settle(context, reference)
    settle(context, reference)
    with pytest.raises(ConflictError):
        settle(context, reference, PaymentStatus.FAILED)
    assert provider_of(context).look_up(reference).status is PaymentStatus.SUCCEEDED


def test_a_cancelled_payment_cannot_be_paid(context: Context) -> None:
    reference = provider_of(context).start(a_charge()).reference
    provider_of(context).cancel(reference)
    with pytest.raises(ExpiredError):
        settle(context, reference)
    assert provider_of(context).look_up(reference).status is PaymentStatus.CANCELLED


def test_cancelling_a_paid_payment_changes_nothing(context: Context) -> None:
    reference = provider_of(context).start(a_charge()).reference
    settle(context, reference)
    provider_of(context).cancel(reference)
    assert provider_of(context).look_up(reference).status is PaymentStatus.SUCCEEDED


def test_a_declined_payment_says_why(sqlite_context: Context) -> None:
    reference = provider_of(sqlite_context).start(a_charge()).reference
    settle(sqlite_context, reference, PaymentStatus.FAILED)
    facts = provider_of(sqlite_context).look_up(reference)
    assert facts.status is PaymentStatus.FAILED
    assert facts.failure


def test_a_refund_asked_for_twice_goes_back_once(context: Context) -> None:
    provider = provider_of(context)
    reference = provider.start(a_charge(4000)).reference
    settle(context, reference)
    request = a_refund(reference, 1500)
    first = provider.refund(request)
    assert provider.refund(request) == first
    assert (first.status, first.amount_cents, first.refund_id) == ("succeeded", 1500, request.refund_id)
    assert provider.look_up(reference).refunds == (first,)


def test_refunds_never_give_back_more_than_was_paid(context: Context) -> None:
    provider = provider_of(context)
    reference = provider.start(a_charge(4000)).reference
    settle(context, reference)
    provider.refund(a_refund(reference, 2500))
    with pytest.raises(ProviderRefusedError):
        provider.refund(a_refund(reference, 1501))
    provider.refund(a_refund(reference, 1500))
    assert sum(refund.amount_cents for refund in provider.look_up(reference).refunds) == 4000


def test_many_refunds_at_once_never_give_back_more_than_was_paid(context: Context) -> None:
    provider = provider_of(context)
    reference = provider.start(a_charge(4000)).reference
    settle(context, reference)
    refused: list[ProviderRefusedError] = []

    def give_back() -> None:
        try:
            provider.refund(a_refund(reference, 1500))
        except ProviderRefusedError as error:
            refused.append(error)

    threads = [threading.Thread(target=give_back) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 3
    assert [refund.amount_cents for refund in provider.look_up(reference).refunds] == [1500, 1500]


def test_an_unpaid_payment_cannot_be_refunded(sqlite_context: Context) -> None:
    provider = provider_of(sqlite_context)
    reference = provider.start(a_charge()).reference
    with pytest.raises(ProviderRefusedError):
        provider.refund(a_refund(reference, 100))


def test_a_kept_means_of_payment_is_charged_at_once(context: Context) -> None:
    provider = provider_of(context)
    first = provider.start(a_charge(saves_customer=True)).reference
    assert provider.look_up(first).customer is None
    settle(context, first)
    customer = provider.look_up(first).customer
    assert customer is not None
    renewal = provider.start(a_charge(saved_customer=customer))
    assert renewal.status is PaymentStatus.SUCCEEDED
    assert provider.look_up(renewal.reference).customer == customer


def test_a_means_of_payment_that_was_never_kept_cannot_be_charged(sqlite_context: Context) -> None:
    provider = provider_of(sqlite_context)
    declined = provider.start(a_charge(saves_customer=True)).reference
    settle(sqlite_context, declined, PaymentStatus.FAILED)
    customer = f"tcu_{declined.removeprefix('tst_')}"
    with pytest.raises(ProviderRefusedError):
        provider.start(a_charge(saved_customer=customer))


def test_another_organization_cannot_charge_a_kept_means_of_payment(sqlite_context: Context) -> None:
    provider = provider_of(sqlite_context)
    first = provider.start(a_charge(saves_customer=True)).reference
    settle(sqlite_context, first)
    customer = provider.look_up(first).customer
    with pytest.raises(ProviderRefusedError):
        provider.start(a_charge(saved_customer=customer, organization_id="o2"))


def test_its_event_is_believed_while_it_is_fresh(sqlite_context: Context) -> None:
    provider, at, charge = provider_of(sqlite_context), now_ms(), a_charge()
    paid = settle(sqlite_context, provider.start(charge).reference)
    headers, body = provider.event_of(paid, at)
    event = provider.read_event(headers, body, at)
    assert (event.kind, event.reference, event.payment_id) == (EventKind.PAID, paid.reference, charge.payment_id)
    assert provider.parse_event(body) == event
    assert provider.read_event(headers, body, at + (TOLERANCE_S - 1) * 1000) == event
    for off_s in (TOLERANCE_S + 2, -TOLERANCE_S - 2):
        with pytest.raises(BadSignatureError):
            provider.read_event(headers, body, at + off_s * 1000)


def test_its_event_has_one_id_however_often_it_is_sent(sqlite_context: Context) -> None:
    provider = provider_of(sqlite_context)
    paid = settle(sqlite_context, provider.start(a_charge()).reference)
    ids = {provider.parse_event(provider.event_of(paid, at)[1]).event_id for at in (1_000, 2_000_000)}
    assert len(ids) == 1


@pytest.mark.parametrize("signature", ["", "t=1", "t=,v1=", "v1=00", "t=x,v1=00", "t=1,v1=é", "nonsense"])
def test_an_event_without_a_good_signature_is_refused(sqlite_context: Context, signature: str) -> None:
    with pytest.raises(BadSignatureError):
        provider_of(sqlite_context).read_event({"test-signature": signature}, b"{}", now_ms())


def test_a_changed_event_is_refused(sqlite_context: Context) -> None:
    provider, at = provider_of(sqlite_context), now_ms()
    paid = settle(sqlite_context, provider.start(a_charge()).reference)
    headers, body = provider.event_of(paid, at)
    with pytest.raises(BadSignatureError):
        provider.read_event(headers, body + b" ", at)


def test_what_is_no_event_of_it_is_refused_by_name(sqlite_context: Context) -> None:
    with pytest.raises(InvalidRequestError):
        provider_of(sqlite_context).parse_event(b"[]")
