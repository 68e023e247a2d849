"""/api/v1/api-keys: list, make and revoke the organization's keys."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, WritesKeys
from server.accounts.gatekeeper import Caller
from server.accounts.models import ApiKey
from server.accounts.schemas import KeyObject, KeyPage, KeyRequest
from server.accounts.scopes import ALL_SCOPES, SCOPES
from server.accounts.service import create_key, revoke_key
from server.api import IDEMPOTENCY_HEADER, PAGE_CURSOR, PAGE_LIMIT, create_once, json_answer, read_page
from server.context import InContext
from server.errors import ForbiddenError, InvalidRequestError

router = APIRouter(prefix="/api/v1/api-keys", tags=["API keys"], dependencies=[DOCUMENTED_SCHEME])


@router.post("", response_model=KeyObject)
async def create(
    request: Request, body: KeyRequest, caller: WritesKeys, context: InContext, key: IDEMPOTENCY_HEADER = None
) -> Response:
    """Make a key. It is shown in this answer only, and can do no more than the key that asks for it."""
    scopes = _granted(caller, body)

    def work(session: Session) -> KeyObject:
        made = create_key(session, caller.organization_id, name=body.name, scopes=scopes)
        return key_object(made.record, made.secret)

    return await create_once(context, caller, request, body, key, work)


@router.get("", response_model=KeyPage)
async def list_keys(
    caller: WritesKeys, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """The organization's keys, revoked ones included, with when and how often each was used."""
    await context.gatekeeper.flush()
    statement = select(ApiKey).where(ApiKey.organization_id == caller.organization_id)
    rows, following = await context.database.read(
        lambda session: read_page(session, statement, ApiKey.id, cursor=cursor, limit=limit)
    )
    return json_answer(KeyPage(apiKeys=[key_object(row) for row in rows], nextCursor=following))


@router.delete("/{key_id}", response_model=KeyObject)
async def revoke(key_id: str, caller: WritesKeys, context: InContext) -> Response:
    """Revoke a key for ever; within two seconds no server process takes it any more."""
    answer = await context.database.write(
        lambda session: key_object(revoke_key(session, caller.organization_id, key_id))
    )
    context.gatekeeper.forget()
    return json_answer(answer)


def key_object(record: ApiKey, secret: str | None = None) -> KeyObject:
    """A key as the API gives it back."""
    return KeyObject(
        id=record.id,
        name=record.name,
        key=secret,
        shown=record.shown,
        scopes=record.scopes,
        createdAt=record.created_at,
        revokedAt=record.revoked_at,
        lastUsedAt=record.last_used_at,
        requestCount=record.request_count,
    )


def _granted(caller: Caller, body: KeyRequest) -> list[str]:
    if body.scopes is None:
        return sorted(caller.scopes)
    unknown = [scope for scope in body.scopes if scope != ALL_SCOPES and scope not in SCOPES]
    if unknown or not body.scopes:
        raise InvalidRequestError(f"scopes are {ALL_SCOPES} or some of {', '.join(SCOPES)}")
    beyond = [scope for scope in body.scopes if scope not in caller.scopes and ALL_SCOPES not in caller.scopes]
    if beyond:
        raise ForbiddenError(f"This API key lacks the scope {beyond[0]}")
    return sorted(set(body.scopes))
