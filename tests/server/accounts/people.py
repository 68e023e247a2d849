"""People with accounts, for tests: made over HTTP, with their mails read from the database."""

import itertools
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
from sqlalchemy import select

from server.accounts.mailed import link_for
from server.context import Context
from server.delivery.models import Delivery

PASSWORD = "three short words"
_numbers = itertools.count(1)


def next_email() -> str:
    """An address that no other test of this run has."""
    return f"ada{next(_numbers)}@people.example.com"


@dataclass(slots=True)
class Signed:
    """A person who is signed in at ``url``."""

    url: str
    email: str
    access: str
    refresh: str
    answer: dict[str, Any] = field(default_factory=dict)

    @property
    def sign_in_id(self) -> str:
        return self.refresh.partition(".")[0]

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access}"}

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("GET", path, **options)

    def post(self, path: str, **options: Any) -> httpx.Response:
        return self.ask("POST", path, **options)

    def ask(self, method: str, path: str, organization: str | None = None, json: object = None) -> httpx.Response:
        headers = {**self.headers, **({"X-Organization-Id": organization} if organization else {})}
        return httpx.request(method, f"{self.url}{path}", headers=headers, json=json, timeout=30)


def post(url: str, path: str, **body: object) -> httpx.Response:
    """An unsigned POST under /api/v1/auth, from an address of its own."""
    number = next(_numbers)
    headers = {"X-Forwarded-For": f"198.18.{number // 250 % 250}.{number % 250}"}
    return httpx.post(f"{url}/api/v1/auth{path}", json=body, headers=headers, timeout=30)


def mails_to(context: Context, email: str) -> list[tuple[str, dict[str, object]]]:
    """The templates and facts of what was mailed to an address, oldest first."""
    with context.database.transaction() as session:
        rows = session.scalars(select(Delivery).where(Delivery.recipient == email).order_by(Delivery.id))
        return [(row.template, dict(row.facts)) for row in rows]


def token_mailed(context: Context, email: str) -> str:
    """The token in the newest mail to an address."""
    facts = mails_to(context, email)[-1][1]
    return parse_qs(urlsplit(link_for(context, facts)).query)["token"][0]


def sign_up(url: str, context: Context, email: str | None = None, **fields: object) -> str:
    """A new person whose address is proved; their address."""
    email = email or next_email()
    said = {"email": email, "password": PASSWORD, "name": "Ada Lovelace", **fields}
    assert post(url, "/sign-up", **said).status_code == 200
    assert post(url, "/verify", token=token_mailed(context, email)).status_code == 200
    return email


def log_in(url: str, email: str, password: str = PASSWORD) -> Signed:
    """That person signed in."""
    answer = post(url, "/login", email=email, password=password)
    assert answer.status_code == 200, answer.text
    said = answer.json()
    return Signed(url, email, said["accessToken"], said["refreshToken"], said)
