"""Send outgoing webhooks in the Standard Webhooks format: https://www.standardwebhooks.com."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session
from standardwebhooks import Webhook

from server.accounts.models import Organization
from server.context import Context
from server.delivery.models import WebhookEndpoint, WebhookMessage
from server.delivery.objects import read_object
from server.delivery.receivers import ForbiddenAddressError, find_target, post
from server.delivery.webhook_endpoints import disable
from server.errors import ProviderUnavailableError
from server.ids import now_ms

MOST_ATTEMPTS = 30
"""With the work queue's delays, some three hours; then the message is failed, and a person may send it again."""
_GONE = 410
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Outgoing:
    url: str
    secret: str
    body: str
    attempts: int


def send_webhook(context: Context, message_id: str) -> None:
    """Send one message and record how it went; one that was taken, or that failed for good, is left alone.

    ProviderUnavailableError to be tried again, until MOST_ATTEMPTS.
    """
    outgoing = context.database.read_now(lambda session: _prepare(context, session, message_id))
    if outgoing is None:
        return
    if isinstance(outgoing, str):
        _record(context, message_id, "failed", failure=outgoing)
        return
    try:
        status = _send(context, message_id, outgoing)
    except ForbiddenAddressError:
        _record(context, message_id, "failed", failure="The address is not public")
    except ProviderUnavailableError as error:
        _again(context, message_id, outgoing, None, error.message)
    else:
        _judge(context, message_id, outgoing, status)


def _judge(context: Context, message_id: str, outgoing: _Outgoing, status: int) -> None:
    if 200 <= status < 300:
        _record(context, message_id, "sent", status)
    elif status == _GONE:
        _record(context, message_id, "failed", status, "The receiver is gone for good")
        context.database.write_now(lambda session: _disable_gone(session, message_id))
    else:
        _again(context, message_id, outgoing, status, f"The receiver answered {status}")


def _prepare(context: Context, session: Session, message_id: str) -> _Outgoing | str | None:
    """What to send; a text where it is not to be sent, which says why; None where there is nothing to do."""
    message = session.get(WebhookMessage, message_id)
    if message is None or message.status != "queued":
        return None
    endpoint = session.get_one(WebhookEndpoint, message.endpoint_id)
    if endpoint.disabled_at is not None:
        return "The endpoint is disabled"
    data = read_object(context, session, message.organization_id, message.type, message.object_id)
    if data is None:
        return "The object is gone"
    happened = datetime.fromtimestamp(message.happened_at / 1000, UTC).isoformat(timespec="milliseconds")
    body = {"type": message.type, "timestamp": happened.replace("+00:00", "Z"), "data": data}
    secret = context.vault.open(endpoint.sealed_secret).decode()
    return _Outgoing(endpoint.url, secret, json.dumps(body, ensure_ascii=False), message.attempts)


def _send(context: Context, message_id: str, outgoing: _Outgoing) -> int:
    at = datetime.now(UTC)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "Doorward-Webhooks/1",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(outgoing.secret).sign(message_id, at, outgoing.body),
    }
    return post(find_target(outgoing.url, context.config), headers, outgoing.body.encode())


def _again(context: Context, message_id: str, outgoing: _Outgoing, status: int | None, failure: str) -> None:
    """Have it tried again, or give it up."""
    if outgoing.attempts + 1 >= MOST_ATTEMPTS:
        _record(context, message_id, "failed", status, failure)
        return
    _record(context, message_id, "queued", status, failure)
    raise ProviderUnavailableError(failure)


def _record(context: Context, message_id: str, status: str, answered: int | None = None, failure: str = "") -> None:
    values = {"status": status, "response_status": answered, "failure": failure, "updated_at": now_ms()}
    statement = update(WebhookMessage).where(WebhookMessage.id == message_id)
    context.database.write_now(
        lambda session: session.execute(statement.values(attempts=WebhookMessage.attempts + 1, **values))
    )
    log.info("webhook_tried", message_id=message_id, outcome=status, answered=answered)


def _disable_gone(session: Session, message_id: str) -> None:
    message = session.get_one(WebhookMessage, message_id)
    endpoint = session.get_one(WebhookEndpoint, message.endpoint_id)
    session.get_one(Organization, message.organization_id, with_for_update=True)
    disable(session, endpoint)
