"""Write messages and webhooks that are to be sent, in the transaction of what they tell of."""

from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.orm import Session

from server.delivery.models import Delivery, WebhookEndpoint, WebhookMessage
from server.ids import new_id, now_ms
from server.work.queue import Kind, enqueue

PLACEHOLDER_ENDINGS = (".invalid", ".test", ".example", "@localhost")
"""Addresses that are never mailed: RFC 2606 keeps them from ever being anyone's."""


def post_mail(  # noqa: PLR0913  They are what a message is.
    session: Session,
    template: str,
    recipient: str,
    *,
    organization_id: str | None = None,
    order_id: str | None = None,
    language: str = "en",
    facts: dict[str, Any] | None = None,
    delay_s: float = 0,
    once: str | None = None,
) -> str | None:
    """Have a mail sent after the commit; its delivery's id, None where the address is a placeholder.

    ``facts`` hold ids and amounts only. With ``once`` the same text is mailed once, however often it is posted.
    """
    if not recipient or recipient.lower().endswith(PLACEHOLDER_ENDINGS):
        return None
    return _post(session, "email", template, recipient, organization_id, order_id, language, facts, delay_s, once)


def post_whatsapp(
    session: Session,
    template: str,
    recipient: str,
    *,
    organization_id: str | None = None,
    order_id: str | None = None,
    language: str = "en",
    facts: dict[str, Any] | None = None,
    once: str | None = None,
) -> str | None:
    """Have a WhatsApp message sent after the commit; its delivery's id."""
    return _post(session, "whatsapp", template, recipient, organization_id, order_id, language, facts, 0, once)


def announce(session: Session, organization_id: str, event_type: str, object_id: str) -> None:
    """Tell the organization's webhook endpoints that ``event_type`` happened to ``object_id``, after the commit."""
    at = now_ms()
    endpoints = session.execute(
        select(WebhookEndpoint.id, WebhookEndpoint.event_types).where(
            WebhookEndpoint.organization_id == organization_id, WebhookEndpoint.disabled_at.is_(None)
        )
    ).all()
    for endpoint in endpoints:
        if endpoint.event_types and event_type not in endpoint.event_types:
            continue
        message_id = new_id("msg")
        row = {
            "id": message_id,
            "organization_id": organization_id,
            "endpoint_id": endpoint.id,
            "type": event_type,
            "object_id": object_id,
            "happened_at": at,
            "status": "queued",
            "updated_at": at,
        }
        session.connection().execute(insert(WebhookMessage), [row])
        enqueue(session, Kind.WEBHOOK, message_id)


def _post(  # noqa: PLR0913, PLR0917  One private step of the two above.
    session: Session,
    channel: str,
    template: str,
    recipient: str,
    organization_id: str | None,
    order_id: str | None,
    language: str,
    facts: dict[str, Any] | None,
    delay_s: float,
    once: str | None,
) -> str:
    at = now_ms()
    row = {
        "id": new_id("dlv"),
        "organization_id": organization_id,
        "order_id": order_id,
        "once": once,
        "channel": channel,
        "template": template,
        "recipient": recipient,
        "language": language,
        "facts": facts or {},
        "status": "queued",
        "created_at": at,
        "updated_at": at,
    }
    # SQLite and PostgreSQL spell this statement alike. Of two that post the same at once, one finds it posted.
    statement = postgresql_insert(Delivery).values(row).on_conflict_do_nothing().returning(Delivery.id)
    delivery_id = session.connection().scalar(statement)
    if delivery_id is None:
        return session.scalars(select(Delivery.id).where(Delivery.once == once)).one()
    enqueue(session, Kind.MESSAGE, delivery_id, delay_s=delay_s)
    return str(delivery_id)
