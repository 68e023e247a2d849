"""/api/v1/webhook-endpoints: where an organization wants to be told, and the log of what it was told."""

from collections.abc import Sequence

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, WritesWebhooks
from server.api import IDEMPOTENCY_HEADER, PAGE_CURSOR, PAGE_LIMIT, create_once, json_answer, read_page
from server.context import InContext
from server.delivery import webhook_endpoints as service
from server.delivery.models import WebhookEndpoint, WebhookMessage
from server.delivery.schemas import (
    EndpointObject,
    EndpointPage,
    EndpointPatch,
    EndpointRequest,
    MessageObject,
    MessagePage,
)

router = APIRouter(prefix="/api/v1/webhook-endpoints", tags=["webhooks"], dependencies=[DOCUMENTED_SCHEME])


@router.post("", response_model=EndpointObject)
async def create(
    request: Request, body: EndpointRequest, caller: WritesWebhooks, context: InContext, key: IDEMPOTENCY_HEADER = None
) -> Response:
    """Make an endpoint. Its secret, with which messages are signed, is in this answer only."""

    def work(session: Session) -> EndpointObject:
        return _shown(service.create_endpoint(session, context, caller.organization_id, body))

    return await create_once(context, caller, request, body, key, work)


@router.get("", response_model=EndpointPage)
async def list_endpoints(
    caller: WritesWebhooks, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """The organization's endpoints, newest first."""
    statement = select(WebhookEndpoint).where(WebhookEndpoint.organization_id == caller.organization_id)
    rows, following = await context.database.read(
        lambda session: read_page(session, statement, WebhookEndpoint.id, cursor=cursor, limit=limit)
    )
    return json_answer(EndpointPage(webhookEndpoints=[_endpoint_object(row) for row in rows], nextCursor=following))


@router.get("/{endpoint_id}", response_model=EndpointObject)
async def get_endpoint(endpoint_id: str, caller: WritesWebhooks, context: InContext) -> Response:
    """One endpoint."""
    return json_answer(
        await context.database.read(
            lambda session: _endpoint_object(service.find_endpoint(session, caller.organization_id, endpoint_id))
        )
    )


@router.patch("/{endpoint_id}", response_model=EndpointObject)
async def change(endpoint_id: str, body: EndpointPatch, caller: WritesWebhooks, context: InContext) -> Response:
    """Change an endpoint, disable it, or enable it again."""
    return json_answer(
        await context.database.write(
            lambda session: _endpoint_object(
                service.change_endpoint(session, context, caller.organization_id, endpoint_id, body)
            )
        )
    )


@router.delete("/{endpoint_id}", response_model=EndpointObject)
async def remove(endpoint_id: str, caller: WritesWebhooks, context: InContext) -> Response:
    """Remove an endpoint and its log."""
    return json_answer(
        await context.database.write(
            lambda session: _endpoint_object(service.remove_endpoint(session, caller.organization_id, endpoint_id))
        )
    )


@router.post("/{endpoint_id}/rotate-secret", response_model=EndpointObject)
async def rotate_secret(endpoint_id: str, caller: WritesWebhooks, context: InContext) -> Response:
    """Give the endpoint a new secret, shown in this answer only; the old one is good no more."""
    return json_answer(
        await context.database.write(
            lambda session: _shown(service.rotate_secret(session, context.vault, caller.organization_id, endpoint_id))
        )
    )


@router.post("/{endpoint_id}/test", response_model=MessageObject)
async def send_test(endpoint_id: str, caller: WritesWebhooks, context: InContext) -> Response:
    """Send the endpoint a message of the type ``endpoint.test``."""
    return json_answer(
        await context.database.write(
            lambda session: _message_object(service.send_test(session, caller.organization_id, endpoint_id))
        )
    )


@router.get("/{endpoint_id}/messages", response_model=MessagePage)
async def list_messages(
    endpoint_id: str,
    caller: WritesWebhooks,
    context: InContext,
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The delivery log, newest first: what was sent, how often, and what came back."""
    statement = select(WebhookMessage).where(WebhookMessage.endpoint_id == endpoint_id)

    def read(session: Session) -> tuple[Sequence[WebhookMessage], str | None]:
        service.find_endpoint(session, caller.organization_id, endpoint_id)
        return read_page(session, statement, WebhookMessage.id, cursor=cursor, limit=limit)

    rows, following = await context.database.read(read)
    return json_answer(MessagePage(messages=[_message_object(row) for row in rows], nextCursor=following))


@router.post("/{endpoint_id}/messages/{message_id}/retry", response_model=MessageObject)
async def send_again(endpoint_id: str, message_id: str, caller: WritesWebhooks, context: InContext) -> Response:
    """Send a message once more, under the same ``webhook-id``."""
    return json_answer(
        await context.database.write(
            lambda session: _message_object(
                service.send_again(session, caller.organization_id, endpoint_id, message_id)
            )
        )
    )


def _shown(made: service.NewEndpoint) -> EndpointObject:
    return _endpoint_object(made.record, made.secret)


def _endpoint_object(record: WebhookEndpoint, secret: str | None = None) -> EndpointObject:
    return EndpointObject(
        id=record.id,
        organizationId=record.organization_id,
        url=record.url,
        eventTypes=record.event_types,
        description=record.description,
        secret=secret,
        createdAt=record.created_at,
        disabledAt=record.disabled_at,
    )


def _message_object(message: WebhookMessage) -> MessageObject:
    return MessageObject(
        id=message.id,
        endpointId=message.endpoint_id,
        type=message.type,
        objectId=message.object_id,
        status=message.status,
        attempts=message.attempts,
        responseStatus=message.response_status,
        failure=message.failure or None,
        happenedAt=message.happened_at,
        updatedAt=message.updated_at,
    )
