"""What a buyer can open of what was bought: downloads, courses, and where to choose a time."""

from dataclasses import replace

from sqlalchemy import select

from server.appointments.booking import book_page_of
from server.appointments.models import Appointment, AppointmentStatus
from server.delivery.case import Case
from server.delivery.letter import Link
from server.errors import InvalidProductError
from server.fulfilment.hooks import hook_of
from server.orders.models import PurchaseItem
from server.tokens import token_for

_REVEALED = {"downloadUrl": "download", "accessUrl": "course"}
"""What the hooks say of an entitlement, and the words for it."""
_FOR_PROGRAMS = ("subscription",)
"""Kinds whose address answers programs that ask for access, not people."""


def links_of(case: Case, item: PurchaseItem) -> list[Link]:
    """The links that an item of the order gives its buyer now."""
    name = case.product_name(item.product_id, item.description)
    if item.fulfillment_status != "fulfilled" or item.fulfillment_type in _FOR_PROGRAMS:
        return []
    if item.fulfillment_type == "service":
        return _schedule_links(case, item, name)
    entitlement = case.entitlement_of(item)
    if entitlement is None:
        return []
    try:
        revealed = hook_of(entitlement.kind).reveal(case.context.vault, case.base_url, entitlement)
    except InvalidProductError:  # A kind that this server sold once and has no more.
        return []
    return [
        Link(case.words.say(f"links.{word}", product=name), str(revealed[said]))
        for said, word in _REVEALED.items()
        if revealed.get(said)
    ]


def schedule_link(case: Case, appointment_id: str, product: str) -> Link:
    """Where the customer chooses times: one token is good for all sessions of a package."""
    token = token_for(case.context.vault, "appointment", appointment_id)
    page = book_page_of(replace(case.context.config, base_url=case.base_url), token)
    return Link(case.words.say("links.schedule", product=product), page)


def _schedule_links(case: Case, item: PurchaseItem, name: str) -> list[Link]:
    statement = select(Appointment.id).where(
        Appointment.order_id == item.order_id,
        Appointment.product_id == item.product_id,
        Appointment.status == AppointmentStatus.PAID,
    )
    first = case.session.scalar(statement.order_by(Appointment.place).limit(1))
    return [] if first is None else [schedule_link(case, first, name)]
