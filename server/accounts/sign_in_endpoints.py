"""/api/v1/auth: sign up, sign in, stay signed in."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from server.accounts.access import SignedIn, get_person
from server.accounts.errors import NotVerifiedError
from server.accounts.google_endpoints import router as google_router
from server.accounts.models import User
from server.accounts.passwords import hash_password, needs_rehash, verify_password
from server.accounts.people_schemas import Done, LoginRequest, LogoutRequest, RefreshRequest, SignedInAnswer
from server.accounts.requests import address_of, secret_answer, signed_in_answer
from server.accounts.session_endpoints import router as session_router
from server.accounts.sign_ins import begin_sign_in, refresh_sign_in, revoke_all, revoke_sign_in, sign_in_of
from server.accounts.sign_up import find_user
from server.accounts.sign_up_endpoints import router as sign_up_router
from server.context import Context, InContext
from server.errors import UnauthorizedError
from server.text import fold_email

router = APIRouter(prefix="/api/v1/auth", tags=["accounts"])
router.include_router(sign_up_router)
router.include_router(session_router)
router.include_router(google_router)


@router.post("/login", response_model=SignedInAnswer)
async def post_login(request: Request, body: LoginRequest, context: InContext) -> Response:
    """Sign in by e-mail address and password."""
    throttle, account, address = context.gatekeeper.throttle, fold_email(body.email), address_of(request)
    throttle.begin_attempt(account, address)
    user = await context.database.read(lambda session: find_user(session, body.email))
    if not await verify_password(user.password_hash if user else None, body.password) or user is None:
        throttle.record_failure(address)
        raise UnauthorizedError("E-mail address or password is wrong")
    throttle.record_success(account)
    if user.verified_at is None:
        raise NotVerifiedError
    fresh_hash = await _fresh_hash(user, body.password)

    def begin(session: Session) -> SignedInAnswer:
        if fresh_hash is not None:
            _replace_hash(session, user, fresh_hash)
        return signed_in_answer(session, context.vault, begin_sign_in(session, context.vault, user.id))

    return secret_answer(await context.database.write(begin))


@router.post("/refresh", response_model=SignedInAnswer)
async def post_refresh(body: RefreshRequest, context: InContext) -> Response:
    """The next access token, and the next refresh token. Each works once; an old one used again ends the sign-in."""

    def refresh(session: Session) -> SignedInAnswer | None:
        begun = refresh_sign_in(session, context.vault, body.refreshToken)
        return None if begun is None else signed_in_answer(session, context.vault, begun)

    answer = await context.database.write(refresh)
    if answer is None:
        context.gatekeeper.forget()
        raise UnauthorizedError("This sign-in is over; sign in again")
    return secret_answer(answer)


@router.post("/logout", response_model=Done)
async def post_logout(request: Request, context: InContext, body: LogoutRequest | None = None) -> Response:
    """End this sign-in, named by its refresh token or else by the access token."""
    sign_in_id = await _sign_in_meant(request, context, body)
    await context.database.write(lambda session: revoke_sign_in(session, sign_in_id))
    context.gatekeeper.forget()
    return secret_answer(Done(message="You are signed out"))


@router.post("/logout-everywhere", response_model=Done)
async def post_logout_everywhere(person: SignedIn, context: InContext) -> Response:
    """End all sign-ins of whoever asks, this one too."""
    await context.database.write(lambda session: revoke_all(session, person.user_id))
    context.gatekeeper.forget()
    return secret_answer(Done(message="You are signed out everywhere"))


async def _fresh_hash(user: User, password: str) -> str | None:
    if user.password_hash is None or not needs_rehash(user.password_hash):
        return None
    return await hash_password(password)


def _replace_hash(session: Session, seen: User, fresh_hash: str) -> None:
    """Unless the password was changed meanwhile."""
    current = session.get_one(User, seen.id)
    if current.password_hash == seen.password_hash:
        current.password_hash = fresh_hash


async def _sign_in_meant(request: Request, context: Context, body: LogoutRequest | None) -> str:
    if body is None or body.refreshToken is None:
        return (await get_person(request, context)).sign_in_id
    sign_in_id = sign_in_of(context.vault, body.refreshToken)
    if sign_in_id is None:
        raise UnauthorizedError("This is not a refresh token of ours")
    return sign_in_id
