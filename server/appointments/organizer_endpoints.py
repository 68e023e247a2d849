"""/api/v1/appointments: the organization's service sessions, and cancelling one."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsBookings, WritesBookings
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer
from server.appointments.finding import Sought, find_own, read_appointments
from server.appointments.models import AppointmentStatus
from server.appointments.schemas import AppointmentObject, AppointmentPage
from server.appointments.service import cancel_session
from server.appointments.views import PaymentStatus, appointment_objects
from server.context import InContext
from server.errors import InvalidRequestError

router = APIRouter(prefix="/api/v1/appointments", tags=["service bookings"], dependencies=[DOCUMENTED_SCHEME])
_LAST_MOMENT = 253_402_300_800_000
"""The year 10000: calendars end there."""
_OPENS_MEETINGS = "bookings:write"
_FROM = Annotated[
    int | None,
    Query(alias="from", ge=0, le=_LAST_MOMENT, description="Unix ms; sessions that begin at or after it."),
]
_TO = Annotated[
    int | None, Query(alias="to", ge=0, le=_LAST_MOMENT, description="Unix ms; sessions that begin before it.")
]
_CREATED_FROM = Annotated[
    int | None,
    Query(alias="createdFrom", ge=0, le=_LAST_MOMENT, description="Unix ms; what was booked at or after it."),
]
_PAYMENT_STATUS = Annotated[PaymentStatus | None, Query(alias="paymentStatus")]


async def get_sought(
    caller: ReadsBookings,
    starts_from: _FROM = None,
    starts_to: _TO = None,
    created_from: _CREATED_FROM = None,
    status: AppointmentStatus | None = None,
    payment_status: _PAYMENT_STATUS = None,
) -> Sought:
    """A dependency that gives which of the caller's appointments are asked for."""
    if starts_from is not None and starts_to is not None and starts_from > starts_to:
        raise InvalidRequestError("from is later than to")
    return Sought(caller.organization_id, starts_from, starts_to, created_from, status, payment_status)


@router.get("", response_model=AppointmentPage)
async def list_appointments(
    caller: ReadsBookings,
    sought: Annotated[Sought, Depends(get_sought)],
    context: InContext,
    limit: PAGE_LIMIT = 50,
    cursor: PAGE_CURSOR = None,
) -> Response:
    """The organization's sessions, newest booking first.

    A day's are found by ``from`` and ``to``, those that wait for payment by ``status=pending`` and ``createdFrom``.
    """

    def read(session: Session) -> AppointmentPage:
        rows, following = read_appointments(session, sought, cursor=cursor, limit=limit)
        objects = appointment_objects(session, rows, with_links=caller.may(_OPENS_MEETINGS))
        return AppointmentPage(appointments=objects, nextCursor=following)

    return json_answer(await context.database.read(read))


@router.get("/{appointment_id}", response_model=AppointmentObject)
async def get_appointment(appointment_id: str, caller: ReadsBookings, context: InContext) -> Response:
    """One session."""

    def read(session: Session) -> AppointmentObject:
        row = find_own(session, caller.organization_id, appointment_id)
        return appointment_objects(session, [row], with_links=caller.may(_OPENS_MEETINGS))[0]

    return json_answer(await context.database.read(read))


@router.post("/{appointment_id}/cancel", response_model=AppointmentObject)
async def cancel(appointment_id: str, caller: WritesBookings, context: InContext) -> Response:
    """Cancel one session: the calendar is free again, and the customer is told. Cancelling again changes nothing.

    Its money stays: give that back by the booking's refund. One that is not paid is cancelled with its booking (409).
    """

    def work(session: Session) -> AppointmentObject:
        find_own(session, caller.organization_id, appointment_id)
        row = cancel_session(session, appointment_id)
        return appointment_objects(session, [row], with_links=True)[0]

    return json_answer(await context.database.write(work))
