"""Signing in and staying signed in, over HTTP against a running server."""

import time
from concurrent.futures import ThreadPoolExecutor

import jwt
import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from server.accounts.access_tokens import issue_access_token, read_access_token
from server.accounts.models import SignIn, User
from server.accounts.sign_ins import GRACE_MS, begin_sign_in, refresh_sign_in
from server.accounts.sign_up import add_user
from server.accounts.throttle import Throttle
from server.context import Context
from server.errors import TooManyRequestsError
from server.guard.addresses import site_of
from server.ids import now_ms
from server.vault import Vault
from tests.server.accounts.people import PASSWORD, log_in, next_email, post, sign_up, token_mailed


def test_a_refresh_token_gets_the_next_one_and_works_once(url: str, people_context: Context) -> None:
    signed = log_in(url, sign_up(url, people_context))

    second = post(url, "/refresh", refreshToken=signed.refresh).json()
    third = post(url, "/refresh", refreshToken=second["refreshToken"]).json()

    assert len({signed.refresh, second["refreshToken"], third["refreshToken"]}) == 3
    assert post(url, "/refresh", refreshToken=signed.refresh).status_code == 401
    reused = post(url, "/refresh", refreshToken=third["refreshToken"])
    assert reused.status_code == 401, "a used token that turns up again ends the whole sign-in"
    signed.access = third["accessToken"]
    assert signed.get("/api/v1/auth/me").status_code == 401


def test_a_lost_answer_may_be_asked_for_once_more(context: Context) -> None:
    with context.database.transaction() as session:
        user = add_user(session, next_email(), "Ada", verified_at=1)
        begun = begin_sign_in(session, context.vault, user.id)
    with context.database.transaction() as session:
        lost = refresh_sign_in(session, context.vault, begun.refresh_token)
        retried = refresh_sign_in(session, context.vault, begun.refresh_token)
        assert lost is not None
        assert retried == lost
        assert refresh_sign_in(session, context.vault, begun.refresh_token) is None
        assert refresh_sign_in(session, context.vault, lost.refresh_token) is None


def test_a_used_token_ends_the_sign_in_once_its_grace_is_over(context: Context) -> None:
    with context.database.transaction() as session:
        user = add_user(session, next_email(), "Ada", verified_at=1)
        begun = begin_sign_in(session, context.vault, user.id)
        following = refresh_sign_in(session, context.vault, begun.refresh_token)
        assert following is not None
        session.execute(update(SignIn).values(used_at=now_ms() - GRACE_MS - 1))
    with context.database.transaction() as session:
        session.expire_all()
        assert refresh_sign_in(session, context.vault, begun.refresh_token) is None
    with context.database.transaction() as session:
        assert refresh_sign_in(session, context.vault, following.refresh_token) is None
        assert session.scalars(select(SignIn.revoked_at)).one() is not None


@pytest.mark.parametrize(
    "token", ["", "x", "sgn_1.0.x", "sgn_1.99999999999999999999.x", "a.b.c.d", "sgn.-1.x", "é.1.ü"]
)
def test_tokens_that_were_never_ours_are_refused(url: str, token: str) -> None:
    assert post(url, "/refresh", refreshToken=token).status_code in (400, 401)
    assert post(url, "/logout", refreshToken=token).status_code in (400, 401)


def test_signing_out_ends_the_sign_in_within_its_access_tokens_life(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    one, other = log_in(url, email), log_in(url, email)

    assert one.post("/api/v1/auth/logout").status_code == 200

    assert one.get("/api/v1/auth/me").status_code == 401
    assert post(url, "/refresh", refreshToken=one.refresh).status_code == 401
    assert other.get("/api/v1/auth/me").status_code == 200
    assert post(url, "/logout", refreshToken=other.refresh).status_code == 200
    assert other.get("/api/v1/auth/me").status_code == 401


def test_signing_out_everywhere_ends_all_sign_ins_of_one_person_only(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    one, other = log_in(url, email), log_in(url, email)
    stranger = log_in(url, sign_up(url, people_context))

    one.post("/api/v1/auth/logout-everywhere")

    assert {signed.get("/api/v1/auth/me").status_code for signed in (one, other)} == {401}
    assert stranger.get("/api/v1/auth/me").status_code == 200


def test_people_see_and_end_their_own_sessions_only(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    one, other = log_in(url, email), log_in(url, email)
    stranger = log_in(url, sign_up(url, people_context))
    sessions = one.get("/api/v1/auth/sessions").json()["sessions"]
    assert [session["isCurrent"] for session in sessions] == [False, True]

    assert stranger.ask("DELETE", f"/api/v1/auth/sessions/{sessions[0]['id']}").status_code == 404
    assert one.ask("DELETE", f"/api/v1/auth/sessions/{sessions[0]['id']}").status_code == 200

    assert other.get("/api/v1/auth/me").status_code == 401
    assert len(one.get("/api/v1/auth/sessions").json()["sessions"]) == 1


def test_a_sign_in_revoked_elsewhere_stops_within_two_seconds(url: str, people_context: Context) -> None:
    signed = log_in(url, sign_up(url, people_context))
    assert signed.get("/api/v1/auth/me").status_code == 200
    with people_context.database.transaction() as session:
        session.execute(update(SignIn).where(SignIn.id == signed.sign_in_id).values(revoked_at=1))
    time.sleep(1.1)
    assert signed.get("/api/v1/auth/me").status_code == 401


def test_changing_the_password_needs_the_old_one_and_ends_the_other_sign_ins(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    one, other = log_in(url, email), log_in(url, email)
    change = {"currentPassword": "a wrong password", "newPassword": "brand new password"}
    assert one.post("/api/v1/auth/password", json=change).status_code == 403

    assert one.post("/api/v1/auth/password", json={**change, "currentPassword": PASSWORD}).status_code == 200

    assert one.get("/api/v1/auth/me").status_code == 200
    assert other.get("/api/v1/auth/me").status_code == 401
    assert post(url, "/login", email=email, password=PASSWORD).status_code == 401
    log_in(url, email, "brand new password")


def test_guessing_a_password_is_refused_after_ten_wrong_ones_even_all_at_once(
    url: str, people_context: Context
) -> None:
    email = sign_up(url, people_context)
    other = sign_up(url, people_context)
    with ThreadPoolExecutor(8) as threads:
        guesses = list(threads.map(lambda n: post(url, "/login", email=email, password=f"guess number {n}"), range(16)))

    statuses = [guess.status_code for guess in guesses]
    assert sorted(statuses) == [401] * 10 + [429] * 6
    refused = next(guess for guess in guesses if guess.status_code == 429)
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60
    assert post(url, "/login", email=email, password=PASSWORD).status_code == 429
    log_in(url, other)


def test_who_was_shut_out_by_guesses_gets_in_again_by_a_mailed_link(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    for number in range(11):
        post(url, "/login", email=email, password=f"guess number {number}")
    shut = post(url, "/login", email=email, password=PASSWORD).status_code
    post(url, "/forgot", email=email)
    post(url, "/reset", token=token_mailed(people_context, email), password="a quite new password")

    assert shut == 429
    log_in(url, email, "a quite new password")


def test_one_address_may_fail_fifty_times_over_all_accounts() -> None:
    throttle = Throttle()
    for number in range(50):
        throttle.begin_attempt(f"account {number}", "192.0.2.1")
        throttle.record_failure("192.0.2.1")
    with pytest.raises(TooManyRequestsError):
        throttle.begin_attempt("another account", "192.0.2.1")
    throttle.begin_attempt("another account", "192.0.2.2")


def test_a_right_password_forgives_the_wrong_ones_before_it() -> None:
    throttle = Throttle()
    for _ in range(3):
        for _ in range(9):
            throttle.begin_attempt("ada", "192.0.2.1")
        throttle.record_success("ada")


def test_a_household_has_one_ipv6_address() -> None:
    assert site_of("2001:db8::1") == site_of("2001:db8::ffff") != site_of("2001:db8:0:1::1")
    assert site_of("192.0.2.1") == "192.0.2.1"
    assert site_of("testclient") == "testclient"


def test_a_hash_of_older_parameters_is_replaced_at_the_next_sign_in(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with people_context.database.transaction() as session:
        session.execute(update(User).where(User.email == email).values(password_hash=old))

    log_in(url, email)

    with people_context.database.transaction() as session:
        fresh = session.scalars(select(User.password_hash).where(User.email == email)).one()
    assert fresh != old
    log_in(url, email)


def test_an_access_token_says_who_and_for_how_long() -> None:
    vault = Vault(b"k" * 32)
    said = jwt.decode(issue_access_token(vault, "usr_1", "sgn_1"), options={"verify_signature": False})
    assert {name: said[name] for name in ("iss", "aud", "sub", "sid")} == {
        "iss": "doorward",
        "aud": "doorward-api",
        "sub": "usr_1",
        "sid": "sgn_1",
    }
    assert said["exp"] - said["iat"] == 900


@pytest.mark.parametrize(
    "changes",
    [
        {"exp": 1},
        {"aud": "another"},
        {"iss": "another"},
        {"sub": None},
        {"iat": 4_000_000_000},
    ],
)
def test_an_access_token_with_a_wrong_claim_is_refused(changes: dict[str, object]) -> None:
    vault = Vault(b"k" * 32)
    claims = jwt.decode(issue_access_token(vault, "usr_1", "sgn_1"), options={"verify_signature": False})
    changed = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    signed = jwt.encode(changed, vault.derive("access tokens"), algorithm="HS256")
    assert read_access_token(vault, jwt.encode(claims, vault.derive("access tokens"), algorithm="HS256")) is not None
    assert read_access_token(vault, signed) is None


def test_access_tokens_of_other_keys_and_algorithms_are_refused() -> None:
    vault = Vault(b"k" * 32)
    token = issue_access_token(vault, "usr_1", "sgn_1")
    claims = jwt.decode(token, options={"verify_signature": False})
    assert read_access_token(Vault(b"l" * 32), token) is None
    assert read_access_token(vault, jwt.encode(claims, "", algorithm="none")) is None
    assert read_access_token(vault, token[:-2] + ("AA" if token[-2:] != "AA" else "BB")) is None
    assert read_access_token(vault, "x" * 5000) is None
