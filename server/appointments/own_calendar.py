"""The calendar of this server itself: one session at a time for each organization, kept in the appointments table."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.appointments.calendar import Booked, Wanted
from server.appointments.models import Appointment, AppointmentStatus
from server.database import Database
from server.errors import ConflictError, SlotTakenError
from server.ids import new_secret_text, now_ms

MEETING_PATH = "/functions/v1/meeting"
_UID_CHARACTERS = 22
"""131 random bits: the meeting page opens to whoever knows it."""
_BUSY = (AppointmentStatus.SCHEDULING, AppointmentStatus.SCHEDULED)


class OwnCalendar:
    """A calendar without anyone else's keys. A slot is taken once its appointment has a ``cal_uid``."""

    def __init__(self, database: Database, base_url: str) -> None:
        self._database = database
        self._base_url = base_url

    def book(self, wanted: Wanted) -> Booked:
        """Take the slot in one transaction under the organization's row."""
        return self._database.write_now(lambda session: self._book(session, wanted))

    def cancel(self, wanted: Wanted, uid: str | None) -> None:
        """Nothing: a cancelled appointment takes no slot."""

    def _book(self, session: Session, wanted: Wanted) -> Booked:
        # Appointment before organization, as refunds lock them. Others may go on to write rows that refer to it.
        row = session.get_one(Appointment, wanted.appointment_id, with_for_update=True, populate_existing=True)
        session.get_one(Organization, wanted.organization_id, with_for_update={"key_share": True})
        if row.status not in _BUSY or row.scheduled_start != wanted.start_at:
            raise ConflictError("This session is not being scheduled any more")
        if row.cal_uid is None:
            if _is_taken(session, wanted):
                raise SlotTakenError
            row.cal_booking_id = _next_number(session, wanted.organization_id)
            row.cal_uid = new_secret_text(_UID_CHARACTERS)
            row.meeting_url = f"{self._base_url}{MEETING_PATH}/{row.cal_uid}"
            row.updated_at = now_ms()
            session.flush()
        return Booked(int(row.cal_booking_id or 0), row.cal_uid, row.meeting_url or "", wanted.start_at, wanted.end_at)


def _is_taken(session: Session, wanted: Wanted) -> bool:
    statement = select(Appointment.id).where(
        Appointment.organization_id == wanted.organization_id,
        Appointment.id != wanted.appointment_id,
        Appointment.cal_uid.is_not(None),
        Appointment.status.in_(_BUSY),
        Appointment.scheduled_start < wanted.end_at,
        Appointment.scheduled_end > wanted.start_at,
    )
    return session.scalar(statement.limit(1)) is not None


def _next_number(session: Session, organization_id: str) -> int:
    statement = select(func.max(Appointment.cal_booking_id)).where(Appointment.organization_id == organization_id)
    return (session.scalar(statement) or 0) + 1
