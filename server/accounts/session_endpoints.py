"""/api/v1/auth/me, /sessions and /password: what people see and change of their own account."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_PERSON, SignedIn
from server.accounts.mailed import Purpose, drop_links
from server.accounts.models import SignIn, User
from server.accounts.passwords import check_password, hash_password, verify_password
from server.accounts.people_schemas import Done, MeAnswer, MePatch, PasswordRequest, SessionList, SessionObject
from server.accounts.requests import address_of, memberships_of, secret_answer, user_object
from server.accounts.sign_ins import list_sign_ins, revoke_all, revoke_sign_in
from server.audit.trail import record
from server.context import InContext
from server.errors import ForbiddenError, NotFoundError

router = APIRouter(dependencies=[DOCUMENTED_PERSON])


@router.get("/me", response_model=MeAnswer)
async def get_me(person: SignedIn, context: InContext) -> Response:
    """Who is signed in, and their roles."""
    return secret_answer(await context.database.read(lambda session: _me(session, person.user_id)))


@router.patch("/me", response_model=MeAnswer)
async def patch_me(body: MePatch, person: SignedIn, context: InContext) -> Response:
    """Change one's name or language."""

    def change(session: Session) -> MeAnswer:
        user = session.get_one(User, person.user_id)
        user.name, user.language = body.name or user.name, body.language or user.language
        session.flush()
        return _me(session, person.user_id)

    return secret_answer(await context.database.write(change))


@router.post("/password", response_model=Done)
async def post_password(request: Request, body: PasswordRequest, person: SignedIn, context: InContext) -> Response:
    """Change the password. All other sign-ins end."""
    throttle, address = context.gatekeeper.throttle, address_of(request)
    throttle.begin_attempt(person.email_key, address)
    check_password(body.newPassword, person.email_key)
    user = await context.database.read(lambda session: session.get_one(User, person.user_id))
    if user.password_hash is not None and not await verify_password(user.password_hash, body.currentPassword):
        throttle.record_failure(address)
        raise ForbiddenError("The current password is wrong")
    throttle.record_success(person.email_key)
    hashed = await hash_password(body.newPassword)

    def change(session: Session) -> None:
        session.get_one(User, person.user_id).password_hash = hashed
        drop_links(session, person.user_id, Purpose.RESET)
        revoke_all(session, person.user_id, but=person.sign_in_id)
        record(session, person.user_id, "user.password_changed", person.user_id)

    await context.database.write(change)
    context.gatekeeper.forget()
    return secret_answer(Done(message="Your new password is set"))


@router.get("/sessions", response_model=SessionList)
async def get_sessions(person: SignedIn, context: InContext) -> Response:
    """Where one is signed in."""
    rows = await context.database.read(lambda session: list_sign_ins(session, person.user_id))
    return secret_answer(SessionList(sessions=[_session_object(row, person.sign_in_id) for row in rows]))


@router.delete("/sessions/{session_id}", response_model=Done)
async def delete_session(session_id: str, person: SignedIn, context: InContext) -> Response:
    """End one of one's own sign-ins."""
    was_there = await context.database.write(
        lambda session: revoke_sign_in(session, session_id, user_id=person.user_id)
    )
    if not was_there:
        raise NotFoundError("Session not found")
    context.gatekeeper.forget()
    return secret_answer(Done(message="This sign-in has ended"))


def _me(session: Session, user_id: str) -> MeAnswer:
    return MeAnswer(user=user_object(session.get_one(User, user_id)), memberships=memberships_of(session, user_id))


def _session_object(row: SignIn, current: str) -> SessionObject:
    return SessionObject(
        id=row.id,
        isCurrent=row.id == current,
        createdAt=row.created_at,
        usedAt=row.used_at,
        expiresAt=row.expires_at,
    )
