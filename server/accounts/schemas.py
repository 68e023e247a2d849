"""API keys as the API speaks them."""

from typing import Annotated

from pydantic import Field

from server.api import CreatesOnce, Page, Schema
from server.text import Line, Name


class KeyRequest(CreatesOnce):
    """POST /api/v1/api-keys. Without scopes the key may do all that the calling key may."""

    name: Annotated[Name, Field(min_length=1)]
    scopes: Annotated[list[Line], Field(max_length=20)] | None = None


class KeyObject(Schema):
    """An API key. ``key`` is the key itself, given once, when it is made."""

    success: bool = True
    id: str
    name: str
    key: str | None = None
    shown: str
    scopes: list[str]
    createdAt: int
    revokedAt: int | None = None
    lastUsedAt: int | None = None
    requestCount: int


class KeyPage(Page):
    """GET /api/v1/api-keys, newest first."""

    apiKeys: list[KeyObject]
