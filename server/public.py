"""What the public routes share: a buyer's token from wherever it was sent, and times as text."""

import hashlib
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Header, Query

from server.errors import NotFoundError
from server.text import fold_email

AUTHORIZATION = Annotated[str | None, Header(include_in_schema=False)]
TOKEN = Annotated[
    str | None, Query(max_length=200, description="The token, where it does not come as `Authorization: Bearer`.")
]
ORGANIZATION = Annotated[
    str | None, Query(max_length=200, description="Whose: id, slug or prefix, where several organizations have it.")
]
_BEARER = "bearer "


def token_of(authorization: str | None, given: str | None, what: str) -> str:
    """The token of the body or the query string, else of the header; NotFoundError of ``what`` where there is none."""
    if given:
        return given.strip()
    if authorization is not None and authorization.lower().startswith(_BEARER):
        return authorization[len(_BEARER) :].strip()
    raise NotFoundError(f"{what} not found")


def own_key(door: str, email: str, key: str | None) -> str | None:
    """An idempotency key of the public as the customer's own, so that two who both send "1" do not meet."""
    if key is None:
        return None
    return f"{door}:{hashlib.sha256(fold_email(email).encode()).hexdigest()[:32]}:{key}"


def rfc3339(at: int) -> str:
    """A time in Unix ms as text, e.g. ``2025-10-20T10:00:00Z``; milliseconds only where there are any."""
    precision = "milliseconds" if at % 1000 else "seconds"
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec=precision).replace("+00:00", "Z")
