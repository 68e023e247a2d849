"""The mails about what was bought: subscriptions, downloads, parcels and sessions."""

from collections.abc import Callable
from dataclasses import replace

from server.appointments.models import Appointment, AppointmentStatus
from server.delivery.case import Case, OutdatedError
from server.delivery.item_links import links_of, schedule_link
from server.delivery.letter import Button, Letter, Link, Paragraph, Part, Row, Table
from server.delivery.opening import opening
from server.fulfilment.models import Entitlement
from server.orders.models import PurchaseItem
from server.payments.sessions import payment_of

_UTC = "UTC"
_REVOKED = "revoked"
_PAST_DUE = "subscription_past_due"


def subscription_letter(section: str) -> Callable[[Case], Letter]:
    """The mail about a subscription that the words' ``section`` speaks of, with until when it is paid."""

    def write(case: Case) -> Letter:
        subscription = case.entitlement()
        words, product = case.words, _product_of(case, subscription)
        rows = [Row(words.say("labels.product"), product, is_strong=True)]
        if "amount_cents" in case.facts and case.order is not None:
            amount = words.money(int(case.facts["amount_cents"]), case.order.currency)
            rows.append(Row(words.say("labels.amount"), amount))
        if subscription.ends_at is not None:
            rows.append(Row(words.say("labels.valid_until"), words.day(subscription.ends_at, _UTC)))
        parts: list[Part] = [Paragraph(words.say(f"{section}.intro", product=product)), Table(rows)]
        payment = payment_of(case.session, case.order.id) if section == _PAST_DUE and case.order is not None else None
        if payment is not None and payment.url:
            parts.append(Button(Link(words.say("links.pay"), payment.url)))
        return replace(opening(case, section, product=product), parts=parts)

    return write


def download_ready(case: Case) -> Letter:
    """The link to the file, and until when it works."""
    download = case.entitlement()
    if download.status == _REVOKED:
        raise OutdatedError("The download was revoked")
    words, product = case.words, _product_of(case, download)
    parts: list[Part] = [Paragraph(words.say("download_ready.intro", product=product))]
    parts += [Button(link) for link in links_of(case, case.session.get_one(PurchaseItem, download.purchase_item_id))]
    if download.ends_at is not None:
        parts.append(Table([Row(words.say("labels.valid_until"), words.day(download.ends_at, _UTC))]))
    return replace(opening(case, "download_ready", product=product), parts=parts)


def shipment_sent(case: Case) -> Letter:
    """Who carries the parcel, and where it can be followed."""
    shipment = case.entitlement()
    words, product, said = case.words, _product_of(case, shipment), shipment.data
    rows = [Row(words.say("labels.product"), product, is_strong=True)]
    for name, label in (("carrier", "carrier"), ("trackingNumber", "tracking")):
        if said.get(name):
            rows.append(Row(words.say(f"labels.{label}"), str(said[name])))
    parts: list[Part] = [Paragraph(words.say("shipment_sent.intro", product=product)), Table(rows)]
    url = str(said.get("trackingUrl") or "")
    if url.startswith("https://"):
        parts.append(Button(Link(words.say("links.track"), url)))
    return replace(opening(case, "shipment_sent", product=product), parts=parts)


def appointment_paid(case: Case) -> Letter:
    """Where to choose the time, and until when."""
    appointment = _appointment(case)
    if appointment.status != AppointmentStatus.PAID:
        raise OutdatedError("The session has a time, or is not paid any more")
    words, product = case.words, case.product_name(appointment.product_id)
    until = words.day(appointment.expires_at, appointment.time_zone)
    parts: list[Part] = [
        Paragraph(words.say("appointment_paid.intro", product=product)),
        Button(schedule_link(case, appointment.id, product)),
        Paragraph(words.say("appointment_paid.until", date=until)),
    ]
    return replace(opening(case, "appointment_paid", appointment.customer_name, product=product), parts=parts)


def appointment_scheduled(case: Case) -> Letter:
    """When it is, and where to join."""
    appointment = _appointment(case)
    if appointment.status != AppointmentStatus.SCHEDULED or appointment.scheduled_start is None:
        raise OutdatedError("The session has no time any more")
    words, product, zone = case.words, case.product_name(appointment.product_id), appointment.time_zone
    parts: list[Part] = [
        Paragraph(words.say("appointment_scheduled.intro")),
        Table(
            [
                Row(words.say("labels.product"), product, is_strong=True),
                Row(words.say("labels.when"), words.moment(appointment.scheduled_start, zone)),
            ]
        ),
    ]
    if appointment.meeting_url and appointment.meeting_url.startswith("https://"):
        parts.append(Button(Link(words.say("links.meeting"), appointment.meeting_url)))
    date = words.day(appointment.scheduled_start, zone)
    letter = opening(case, "appointment_scheduled", appointment.customer_name, product=product, date=date)
    return replace(letter, parts=parts)


def appointment_cancelled(case: Case) -> Letter:
    """Which session does not take place."""
    appointment = _appointment(case)
    words, product = case.words, case.product_name(appointment.product_id)
    parts: list[Part] = [Paragraph(words.say("appointment_cancelled.intro", product=product))]
    if appointment.scheduled_start is not None:
        when = words.moment(appointment.scheduled_start, appointment.time_zone)
        parts.append(Table([Row(words.say("labels.when"), when)]))
    return replace(opening(case, "appointment_cancelled", appointment.customer_name, product=product), parts=parts)


def _product_of(case: Case, entitlement: Entitlement) -> str:
    item = case.session.get(PurchaseItem, entitlement.purchase_item_id)
    return case.product_name(entitlement.product_id, item.description if item is not None else "")


def _appointment(case: Case) -> Appointment:
    found = case.session.get(Appointment, str(case.facts.get("appointmentId", "")))
    if found is None or found.organization_id != case.delivery.organization_id:
        raise OutdatedError("The session is gone")
    return found
