"""/functions/v1: service bookings by token."""

import asyncio
import json

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from server.api import IDEMPOTENCY_HEADER, json_answer
from server.appointments.booking import begin_booking, created_answer
from server.appointments.calendar import Wanted
from server.appointments.organizer_endpoints import router as organizer_router
from server.appointments.pages import router as pages_router
from server.appointments.scheduling import ask_calendar, choice_of, choose_slot, find_appointment, sessions_of
from server.appointments.schemas import (
    BookingCreateAnswer,
    BookingCreateRequest,
    BookingScheduleAnswer,
    BookingScheduleRequest,
    BookingStatusAnswer,
)
from server.appointments.views import schedule_answer, status_answer
from server.context import InContext
from server.idempotency import check_key
from server.orders.models import Order
from server.payments.sessions import start_payment
from server.public import AUTHORIZATION, ORGANIZATION, TOKEN, token_of

router = APIRouter(tags=["service bookings"])
"""Answers here hold tokens: the boundary has them kept nowhere, and keeps their addresses from other sites."""


@router.post("/functions/v1/booking-create", response_model=BookingCreateAnswer)
async def create(
    body: BookingCreateRequest,
    context: InContext,
    organization: ORGANIZATION = None,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """Book a package. A free one is paid at once; for any other the answer says where to pay.

    Where the payment service does not answer (503), ask again under the same idempotency key: the booking goes on.
    """
    used = check_key(key or body.idempotencyKey)
    begun = await context.database.write(
        lambda session: begin_booking(session, context, body, organization=organization, key=used)
    )
    ids = json.loads(begun.body)
    if ids["paymentId"] is not None:
        await asyncio.to_thread(start_payment, context, ids["paymentId"])
    answer = await context.database.read(
        lambda session: created_answer(session, context, ids["appointmentId"], ids["paymentId"])
    )
    return json_answer(answer, is_replay=begun.is_replay)


@router.post("/functions/v1/booking-schedule", response_model=BookingScheduleAnswer)
async def schedule(body: BookingScheduleRequest, context: InContext, authorization: AUTHORIZATION = None) -> Response:
    """Schedule a session of a paid booking. The same slot again gives the same answer, and goes on after a 503."""
    token = token_of(authorization, body.bookingToken, "Booking")
    step = await context.database.write(lambda session: choose_slot(session, context.config, token, choice_of(body)))
    if isinstance(step, Wanted):
        step = await asyncio.to_thread(ask_calendar, context, step)
    return json_answer(schedule_answer(step))


@router.get("/functions/v1/booking-status", response_model=BookingStatusAnswer)
async def get_status(context: InContext, token: TOKEN = None, authorization: AUTHORIZATION = None) -> Response:
    """How a booking stands."""
    given = token_of(authorization, token, "Booking")
    return json_answer(await context.database.read(lambda session: _status(session, given)))


router.include_router(pages_router)
router.include_router(organizer_router)


def _status(session: Session, token: str) -> BookingStatusAnswer:
    row = find_appointment(session, token)
    return status_answer(session.get_one(Order, row.order_id), row, sessions_of(session, row))
