"""Money that comes in the hard way: before the answer to its beginning, with another payment beside it, too late."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from server.context import Context
from server.errors import ConflictError, ProviderRefusedError
from server.ids import now_ms
from server.ledger.verify import verify_ledger
from server.orders.changes import cancel_order, expire_orders
from server.orders.models import Order
from server.payments.checkout import confirm_answer, pay_order
from server.payments.intake import keep_event
from server.payments.models import Payment, ProviderEvent, Refund
from server.payments.provider import EventKind, PaymentStatus, ProviderPayment, ReadEvent
from server.payments.refunds import request_refund
from server.payments.schemas import PayRequest
from server.payments.sessions import start_payment
from server.payments.settle import Settled, mark_paid_elsewhere, note_decline, settle
from server.payments.stripe_events import read_stripe_event
from server.payments.test_provider import settle_charge
from server.tickets.models import Ticket
from tests.factories import Club, make_club
from tests.server.fulfilment.selling import Sold, check_out, make_product, order_of, sell
from tests.working import run_work

PRICE = 2_500


@pytest.fixture
def club(context: Context) -> Club:
    return make_club(context, price_cents=PRICE)


def _payment(context: Context, payment_id: str) -> Payment:
    return context.database.read_now(lambda session: session.get_one(Payment, payment_id))


def _at_provider(context: Context, payment: Payment) -> ProviderPayment:
    return context.providers.by_name["test"].look_up(str(payment.reference))


def _settle(context: Context, payment_id: str, facts: ProviderPayment) -> Settled:
    with context.database.transaction() as session:
        return settle(session, context.tools, payment_id, facts)


def _second_payment(context: Context, sold: Sold) -> Payment:
    """The buyer's card was declined, and the shop begins another payment."""
    with context.database.transaction() as session:
        note_decline(session, context.tools, sold.payment_id, "card declined")
    with context.database.transaction() as session:
        second = pay_order(session, context, sold.order_id, PayRequest.model_validate({})).id
    return start_payment(context, second)


def _let_hold_run_out(context: Context, sold: Sold) -> None:
    with context.database.transaction() as session:
        session.execute(update(Order).where(Order.id == sold.order_id).values(expires_at=now_ms() - 1))
    with context.database.transaction() as session:
        expire_orders(session, context.tools, now_ms())


def test_what_was_paid_before_the_provider_answered_can_be_refunded(context: Context, club: Club) -> None:
    sold = check_out(context, club, club.product_id)
    begun = start_payment(context, sold.payment_id)
    with context.database.transaction() as session:
        settle_charge(session, str(begun.reference), PaymentStatus.SUCCEEDED)
        # The process ended before it kept the provider's answer: only the event tells the reference.
        session.execute(update(Payment).values(reference=None, url=None, status="created"))
    _settle(context, sold.payment_id, _at_provider(context, begun))
    with context.database.transaction() as session:
        request_refund(session, context.tools, sold.order_id, actor="tests")
    run_work(context)

    statement = select(Refund.status).where(Refund.order_id == sold.order_id)
    assert context.database.read_now(lambda session: session.scalars(statement).all()) == ["succeeded"]
    assert context.database.read_now(verify_ledger) == []


def test_a_session_that_is_made_after_its_order_is_over_is_closed(context: Context, club: Club) -> None:
    sold = check_out(context, club, club.product_id)
    with context.database.transaction() as session:
        cancel_order(session, context.tools, sold.order_id)
    run_work(context)
    begun = start_payment(context, sold.payment_id)
    run_work(context)

    assert _at_provider(context, begun).status is PaymentStatus.CANCELLED
    assert _payment(context, sold.payment_id).status == "cancelled"


def test_a_declined_session_is_closed_when_the_hold_runs_out(context: Context, club: Club) -> None:
    sold = check_out(context, club, club.product_id)
    begun = start_payment(context, sold.payment_id)
    with context.database.transaction() as session:
        note_decline(session, context.tools, sold.payment_id, "card declined")
    _let_hold_run_out(context, sold)
    run_work(context)

    assert _at_provider(context, begun).status is PaymentStatus.CANCELLED


def test_an_order_paid_elsewhere_cannot_be_paid_once_more(context: Context, club: Club) -> None:
    sold = check_out(context, club, club.product_id)
    begun = start_payment(context, sold.payment_id)
    with context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, sold.order_id)
    run_work(context)

    assert _at_provider(context, begun).status is PaymentStatus.CANCELLED
    assert order_of(context, sold.order_id).status == "paid"


def test_the_end_of_a_declined_payment_leaves_the_one_begun_after_it_its_seats(context: Context, club: Club) -> None:
    sold = check_out(context, club, club.product_id)
    first = start_payment(context, sold.payment_id)
    second = _second_payment(context, sold)
    _settle(context, first.id, replace(_at_provider(context, first), status=PaymentStatus.CANCELLED))
    held = order_of(context, sold.order_id).expires_at
    with context.database.transaction() as session:
        settle_charge(session, str(second.reference), PaymentStatus.SUCCEEDED)

    assert held is not None
    assert _settle(context, second.id, _at_provider(context, second)) is Settled.PAID


def test_a_decline_beside_a_paid_order_is_not_told_to_the_buyer(context: Context, club: Club) -> None:
    sold = check_out(context, club, club.product_id)
    start_payment(context, sold.payment_id)
    with context.database.transaction() as session:
        mark_paid_elsewhere(session, context.tools, sold.order_id)
    with context.database.transaction() as session:
        assert note_decline(session, context.tools, sold.payment_id, "card declined") is Settled.UNCHANGED


def test_a_fee_that_is_known_later_enters_the_books(context: Context, club: Club) -> None:
    sold = sell(context, club, club.product_id)
    facts = replace(_at_provider(context, _payment(context, sold.payment_id)), fee_cents=63)
    for _ in range(2):
        assert _settle(context, sold.payment_id, facts) is Settled.UNCHANGED

    assert _payment(context, sold.payment_id).fee_cents == 63
    assert context.database.read_now(verify_ledger) == []


def test_stripes_word_that_a_charges_fee_is_known_leads_to_its_payment() -> None:
    body = b"""{"id": "evt_1", "type": "charge.updated", "data": {"object":
        {"id": "ch_1", "payment_intent": "pi_1", "metadata": {"payment_id": "pay_1"}}}}"""
    event = read_stripe_event(body)

    assert (event.kind is not EventKind.IGNORED, event.payment_id) == (True, "pay_1")


def test_an_event_about_a_charge_that_comes_before_the_payment_is_known_by_it_is_worked_later(
    context: Context, club: Club
) -> None:
    sold = check_out(context, club, club.product_id)
    begun = start_payment(context, sold.payment_id)
    with context.database.transaction() as session:
        event = ReadEvent("evt_early", "charge.dispute.created", EventKind.DISPUTED, reference="chg_1")
        body = b'{"id":"evt_early","type":"charge.succeeded","reference":"chg_1","payment_id":""}'
        keep_event(session, "test", event, context.vault.seal(body))
        settle_charge(session, str(begun.reference), PaymentStatus.SUCCEEDED)
    run_work(context)
    _settle(context, sold.payment_id, replace(_at_provider(context, begun), charge_reference="chg_1"))
    run_work(context)

    outcome = context.database.read_now(lambda session: session.scalars(select(ProviderEvent.outcome)).one())
    assert outcome == "done"


def test_money_for_an_event_that_was_called_off_goes_back(context: Context, club: Club) -> None:
    from server.catalog.models import Event

    sold = check_out(context, club, club.product_id)
    begun = start_payment(context, sold.payment_id)
    with context.database.transaction() as session:
        session.get_one(Event, club.event_id).status = "cancelled"
        settle_charge(session, str(begun.reference), PaymentStatus.SUCCEEDED)
    settled = _settle(context, sold.payment_id, _at_provider(context, begun))
    run_work(context)

    tickets = select(Ticket.status).where(Ticket.order_id == sold.order_id)
    assert settled is Settled.RETURNED
    assert order_of(context, sold.order_id).status == "cancelled"
    assert context.database.read_now(lambda session: session.scalars(tickets).all()) == ["cancelled"]
    assert context.database.read_now(verify_ledger) == []


def test_an_order_that_failed_and_is_cancelled_gives_its_stock_back_once(context: Context, club: Club) -> None:
    from server.catalog.models import Product

    poster = make_product(context, club, "shipment", maxQuantity=3)
    sold = check_out(context, club, poster, 2)
    with context.database.transaction() as session:
        note_decline(session, context.tools, sold.payment_id, "card declined")
    _let_hold_run_out(context, sold)
    with context.database.transaction() as session:
        cancel_order(session, context.tools, sold.order_id)

    assert order_of(context, sold.order_id).status == "cancelled"
    assert context.database.read_now(lambda session: session.get_one(Product, poster).taken) == 0


def test_a_payment_that_bought_nothing_is_not_confirmed(context: Context, club: Club) -> None:
    sold = check_out(context, club, club.product_id)
    begun = start_payment(context, sold.payment_id)
    with context.database.transaction() as session:
        settle_charge(session, str(begun.reference), PaymentStatus.SUCCEEDED)
        cancel_order(session, context.tools, sold.order_id)
    _settle(context, sold.payment_id, _at_provider(context, begun))

    with pytest.raises(ConflictError, match="goes back"):
        context.database.read_now(
            lambda session: confirm_answer(session, context, session.get_one(Payment, sold.payment_id))
        )


def test_a_payment_that_the_provider_refuses_to_begin_is_refused_again_under_its_key(
    sqlite_context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    from server.payments.test_provider import TestProvider

    club = make_club(sqlite_context, price_cents=PRICE)
    sold = check_out(sqlite_context, club, club.product_id)

    def refuse(*_: object) -> None:
        raise ProviderRefusedError("Not in this currency")

    monkeypatch.setattr(TestProvider, "start", refuse)
    for _ in range(2):
        with pytest.raises(ProviderRefusedError, match="Not in this currency"):
            start_payment(sqlite_context, sold.payment_id)
