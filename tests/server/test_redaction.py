"""The server's log tells what happened, and never to whom or with which secret."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from server.context import Context
from server.payments.models import Payment
from server.tickets.models import Ticket
from sync.rules.door_log import Kind
from tests.factories import Club, booking_body, make_club
from tests.server.accounts.people import PASSWORD, log_in, sign_up
from tests.server.doors.door import Door
from tests.serving import RunningServer, open_context, running_server

NAME, EMAIL, PHONE = "Xanthippe Quetzal", "xanthippe@quetzal.example.com", "+49555000111"
PATIENCE_S = 30.0


@dataclass(slots=True)
class Told:
    """A whole purchase on a server of its own, and every secret and name that took part in it."""

    server: RunningServer
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def log(self) -> str:
        return self.server.log.read_text()


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder: Path = tmp_path_factory.mktemp("redaction")
    with running_server(folder) as server, open_context(server.config) as context:
        told = Told(server, {"name": "Xanthippe", "family": "Quetzal", "e-mail": EMAIL, "phone": PHONE})
        _live(told, context)
        yield told


def _live(told: Told, context: Context) -> None:
    club = make_club(context, product={"price": 1500})
    with httpx.Client(base_url=told.server.url, timeout=30) as http:
        _buy(told, http, context, club)
        _book_and_refuse(told, http, club)
        _scan(told, http, club)
        _hand_over(told, http, club)
        _sign_in(told, http, context)
        _stumble(told, http, club)
    told.secrets["key"] = club.api_key


def _buy(told: Told, http: httpx.Client, context: Context, club: Club) -> None:
    """Buy in the shop, pay on the page, look at the order with the buyer's token, get the mail, refund."""
    bought = http.post(
        "/api/orders/create-checkout",
        json={
            "eventName": "Perreo Fridays",
            "ticketType": "VIP",
            "quantity": 1,
            "customerEmail": EMAIL,
            "customerName": NAME,
            "customerPhone": PHONE,
        },
    )
    assert bought.status_code == 200, bought.text
    body = bought.json()
    order_id = str(body["orderId"])
    with context.database.transaction() as session:
        reference = str(session.scalars(select(Payment.reference).where(Payment.order_id == order_id)).one())
    paid = http.post(f"/api/v1/test-payments/{reference}/pay", json={}, headers=club.headers)
    assert paid.status_code == 200, paid.text
    ticket = _wait_for_ticket(context, order_id)
    told.secrets |= {"order token": body["orderToken"], "ticket": ticket.id, "signed code": ticket.signed_code}
    told.secrets["payment reference"] = reference
    shown = http.get(f"/api/tickets/{order_id}", params={"token": told.secrets["order token"]})
    assert NAME.split(maxsplit=1)[0] in shown.text
    http.get(f"/shop/orders/{order_id}", params={"token": told.secrets["order token"]})
    assert http.get(f"/api/v1/tickets/{ticket.id}/qr.png", headers=club.headers).status_code == 200
    assert http.get(f"/api/v1/tickets/{ticket.id}/download", headers=club.headers).status_code == 200
    _wait_for_mail(told.server.data_dir / "mail")


def _wait_for_ticket(context: Context, order_id: str) -> Ticket:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with context.database.transaction() as session:
            ticket = session.scalars(select(Ticket).where(Ticket.order_id == order_id)).one()
            if ticket.status == "active":
                return ticket
        time.sleep(0.05)
    pytest.fail("the payment was never worked")


def _wait_for_mail(folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not any(folder.rglob("*.eml")):
        assert time.monotonic() < deadline, "the mail was never written"
        time.sleep(0.05)


def _book_and_refuse(told: Told, http: httpx.Client, club: Club) -> None:
    first, _, last = NAME.partition(" ")
    person = {"firstName": first, "lastName": last, "email": EMAIL, "phone": PHONE}
    body = booking_body(club, primaryAttendee=person, idempotencyKey="told")
    booked = http.post("/api/v1/bookings/create", json=body, headers=club.headers)
    assert booked.status_code == 200
    booking_id = booked.json()["bookingId"]
    assert http.post(f"/api/v1/bookings/{booking_id}/cancel", headers=club.headers).status_code == 200
    exported = http.post("/api/v1/people/export", json={"email": EMAIL}, headers=club.headers)
    assert NAME in exported.text
    assert http.post("/api/v1/people/erase", json={"email": EMAIL}, headers=club.headers).status_code in (200, 409)
    assert http.get("/api/v1/dashboard/bookings", params={"search": EMAIL}, headers=club.headers).status_code == 200


def _hand_over(told: Told, http: httpx.Client, club: Club) -> None:
    """Take over another system's ticket, refuse one that is ours, and let it in by its code."""
    told.secrets["other system's code"] = code = "Foreign-4006381333931"
    path = f"/api/v1/events/{club.event_id}/foreign-tickets"
    ticket = {"code": code, "holder": NAME, "email": EMAIL, "phone": PHONE, "reference": "A-17"}
    body = {"productId": club.product_id, "tickets": [ticket]}
    assert http.post(path, json=body, headers=club.headers).is_success
    body["tickets"] = [ticket, ticket]
    assert http.post(path, json=body, headers=club.headers).status_code == 400


def _scan(told: Told, http: httpx.Client, club: Club) -> None:
    gate = http.post(f"/api/v1/events/{club.event_id}/gates", json={"name": "Door"}, headers=club.headers).json()["id"]
    code = http.post(f"/api/v1/gates/{gate}/pairing-codes", headers=club.headers).json()["code"]
    door = Door(told.server.url, code)
    door.claim(told.secrets["signed code"], door.entry(Kind.ATTEMPT, told.secrets["ticket"]))
    door.close()
    told.secrets |= {"pairing code": code, "device token": door.enrolled.token}


def _sign_in(told: Told, http: httpx.Client, context: Context) -> None:
    email = sign_up(told.server.url, context, "signed@quetzal.example.com", name=NAME)
    signed = log_in(told.server.url, email)
    http.post("/api/v1/auth/login", json={"email": email, "password": "a wrong password"})
    http.get("/api/v1/auth/me", headers=signed.headers)
    told.secrets |= {"password": PASSWORD, "access token": signed.access, "refresh token": signed.refresh}
    told.secrets |= {"wrong password": "a wrong password", "account": email}


def _stumble(told: Told, http: httpx.Client, club: Club) -> None:
    """What goes wrong is told without data too."""
    http.post("/api/v1/bookings/create", json={"primaryAttendee": {"email": EMAIL}}, headers=club.headers)
    http.get("/api/tickets/ord_x", params={"token": told.secrets["order token"], "email": EMAIL})
    http.get(f"/api/v1/nothing/{EMAIL}", headers={"Authorization": f"Bearer {club.api_key}x"})
    http.post("/webhooks/stripe", content=json.dumps({"email": EMAIL}), headers={"Stripe-Signature": PHONE})
    http.get("/api/v1/downloads/dow_x", params={"expires": "1", "signature": told.secrets["order token"]})


SECRETS = (
    *("name", "family", "e-mail", "phone", "order token", "ticket", "signed code", "payment reference", "key"),
    *("pairing code", "device token", "password", "access token", "refresh token", "wrong password", "account"),
    "other system's code",
)


@pytest.mark.parametrize("which", SECRETS)
def test_no_name_address_code_or_token_reaches_the_log(told: Told, which: str) -> None:
    secret = told.secrets[which]
    assert len(secret) > 4
    assert secret.lower() not in told.log.lower()


def test_every_secret_of_the_story_was_looked_for(told: Told) -> None:
    assert set(told.secrets) == set(SECRETS)


def test_the_log_tells_what_happened_all_the_same(told: Told) -> None:
    lines = [json.loads(line) for line in told.log.splitlines() if line.startswith("{")]
    routes = {line["route"] for line in lines if line["event"] == "request_served"}
    assert routes > {
        *("/api/orders/create-checkout", "/api/v1/bookings/create", "/api/tickets/{order_id}", "/door/v1/claim"),
        *("/api/v1/auth/login", "/api/v1/people/export", "unknown"),
    }
    assert all("request_id" in line for line in lines if line["event"] == "request_served")
    assert not [line for line in lines if line["event"] == "request_failed"]
