"""Signing up, proving an address, and passwords forgotten, over HTTP against a running server."""

import json
import time

import httpx
import pytest
from sqlalchemy import select, update

from server.accounts.models import MailedToken, User
from server.accounts.passwords import check_password
from server.context import Context
from server.errors import InvalidRequestError
from tests.server.accounts.people import PASSWORD, log_in, mails_to, next_email, post, sign_up, token_mailed


def test_who_signs_up_can_sign_in_once_the_address_is_proved(url: str, people_context: Context) -> None:
    email = next_email()
    answer = post(url, "/sign-up", email=email, password=PASSWORD, name="Ada", organizationName="Maguey Club")
    assert answer.status_code == 200
    early = post(url, "/login", email=email, password=PASSWORD)
    assert (early.status_code, early.json()["details"]["code"]) == (403, "EMAIL_NOT_VERIFIED")

    assert post(url, "/verify", token=token_mailed(people_context, email)).status_code == 200

    said = post(url, "/login", email=email.upper(), password=PASSWORD).json()
    assert said["user"]["isVerified"] is True
    assert [(one["organizationName"], one["role"]) for one in said["memberships"]] == [("Maguey Club", "owner")]


def test_signing_up_with_a_known_address_answers_the_same_and_mails_its_owner(
    url: str, people_context: Context
) -> None:
    known = sign_up(url, people_context)
    fresh = post(url, "/sign-up", email=next_email(), password=PASSWORD, name="Ada")

    again = post(url, "/sign-up", email=known, password="somebody else's words", name="Mallory")

    assert (again.status_code, again.json()) == (fresh.status_code, fresh.json())
    template, facts = mails_to(people_context, known)[-1]
    assert (template, facts["isKnown"]) == ("reset_password", True)
    assert log_in(url, known).answer["user"]["name"] == "Ada Lovelace"
    assert post(url, "/login", email=known, password="somebody else's words").status_code == 401


@pytest.mark.parametrize("passwords", [("mallory's own words", PASSWORD), (PASSWORD, "mallory's own words")])
def test_of_two_who_sign_up_with_one_address_only_who_reads_its_mail_chooses_the_password(
    url: str, people_context: Context, passwords: tuple[str, str]
) -> None:
    email = next_email()
    post(url, "/sign-up", email=email, password=passwords[0], name="Ada")
    first = token_mailed(people_context, email)
    post(url, "/sign-up", email=email, password=passwords[1], name="Ada")

    assert post(url, "/verify", token=first).status_code == 410
    reset = post(url, "/reset", token=token_mailed(people_context, email), password="chosen by who reads the mail")
    assert reset.status_code == 200
    assert [post(url, "/login", email=email, password=password).status_code for password in passwords] == [401, 401]
    assert post(url, "/login", email=email, password="chosen by who reads the mail").status_code == 200


def test_a_mailed_link_works_once_and_not_for_long(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    post(url, "/forgot", email=email)
    token = token_mailed(people_context, email)
    assert post(url, "/verify", token=token).status_code == 410, "a link is for its own purpose only"
    with people_context.database.transaction() as session:
        session.execute(update(MailedToken).where(MailedToken.used_at.is_(None)).values(expires_at=1))
    assert post(url, "/reset", token=token, password="a new long password").status_code == 410

    post(url, "/forgot", email=email)
    token = token_mailed(people_context, email)
    assert post(url, "/reset", token=token, password="a new long password").status_code == 200
    assert post(url, "/reset", token=token, password="yet another password").status_code == 410
    log_in(url, email, "a new long password")


def test_setting_a_forgotten_password_ends_every_sign_in(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    signed = log_in(url, email)
    post(url, "/forgot", email=email)

    post(url, "/reset", token=token_mailed(people_context, email), password="a new long password")

    assert signed.get("/api/v1/auth/me").status_code == 401
    assert post(url, "/refresh", refreshToken=signed.refresh).status_code == 401
    assert post(url, "/login", email=email, password=PASSWORD).status_code == 401


def test_forgetting_and_resending_answer_the_same_for_addresses_that_nobody_has(
    url: str, people_context: Context
) -> None:
    known, unknown = sign_up(url, people_context), next_email()
    for path in ("/forgot", "/verify/resend"):
        answers = [post(url, path, email=email) for email in (known, unknown)]
        assert answers[0].content == answers[1].content
        assert {answer.status_code for answer in answers} == {200}
    assert mails_to(people_context, unknown) == []


def test_the_database_holds_neither_passwords_nor_mailed_tokens(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)
    post(url, "/forgot", email=email)
    token = token_mailed(people_context, email)
    with people_context.database.transaction() as session:
        user = session.scalars(select(User).where(User.email == email)).one()
    assert user.password_hash is not None
    assert user.password_hash.startswith("$argon2id$")
    stored = json.dumps(mails_to(people_context, email))
    assert token not in stored
    people_context.database.close()
    raw = b"".join(path.read_bytes() for path in people_context.config.data_dir.glob("doorward.db*"))
    assert token.encode() not in raw
    assert PASSWORD.encode() not in raw


def test_mails_to_one_address_are_bounded_whether_or_not_it_has_an_account(url: str, people_context: Context) -> None:
    email = next_email()
    statuses = [post(url, "/forgot", email=email).status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]


def test_unknown_addresses_take_as_long_to_refuse_as_wrong_passwords(url: str, people_context: Context) -> None:
    email = sign_up(url, people_context)

    def seconds(who: str) -> float:
        started = time.perf_counter()
        post(url, "/login", email=who, password="a wrong password")
        return time.perf_counter() - started

    seconds(next_email())  # The first makes the hash that unknown addresses are compared with.
    known = min(seconds(email) for _ in range(4))
    unknown = min(seconds(next_email()) for _ in range(4))
    assert unknown > known / 2


@pytest.mark.parametrize(
    "password", ["short", "123456789012", "password1234", "aaaaaaaaaaaaaa", "Passwort1234!", "ada.lovelace@example.com"]
)
def test_passwords_that_everybody_tries_first_are_refused(password: str) -> None:
    with pytest.raises(InvalidRequestError):
        check_password(password, "ada.lovelace@example.com")


@pytest.mark.parametrize("password", ["three short words", "ünïcödé pässwörd", "0123 4567 89ab cdef"])
def test_long_passwords_need_no_special_characters(password: str) -> None:
    check_password(password, "ada@example.com")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "no address", "password": PASSWORD, "name": "Ada"},
        {"email": "", "password": PASSWORD, "name": "Ada"},
        {"email": "ada@example.com", "password": "x" * 257, "name": "Ada"},
        {"email": "ada@example.com", "password": PASSWORD, "name": ""},
    ],
)
def test_a_malformed_sign_up_is_refused(url: str, body: dict[str, object]) -> None:
    answer = httpx.post(f"{url}/api/v1/auth/sign-up", json=body)
    assert answer.status_code == 400
    assert PASSWORD not in answer.text
