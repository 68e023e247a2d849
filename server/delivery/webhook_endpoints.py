"""Make, change and remove webhook endpoints, and send their messages again."""

import base64
import secrets
from dataclasses import dataclass

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.context import Context
from server.delivery.models import WebhookEndpoint, WebhookMessage
from server.delivery.objects import EVENT_TYPES, TEST_TYPE
from server.delivery.receivers import check_url
from server.delivery.schemas import EndpointPatch, EndpointRequest
from server.errors import ConflictError, InvalidRequestError, LimitReachedError, NotFoundError
from server.ids import new_id, now_ms
from server.vault import Vault
from server.work.queue import Kind, enqueue

MOST_ENDPOINTS = 20
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """An endpoint with a secret just made, which is shown this once."""

    record: WebhookEndpoint
    secret: str


def create_endpoint(session: Session, context: Context, organization_id: str, asked: EndpointRequest) -> NewEndpoint:
    """A new endpoint; InvalidRequestError for an address or event type that cannot be, LimitReachedError for one more
    than MOST_ENDPOINTS.
    """
    organization = _lock(session, organization_id)
    known = session.scalars(select(WebhookEndpoint.id).where(WebhookEndpoint.organization_id == organization_id)).all()
    if len(known) >= MOST_ENDPOINTS:
        raise LimitReachedError(f"An organization has at most {MOST_ENDPOINTS} webhook endpoints")
    secret = _new_secret()
    record = WebhookEndpoint(
        id=new_id("whe"),
        organization_id=organization_id,
        url=check_url(asked.url, context.config),
        event_types=_checked_types(asked.eventTypes or []),
        sealed_secret=context.vault.seal(secret.encode()),
        description=asked.description,
        created_at=now_ms(),
        disabled_at=None,
    )
    session.add(record)
    organization.has_webhooks = True
    session.flush()
    return NewEndpoint(record, secret)


def find_endpoint(session: Session, organization_id: str, endpoint_id: str) -> WebhookEndpoint:
    """The organization's endpoint; NotFoundError where it has none of that id."""
    record = session.get(WebhookEndpoint, endpoint_id)
    if record is None or record.organization_id != organization_id:
        raise NotFoundError("Webhook endpoint not found")
    return record


def change_endpoint(
    session: Session, context: Context, organization_id: str, endpoint_id: str, asked: EndpointPatch
) -> WebhookEndpoint:
    """Change what was sent; disabling and enabling again change nothing."""
    organization = _lock(session, organization_id)
    record = find_endpoint(session, organization_id, endpoint_id)
    if asked.url is not None:
        record.url = check_url(asked.url, context.config)
    if asked.eventTypes is not None:
        record.event_types = _checked_types(asked.eventTypes)
    if asked.description is not None:
        record.description = asked.description
    if asked.isDisabled is not None:
        record.disabled_at = (record.disabled_at or now_ms()) if asked.isDisabled else None
    _keep_flag(session, organization)
    return record


def disable(session: Session, record: WebhookEndpoint) -> None:
    """Tell this endpoint nothing more, until a person enables it."""
    organization = _lock(session, record.organization_id)
    record.disabled_at = record.disabled_at or now_ms()
    _keep_flag(session, organization)


def remove_endpoint(session: Session, organization_id: str, endpoint_id: str) -> WebhookEndpoint:
    """Remove an endpoint with its delivery log."""
    organization = _lock(session, organization_id)
    record = find_endpoint(session, organization_id, endpoint_id)
    session.execute(delete(WebhookMessage).where(WebhookMessage.endpoint_id == endpoint_id))
    session.delete(record)
    _keep_flag(session, organization)
    return record


def rotate_secret(session: Session, vault: Vault, organization_id: str, endpoint_id: str) -> NewEndpoint:
    """A new secret; the old one signs nothing from now on."""
    record = find_endpoint(session, organization_id, endpoint_id)
    secret = _new_secret()
    record.sealed_secret = vault.seal(secret.encode())
    session.flush()
    return NewEndpoint(record, secret)


def send_test(session: Session, organization_id: str, endpoint_id: str) -> WebhookMessage:
    """Send the endpoint a message that tells of nothing, whatever types it wants."""
    record = find_endpoint(session, organization_id, endpoint_id)
    if record.disabled_at is not None:
        raise ConflictError("The endpoint is disabled")
    at = now_ms()
    message = WebhookMessage(
        id=new_id("msg"),
        organization_id=organization_id,
        endpoint_id=endpoint_id,
        type=TEST_TYPE,
        object_id=endpoint_id,
        happened_at=at,
        status="queued",
        attempts=0,
        failure="",
        updated_at=at,
    )
    session.add(message)
    session.flush()
    enqueue(session, Kind.WEBHOOK, message.id)
    return message


def send_again(session: Session, organization_id: str, endpoint_id: str, message_id: str) -> WebhookMessage:
    """Send a message that was sent or has failed once more, under its own id; ConflictError for one that waits."""
    find_endpoint(session, organization_id, endpoint_id)
    message = session.get(WebhookMessage, message_id, with_for_update=True)
    if message is None or message.endpoint_id != endpoint_id:
        raise NotFoundError("Message not found")
    if message.status == "queued":
        raise ConflictError("The message is about to be sent")
    message.status, message.attempts, message.updated_at = "queued", 0, now_ms()
    session.flush()
    enqueue(session, Kind.WEBHOOK, message.id)
    return message


def _lock(session: Session, organization_id: str) -> Organization:
    """The organization's row, so that of two changes at once the flag follows the later."""
    return session.get_one(Organization, organization_id, with_for_update=True, populate_existing=True)


def _keep_flag(session: Session, organization: Organization) -> None:
    session.flush()
    stands = exists().where(WebhookEndpoint.organization_id == organization.id, WebhookEndpoint.disabled_at.is_(None))
    organization.has_webhooks = bool(session.scalar(select(stands)))
    session.flush()


def _checked_types(types: list[str]) -> list[str]:
    unknown = [name for name in types if name not in EVENT_TYPES]
    if unknown:
        raise InvalidRequestError(f"eventTypes are some of {', '.join(EVENT_TYPES)}")
    return sorted(set(types))


def _new_secret() -> str:
    return f"whsec_{base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()}"
