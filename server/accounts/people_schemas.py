"""Signing up and signing in as the API speaks them."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from server.api import Schema
from server.text import Email, Name, Title

Language = Literal["en", "de", "es", "fr"]
Address = Annotated[Email, Field(min_length=3)]
FullName = Annotated[Name, Field(min_length=1)]
Password = Annotated[str, Field(max_length=256)]
Token = Annotated[str, Field(max_length=200)]


class MemberOf(Schema):
    """A role that the signed-in person has."""

    organizationId: str
    organizationName: str
    organizationSlug: str
    role: str


class UserObject(Schema):
    """A person with an account."""

    id: str
    email: str
    name: str
    language: str
    isAdmin: bool
    isVerified: bool
    hasPassword: bool
    hasGoogle: bool
    createdAt: int


class SignUpRequest(Schema):
    """POST /api/v1/auth/sign-up. With ``organizationName`` an organization is made that the person owns."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"email": "ada@example.com", "password": "three short words", "name": "Ada Lovelace"}
        }
    )

    email: Address
    password: Password
    name: FullName
    organizationName: Title = ""
    language: Language = "en"


class EmailRequest(Schema):
    """An address that is to be mailed."""

    email: Address


class TokenRequest(Schema):
    """The token of a mailed link."""

    token: Token


class ResetRequest(TokenRequest):
    """POST /api/v1/auth/reset: a new password, by the token of a mailed link."""

    password: Password


class JoinRequest(TokenRequest):
    """POST /api/v1/auth/join: accept an invitation; the password is for those who have no account yet."""

    password: Password | None = None
    name: Name = ""


class LoginRequest(EmailRequest):
    """POST /api/v1/auth/login."""

    password: Password


class RefreshRequest(Schema):
    """POST /api/v1/auth/refresh."""

    refreshToken: Token


class LogoutRequest(Schema):
    """POST /api/v1/auth/logout: the refresh token, where no access token is sent."""

    refreshToken: Token | None = None


class PasswordRequest(Schema):
    """POST /api/v1/auth/password. Whoever has no password yet leaves ``currentPassword`` out."""

    currentPassword: Password = ""
    newPassword: Password


class MePatch(Schema):
    """PATCH /api/v1/auth/me."""

    name: FullName | None = None
    language: Language | None = None


class Done(Schema):
    """It was done; ``message`` is for people."""

    success: bool = True
    message: str = ""


class SignedInAnswer(Schema):
    """An access token for a quarter of an hour, and the refresh token that gets the next one, once."""

    success: bool = True
    accessToken: str
    tokenType: Literal["Bearer"] = "Bearer"
    expiresIn: int
    refreshToken: str
    user: UserObject
    memberships: list[MemberOf]


class MeAnswer(Schema):
    """Who is signed in."""

    success: bool = True
    user: UserObject
    memberships: list[MemberOf]


class SessionObject(Schema):
    """One sign-in that stands."""

    id: str
    isCurrent: bool
    createdAt: int
    usedAt: int
    expiresAt: int


class SessionList(Schema):
    """GET /api/v1/auth/sessions, newest first."""

    success: bool = True
    sessions: list[SessionObject]
