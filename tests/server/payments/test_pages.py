import re
from collections.abc import Iterator
from typing import cast

import httpx
import pytest

from server.accounts.service import create_key
from server.context import Context
from server.payments.models import ProviderEvent
from server.payments.provider import ChargeLine, PaymentStatus, StartedPayment
from server.payments.test_provider import TestProvider
from tests.factories import Club, make_club
from tests.server.conftest import next_prefix
from tests.server.payments.charges import CANCEL_URL, RETURN_URL, a_charge, a_refund
from tests.serving import RunningServer


def provider_of(context: Context) -> TestProvider:
    return cast("TestProvider", context.providers.by_name["test"])


@pytest.fixture
def started(server_context: Context, club: Club) -> StartedPayment:
    return provider_of(server_context).start(a_charge(organization_id=club.organization_id))


@pytest.fixture
def browser(shared_server: RunningServer) -> Iterator[httpx.Client]:
    """A buyer's browser: no key, and redirects are looked at."""
    with httpx.Client(base_url=shared_server.url, timeout=30) as opened:
        yield opened


def press(browser: httpx.Client, reference: str, outcome: str = "succeeded") -> httpx.Response:
    """Open the page and press one of its buttons."""
    found = re.search(r'name="token" value="([^"]+)"', browser.get(f"/pay/{reference}").text)
    assert found is not None
    return browser.post(f"/pay/{reference}", data={"token": found[1], "outcome": outcome})


def status_of(context: Context, reference: str) -> PaymentStatus:
    return provider_of(context).look_up(reference).status


def events_of(context: Context, reference: str) -> list[str]:
    with context.database.transaction() as session:
        rows = session.query(ProviderEvent).filter_by(provider="test", reference=reference).all()
        return [row.type for row in rows]


def test_the_page_says_that_it_is_test_money_and_what_is_bought(browser: httpx.Client, started: StartedPayment) -> None:
    answer = browser.get(f"/pay/{started.reference}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    for text in ("Test money", "nothing is charged", "Maguey Club", "Perreo Fridays, VIP", "1 × VIP", "€40.00"):
        assert text in answer.text


@pytest.mark.parametrize(
    ("amount_cents", "currency", "shown"),
    [
        (1050, "jpy", "¥1,050"),
        (1250, "kwd", "KWD\N{NO-BREAK SPACE}1.250"),
        (105000, "huf", "HUF\N{NO-BREAK SPACE}1,050.00"),
    ],
)
def test_amounts_are_shown_with_their_currencys_decimals(
    browser: httpx.Client, server_context: Context, club: Club, amount_cents: int, currency: str, shown: str
) -> None:
    charge = a_charge(amount_cents, currency, organization_id=club.organization_id)
    reference = provider_of(server_context).start(charge).reference
    assert f"Pay {shown} of test money" in browser.get(f"/pay/{reference}").text


def test_the_page_loads_nothing_and_runs_no_script(browser: httpx.Client, started: StartedPayment) -> None:
    answer = browser.get(f"/pay/{started.reference}")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'nonce-")
    assert "frame-ancestors 'none'" in policy
    assert "<script" not in answer.text
    assert not re.search(r'(src|href)="(https?:)?//', answer.text)
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_the_page_tells_nothing_of_the_buyer(browser: httpx.Client, started: StartedPayment) -> None:
    text = browser.get(f"/pay/{started.reference}").text
    assert "max@example.com" not in text
    assert "Mustermann" not in text


def test_a_name_cannot_put_markup_on_the_page(browser: httpx.Client, server_context: Context, club: Club) -> None:
    evil = '<img src=x onerror="alert(1)">'
    charge = a_charge(organization_id=club.organization_id, description=evil, lines=[ChargeLine(evil, 1, 4000)])
    reference = provider_of(server_context).start(charge).reference
    assert "<img" not in browser.get(f"/pay/{reference}").text


def test_paying_sends_the_buyer_back_and_tells_this_server(
    browser: httpx.Client, server_context: Context, started: StartedPayment
) -> None:
    answer = press(browser, started.reference)
    assert (answer.status_code, answer.headers["location"]) == (303, RETURN_URL)
    assert status_of(server_context, started.reference) is PaymentStatus.SUCCEEDED
    assert events_of(server_context, started.reference) == ["charge.succeeded"]
    page = browser.get(f"/pay/{started.reference}").text
    assert "Paid with test money" in page
    assert "<form" not in page


def test_declining_sends_the_buyer_to_the_basket(
    browser: httpx.Client, server_context: Context, started: StartedPayment
) -> None:
    answer = press(browser, started.reference, "failed")
    assert (answer.status_code, answer.headers["location"]) == (303, CANCEL_URL)
    assert status_of(server_context, started.reference) is PaymentStatus.FAILED
    assert events_of(server_context, started.reference) == ["charge.failed"]
    assert "was declined" in browser.get(f"/pay/{started.reference}").text


def test_pressing_twice_pays_once(browser: httpx.Client, server_context: Context, started: StartedPayment) -> None:
    token = re.search(r'name="token" value="([^"]+)"', browser.get(f"/pay/{started.reference}").text)
    assert token is not None
    for _ in range(2):
        form = {"token": token[1], "outcome": "succeeded"}
        assert browser.post(f"/pay/{started.reference}", data=form).headers["location"] == RETURN_URL
    late = browser.post(f"/pay/{started.reference}", data={"token": token[1], "outcome": "failed"})
    assert late.headers["location"] == f"/pay/{started.reference}"
    assert events_of(server_context, started.reference) == ["charge.succeeded"]


def test_an_expired_payment_shows_so_and_takes_no_money(
    browser: httpx.Client, server_context: Context, started: StartedPayment
) -> None:
    token = re.search(r'name="token" value="([^"]+)"', browser.get(f"/pay/{started.reference}").text)
    assert token is not None
    provider_of(server_context).cancel(started.reference)
    late = browser.post(f"/pay/{started.reference}", data={"token": token[1], "outcome": "succeeded"})
    assert late.headers["location"] == f"/pay/{started.reference}"
    page = browser.get(f"/pay/{started.reference}").text
    assert "has expired" in page
    assert "<form" not in page
    assert status_of(server_context, started.reference) is PaymentStatus.CANCELLED


def test_a_refund_shows_on_the_page(browser: httpx.Client, server_context: Context, started: StartedPayment) -> None:
    press(browser, started.reference)
    provider_of(server_context).refund(a_refund(started.reference, 1250))
    assert "€12.50 went back" in browser.get(f"/pay/{started.reference}").text


@pytest.mark.parametrize("token", ["", "x", "é", "A" * 43])
def test_a_form_from_elsewhere_pays_nothing(
    browser: httpx.Client, server_context: Context, started: StartedPayment, token: str
) -> None:
    answer = browser.post(f"/pay/{started.reference}", data={"token": token, "outcome": "succeeded"})
    assert answer.status_code in (400, 403)
    assert status_of(server_context, started.reference) is PaymentStatus.PENDING


def test_a_token_is_good_for_its_own_payment_only(
    browser: httpx.Client, server_context: Context, club: Club, started: StartedPayment
) -> None:
    other = provider_of(server_context).start(a_charge(organization_id=club.organization_id)).reference
    token = re.search(r'name="token" value="([^"]+)"', browser.get(f"/pay/{other}").text)
    assert token is not None
    answer = browser.post(f"/pay/{started.reference}", data={"token": token[1], "outcome": "succeeded"})
    assert answer.status_code == 403


def test_an_unknown_payment_is_a_page_that_says_so(browser: httpx.Client) -> None:
    answer = browser.get("/pay/tst_none")
    assert answer.status_code == 404
    assert "This payment does not exist" in answer.text


@pytest.mark.parametrize("return_url", ["", "javascript:alert(1)", "//evil.example", "ftp://shop.example"])
def test_only_web_addresses_are_followed_back(
    browser: httpx.Client, server_context: Context, club: Club, return_url: str
) -> None:
    charge = a_charge(organization_id=club.organization_id, return_url=return_url, cancel_url="")
    reference = provider_of(server_context).start(charge).reference
    assert press(browser, reference).headers["location"] == f"/pay/{reference}"
    assert 'class="back"' not in browser.get(f"/pay/{reference}").text


def test_a_call_with_the_organizations_key_pays_without_a_page(
    client: httpx.Client, server_context: Context, started: StartedPayment
) -> None:
    answers = [client.post(f"/api/v1/test-payments/{started.reference}/pay", json={}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["status"] == "succeeded"
    assert events_of(server_context, started.reference) == ["charge.succeeded"]


def test_a_call_can_decline(client: httpx.Client, server_context: Context, started: StartedPayment) -> None:
    answer = client.post(f"/api/v1/test-payments/{started.reference}/pay", json={"outcome": "failed"})
    assert answer.json()["status"] == "failed"
    answer = client.post(f"/api/v1/test-payments/{started.reference}/pay", json={"outcome": "succeeded"})
    assert (answer.status_code, answer.json()["details"]["code"]) == (409, "CONFLICT")


def test_a_call_to_a_cancelled_payment_says_that_it_expired(
    client: httpx.Client, server_context: Context, started: StartedPayment
) -> None:
    provider_of(server_context).cancel(started.reference)
    answer = client.post(f"/api/v1/test-payments/{started.reference}/pay", json={})
    assert (answer.status_code, answer.json()["details"]["code"]) == (410, "EXPIRED")


def test_another_organizations_key_finds_no_such_payment(
    client: httpx.Client, server_context: Context, started: StartedPayment
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    path = f"/api/v1/test-payments/{started.reference}/pay"
    answer = client.post(path, json={}, headers=other.headers)
    assert answer.status_code == 404
    assert status_of(server_context, started.reference) is PaymentStatus.PENDING


def test_a_key_without_the_scope_pays_nothing(
    client: httpx.Client, server_context: Context, club: Club, started: StartedPayment
) -> None:
    with server_context.database.transaction() as session:
        key = create_key(session, club.organization_id, name="reader", scopes=["payments:read"]).secret
    headers = {"Authorization": f"Bearer {key}"}
    answer = client.post(f"/api/v1/test-payments/{started.reference}/pay", json={}, headers=headers)
    assert answer.status_code == 403
