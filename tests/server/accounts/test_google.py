"""Signing in by OpenID Connect, over HTTP: browser, server and provider are three programs."""

from collections.abc import Iterator

import httpx
import pytest

from server.context import Context
from tests.fakes.oidc import CLIENT_ID, CLIENT_SECRET, FakeProvider, running_provider
from tests.server.accounts.people import PASSWORD, log_in, next_email, post, sign_up
from tests.serving import RunningServer, open_context, running_server


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture(scope="module")
def google_server(provider: FakeProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    environment = {
        "DOORWARD_GOOGLE_CLIENT_ID": CLIENT_ID,
        "DOORWARD_GOOGLE_CLIENT_SECRET": CLIENT_SECRET,
        "DOORWARD_GOOGLE_URL": provider.url,
        "DOORWARD_BEHIND_PROXY": "1",
    }
    with running_server(tmp_path_factory.mktemp("google"), environment=environment) as server:
        yield server


@pytest.fixture
def google_context(google_server: RunningServer) -> Iterator[Context]:
    with open_context(google_server.config) as opened:
        yield opened


@pytest.fixture
def browser(google_server: RunningServer, provider: FakeProvider) -> Iterator[httpx.Client]:
    provider.misbehaviour = ""
    email = next_email()
    provider.person = {"sub": f"subject of {email}", "email": email, "email_verified": True, "name": "Grace"}
    with httpx.Client(base_url=google_server.url, timeout=30) as opened:
        yield opened


def go_through(browser: httpx.Client) -> httpx.Response:
    return browser.get("/api/v1/auth/google", follow_redirects=True)


def test_a_new_person_gets_an_account_with_a_proved_address(browser: httpx.Client, provider: FakeProvider) -> None:
    said = go_through(browser).json()
    assert said["user"]["email"] == provider.person["email"]
    assert (said["user"]["isVerified"], said["user"]["hasPassword"]) == (True, False)
    me = browser.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {said['accessToken']}"})
    assert me.json()["user"]["name"] == "Grace"
    assert go_through(browser).json()["user"]["id"] == said["user"]["id"]


def test_the_identity_stays_the_same_persons_when_the_address_changes(
    browser: httpx.Client, provider: FakeProvider
) -> None:
    first = go_through(browser).json()["user"]
    provider.person["email"] = next_email()
    assert go_through(browser).json()["user"]["id"] == first["id"]


def test_an_address_proved_on_both_sides_links_the_account(
    google_server: RunningServer, google_context: Context, browser: httpx.Client, provider: FakeProvider
) -> None:
    email = sign_up(google_server.url, google_context, str(provider.person["email"]))
    said = go_through(browser).json()
    assert (said["user"]["email"], said["user"]["hasPassword"], said["user"]["hasGoogle"]) == (email, True, True)
    assert log_in(google_server.url, email).answer["user"]["id"] == said["user"]["id"]


def test_an_account_whose_address_was_never_proved_is_not_linked(
    google_server: RunningServer, browser: httpx.Client, provider: FakeProvider
) -> None:
    post(google_server.url, "/sign-up", email=provider.person["email"], password=PASSWORD, name="Mallory")
    assert go_through(browser).status_code == 409


def test_an_address_that_the_provider_has_not_verified_is_refused(
    browser: httpx.Client, provider: FakeProvider
) -> None:
    for value in (False, "false", None):
        provider.person["email_verified"] = value
        assert go_through(browser).status_code == 403


@pytest.mark.parametrize(
    ("misbehaviour", "status"),
    [
        ("nonce", 401),
        ("audience", 401),
        ("issuer", 401),
        ("expired", 401),
        ("key", 401),
        ("unsigned", 401),
        ("azp", 401),
        ("code", 401),
        ("broken", 503),
    ],
)
def test_an_answer_that_does_not_hold_signs_nobody_in(
    browser: httpx.Client, provider: FakeProvider, misbehaviour: str, status: int
) -> None:
    provider.misbehaviour = misbehaviour
    answer = go_through(browser)
    assert answer.status_code == status
    assert "accessToken" not in answer.text


def test_a_key_that_the_provider_has_changed_is_fetched(browser: httpx.Client, provider: FakeProvider) -> None:
    assert go_through(browser).status_code == 200
    provider.rotate_key()
    assert go_through(browser).status_code == 200


def test_a_callback_that_another_browser_began_is_refused(browser: httpx.Client, google_server: RunningServer) -> None:
    with httpx.Client(base_url=google_server.url, timeout=30) as attacker:
        to_provider = attacker.get("/api/v1/auth/google").headers["location"]
        back = httpx.get(to_provider).headers["location"]
    assert browser.get(back).status_code == 401
    browser.get("/api/v1/auth/google")
    assert browser.get(back).status_code == 401


def test_a_callback_works_once(browser: httpx.Client) -> None:
    to_provider = browser.get("/api/v1/auth/google").headers["location"]
    back = httpx.get(to_provider).headers["location"]
    cookies = dict(browser.cookies)
    assert browser.get(back).status_code == 200
    assert httpx.get(back, cookies=cookies).status_code == 401


def test_who_declines_is_not_signed_in(browser: httpx.Client) -> None:
    location = httpx.URL(browser.get("/api/v1/auth/google").headers["location"])
    state = location.params["state"]
    assert location.params["code_challenge_method"] == "S256"
    answer = browser.get("/api/v1/auth/google/callback", params={"error": "access_denied", "state": state})
    assert answer.status_code == 403


def test_without_configuration_there_is_no_such_route(url: str) -> None:
    assert httpx.get(f"{url}/api/v1/auth/google").status_code == 404
    assert httpx.get(f"{url}/api/v1/auth/google/callback").status_code == 404
