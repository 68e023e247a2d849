"""A delivery of each template, with all that its mail tells of."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import object_session

from server.accounts.mailed import Purpose, mail_invitation, mail_link
from server.accounts.models import User
from server.appointments.models import Appointment
from server.context import Context
from server.fulfilment.models import Entitlement
from server.ids import new_id, now_ms
from server.orders.models import Order, PurchaseItem
from server.orders.wanted import Line
from server.tickets.models import Ticket
from tests.factories import Club, make_club
from tests.server.delivery.arranging import (
    ADDRESS,
    BILLING,
    add_product,
    deliveries_of,
    name_club,
    paid_order,
    post,
)


def user(context: Context, language: str = "en", name: str = "Max") -> User:
    made = User(
        id=new_id("usr"),
        email="max@example.com",
        email_key=f"{new_id('key')}@example.com",
        name=name,
        is_admin=False,
        language=language,
        created_at=now_ms(),
    )
    with context.database.transaction() as session:
        session.add(made)
    return made


def sold(context: Context, club: Club, order_id: str, kind: str) -> str:
    """The id of the order's entitlement of that kind."""
    statement = select(Entitlement.id).where(Entitlement.kind == kind)
    return context.database.read_now(lambda session: session.scalars(statement).one())


def everything(context: Context, language: str) -> dict[str, str]:
    """A delivery of each template; by template its id."""
    club = make_club(context, price_cents=2500)
    name_club(context, club, support_email="hola@maguey.example.org", legal_name="Maguey SL", country="ES")
    products = [
        add_product(context, club, "subscription", "Membership", priceInCents=999),
        add_product(context, club, "shipment", "Poster", priceInCents=1500),
        add_product(context, club, "download", "Mixtape", priceInCents=500),
        add_product(context, club, "service", "Lesson", priceInCents=5000),
    ]
    order_id = paid_order(
        context,
        club,
        *[Line(product, 1) for product in products],
        billing=BILLING,
        shipping_address=ADDRESS,
        language=language,
    )
    entitlements = {
        "subscription_renewed": sold(context, club, order_id, "subscription"),
        "subscription_past_due": sold(context, club, order_id, "subscription"),
        "subscription_cancelled": sold(context, club, order_id, "subscription"),
        "shipment_sent": sold(context, club, order_id, "shipment"),
    }
    if not deliveries_of(context, "download_ready"):  # The file may be uploaded later.
        with context.database.transaction() as session:
            session.add(_download(session.get_one(Order, order_id), products[2]))
    entitlements["download_ready"] = sold(context, club, order_id, "download")
    appointment_id = appointment_of(context, order_id)
    said: dict[str, dict[str, object]] = {
        name: {"entitlementId": entitlement_id} for name, entitlement_id in entitlements.items()
    }
    said["event_reminder"] = {"ticketId": ticket_of(context, order_id).id, "hours": 24}
    said["order_refunded"] = {"amount_cents": 2500}
    for name in ("appointment_paid", "appointment_cancelled"):
        said[name] = {"appointmentId": appointment_id}
    ids = {name: post(context, name, order_id, facts=facts) for name, facts in said.items()}
    for name in ("order_confirmation", "order_cancelled", "late_payment_refunded"):
        ids[name] = post(context, name, order_id)
    return ids | _account_mails(context, club, language)


def _account_mails(context: Context, club: Club, language: str) -> dict[str, str]:
    person = user(context, language)
    with context.database.transaction() as session:
        mail_link(session, context.vault, person, Purpose.VERIFY)
        mail_link(session, context.vault, person, Purpose.RESET)
        mail_invitation(
            session,
            context.vault,
            person,
            organization_id=club.organization_id,
            membership_id=new_id("mem"),
            role="manager",
        )
    templates = ("verify_email", "reset_password", "member_invited")
    return {template: deliveries_of(context, template)[-1].id for template in templates}


def _download(order: Order, product_id: str) -> Entitlement:
    session = object_session(order)
    assert session is not None
    item = session.scalars(
        select(PurchaseItem).where(PurchaseItem.order_id == order.id, PurchaseItem.product_id == product_id)
    ).one()
    item.fulfillment_status = "fulfilled"
    at = now_ms()
    return Entitlement(
        id=new_id("dow"),
        organization_id=order.organization_id,
        purchase_item_id=item.id,
        product_id=product_id,
        kind="download",
        status="active",
        starts_at=at,
        ends_at=at + 7 * 86_400_000,
        uses=0,
        most_uses=5,
        data={},
        created_at=at,
        updated_at=at,
    )


def appointment_of(context: Context, order_id: str) -> str:
    statement = select(Appointment.id).where(Appointment.order_id == order_id)
    return context.database.read_now(lambda session: session.scalars(statement).one())


def ticket_of(context: Context, order_id: str) -> Ticket:
    statement = select(Ticket).where(Ticket.order_id == order_id).order_by(Ticket.place)
    return context.database.read_now(lambda session: session.scalars(statement).first() or pytest.fail("no ticket"))
