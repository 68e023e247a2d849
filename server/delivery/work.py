"""Sending messages and webhooks, after the commit."""

from collections.abc import Callable

import structlog
from sqlalchemy import update
from sqlalchemy.orm import Session

from server.context import Context
from server.delivery.case import OutdatedError
from server.delivery.compose import compose_mail, compose_whatsapp
from server.delivery.mail import Mail
from server.delivery.meta import WhatsApp
from server.delivery.models import Delivery
from server.delivery.reminders import post_reminders
from server.delivery.sending import send_webhook
from server.errors import ProviderRefusedError
from server.ids import now_ms
from server.work.handlers import Handlers
from server.work.queue import Kind
from server.work.sweeps import Sweep

_UNSENT = ("queued", "failed")
log = structlog.get_logger()


def send_message(context: Context, delivery_id: str) -> None:
    """Send one delivery and record it; one that was sent before is left alone.

    It is composed first, from what is true now, in a reading transaction; then handed over under its own id, outside
    of any; then recorded. A crash between the two last hands it over again under the same id.
    """
    message = context.database.read_now(lambda session: _compose(context, session, delivery_id))
    if message is None:
        return
    if isinstance(message, str):
        _record(context, delivery_id, "failed", failure=message)
        return
    try:
        reference = _hand_over(context, message)
    except ProviderRefusedError as error:
        log.warning("message_refused", delivery_id=delivery_id, error=error.message)
        _record(context, delivery_id, "failed", failure=error.message)
        return
    _record(context, delivery_id, "sent", reference=reference)


def _compose(context: Context, session: Session, delivery_id: str) -> Mail | WhatsApp | str | None:
    """What to send; a text where it is not to be sent, which says why; None where there is nothing to do."""
    delivery = session.get(Delivery, delivery_id)
    if delivery is None or delivery.status not in _UNSENT:
        return None
    if not delivery.recipient:
        return "The person was erased"
    compose: Callable[[Context, Session, Delivery], Mail | WhatsApp]
    compose = compose_mail if delivery.channel == "email" else compose_whatsapp
    try:
        return compose(context, session, delivery)
    except OutdatedError as error:
        return f"Outdated: {error}"


def _hand_over(context: Context, message: Mail | WhatsApp) -> str:
    if isinstance(message, Mail):
        return context.carriers.mail.send(message)
    if context.carriers.whatsapp is None:
        raise ProviderRefusedError("WhatsApp is not configured")
    return context.carriers.whatsapp.send(message)


def _record(
    context: Context, delivery_id: str, status: str, *, reference: str | None = None, failure: str = ""
) -> None:
    """Keep how it went. A status that the carrier told meanwhile (delivered, read) is newer and stays."""

    def write(session: Session) -> None:
        values = {"failure": failure, "updated_at": now_ms()}
        if reference is not None:
            session.execute(update(Delivery).where(Delivery.id == delivery_id).values(reference=reference))
        statement = update(Delivery).where(Delivery.id == delivery_id, Delivery.status.in_(_UNSENT))
        session.execute(statement.values(status=status, **values))

    context.database.write_now(write)


SWEEPS: tuple[Sweep, ...] = (Sweep("event_reminders", 300.0, post_reminders),)
HANDLERS: Handlers = {Kind.MESSAGE: send_message, Kind.WEBHOOK: send_webhook}
