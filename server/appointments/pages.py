"""The booking's own pages, for where no other site is configured: how it stands, choosing a time, the session."""

import asyncio
import functools
import secrets
from datetime import datetime, timedelta
from typing import Annotated, Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fastapi import APIRouter, Form, Query, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

import resources
from server.accounts.models import Organization
from server.appointments.booking import BOOK_PATH
from server.appointments.calendar import Wanted
from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.own_calendar import MEETING_PATH
from server.appointments.packages import read_package_facts
from server.appointments.scheduling import (
    Choice,
    ask_calendar,
    choice_of,
    choose_slot,
    find_appointment,
    sessions_of,
)
from server.appointments.schemas import BookingScheduleRequest
from server.catalog.models import Product
from server.context import Context, InContext
from server.error_answers import PAGE_ERRORS
from server.errors import CallerError, InvalidRequestError, NotFoundError, WorldFailedError

router = APIRouter(tags=["service bookings"])
_PAGE = "templates/booking/page.html"
_GOOD = (AppointmentStatus.PAID, AppointmentStatus.SCHEDULED)
_STATES = {
    AppointmentStatus.PENDING: "⏱ The payment has not arrived yet. Open this page again in a moment.",
    AppointmentStatus.PAID: "✓ Paid. Choose a time for your session.",
    AppointmentStatus.SCHEDULING: "⏱ Your session is just being scheduled. Open this page again in a moment.",
    AppointmentStatus.SCHEDULED: "✓ Your session is scheduled.",
    AppointmentStatus.CANCELLED: "✕ This booking was cancelled.",
    AppointmentStatus.EXPIRED: "✕ This booking was not paid in time.",
}
_HTML: dict[int | str, dict[str, Any]] = {404: {"description": "No such booking", "content": {"text/html": {}}}}


@router.get(BOOK_PATH, response_class=HTMLResponse, responses=_HTML)
async def show_booking(context: InContext, token: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The page that a customer comes back to from paying: how the booking stands, and a form to choose a time."""
    return await _show(context, token, 200)


@router.post(
    BOOK_PATH,
    response_class=RedirectResponse,
    status_code=303,
    responses={303: {"description": "Back to the page, which says what became of it"}, **PAGE_ERRORS},
)
async def choose_time(
    context: InContext,
    token: Annotated[str, Form(max_length=200)],
    start: Annotated[str, Form(max_length=40, description="Local date and time, e.g. 2030-01-31T10:00.")],
    timezone: Annotated[str, Form(max_length=64)] = "UTC",
) -> Response:
    """What the page's form does: schedule the session that starts then."""
    try:
        minutes = await context.database.read(lambda session: _minutes(session, find_appointment(session, token)))
        choice = _choice(start, timezone, minutes)
        step = await context.database.write(lambda session: choose_slot(session, context.config, token, choice))
        if isinstance(step, Wanted):
            await asyncio.to_thread(ask_calendar, context, step)
    except (CallerError, WorldFailedError) as error:
        return await _show(context, token, error.status, problem=error.message)
    return RedirectResponse(f"{BOOK_PATH}?token={quote(token)}", status_code=303)


@router.get(MEETING_PATH + "/{uid}", response_class=HTMLResponse, responses=_HTML)
async def show_meeting(uid: str, context: InContext) -> Response:
    """A session in this server's own calendar: when it is, and with whom."""
    facts = await context.database.read(lambda session: _meeting(session, uid))
    if facts is None:
        return _page(context, 404, title="This session does not exist", state="✕ It may have been cancelled.")
    return _page(context, 200, **facts)


async def _show(context: Context, token: str, status: int, problem: str = "") -> Response:
    try:
        facts = await context.database.read(lambda session: _booking(session, token))
    except NotFoundError:
        return _page(context, 404, title="This booking does not exist", state="✕ The link may be cut short.")
    return _page(context, status, **{**facts, "problem": problem})


def _booking(session: Session, token: str) -> dict[str, Any]:
    row = find_appointment(session, token)
    sessions = sessions_of(session, row)
    free = next((one for one in sessions if one.status == AppointmentStatus.PAID), None)
    shown = AppointmentStatus((free or row).status)
    return {
        "title": session.get_one(Product, row.product_id).name,
        "seller": session.get_one(Organization, row.organization_id).name,
        "state": _STATES[shown],
        "is_good": shown in _GOOD,
        "times": [_time(one) for one in sessions if one.status == AppointmentStatus.SCHEDULED],
        "token": token if free is not None else "",
        "time_zone": row.time_zone,
        "minutes": _minutes(session, row),
    }


def _meeting(session: Session, uid: str) -> dict[str, Any] | None:
    statement = select(Appointment).where(Appointment.cal_uid == uid, Appointment.status == AppointmentStatus.SCHEDULED)
    row = session.scalars(statement).first()
    if row is None:
        return None
    return {
        "title": session.get_one(Product, row.product_id).name,
        "seller": session.get_one(Organization, row.organization_id).name,
        "times": [{**_time(row), "url": ""}],
    }


def _minutes(session: Session, row: Appointment) -> int:
    """How long a session of the package is."""
    return read_package_facts(session.get_one(Product, row.product_id).custom_properties).session_minutes


def _choice(start: str, time_zone: str, minutes: int) -> Choice:
    """The form's local time as a slot; InvalidRequestError where there is no such time or time zone."""
    try:
        begins = datetime.fromisoformat(start.strip()).replace(tzinfo=ZoneInfo(time_zone.strip()))
        asked = BookingScheduleRequest(
            startTime=begins, endTime=begins + timedelta(minutes=minutes), timezone=time_zone
        )
    except (ValidationError, ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        raise InvalidRequestError("Choose a date, a time and a time zone such as Europe/Berlin") from None
    return choice_of(asked)


def _time(row: Appointment) -> dict[str, str]:
    zone = ZoneInfo(row.time_zone)
    begins = datetime.fromtimestamp((row.scheduled_start or 0) / 1000, zone)
    ends = datetime.fromtimestamp((row.scheduled_end or 0) / 1000, zone)
    return {"when": f"{begins:%Y-%m-%d %H:%M}–{ends:%H:%M} ({zone.key})", "url": row.meeting_url or ""}


def _page(context: Context, status: int, **facts: Any) -> HTMLResponse:  # noqa: ANN401  The template's values.
    nonce = secrets.token_urlsafe(16)
    values = {"seller": "", "state": "", "is_good": False, "times": [], "token": "", "problem": "", **facts}
    page = _template().render(nonce=nonce, platform=context.config.platform_name, **values)
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HTMLResponse(page, status_code=status, headers=headers)


@functools.cache
def _template() -> Template:
    file = resources.path(_PAGE)
    return Environment(
        loader=FileSystemLoader(file.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template(file.name)
