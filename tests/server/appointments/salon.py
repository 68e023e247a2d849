"""A made-up organization that sells service packages, and bookings of them without a server."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from server.appointments.booking import begin_booking
from server.appointments.calendar import Wanted
from server.appointments.models import Appointment
from server.appointments.scheduling import Choice, ask_calendar, choose_slot
from server.appointments.schemas import BookingCreateRequest
from server.catalog.schemas import ProductRequest
from server.catalog.service import create_product
from server.config import read_config
from server.context import Context
from server.ids import now_ms
from server.orders.changes import mark_paid
from server.orders.models import Order
from server.tokens import token_for
from tests.factories import Club, make_club
from tests.fakes.cal import API_KEY
from tests.serving import open_context

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
PRICES = {"discovery": 0, "single": 12_000, "monthly": 40_000, "quarterly": 100_000}
EVENT_TYPES = {"discovery": 123, "single": 124, "monthly": 125, "quarterly": 126}
SESSIONS = {"monthly": 4}


@dataclass(frozen=True, slots=True)
class Booked:
    """A service booking and what opens it."""

    appointment_id: str
    order_id: str
    token: str


def sell_packages(context: Context, club: Club) -> dict[str, str]:
    """The four packages as products; their ids."""
    made = {}
    with context.database.transaction() as session:
        for package, price in PRICES.items():
            properties = {"packageId": package, "price": price, "currency": "cad", "sessions": SESSIONS.get(package, 1)}
            request = ProductRequest.model_validate(
                {"subtype": "service", "name": f"{package.title()} Session", "customProperties": properties}
            )
            made[package] = create_product(session, club.organization_id, request).id
    return made


def make_salon(context: Context, **fields: Any) -> Club:
    club = make_club(context, **fields)
    sell_packages(context, club)
    return club


@contextmanager
def salon_at_cal(folder: Path, url: str, database_url: str | None = None) -> Iterator[Context]:
    """The server's parts with Cal.com at ``url``."""
    types = {f"cal_{package}_event_type_id": number for package, number in EVENT_TYPES.items()}
    options = {"data_dir": folder, "database_url": database_url, "cal_api_key": API_KEY, "cal_url": url, **types}
    with open_context(read_config({}, options)) as context:
        yield context


def book_package(context: Context, package: str = "single", *, email: str = "jo@buyer.org", pay: bool = True) -> Booked:
    """A booking, paid at the counter unless it is not to be."""
    request = BookingCreateRequest.model_validate(
        {"packageId": package, "customerName": "Jo Doe", "customerEmail": email, "notes": "First time"}
    )
    with context.database.transaction() as session:
        ids = json.loads(begin_booking(session, context, request, organization=None, key=None).body)
        order_id = session.get_one(Appointment, ids["appointmentId"]).order_id
        if pay:
            mark_paid(session, context.tools, order_id)
    return Booked(ids["appointmentId"], order_id, token_for(context.vault, "appointment", ids["appointmentId"]))


def slot(days: int = 7, hour: int = 10, minutes: int = 60) -> Choice:
    """A slot so many days from now, at a full hour UTC."""
    start = (now_ms() // DAY_MS + days) * DAY_MS + hour * HOUR_MS
    return Choice(start, start + minutes * 60_000, "Europe/Berlin")


def schedule(context: Context, token: str, choice: Choice) -> Appointment:
    """What the endpoint does."""
    with context.database.transaction() as session:
        step = choose_slot(session, context.config, token, choice)
    return ask_calendar(context, step) if isinstance(step, Wanted) else step


def appointment(context: Context, booked: Booked) -> Appointment:
    return context.database.read_now(lambda session: session.get_one(Appointment, booked.appointment_id))


def order(context: Context, booked: Booked) -> Order:
    return context.database.read_now(lambda session: session.get_one(Order, booked.order_id))
