"""A server process, a Stripe that sends its events to it, and buyers: whatever happens between them, once is once."""

import time
from collections.abc import Iterator

import httpx
import pytest

from server.context import Context
from tests.factories import Club, make_club
from tests.fakes.loopback import Misbehaviour
from tests.fakes.postman import Carrying
from tests.fakes.stripe_server import SECRET_KEY, WEBHOOK_SECRET, FakeStripe, sign
from tests.server.conftest import next_prefix
from tests.server.payments.selling import PRICE, check_out, held_cents, refunds_of, status_of, wait_until
from tests.serving import RunningServer, open_context, running_server

FEE = round(2 * PRICE * 0.015) + 25


@pytest.fixture(scope="module")
def stripe_side() -> Iterator[FakeStripe]:
    with FakeStripe() as fake:
        yield fake


@pytest.fixture(scope="module")
def server(stripe_side: FakeStripe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    keys = {
        "DOORWARD_STRIPE_SECRET_KEY": SECRET_KEY,
        "DOORWARD_STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "DOORWARD_STRIPE_URL": stripe_side.url,
    }
    with running_server(tmp_path_factory.mktemp("stripe"), environment=keys) as running:
        stripe_side.postman.url = f"{running.url}/webhooks/stripe"
        yield running


@pytest.fixture
def stripe(stripe_side: FakeStripe, server: RunningServer) -> Iterator[FakeStripe]:
    yield stripe_side
    stripe_side.behave()
    stripe_side.pays_at_once = False
    stripe_side.postman.carrying = Carrying.ONCE


@pytest.fixture(scope="module")
def context(server: RunningServer) -> Iterator[Context]:
    with open_context(server.config) as opened:
        yield opened


@pytest.fixture
def club(context: Context) -> Club:
    return make_club(context, prefix=next_prefix(), price_cents=PRICE)


@pytest.fixture
def caller(server: RunningServer, club: Club) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, headers=club.headers, timeout=40) as opened:
        yield opened


@pytest.mark.parametrize("mode", ["page", "intent"])
@pytest.mark.parametrize("carrying", [Carrying.ONCE, Carrying.TWICE, Carrying.HELD])
def test_an_order_is_paid_once_however_its_events_come(
    stripe: FakeStripe, caller: httpx.Client, club: Club, context: Context, mode: str, carrying: Carrying
) -> None:
    stripe.postman.carrying = carrying
    session = check_out(caller, club, mode)
    stripe.pay(session["transactionId"])
    stripe.postman.release(reverse=True)
    wait_until(lambda: status_of(caller, session) == "paid")
    assert held_cents(context, session, "stripe") == 2 * PRICE - FEE
    confirmed = caller.post("/api/v1/checkout/confirm", json={"sessionId": session["sessionId"]}).json()
    assert len(confirmed["ticketIds"]) == 2
    assert held_cents(context, session, "stripe") == 2 * PRICE - FEE


@pytest.mark.parametrize("mode", ["page", "intent"])
def test_a_buyer_who_is_faster_than_stripes_answer_is_served(
    stripe: FakeStripe, caller: httpx.Client, club: Club, mode: str
) -> None:
    stripe.pays_at_once = True
    session = check_out(caller, club, mode)
    wait_until(lambda: status_of(caller, session) == "paid")


def test_without_any_event_confirming_asks_stripe(stripe: FakeStripe, caller: httpx.Client, club: Club) -> None:
    stripe.postman.carrying = Carrying.NEVER
    session = check_out(caller, club)
    ask = {"sessionId": session["sessionId"]}
    assert caller.post("/api/v1/checkout/confirm", json=ask).status_code == 402
    stripe.pay(session["transactionId"])
    assert caller.post("/api/v1/checkout/confirm", json=ask).json()["status"] == "paid"


def test_a_declined_card_and_then_a_good_one_pay_the_order(
    stripe: FakeStripe, caller: httpx.Client, club: Club
) -> None:
    session = check_out(caller, club, "intent")
    stripe.decline(session["transactionId"])
    wait_until(lambda: status_of(caller, session) == "failed")
    stripe.pay(session["transactionId"])
    wait_until(lambda: status_of(caller, session) == "paid")


def test_one_failure_on_stripes_side_is_not_seen_by_the_caller(
    stripe: FakeStripe, caller: httpx.Client, club: Club
) -> None:
    stripe.misbehave(Misbehaviour.SERVER_ERROR, path="/v1/checkout/sessions")
    assert check_out(caller, club)["status"] == "open"


@pytest.mark.parametrize("carrying", [Carrying.ONCE, Carrying.TWICE, Carrying.EARLY])
def test_a_refund_goes_back_once_however_its_events_come(
    stripe: FakeStripe, caller: httpx.Client, club: Club, context: Context, carrying: Carrying
) -> None:
    session = check_out(caller, club)
    stripe.pay(session["transactionId"])
    wait_until(lambda: status_of(caller, session) == "paid")
    stripe.postman.carrying = carrying
    before = len(stripe.books.all_of("refund"))
    stripe.misbehave(Misbehaviour.LOSE_ANSWER, path="/v1/refunds")
    assert caller.post(f"/api/v1/bookings/{session['orderId']}/refund", json={}).status_code == 200
    wait_until(lambda: refunds_of(context, session) == [("refund", "succeeded", 2 * PRICE)])
    assert len(stripe.books.all_of("refund")) == before + 1
    assert held_cents(context, session, "stripe") == -FEE
    assert status_of(caller, session) == "refunded"


def test_a_refund_at_stripes_own_desk_is_taken_over(
    stripe: FakeStripe, caller: httpx.Client, club: Club, context: Context
) -> None:
    session = check_out(caller, club)
    stripe.pay(session["transactionId"])
    wait_until(lambda: status_of(caller, session) == "paid")
    stripe.refund_at_desk(session["transactionId"], 1_000)
    wait_until(lambda: refunds_of(context, session) == [("refund", "succeeded", 1_000)])


@pytest.mark.parametrize(("is_won", "status"), [(True, "won"), (False, "succeeded")])
def test_a_chargeback_is_booked_and_comes_back_where_the_bank_decides_so(
    stripe: FakeStripe, caller: httpx.Client, club: Club, context: Context, status: str, *, is_won: bool
) -> None:
    session = check_out(caller, club)
    stripe.pay(session["transactionId"])
    wait_until(lambda: status_of(caller, session) == "paid")
    dispute = stripe.dispute(session["transactionId"])
    wait_until(lambda: refunds_of(context, session) == [("chargeback", "succeeded", 2 * PRICE)])
    stripe.close_dispute(dispute["id"], is_won=is_won)
    wait_until(lambda: refunds_of(context, session) == [("chargeback", status, 2 * PRICE)])


def test_an_event_that_stripe_did_not_sign_changes_nothing(
    stripe: FakeStripe, server: RunningServer, caller: httpx.Client, club: Club
) -> None:
    stripe.postman.carrying = Carrying.NEVER
    session = check_out(caller, club)
    stripe.pay(session["transactionId"])
    body = stripe.postman.bodies[-1]
    for headers in ({}, sign(body, secret="another"), sign(body, at_s=int(time.time()) - 301), sign(body + b" ")):
        answer = httpx.post(f"{server.url}/webhooks/stripe", content=body, headers=headers, timeout=30)
        assert (answer.status_code, answer.json()["details"]["code"]) == (400, "BAD_SIGNATURE")
    assert status_of(caller, session) == "open"


def test_the_built_in_pay_page_is_not_there_beside_stripe(server: RunningServer, caller: httpx.Client) -> None:
    assert httpx.get(f"{server.url}/pay/tst_1", timeout=30).status_code == 404
    assert caller.post("/api/v1/test-payments/tst_1/pay", json={}).status_code == 404
