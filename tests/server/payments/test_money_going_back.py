"""Money that goes back the hard way: refused, failed late, made twice at two desks, taken by the bank."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from server.context import Context
from server.errors import ProviderRefusedError
from server.ids import new_id, now_ms
from server.ledger.verify import verify_ledger
from server.orders.changes import revoke_ticket
from server.payments.models import Payment, Refund
from server.payments.provider import PaymentStatus, ProviderDispute, ProviderPayment, ProviderRefund, RefundRequest
from server.payments.refunds import request_refund, take_in_dispute, take_in_refund
from server.payments.registry import Providers
from server.payments.sessions import start_payment
from server.payments.settle import Settled, settle
from server.payments.stripe_provider import StripeProvider
from server.payments.test_provider import TestProvider
from server.tickets.models import Ticket
from server.work.dead_letters import list_dead_letters, try_again
from tests.factories import Club, make_club
from tests.fakes.loopback import Misbehaviour
from tests.fakes.stripe_server import FakeStripe
from tests.server.fulfilment.selling import Sold, check_out, order_of, sell
from tests.working import run_work

PRICE = 2_500


@pytest.fixture
def club(context: Context) -> Club:
    return make_club(context, price_cents=PRICE)


def _refund(context: Context, sold: Sold, amount_cents: int | None = None) -> str:
    with context.database.transaction() as session:
        return request_refund(session, context.tools, sold.order_id, actor="tests", amount_cents=amount_cents).id


def _tell(context: Context, payment_id: str, told: ProviderRefund) -> None:
    with context.database.transaction() as session:
        take_in_refund(session, context.tools, session.get_one(Payment, payment_id), told)


def _dispute(context: Context, payment_id: str, amount_cents: int, *, is_open: bool, is_won: bool = False) -> None:
    fact = ProviderDispute("dp_1", amount_cents, "eur", is_open=is_open, is_won=is_won)
    with context.database.transaction() as session:
        take_in_dispute(session, context.tools, session.get_one(Payment, payment_id), fact)


def _pay_again(context: Context, sold: Sold) -> str:
    """A second payment of the same order arrives, and is to be returned; its id."""
    with context.database.transaction() as session:
        first = session.get_one(Payment, sold.payment_id)
        second = Payment(
            id=new_id("pay"),
            organization_id=first.organization_id,
            order_id=first.order_id,
            provider="test",
            mode="page",
            reference="tst_second",
            amount_cents=first.amount_cents,
            currency=first.currency,
            status="pending",
            created_at=first.created_at,
            updated_at=first.updated_at,
        )
        session.add(second)
        session.flush()
        facts = ProviderPayment("tst_second", PaymentStatus.SUCCEEDED, first.amount_cents, first.currency)
        assert settle(session, context.tools, second.id, facts) is Settled.RETURNED
        return second.id


def _tickets(context: Context, sold: Sold) -> list[str]:
    statement = select(Ticket.status).where(Ticket.order_id == sold.order_id).order_by(Ticket.place)
    return list(context.database.read_now(lambda session: session.scalars(statement).all()))


def _refunds(context: Context, sold: Sold) -> list[tuple[str, str, int]]:
    statement = select(Refund).where(Refund.order_id == sold.order_id).order_by(Refund.id)
    rows = context.database.read_now(lambda session: session.scalars(statement).all())
    return [(row.kind, row.status, row.amount_cents) for row in rows]


def _order(context: Context, sold: Sold) -> tuple[str, int]:
    order = order_of(context, sold.order_id)
    return order.status, order.refunded_cents


def _has_true_books(context: Context) -> bool:
    return context.database.read_now(verify_ledger) == []


def test_a_refund_that_its_bank_sends_back_later_is_owed_again(context: Context, club: Club) -> None:
    sold = sell(context, club, club.product_id, 2)
    refund_id = _refund(context, sold)
    told = ProviderRefund("trf_1", "succeeded", 2 * PRICE, "eur", refund_id=refund_id)
    _tell(context, sold.payment_id, told)
    for _ in range(2):
        _tell(context, sold.payment_id, replace(told, status="failed", failure="lost_or_stolen_card"))
    sent_back = (_order(context, sold), _refunds(context, sold), _has_true_books(context))
    _refund(context, sold)
    run_work(context)

    assert sent_back == (("partially_refunded", 0), [("refund", "failed", 2 * PRICE)], True)
    assert _order(context, sold) == ("refunded", 2 * PRICE)
    assert _has_true_books(context)


def test_a_refund_that_is_tried_again_after_a_refusal_goes_back_after_all(
    context: Context, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold = sell(context, club, club.product_id, 2)
    _refund(context, sold, PRICE)

    def refuse(_: TestProvider, request: RefundRequest) -> ProviderRefund:
        raise ProviderRefusedError(f"There is no money for {request.refund_id}")

    with monkeypatch.context() as patch:
        patch.setattr(TestProvider, "refund", refuse)
        run_work(context, failing=True)
    refused = (_order(context, sold), _refunds(context, sold))
    with context.database.transaction() as session:
        try_again(session, list_dead_letters(context))
    run_work(context)

    assert refused == (("partially_refunded", 0), [("refund", "failed", PRICE)])
    assert _refunds(context, sold) == [("refund", "succeeded", PRICE)]
    assert _order(context, sold) == ("partially_refunded", PRICE)
    assert _has_true_books(context)


def test_a_refund_refused_because_the_desk_was_faster_leaves_the_order_refunded_once(
    context: Context, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold = sell(context, club, club.product_id, 2)
    _refund(context, sold)
    _tell(context, sold.payment_id, ProviderRefund("trf_desk", "succeeded", 2 * PRICE, "eur"))

    def refuse(_: TestProvider, request: RefundRequest) -> ProviderRefund:
        raise ProviderRefusedError(f"All is refunded, so not {request.refund_id}")

    monkeypatch.setattr(TestProvider, "refund", refuse)
    run_work(context, failing=True)

    assert _order(context, sold) == ("refunded", 2 * PRICE)
    assert sorted(_refunds(context, sold)) == [("refund", "failed", 2 * PRICE), ("refund", "succeeded", 2 * PRICE)]
    assert _has_true_books(context)


def test_a_refund_that_failed_before_it_was_heard_of_takes_nothing_from_the_buyer(context: Context, club: Club) -> None:
    sold = sell(context, club, club.product_id, 2)
    _tell(context, sold.payment_id, ProviderRefund("trf_desk", "failed", 2 * PRICE, "eur"))

    assert (_order(context, sold), _tickets(context, sold)) == (("paid", 0), ["active", "active"])


def test_a_second_payment_given_back_at_the_desk_leaves_the_order_paid(context: Context, club: Club) -> None:
    sold = sell(context, club, club.product_id, 2)
    second = _pay_again(context, sold)
    _tell(context, second, ProviderRefund("trf_desk", "succeeded", 2 * PRICE, "eur"))

    assert (_order(context, sold), _tickets(context, sold)) == (("paid", 0), ["active", "active"])
    assert ("return", "succeeded", 2 * PRICE) in _refunds(context, sold)
    assert _has_true_books(context)


def test_a_chargeback_of_a_second_payment_leaves_the_order_paid(context: Context, club: Club) -> None:
    sold = sell(context, club, club.product_id, 2)
    second = _pay_again(context, sold)
    _dispute(context, second, 2 * PRICE, is_open=True)
    taken = (_order(context, sold), _tickets(context, sold), _has_true_books(context))
    _dispute(context, second, 2 * PRICE, is_open=False, is_won=True)

    assert taken == (("paid", 0), ["active", "active"], True)
    assert (_order(context, sold), _tickets(context, sold)) == (("paid", 0), ["active", "active"])
    assert _has_true_books(context)


def test_a_chargeback_won_after_a_full_refund_leaves_the_order_refunded(context: Context, club: Club) -> None:
    sold = sell(context, club, club.product_id, 2)
    _refund(context, sold)
    run_work(context)
    _dispute(context, sold.payment_id, 2 * PRICE, is_open=True)
    _dispute(context, sold.payment_id, 2 * PRICE, is_open=False, is_won=True)

    assert (_order(context, sold), _tickets(context, sold)) == (("refunded", 2 * PRICE), ["refunded", "refunded"])
    assert _has_true_books(context)


def test_a_ticket_revoked_by_hand_stays_revoked_when_a_chargeback_is_won(context: Context, club: Club) -> None:
    sold = sell(context, club, club.product_id, 2)
    statement = select(Ticket.id).where(Ticket.order_id == sold.order_id).order_by(Ticket.place).limit(1)
    with context.database.transaction() as session:
        revoke_ticket(session, str(session.scalar(statement)))
    _dispute(context, sold.payment_id, 2 * PRICE, is_open=True)
    _dispute(context, sold.payment_id, 2 * PRICE, is_open=False, is_won=True)

    assert _tickets(context, sold) == ["revoked", "active"]


def test_a_refund_tried_again_after_the_provider_forgot_its_key_goes_back_once(
    sqlite_context: Context, fake_stripe: FakeStripe, stripe_provider: StripeProvider
) -> None:
    providers = Providers({"stripe": stripe_provider}, "stripe", "stripe", sqlite_context.providers.connect)
    context = replace(sqlite_context, providers=providers)
    club = make_club(context, price_cents=PRICE)
    sold = check_out(context, club, club.product_id, 2)
    reference = str(start_payment(context, sold.payment_id).reference)
    fake_stripe.pay(reference)
    with context.database.transaction() as session:
        settle(session, context.tools, sold.payment_id, stripe_provider.look_up(reference))
    _refund(context, sold, PRICE)
    fake_stripe.misbehave(Misbehaviour.LOSE_ANSWER, path="/v1/refunds", times=3)
    run_work(context)
    fake_stripe.behave()
    fake_stripe.forget_keys()
    with context.database.transaction() as session:
        session.execute(update(Refund).values(created_at=now_ms() - 2 * 24 * 3_600_000))
    run_work(context, even_delayed=True)

    assert [refund["amount"] for refund in fake_stripe.books.all_of("refund")] == [PRICE]
    assert _refunds(context, sold) == [("refund", "succeeded", PRICE)]


def test_a_refund_refused_because_of_a_chargeback_leaves_the_order_refunded(
    context: Context, club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    sold = sell(context, club, club.product_id, 2)
    _refund(context, sold, PRICE)
    _dispute(context, sold.payment_id, 2 * PRICE, is_open=True)

    def refuse(_: TestProvider, request: RefundRequest) -> ProviderRefund:
        raise ProviderRefusedError(f"{request.refund_id} is of a disputed charge")

    monkeypatch.setattr(TestProvider, "refund", refuse)
    run_work(context, failing=True)

    assert _order(context, sold) == ("refunded", 2 * PRICE)
    assert _has_true_books(context)
