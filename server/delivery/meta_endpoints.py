"""/webhooks/meta: Meta proves the address once, and then tells what became of WhatsApp messages."""

import hmac
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.context import InContext
from server.delivery.meta import MessageStatus, check_signature, read_statuses
from server.delivery.models import Delivery
from server.errors import ForbiddenError, NotFoundError
from server.ids import now_ms

router = APIRouter(prefix="/webhooks/meta", tags=["webhooks"])
_RANKS = {"queued": 0, "sent": 1, "failed": 2, "delivered": 3, "read": 4}
"""Which status is later than which. What was delivered did not fail, whatever comes late."""
_LONGEST_CHALLENGE = 200


@router.get("", response_class=Response, responses={200: {"content": {"text/plain": {}}, "description": "Echo"}})
async def prove_address(
    context: InContext,
    mode: Annotated[str, Query(alias="hub.mode", max_length=50)] = "",
    token: Annotated[str, Query(alias="hub.verify_token", max_length=500)] = "",
    challenge: Annotated[str, Query(alias="hub.challenge", max_length=_LONGEST_CHALLENGE)] = "",
) -> Response:
    """Give the challenge back to whoever knows our verify token."""
    known = context.config.meta_verify_token
    if not known:
        raise NotFoundError
    is_known = hmac.compare_digest(token.encode("utf-8", "surrogateescape"), known.encode())
    if mode != "subscribe" or not is_known:
        raise ForbiddenError("The verify token is not ours")
    return Response(challenge, media_type="text/plain")


@router.post("", response_class=Response, responses={200: {"description": "Taken"}})
async def take_statuses(request: Request, context: InContext) -> Response:
    """Take in what became of messages; signed by Meta over the raw body. Again, or out of order, changes nothing."""
    if not context.config.meta_app_secret:
        raise NotFoundError
    body = await request.body()
    check_signature(context.config.meta_app_secret, body, request.headers.get("x-hub-signature-256", ""))
    statuses = read_statuses(body)
    if statuses:
        await context.database.write(lambda session: _take_in(session, statuses))
    return Response()


def _take_in(session: Session, statuses: list[MessageStatus]) -> None:
    for told in statuses:
        delivery = _delivery_of(session, told)
        if delivery is None or _RANKS.get(told.status, 0) <= _RANKS[delivery.status]:
            continue
        delivery.status = told.status
        delivery.failure = told.failure if told.status == "failed" else ""
        delivery.reference = told.reference
        delivery.updated_at = now_ms()
    session.flush()


def _delivery_of(session: Session, told: MessageStatus) -> Delivery | None:
    """The delivery, by our own id where Meta gives it back: it may tell of a message before we recorded Meta's id."""
    statement = select(Delivery).where(
        Delivery.channel == "whatsapp", or_(Delivery.id == told.delivery_id, Delivery.reference == told.reference)
    )
    return session.scalars(statement.with_for_update().limit(1)).first()
