"""Orders and the money in them, from placing to the last refund, with the built-in provider and both databases."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, update

from server.context import Context
from server.errors import ConflictError, InvalidRequestError
from server.ids import now_ms
from server.ledger.models import LedgerEntry
from server.orders.changes import cancel_order, expire_orders
from server.orders.models import Order, PurchaseItem
from server.payments.checkout import place_checkout
from server.payments.intake import keep_event
from server.payments.models import Payment, ProviderEvent, Refund, TestCharge
from server.payments.provider import EventKind, PaymentStatus, ProviderDispute, ProviderPayment, ReadEvent
from server.payments.refunds import request_refund, take_in_dispute, take_in_refund
from server.payments.schemas import CheckoutRequest
from server.payments.sessions import start_payment
from server.payments.settle import Settled, note_decline, settle
from server.payments.test_provider import settle_charge
from server.tickets.models import Ticket
from tests.factories import Club, make_club
from tests.working import run_work

PRICE = 2_500


def _check_out(context: Context, club: Club, quantity: int = 1, **fields: Any) -> Payment:
    """A checkout whose session the provider has made."""
    body = {
        "productId": club.product_id,
        "quantity": quantity,
        "customerEmail": "jo@buyer.org",
        "customerName": "Jo Doe",
    }
    request = CheckoutRequest.model_validate({**body, **fields})
    with context.database.transaction() as session:
        payment_id = place_checkout(session, context, club.organization_id, request)
    return start_payment(context, payment_id)


def _pay(context: Context, payment: Payment, outcome: PaymentStatus = PaymentStatus.SUCCEEDED) -> None:
    """The buyer presses the button; the provider's event comes in and is worked."""
    with context.database.transaction() as session:
        charge = settle_charge(session, str(payment.reference), outcome)
        assert charge is not None
        provider = context.providers.by_name["test"]
        _, body = provider.event_of(charge, now_ms())  # type: ignore[attr-defined]
        keep_event(session, "test", provider.parse_event(body), context.vault.seal(body))
    run_work(context)


def _order(context: Context, payment: Payment) -> Order:
    return context.database.read_now(lambda session: session.get_one(Order, payment.order_id))


def _payment(context: Context, payment: Payment) -> Payment:
    return context.database.read_now(lambda session: session.get_one(Payment, payment.id))


def _tickets(context: Context, payment: Payment) -> list[str]:
    statement = select(Ticket.status).where(Ticket.order_id == payment.order_id).order_by(Ticket.place)
    return list(context.database.read_now(lambda session: session.scalars(statement).all()))


def _items(context: Context, payment: Payment) -> list[PurchaseItem]:
    statement = select(PurchaseItem).where(PurchaseItem.order_id == payment.order_id).order_by(PurchaseItem.place)
    return list(context.database.read_now(lambda session: session.scalars(statement).all()))


def _refunds(context: Context, payment: Payment) -> Sequence[Refund]:
    statement = select(Refund).where(Refund.order_id == payment.order_id).order_by(Refund.id)
    return context.database.read_now(lambda session: session.scalars(statement).all())


def _books(context: Context, payment: Payment) -> dict[str, int]:
    statement = select(LedgerEntry).where(LedgerEntry.order_id == payment.order_id)
    sums: dict[str, int] = {}
    for line in context.database.read_now(lambda session: session.scalars(statement).all()):
        sums[line.account] = sums.get(line.account, 0) + line.amount_cents
    return {account: amount for account, amount in sums.items() if amount}


def _let_hold_run_out(context: Context, payment: Payment) -> None:
    with context.database.transaction() as session:
        session.execute(update(Order).where(Order.id == payment.order_id).values(expires_at=now_ms() - 1))
    with context.database.transaction() as session:
        expire_orders(session, context.tools, now_ms())


def test_a_paid_checkout_activates_its_tickets_and_enters_the_books(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club, 2)
    before = (_order(context, payment).status, _tickets(context, payment))

    _pay(context, payment)

    assert before == ("pending", ["unpaid", "unpaid"])
    assert (_order(context, payment).status, _tickets(context, payment)) == ("paid", ["active", "active"])
    assert [item.fulfillment_status for item in _items(context, payment)] == ["fulfilled", "fulfilled"]
    assert _books(context, payment) == {"provider:test": 2 * PRICE, "organizer:test": -2 * PRICE}


def test_the_same_event_twice_and_a_confirmation_beside_it_pay_once(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club)
    _pay(context, payment)
    _pay(context, payment)
    facts = context.providers.by_name["test"].look_up(str(payment.reference))
    with context.database.transaction() as session:
        assert settle(session, context.tools, payment.id, facts) is Settled.UNCHANGED

    assert _books(context, payment) == {"provider:test": PRICE, "organizer:test": -PRICE}


def test_an_event_that_comes_before_the_providers_answer_is_kept_and_matched(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    request = CheckoutRequest.model_validate(
        {"productId": club.product_id, "customerEmail": "jo@buyer.org", "customerName": "Jo Doe"}
    )
    with context.database.transaction() as session:
        payment_id = place_checkout(session, context, club.organization_id, request)
    body = b'{"id":"tev_early","type":"charge.succeeded","reference":"tst_unknown","payment_id":"pay_unknown"}'
    event = ReadEvent("tev_early", "charge.succeeded", EventKind.PAID, reference="tst_unknown")
    with context.database.transaction() as session:
        keep_event(session, "test", event, context.vault.seal(body))
    run_work(context)
    early = context.database.read_now(lambda session: session.scalars(select(ProviderEvent)).one().outcome)
    payment = start_payment(context, payment_id)
    with context.database.transaction() as session:
        session.execute(
            update(ProviderEvent).values(
                reference=payment.reference,
                sealed_body=context.vault.seal(body.replace(b"tst_unknown", str(payment.reference).encode())),
            )
        )
        session.execute(update(Payment).values(reference=None, status="created"))
        session.execute(update(TestCharge).values(status="succeeded"))

    start_payment(context, payment_id)
    run_work(context)

    assert early == "unmatched"
    assert _order(context, payment).status == "paid"


def test_a_declined_payment_fails_the_order_and_keeps_its_hold_for_another_try(context: Context) -> None:
    club = make_club(context, price_cents=PRICE, capacity=1)
    payment = _check_out(context, club)
    with context.database.transaction() as session:
        note_decline(session, context.tools, payment.id, "card declined")

    failed = _order(context, payment)
    _pay(context, payment)

    assert (failed.status, failed.expires_at is not None) == ("failed", True)
    assert (_order(context, payment).status, _tickets(context, payment)) == ("paid", ["active"])


def test_a_failed_order_gives_its_seats_back_when_its_hold_runs_out_and_stays_failed(context: Context) -> None:
    club = make_club(context, price_cents=PRICE, capacity=1)
    payment = _check_out(context, club)
    _pay(context, payment, PaymentStatus.FAILED)

    order = _order(context, payment)

    assert (order.status, order.expires_at, _tickets(context, payment)) == ("failed", None, ["cancelled"])
    assert _payment(context, _check_out(context, club, customerEmail="next@buyer.org")).status == "pending"


def test_a_late_payment_takes_seats_where_there_are_any(context: Context) -> None:
    club = make_club(context, price_cents=PRICE, capacity=1)
    payment = _check_out(context, club)
    _let_hold_run_out(context, payment)
    _pay(context, payment)

    assert (_order(context, payment).status, _tickets(context, payment)) == ("paid", ["active"])


def test_a_late_payment_goes_back_where_the_seats_are_sold(context: Context) -> None:
    club = make_club(context, price_cents=PRICE, capacity=1)
    payment = _check_out(context, club)
    with context.database.transaction() as session:
        settle_charge(session, str(payment.reference), PaymentStatus.SUCCEEDED)
    _let_hold_run_out(context, payment)
    _check_out(context, club, customerEmail="next@buyer.org")
    _pay(context, payment)

    refund = _refunds(context, payment)[0]
    assert (_order(context, payment).status, _tickets(context, payment)) == ("expired", ["cancelled"])
    assert (refund.kind, refund.status, refund.amount_cents) == ("return", "succeeded", PRICE)
    assert _books(context, payment) == {}


def test_an_expired_session_is_closed_at_the_provider(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club)
    _let_hold_run_out(context, payment)
    run_work(context)

    assert context.providers.by_name["test"].look_up(str(payment.reference)).status is PaymentStatus.CANCELLED
    assert _payment(context, payment).status == "cancelled"


def test_an_amount_that_was_not_asked_buys_nothing(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club)
    facts = ProviderPayment(str(payment.reference), PaymentStatus.SUCCEEDED, PRICE - 1, "eur")
    with context.database.transaction() as session:
        assert settle(session, context.tools, payment.id, facts) is Settled.MISMATCH

    assert (_order(context, payment).status, _tickets(context, payment)) == ("pending", ["unpaid"])
    assert _payment(context, payment).status == "mismatch"


def test_a_full_refund_revokes_the_tickets_at_once_and_the_money_follows(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club, 2)
    _pay(context, payment)
    with context.database.transaction() as session:
        request_refund(session, context.tools, payment.order_id, actor="tests")
    at_once = (_order(context, payment).status, _tickets(context, payment), _refunds(context, payment)[0].status)
    run_work(context)

    assert at_once == ("refunded", ["refunded", "refunded"], "requested")
    assert _refunds(context, payment)[0].status == "succeeded"
    assert _books(context, payment) == {}


def test_one_item_is_refunded_and_the_others_stay(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club, 3)
    _pay(context, payment)
    second = _items(context, payment)[1].id
    with context.database.transaction() as session:
        request_refund(session, context.tools, payment.order_id, actor="tests", item_ids=[second])
    run_work(context)

    order = _order(context, payment)
    assert (order.status, order.refunded_cents) == ("partially_refunded", PRICE)
    assert _tickets(context, payment) == ["active", "refunded", "active"]
    with pytest.raises(ConflictError), context.database.transaction() as session:
        request_refund(session, context.tools, payment.order_id, actor="tests", item_ids=[second])


def test_no_more_is_refunded_than_was_paid(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club)
    _pay(context, payment)
    with context.database.transaction() as session:
        request_refund(session, context.tools, payment.order_id, actor="tests", amount_cents=PRICE - 100)
    with pytest.raises(ConflictError), context.database.transaction() as session:
        request_refund(session, context.tools, payment.order_id, actor="tests", amount_cents=101)
    with context.database.transaction() as session:
        request_refund(session, context.tools, payment.order_id, actor="tests")
    run_work(context)

    assert _order(context, payment).status == "refunded"
    assert _books(context, payment) == {}


def test_items_of_another_order_are_not_refunded(sqlite_context: Context) -> None:
    club = make_club(sqlite_context, price_cents=PRICE)
    payment, other = _check_out(sqlite_context, club), _check_out(sqlite_context, club)
    _pay(sqlite_context, payment)
    foreign = _items(sqlite_context, other)[0].id
    with pytest.raises(InvalidRequestError), sqlite_context.database.transaction() as session:
        request_refund(session, sqlite_context.tools, payment.order_id, actor="tests", item_ids=[foreign])


def test_a_refund_made_at_the_providers_desk_is_taken_over_once(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club, 2)
    _pay(context, payment)
    from server.payments.provider import ProviderRefund

    told = ProviderRefund("trf_desk", "succeeded", 2 * PRICE, "eur")
    for _ in range(2):
        with context.database.transaction() as session:
            take_in_refund(session, context.tools, session.get_one(Payment, payment.id), told)

    assert (_order(context, payment).status, _tickets(context, payment)) == ("refunded", ["refunded", "refunded"])
    assert _books(context, payment) == {}


def test_a_chargeback_revokes_and_a_won_one_lets_in_again(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club, 2)
    _pay(context, payment)

    def dispute(*, is_open: bool, is_won: bool = False) -> None:
        fact = ProviderDispute("dp_1", 2 * PRICE, "eur", is_open=is_open, is_won=is_won)
        with context.database.transaction() as session:
            take_in_dispute(session, context.tools, session.get_one(Payment, payment.id), fact)

    dispute(is_open=True)
    dispute(is_open=True)
    charged_back = (_order(context, payment).status, _tickets(context, payment), _books(context, payment))
    dispute(is_open=False, is_won=True)
    dispute(is_open=False, is_won=True)

    assert charged_back == ("refunded", ["revoked", "revoked"], {})
    assert (_order(context, payment).status, _tickets(context, payment)) == ("paid", ["active", "active"])
    assert _books(context, payment) == {"provider:test": 2 * PRICE, "organizer:test": -2 * PRICE}


def test_a_cancelled_order_that_is_paid_all_the_same_gets_its_money_back(context: Context) -> None:
    club = make_club(context, price_cents=PRICE)
    payment = _check_out(context, club)
    with context.database.transaction() as session:
        settle_charge(session, str(payment.reference), PaymentStatus.SUCCEEDED)
        cancel_order(session, context.tools, payment.order_id)
    _pay(context, payment)

    assert _order(context, payment).status == "cancelled"
    assert [refund.status for refund in _refunds(context, payment)] == ["succeeded"]
    assert _books(context, payment) == {}


def test_taxes_on_top_are_part_of_what_is_paid(context: Context) -> None:
    club = make_club(context, price_cents=1_000, product={"taxRate": 19, "priceIncludesTax": False})
    payment = _check_out(context, club, 2)

    assert (payment.amount_cents, _order(context, payment).tax_cents) == (2_380, 380)


def test_several_kinds_of_product_are_one_order(context: Context) -> None:
    from server.catalog.schemas import ProductRequest
    from server.catalog.service import create_product

    club = make_club(context, price_cents=PRICE)
    with context.database.transaction() as session:
        plan = create_product(
            session,
            club.organization_id,
            ProductRequest.model_validate(
                {
                    "subtype": "course",
                    "name": "Salsa",
                    "customProperties": {"price": 9_900, "currency": "eur", "courseId": "salsa-1", "durationWeeks": 8},
                }
            ),
        )
        plan_id = plan.id
    items = [{"productId": club.product_id, "quantity": 2}, {"productId": plan_id, "quantity": 1}]
    payment = _check_out(context, club, items=items, productId=None)
    _pay(context, payment)

    bought = [(item.fulfillment_type, item.fulfillment_status) for item in _items(context, payment)]
    assert payment.amount_cents == 2 * PRICE + 9_900
    assert bought == [("ticket", "fulfilled"), ("ticket", "fulfilled"), ("course", "fulfilled")]
    assert _tickets(context, payment) == ["active", "active"]
