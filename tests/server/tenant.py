"""One organization with something of everything, each thing named so that it is known again wherever it shows."""

from dataclasses import dataclass, field
from typing import Any

import httpx
from sqlalchemy import select

from server.accounts.members import put_member
from server.accounts.scopes import Role
from server.accounts.sign_up import find_user
from server.appointments.models import Appointment
from server.context import Context
from server.fulfilment.models import Entitlement
from server.ids import new_id, now_ms
from server.ledger.models import Invoice, Payout
from server.payments.models import Payment
from server.tickets.models import Ticket
from server.tokens import token_for
from sync.rules.door_log import Kind
from tests.factories import Club, make_club
from tests.server.accounts.people import Signed, log_in, sign_up
from tests.server.doors.door import Door
from tests.server.fulfilment.selling import ADDRESS, make_download, make_product, sell


@dataclass(slots=True)
class Tenant:
    """The organization, the ids of what it has by the names that routes give them, and whoever may act in it."""

    club: Club
    name: str
    person: Signed
    ids: dict[str, str] = field(default_factory=dict)
    order_token: str = ""
    device_token: str = ""

    @property
    def key(self) -> dict[str, str]:
        return self.club.headers


def make_tenant(context: Context, url: str, *, name: str, prefix: str) -> Tenant:
    """``name`` stands in whatever of it has a name; it must be one word that is nowhere else."""
    facts = {"price": 1000}
    club = make_club(context, prefix=prefix, name=f"{name} Club", event_name=f"{name} Night", product=facts)
    email = sign_up(url, context, f"owner@{name.lower()}.example.com", name=f"{name} Owner")
    with context.database.transaction() as session:
        user = find_user(session, email)
        assert user is not None
        member_id = put_member(session, club.organization_id, user.id, Role.OWNER, accepted_at=now_ms()).id
    tenant = Tenant(club, name, log_in(url, email))
    tenant.ids |= {"event_id": club.event_id, "product_id": club.product_id, "member_id": member_id}
    tenant.ids["link_id"] = club.offer_id
    tenant.ids["slug"] = f"{name.lower()}-night"
    tenant.ids["auth_session_id"] = tenant.person.sign_in_id
    _sell_everything(context, tenant)
    _read_ids(context, tenant)
    _set_up(url, tenant)
    return tenant


def _sell_everything(context: Context, tenant: Tenant) -> None:
    club, name = tenant.club, tenant.name
    goods = [
        make_product(context, club, "shipment"),
        make_product(context, club, "subscription"),
        make_product(context, club, "course"),
        make_product(context, club, "service", packageId="single"),
        make_download(context, club),
    ]
    sold = sell(
        context,
        club,
        "",
        items=[{"productId": club.product_id, "eventId": club.event_id}, *({"productId": one} for one in goods)],
        customerName=f"{name} Buyer",
        customerEmail=f"buyer@{name.lower()}.example.com",
        billing={"name": f"{name} GmbH", "address": ADDRESS},
    )
    tenant.order_token = sold.token
    tenant.ids |= {
        "booking_id": sold.order_id,
        "order_id": sold.order_id,
        "session_id": sold.payment_id,
        "item_id": sold.item_id,
        "media_id": f"fil_{goods[-1]}",
    }


def _read_ids(context: Context, tenant: Tenant) -> None:
    order_id, organization_id = tenant.ids["order_id"], tenant.club.organization_id
    names = {"shipment": "shipment_id", "subscription": "subscription_id", "course": "enrolment_id"}
    names["download"] = "download_id"
    payout: dict[str, Any] = {"amount_cents": 1, "currency": "eur", "status": "failed", "provider": "manual"}
    with context.database.transaction() as session:
        for given in session.scalars(select(Entitlement).where(Entitlement.organization_id == organization_id)):
            if given.kind in names:
                tenant.ids[names[given.kind]] = given.id
        tenant.ids["invoice_id"] = session.scalars(select(Invoice.id).where(Invoice.order_id == order_id)).one()
        tenant.ids["ticket_id"] = session.scalars(select(Ticket.id).where(Ticket.order_id == order_id)).one()
        reference = session.get_one(Payment, tenant.ids["session_id"]).reference
        appointments = select(Appointment.id).where(Appointment.order_id == order_id)
        tenant.ids["appointment_id"] = session.scalars(appointments).one()
        tenant.ids["appointment_token"] = token_for(context.vault, "appointment", tenant.ids["appointment_id"])
        tenant.ids["payout_id"] = new_id("pyt")
        at = now_ms()
        session.add(
            Payout(id=tenant.ids["payout_id"], organization_id=organization_id, created_at=at, updated_at=at, **payout)
        )
    tenant.ids["reference"] = str(reference)


def _set_up(url: str, tenant: Tenant) -> None:
    """What an organizer makes over HTTP, and what comes of it: a gate with a device, an incident, a webhook, a key."""
    with httpx.Client(base_url=url, headers=tenant.key, timeout=30) as client:

        def made(path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
            answer = client.post(path, json=body or {})
            assert answer.is_success, f"{path}: {answer.text}"
            return dict(answer.json())

        live = client.patch(f"/api/v1/events/{tenant.ids['event_id']}", json={"rotatingCodes": "offered"})
        assert live.is_success, live.text
        gate = made(f"/api/v1/events/{tenant.ids['event_id']}/gates", {"name": f"{tenant.name} Gate"})
        door = Door(url, made(f"/api/v1/gates/{gate['id']}/pairing-codes")["code"], f"{tenant.name} Device")
        hook = made(
            "/api/v1/webhook-endpoints",
            {"url": "https://hooks.example.com/in", "description": f"{tenant.name} hook"},
        )
        message = made(f"/api/v1/webhook-endpoints/{hook['id']}/test")
        key = made("/api/v1/api-keys", {"name": f"{tenant.name} key"})
        door.push(*(door.entry(Kind.ADMIT, tenant.ids["ticket_id"]) for _ in range(2)))
        [incident] = client.get(f"/api/v1/events/{tenant.ids['event_id']}/incidents").json()["incidents"]
    door.close()
    tenant.device_token = door.enrolled.token
    tenant.ids |= {"device_id": door.enrolled.device_id, "incident_id": incident["id"]}
    tenant.ids |= {"gate_id": gate["id"], "endpoint_id": hook["id"], "key_id": key["id"]}
    tenant.ids["message_id"] = str(message.get("id") or message["messageId"])
