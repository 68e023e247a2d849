"""The pages that mailed links lead to, as a browser without scripts uses them."""

import re

import httpx
import pytest

from server.accounts.members import put_member
from server.accounts.models import User
from server.accounts.scopes import Role
from server.context import Context
from server.ids import now_ms
from tests.factories import make_club
from tests.server.accounts.people import PASSWORD, Signed, log_in, next_email, post, sign_up, token_mailed
from tests.server.conftest import next_prefix


@pytest.fixture
def owner(url: str, people_context: Context) -> Signed:
    club = make_club(people_context, prefix=next_prefix())
    signed = log_in(url, sign_up(url, people_context))
    with people_context.database.transaction() as session:
        user = session.get_one(User, signed.answer["user"]["id"])
        put_member(session, club.organization_id, user.id, Role.OWNER, accepted_at=now_ms())
    return log_in(url, signed.email)


def fields_of(page: str) -> set[str]:
    return set(re.findall(r'name="([a-z]+)"', page)) - {"viewport", "robots"}


def test_opening_the_link_proves_nothing_until_the_button_is_pressed(url: str, people_context: Context) -> None:
    email = next_email()
    post(url, "/sign-up", email=email, password=PASSWORD, name="Ada")
    token = token_mailed(people_context, email)

    for _ in range(2):
        assert httpx.get(f"{url}/account/verify", params={"token": token}).status_code == 200
    assert post(url, "/login", email=email, password=PASSWORD).status_code == 403
    pressed = httpx.post(f"{url}/account/verify", data={"token": token})

    assert (pressed.status_code, "you can sign in now" in pressed.text) == (200, True)
    log_in(url, email)
    assert httpx.get(f"{url}/account/verify", params={"token": token}).status_code == 410


def test_a_weak_password_is_explained_and_the_link_stays_good(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    post(url, "/forgot", email=email)
    token = token_mailed(people_context, email)
    weak = httpx.post(f"{url}/account/reset", data={"token": token, "password": "short"})
    assert weak.status_code == 400
    assert "12 to 256 characters" in weak.text
    assert fields_of(weak.text) >= {"token", "password"}

    done = httpx.post(f"{url}/account/reset", data={"token": token, "password": "a new long password"})

    assert done.status_code == 200
    log_in(url, email, "a new long password")


def test_an_invitation_asks_a_new_person_for_a_name_and_a_password(
    url: str, people_context: Context, owner: Signed
) -> None:
    email = next_email()
    owner.post("/api/v1/members", json={"email": email, "role": "door"})
    token = token_mailed(people_context, email)
    page = httpx.get(f"{url}/account/join", params={"token": token}).text
    assert fields_of(page) == {"token", "name", "password"}

    joined = httpx.post(f"{url}/account/join", data={"token": token, "name": "Sam <b>", "password": PASSWORD})

    assert joined.status_code == 200
    assert log_in(url, email).answer["user"]["name"] == "Sam <b>"


def test_an_invitation_asks_a_known_person_for_nothing(url: str, people_context: Context, owner: Signed) -> None:
    email = sign_up(url, people_context)
    owner.post("/api/v1/members", json={"email": email, "role": "door"})
    token = token_mailed(people_context, email)
    assert fields_of(httpx.get(f"{url}/account/join", params={"token": token}).text) == {"token"}
    assert httpx.post(f"{url}/account/join", data={"token": token}).status_code == 200
    assert [one["role"] for one in log_in(url, email).answer["memberships"]] == ["door"]


@pytest.mark.parametrize("path", ["verify", "reset", "join"])
@pytest.mark.parametrize("token", ["", "x", "A" * 43, "<script>alert(1)</script>"])
def test_a_link_that_is_none_shows_a_word_and_no_form(url: str, path: str, token: str) -> None:
    page = httpx.get(f"{url}/account/{path}", params={"token": token})
    assert page.status_code == 410
    assert "<form" not in page.text
    assert "<script" not in page.text


def test_no_page_may_be_framed_kept_or_given_away(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    post(url, "/forgot", email=email)
    page = httpx.get(f"{url}/account/reset", params={"token": token_mailed(people_context, email)})
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in page.headers["Content-Security-Policy"]
    assert "script-src" not in page.headers["Content-Security-Policy"]
