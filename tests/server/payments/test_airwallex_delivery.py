"""A server process, an Airwallex that sends its events to it, and buyers."""

import time
from collections.abc import Iterator

import httpx
import pytest

from server.context import Context
from tests.factories import Club, make_club
from tests.fakes.airwallex_server import API_KEY, CLIENT_ID, WEBHOOK_SECRET, FakeAirwallex, sign
from tests.fakes.postman import Carrying
from tests.server.conftest import next_prefix
from tests.server.payments.selling import PRICE, check_out, held_cents, refunds_of, status_of, wait_until
from tests.serving import RunningServer, open_context, running_server

WEBHOOK = "/functions/v1/payment-webhook"


@pytest.fixture(scope="module")
def airwallex_side() -> Iterator[FakeAirwallex]:
    with FakeAirwallex() as fake:
        yield fake


@pytest.fixture(scope="module")
def server(airwallex_side: FakeAirwallex, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    keys = {
        "DOORWARD_AIRWALLEX_CLIENT_ID": CLIENT_ID,
        "DOORWARD_AIRWALLEX_API_KEY": API_KEY,
        "DOORWARD_AIRWALLEX_WEBHOOK_SECRET": WEBHOOK_SECRET,
        "DOORWARD_AIRWALLEX_URL": airwallex_side.url,
    }
    with running_server(tmp_path_factory.mktemp("airwallex"), environment=keys) as running:
        airwallex_side.postman.url = f"{running.url}{WEBHOOK}"
        yield running


@pytest.fixture
def airwallex(airwallex_side: FakeAirwallex, server: RunningServer) -> Iterator[FakeAirwallex]:
    yield airwallex_side
    airwallex_side.behave()
    airwallex_side.postman.carrying = Carrying.ONCE


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


@pytest.mark.parametrize("mode", ["link", "intent"])
@pytest.mark.parametrize("carrying", [Carrying.ONCE, Carrying.TWICE, Carrying.HELD])
def test_an_order_is_paid_once_however_its_events_come(
    airwallex: FakeAirwallex, caller: httpx.Client, club: Club, context: Context, mode: str, carrying: Carrying
) -> None:
    airwallex.postman.carrying = carrying
    session = check_out(caller, club, mode)
    airwallex.pay(session["transactionId"])
    airwallex.postman.release(reverse=True)
    wait_until(lambda: status_of(caller, session) == "paid")
    assert held_cents(context, session, "airwallex") == 2 * PRICE


def test_events_by_their_older_names_pay_and_refund_too(
    airwallex: FakeAirwallex, caller: httpx.Client, club: Club, context: Context
) -> None:
    airwallex.postman.carrying = Carrying.NEVER
    session = check_out(caller, club, "link")
    intent = airwallex.pay(session["transactionId"])
    airwallex.postman.carrying = Carrying.ONCE
    airwallex.tell_as_older_setups_do("payment.succeeded", session["sessionId"], intent)
    wait_until(lambda: status_of(caller, session) == "paid")
    assert caller.post(f"/api/v1/bookings/{session['orderId']}/refund", json={}).status_code == 200
    wait_until(lambda: len(airwallex.refunds) == 1)
    assert refunds_of(context, session) == [("refund", "requested", 2 * PRICE)]
    airwallex.finish_refund(next(iter(airwallex.refunds)))
    wait_until(lambda: refunds_of(context, session) == [("refund", "succeeded", 2 * PRICE)])
    assert held_cents(context, session, "airwallex") == 0


def test_an_event_that_airwallex_did_not_sign_changes_nothing(
    airwallex: FakeAirwallex, server: RunningServer, caller: httpx.Client, club: Club
) -> None:
    airwallex.postman.carrying = Carrying.NEVER
    session = check_out(caller, club, "link")
    airwallex.pay(session["transactionId"])
    body = airwallex.postman.bodies[-1]
    old_ms = time.time_ns() // 1_000_000 - 301_000
    for headers in ({}, sign(body, secret="another"), sign(body, at_ms=old_ms), sign(body + b" ")):
        answer = httpx.post(f"{server.url}{WEBHOOK}", content=body, headers=headers, timeout=30)
        assert (answer.status_code, answer.json()["details"]["code"]) == (400, "BAD_SIGNATURE")
    assert status_of(caller, session) == "open"
