"""Finishing and cancelling sessions at the calendar, after the commit."""

import structlog
from sqlalchemy.orm import Session

from server.appointments.calendar import Wanted
from server.appointments.models import Appointment, AppointmentStatus
from server.appointments.scheduling import ask_calendar, wanted_of
from server.context import Context
from server.errors import ConflictError, ProviderRefusedError
from server.work.handlers import Handlers
from server.work.queue import Kind

log = structlog.get_logger()


def finish_scheduling(context: Context, appointment_id: str) -> None:
    """Go on where a crash or a silent calendar broke a scheduling off; nothing where it is through."""

    def load(session: Session) -> Wanted | None:
        row = session.get(Appointment, appointment_id)
        if row is None or row.status != AppointmentStatus.SCHEDULING:
            return None
        return wanted_of(session, context.config, row, is_resumed=True)

    wanted = context.database.read_now(load)
    if wanted is None:
        return
    try:
        ask_calendar(context, wanted)
    except (ConflictError, ProviderRefusedError) as error:
        # The slot is given up and the customer can choose another: there is nothing to try again.
        log.warning("scheduling_given_up", appointment_id=appointment_id, code=error.code)


def cancel_at_calendar(context: Context, appointment_id: str) -> None:
    """Free the slot of a cancelled appointment; again changes nothing."""

    def load(session: Session) -> tuple[Wanted, str | None] | None:
        row = session.get(Appointment, appointment_id)
        if row is None or row.status != AppointmentStatus.CANCELLED or row.scheduled_start is None:
            return None
        return wanted_of(session, context.config, row, is_resumed=True), row.cal_uid

    found = context.database.read_now(load)
    if found is not None:
        context.calendar.cancel(*found)


HANDLERS: Handlers = {
    Kind.APPOINTMENT_SCHEDULE: finish_scheduling,
    Kind.APPOINTMENT_CANCEL: cancel_at_calendar,
}
