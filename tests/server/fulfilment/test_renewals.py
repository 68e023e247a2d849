"""Subscriptions renew once a period, whatever is broken off; unpaid ones end when their grace is over."""

import threading
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from server.context import Context
from server.delivery.models import Delivery
from server.errors import ProviderRefusedError, ProviderUnavailableError
from server.fulfilment import renewal
from server.fulfilment.models import Entitlement
from server.fulfilment.periods import period_start
from server.fulfilment.renewal import find_due, renew
from server.fulfilment.subscriptions import cancel, has_access
from server.ids import now_ms
from server.orders.models import Order, OrderStatus
from server.payments.models import Payment, TestCharge
from server.payments.refunds import request_refund
from tests.factories import Club, make_club
from tests.server.fulfilment.selling import Sold, entitlement_of, item_of, make_product, order_of, pay, sell
from tests.working import run_work

DAY_MS = 24 * 3_600_000
MONTH_AGO = 40 * DAY_MS


@pytest.fixture
def shop(context: Context) -> Club:
    return make_club(context)


def _subscribe(context: Context, club: Club, *, keeps_customer: bool = True, **properties: Any) -> Sold:
    """A monthly subscription whose first period has just ended."""
    sold = sell(context, club, make_product(context, club, "subscription", **properties))
    _move(context, sold, -MONTH_AGO)
    with context.database.transaction() as session:
        subscription = session.scalars(select(Entitlement)).one()
        end = period_start(subscription.data["anchor"], subscription.data["billingCycle"], 1)
        back = now_ms() - 1_000 - end
    _move(context, sold, back)
    if not keeps_customer:
        with context.database.transaction() as session:
            session.get_one(Payment, sold.payment_id).customer_reference = None
    return sold


def _move(context: Context, sold: Sold, by: int) -> None:
    """Time passes for a subscription, which is to move its past."""
    with context.database.transaction() as session:
        subscription = session.scalars(select(Entitlement).where(Entitlement.purchase_item_id == sold.item_id)).one()
        anchor = subscription.data["anchor"] + by
        subscription.data = {**subscription.data, "anchor": anchor}
        period = subscription.data["period"]
        subscription.ends_at = period_start(anchor, subscription.data["billingCycle"], period + 1)
        subscription.next_at = subscription.ends_at


def _due(context: Context, sold: Sold) -> None:
    """Its next moment is here."""
    with context.database.transaction() as session:
        subscription = session.scalars(select(Entitlement).where(Entitlement.purchase_item_id == sold.item_id)).one()
        subscription.ends_at = min(subscription.ends_at or 0, now_ms() - 8 * DAY_MS)
        subscription.next_at = now_ms() - 1


def _sweep(context: Context, *, failing: bool = False) -> None:
    find_due(context)
    run_work(context, failing=failing)


def _renewals(context: Context) -> list[Order]:
    statement = select(Order).where(Order.subtype == "subscription_renewal").order_by(Order.id)
    return list(context.database.read_now(lambda session: session.scalars(statement).all()))


def _mailed(context: Context, template: str) -> int:
    statement = select(func.count(Delivery.id)).where(Delivery.template == template)
    return context.database.read_now(lambda session: session.scalar(statement)) or 0


def test_a_kept_means_of_paying_is_charged_and_the_next_period_begins(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop)
    ended = entitlement_of(context, sold.item_id).ends_at
    _sweep(context)

    subscription = entitlement_of(context, sold.item_id)
    (order,) = _renewals(context)
    assert (subscription.status, subscription.data["period"]) == ("active", 1)
    assert subscription.ends_at == subscription.next_at
    assert subscription.ends_at is not None
    assert ended is not None
    assert 28 * DAY_MS <= subscription.ends_at - ended <= 31 * DAY_MS
    assert (order.status, order.amount_cents, order.customer_email) == ("paid", 1_000, "jo@buyer.org")
    assert (_mailed(context, "subscription_renewed"), _mailed(context, "subscription_past_due")) == (1, 0)


def test_the_price_that_was_agreed_stays(context: Context, shop: Club) -> None:
    from server.catalog.models import Product

    sold = _subscribe(context, shop)
    with context.database.transaction() as session:
        session.get_one(Product, item_of(context, sold.item_id).product_id).price_cents = 9_900
    _sweep(context)

    assert [order.amount_cents for order in _renewals(context)] == [1_000]


def test_sweeping_and_working_again_makes_no_second_order(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop)
    for _ in range(3):
        _sweep(context)
        renew(context, entitlement_of(context, sold.item_id).id)

    assert len(_renewals(context)) == 1


def test_without_a_kept_means_the_buyer_is_mailed_a_link_and_keeps_access_for_the_grace(
    context: Context, shop: Club
) -> None:
    sold = _subscribe(context, shop, keeps_customer=False)
    _sweep(context)

    subscription = entitlement_of(context, sold.item_id)
    (order,) = _renewals(context)
    assert (subscription.status, order.status) == ("past_due", "pending")
    assert _mailed(context, "subscription_past_due") == 1
    assert has_access(subscription, now_ms())
    assert not has_access(subscription, (subscription.ends_at or 0) + 7 * DAY_MS)


def test_the_mail_about_an_unpaid_renewal_holds_the_link_that_pays_it(sqlite_context: Context) -> None:
    _subscribe(sqlite_context, make_club(sqlite_context), keeps_customer=False)
    _sweep(sqlite_context)
    (order,) = _renewals(sqlite_context)
    statement = select(Payment.url).where(Payment.order_id == order.id)
    url = sqlite_context.database.read_now(lambda session: session.scalars(statement).one())
    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in _mail_files(sqlite_context)]
    texts = [part.get_content() for mail in mails for part in mail.walk() if part.get_content_type() == "text/html"]

    assert url is not None
    assert any(url in text for text in texts)


def _mail_files(context: Context) -> list[Path]:
    return list((context.config.data_dir / "mail").rglob("*.eml"))


def test_paying_the_link_makes_it_active_again(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop, keeps_customer=False)
    _sweep(context)
    payment = context.database.read_now(
        lambda session: session.scalars(select(Payment).where(Payment.order_id == _renewals(context)[0].id)).one()
    )
    assert payment.mode == "link"
    assert payment.url is not None
    pay(context, payment.id)

    subscription = entitlement_of(context, sold.item_id)
    assert (subscription.status, subscription.data["period"]) == ("active", 1)
    assert _mailed(context, "subscription_renewed") == 1


def test_an_unpaid_renewal_ends_with_its_grace_and_can_be_paid_no_more(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop, keeps_customer=False)
    _sweep(context)
    _due(context, sold)
    _sweep(context)

    subscription = entitlement_of(context, sold.item_id)
    assert (subscription.status, subscription.next_at) == ("ended", None)
    assert [order.status for order in _renewals(context)] == ["cancelled"]
    assert not has_access(subscription, now_ms())
    assert _mailed(context, "subscription_cancelled") == 1


def test_a_declined_charge_asks_the_buyer_by_a_link_for_the_same_order(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop)
    with context.database.transaction() as session:  # The provider has lost the customer: it will refuse.
        for charge in session.scalars(select(TestCharge)):
            charge.customer = None
    _sweep(context)

    (order,) = _renewals(context)
    payments = context.database.read_now(
        lambda session: session.scalars(select(Payment).where(Payment.order_id == order.id).order_by(Payment.id)).all()
    )
    assert [(payment.mode, payment.status) for payment in payments] == [("intent", "failed"), ("link", "pending")]
    assert entitlement_of(context, sold.item_id).status == "past_due"
    assert _mailed(context, "subscription_past_due") == 1


class _Killed(BaseException):
    """The process is gone."""


@pytest.mark.parametrize("place", ["start_payment", "_is_settled", "_tell_if_unpaid"])
@pytest.mark.parametrize("keeps_customer", [True, False])
def test_a_renewal_broken_off_anywhere_goes_on_with_the_same_order(
    sqlite_context: Context, monkeypatch: pytest.MonkeyPatch, place: str, keeps_customer: bool
) -> None:
    context = sqlite_context
    sold = _subscribe(context, make_club(context), keeps_customer=keeps_customer)
    subscription_id = entitlement_of(context, sold.item_id).id

    def die(*_: object) -> None:
        raise _Killed

    with monkeypatch.context() as patch:
        patch.setattr(renewal, place, die)
        if keeps_customer or place != "_is_settled":
            with pytest.raises(_Killed):
                renew(context, subscription_id)
    renew(context, subscription_id)

    assert len(_renewals(context)) == 1
    assert context.database.read_now(lambda session: session.scalar(select(func.count(Payment.id)))) == 2
    expected = "active" if keeps_customer else "past_due"
    assert entitlement_of(context, sold.item_id).status == expected
    assert _mailed(context, "subscription_past_due") == (0 if keeps_customer else 1)


def test_a_provider_that_is_away_is_asked_again_later(sqlite_context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    context = sqlite_context
    sold = _subscribe(context, make_club(context))
    provider = context.providers.by_name["test"]

    def away(_charge: object) -> None:
        raise ProviderUnavailableError

    with monkeypatch.context() as patch:
        patch.setattr(provider, "start", away, raising=True)
        with pytest.raises(ProviderUnavailableError):
            renew(context, entitlement_of(context, sold.item_id).id)
    assert entitlement_of(context, sold.item_id).status == "past_due"
    renew(context, entitlement_of(context, sold.item_id).id)

    assert entitlement_of(context, sold.item_id).status == "active"
    assert [order.status for order in _renewals(context)] == ["paid"]


def test_a_link_that_the_provider_refuses_is_left_to_a_person(
    sqlite_context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = sqlite_context
    sold = _subscribe(context, make_club(context), keeps_customer=False)

    def refuse(_charge: object) -> None:
        raise ProviderRefusedError

    monkeypatch.setattr(context.providers.by_name["test"], "start", refuse, raising=True)
    with pytest.raises(ProviderRefusedError):
        renew(context, entitlement_of(context, sold.item_id).id)


def test_two_workers_at_once_make_one_order(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop)
    subscription_id = entitlement_of(context, sold.item_id).id
    failures: list[BaseException] = []

    def work() -> None:
        try:
            renew(context, subscription_id)
        except BaseException as error:  # noqa: BLE001  Collected to be shown.
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert [order.status for order in _renewals(context)] == ["paid"]
    assert entitlement_of(context, sold.item_id).data["period"] == 1


def test_periods_that_passed_while_no_server_ran_are_not_charged(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop)
    _move(context, sold, -95 * DAY_MS)
    _sweep(context)

    subscription = entitlement_of(context, sold.item_id)
    assert len(_renewals(context)) == 1
    assert subscription.data["period"] in (3, 4)
    assert (subscription.ends_at or 0) > now_ms()


def test_a_free_subscription_renews_without_an_order(context: Context, shop: Club) -> None:
    product = make_product(context, shop, "subscription", price_cents=0)
    sold = check_out_free(context, shop, product)
    _move(context, sold, -MONTH_AGO)
    _sweep(context)

    assert _renewals(context) == []
    assert entitlement_of(context, sold.item_id).data["period"] == 1


def check_out_free(context: Context, club: Club, product_id: str) -> Sold:
    """An order of nothing, which is paid with being placed."""
    from server.orders.models import PurchaseItem
    from server.orders.placing import place_order
    from server.orders.wanted import Buyer, Line, NewOrder

    with context.database.transaction() as session:
        new = NewOrder(
            organization_id=club.organization_id,
            subtype="checkout",
            buyer=Buyer("Jo", "Doe", "jo@buyer.org"),
            lines=[Line(product_id, 1)],
            source="api",
            hold_ms=900_000,
        )
        placed = place_order(session, context.tools, new)
        order_id = str(placed.order["id"])
        item_id = session.scalars(select(PurchaseItem.id).where(PurchaseItem.order_id == order_id)).one()
    return Sold(order_id, (item_id,), "", "")


def test_a_product_that_is_sold_no_more_or_in_another_currency_is_renewed_as_agreed(
    context: Context, shop: Club
) -> None:
    from server.catalog.models import Product

    sold = _subscribe(context, shop)
    with context.database.transaction() as session:
        product = session.get_one(Product, item_of(context, sold.item_id).product_id)
        product.status, product.currency = "archived", "jpy"
    _sweep(context)

    assert entitlement_of(context, sold.item_id).status == "active"
    assert [(order.status, order.amount_cents, order.currency) for order in _renewals(context)] == [
        ("paid", 1_000, "eur")
    ]


def test_a_renewal_of_a_subscription_that_was_revoked_can_be_paid_no_more(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop, keeps_customer=False)
    _sweep(context)
    with context.database.transaction() as session:
        request_refund(session, context.tools, sold.order_id, actor="tests")
    run_work(context)

    assert [order.status for order in _renewals(context)] == ["cancelled"]


def test_cancelling_a_renewal_that_is_not_paid_ends_the_subscription(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop, keeps_customer=False)
    _sweep(context)
    with context.database.transaction() as session:
        subscription = renewal.lock_subscription(session, entitlement_of(context, sold.item_id).id)
        assert cancel(session, subscription, now_ms(), at_period_end=True)
        renewal.close_renewal(session, context, subscription)
    _sweep(context)

    ended = entitlement_of(context, sold.item_id)
    assert (ended.status, ended.next_at) == ("ended", None)


def test_cancelling_lasts_until_the_paid_period_ends(context: Context, shop: Club) -> None:
    sold = sell(context, shop, make_product(context, shop, "subscription"))
    with context.database.transaction() as session:
        subscription = session.scalars(select(Entitlement)).one()
        assert cancel(session, subscription, now_ms(), at_period_end=True)
        assert not cancel(session, subscription, now_ms(), at_period_end=True)

    assert has_access(entitlement_of(context, sold.item_id), now_ms())
    _move(context, sold, -MONTH_AGO)
    _sweep(context)
    assert entitlement_of(context, sold.item_id).status == "ended"
    assert _renewals(context) == []


def test_a_refunded_renewal_revokes_the_subscription_and_an_old_period_does_not(context: Context, shop: Club) -> None:
    sold = _subscribe(context, shop)
    _sweep(context)
    with context.database.transaction() as session:
        request_refund(session, context.tools, sold.order_id, actor="tests")
    run_work(context)
    old = entitlement_of(context, sold.item_id).status
    with context.database.transaction() as session:
        request_refund(session, context.tools, _renewals(context)[0].id, actor="tests")
    run_work(context)

    assert order_of(context, sold.order_id).status == OrderStatus.REFUNDED
    assert (old, entitlement_of(context, sold.item_id).status) == ("active", "revoked")
