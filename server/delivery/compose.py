"""Compose what a delivery sends: a mail or a WhatsApp message, from the rows as they stand now."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from server.context import Context
from server.delivery import account_letters, item_letters, order_letters
from server.delivery.case import Case, read_case
from server.delivery.letter import Letter, render_html, render_text
from server.delivery.mail import Mail, sender_of
from server.delivery.meta import WhatsApp
from server.delivery.models import Delivery
from server.text import clean_line

Writer = Callable[[Case], Letter]
TEMPLATES: Mapping[str, Writer] = {
    "order_confirmation": order_letters.order_confirmation,
    "order_refunded": order_letters.order_refunded,
    "order_cancelled": order_letters.order_cancelled,
    "late_payment_refunded": order_letters.late_payment_refunded,
    "payment_failed": order_letters.payment_failed,
    "event_reminder": order_letters.event_reminder,
    "subscription_renewed": item_letters.subscription_letter("subscription_renewed"),
    "subscription_past_due": item_letters.subscription_letter("subscription_past_due"),
    "subscription_cancelled": item_letters.subscription_letter("subscription_cancelled"),
    "download_ready": item_letters.download_ready,
    "shipment_sent": item_letters.shipment_sent,
    "appointment_paid": item_letters.appointment_paid,
    "appointment_scheduled": item_letters.appointment_scheduled,
    "appointment_cancelled": item_letters.appointment_cancelled,
    "verify_email": account_letters.verify_email,
    "reset_password": account_letters.reset_password,
    "member_invited": account_letters.member_invited,
}
"""Each template's writer, by the name under which it is posted."""
_LONGEST_PARAMETER = 300


def compose_mail(context: Context, session: Session, delivery: Delivery) -> Mail:
    """The mail of a delivery; OutdatedError where what it would say is no longer so."""
    case = read_case(context, session, delivery)
    letter = TEMPLATES[delivery.template](case)
    return Mail(
        delivery_id=delivery.id,
        sender=sender_of(context.config),
        recipient=delivery.recipient,
        reply_to=case.organization.support_email if case.organization is not None else "",
        subject=letter.subject,
        text=render_text(letter, case.words),
        html=render_html(letter, case.words),
        at=delivery.created_at,
        attachments=letter.attachments,
    )


def compose_whatsapp(context: Context, session: Session, delivery: Delivery) -> WhatsApp:
    """The WhatsApp message of a delivery, by the template of the same name that Meta has approved.

    Its places are the buyer's name, what was bought and the order. ``facts.isText`` sends text instead, which Meta
    takes only within 24 hours of the buyer's own last message. OutdatedError as above.
    """
    case = read_case(context, session, delivery)
    letter = TEMPLATES[delivery.template](case)
    order = case.placed()
    parameters = [clean_line(text)[:_LONGEST_PARAMETER] or "-" for text in (order.customer_name, case.what(), order.id)]
    section = delivery.template if delivery.template == "order_confirmation" else "other"
    text = case.words.say(f"whatsapp.{section}", what=case.what(), order=order.id, subject=letter.subject)
    return WhatsApp(
        delivery_id=delivery.id,
        recipient=delivery.recipient,
        template=delivery.template,
        language=case.words.language,
        parameters=parameters,
        text=text if delivery.facts.get("isText") else "",
    )
