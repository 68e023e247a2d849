"""/api/v1/auth/google: sign in with an account at Google, or at another OpenID Connect issuer."""

import secrets
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import RedirectResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import User
from server.accounts.openid import ATTEMPT_LIFE_S, Attempt, Identity, OpenIdProvider, new_attempt
from server.accounts.people_schemas import SignedInAnswer
from server.accounts.requests import secret_answer, signed_in_answer
from server.accounts.sign_ins import begin_sign_in
from server.accounts.sign_up import add_user, find_user
from server.audit.trail import record
from server.config import ConfigError
from server.context import Context, InContext
from server.errors import ConflictError, ForbiddenError, NotFoundError, UnauthorizedError
from server.ids import now_ms
from server.text import clean_line

router = APIRouter()
_COOKIE = "doorward_sign_in"
_PATH = "/api/v1/auth/google"
_Parameter = Annotated[str, Query(max_length=2_000)]


@router.get("/google", response_class=RedirectResponse, status_code=302)
async def get_google(request: Request, context: InContext) -> Response:
    """Send the browser to Google; it comes back to ``/api/v1/auth/google/callback``. 404 where not configured."""
    provider = _provider(request, context)
    attempt = new_attempt()
    response = RedirectResponse(await provider.address_for(attempt, _redirect_uri(request, context)), 302)
    response.set_cookie(
        _COOKIE,
        context.vault.seal(msgspec.json.encode(attempt)).hex(),
        max_age=ATTEMPT_LIFE_S,
        path=_PATH,
        secure=_redirect_uri(request, context).startswith("https://"),
        httponly=True,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get("/google/callback", response_model=SignedInAnswer)
async def get_google_callback(
    request: Request, context: InContext, code: _Parameter = "", state: _Parameter = "", error: _Parameter = ""
) -> Response:
    """Where the browser comes back to: the tokens, as login gives them."""
    provider = _provider(request, context)
    attempt = _attempt_of(request, context)
    if attempt is None or not secrets.compare_digest(attempt.state.encode(), state.encode("utf-8", "replace")):
        raise UnauthorizedError("This sign-in was not begun here, or long ago; begin again")
    if error or not code:
        raise ForbiddenError("The sign-in was not completed")
    identity = await provider.identify(attempt, code, _redirect_uri(request, context))
    if not identity.is_verified or not identity.email:
        raise ForbiddenError("The sign-in service has not verified your e-mail address")

    def sign_in(session: Session) -> SignedInAnswer:
        user = user_of(session, identity)
        return signed_in_answer(session, context.vault, begin_sign_in(session, context.vault, user.id))

    response = secret_answer(await context.database.write(sign_in))
    response.delete_cookie(_COOKIE, path=_PATH)
    return response


def user_of(session: Session, identity: Identity) -> User:
    """The identity's user: known by it, or by an address proved on both sides, or new; ConflictError otherwise."""
    user = session.scalar(select(User).where(User.google_subject == identity.subject))
    if user is not None:
        return user
    user = find_user(session, identity.email)
    if user is None:
        name = clean_line(identity.name) or identity.email.partition("@")[0]
        user = add_user(session, identity.email, name, verified_at=now_ms())
    elif user.verified_at is None:
        # Whoever made that account may not be who reads this address: linking would let them in.
        raise ConflictError("An account with this address waits to be verified; follow the link in its mail first")
    elif user.google_subject is not None:
        raise ConflictError("This account is linked with another Google account")
    user.google_subject = identity.subject
    record(session, user.id, "user.google_linked", user.id)
    session.flush()
    return user


def _provider(request: Request, context: Context) -> OpenIdProvider:
    if not context.config.google_client_id:
        raise NotFoundError("Sign-in with Google is not configured")
    known: OpenIdProvider | None = getattr(request.app.state, "openid", None)
    if known is None:
        known = request.app.state.openid = OpenIdProvider(context.config)
    return known


def _redirect_uri(request: Request, context: Context) -> str:
    return f"{context.config.base_url or str(request.base_url).rstrip('/')}{_PATH}/callback"


def _attempt_of(request: Request, context: Context) -> Attempt | None:
    try:
        sealed = bytes.fromhex(request.cookies.get(_COOKIE, ""))
        attempt = msgspec.json.decode(context.vault.open(sealed), type=Attempt)
    except (ValueError, ConfigError, msgspec.MsgspecError):
        return None
    return attempt if attempt.expires_at > now_ms() else None
