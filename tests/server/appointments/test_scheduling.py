"""Scheduling: one session a slot, one slot a session, whatever breaks in between; appointments follow their orders."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from server.appointments.calendar import Wanted
from server.appointments.models import Appointment
from server.appointments.scheduling import ask_calendar, choose_slot
from server.appointments.work import HANDLERS
from server.context import Context
from server.delivery.models import Delivery
from server.errors import (
    ConflictError,
    DoorwardError,
    ExpiredError,
    InvalidRequestError,
    NotFoundError,
    PaymentRequiredError,
    ProviderRefusedError,
    ProviderUnavailableError,
    SlotTakenError,
)
from server.ids import now_ms
from server.orders.changes import cancel_order, expire_orders, mark_paid
from server.orders.models import Order
from server.payments.refunds import request_refund
from tests.factories import make_club
from tests.fakes.cal import FakeCal
from tests.fakes.loopback import Misbehaviour
from tests.server.appointments.salon import (
    DAY_MS,
    EVENT_TYPES,
    Booked,
    appointment,
    book_package,
    make_salon,
    salon_at_cal,
    schedule,
    sell_packages,
    slot,
)
from tests.working import run_work

_MINUTES = dict.fromkeys(EVENT_TYPES.values(), 60)


def _mails(context: Context, template: str) -> int:
    statement = select(Delivery.id).where(Delivery.template == template)
    return len(context.database.read_now(lambda session: session.scalars(statement).all()))


def _carry_out(context: Context) -> None:
    """All that waits at the calendar; what else was enqueued has no handler here and is laid aside."""
    run_work(context, HANDLERS, even_delayed=True, failing=True)


def _refund(context: Context, booked: Booked) -> None:
    with context.database.transaction() as session:
        request_refund(session, context.tools, booked.order_id, actor="tests")


def test_a_paid_session_is_scheduled_once_and_its_customer_told(context: Context) -> None:
    make_salon(context)
    booked = book_package(context)
    first = schedule(context, booked.token, slot())
    again = schedule(context, booked.token, slot())

    assert (first.status, first.cal_booking_id) == ("scheduled", 1)
    assert (again.cal_uid, again.meeting_url) == (first.cal_uid, first.meeting_url)
    assert (_mails(context, "appointment_paid"), _mails(context, "appointment_scheduled")) == (1, 1)


def test_another_slot_for_a_scheduled_session_is_refused_with_the_time_it_has(sqlite_context: Context) -> None:
    make_salon(sqlite_context)
    booked = book_package(sqlite_context)
    schedule(sqlite_context, booked.token, slot())

    with pytest.raises(ConflictError) as refused:
        schedule(sqlite_context, booked.token, slot(hour=15))
    assert refused.value.details["scheduledStart"].endswith("T10:00:00Z")


def test_a_package_of_four_sessions_gives_four_slots_under_one_token(sqlite_context: Context) -> None:
    make_salon(sqlite_context)
    booked = book_package(sqlite_context, "monthly")
    numbers = [schedule(sqlite_context, booked.token, slot(days=days)).cal_booking_id for days in (1, 2, 3, 4)]

    assert numbers == [1, 2, 3, 4]
    with pytest.raises(ConflictError):
        schedule(sqlite_context, booked.token, slot(days=5))


@pytest.mark.parametrize("minutes", [15, 60, 120])
def test_two_sessions_of_one_organization_never_overlap(sqlite_context: Context, minutes: int) -> None:
    make_salon(sqlite_context)
    one, other = book_package(sqlite_context), book_package(sqlite_context, email="al@buyer.org")
    schedule(sqlite_context, one.token, slot())
    overlapping = slot(minutes=minutes)
    shifted = replace(overlapping, start_at=overlapping.start_at - 60_000)

    with pytest.raises(SlotTakenError):
        schedule(sqlite_context, other.token, shifted)
    assert appointment(sqlite_context, other).status == "paid"
    assert schedule(sqlite_context, other.token, slot(hour=11)).status == "scheduled"


def test_another_organizations_sessions_are_in_nobodys_way(sqlite_context: Context) -> None:
    make_salon(sqlite_context)
    one = book_package(sqlite_context)
    with sqlite_context.database.transaction() as session:
        session.execute(update(Appointment).values(expires_at=now_ms() + DAY_MS))
    schedule(sqlite_context, one.token, slot())
    other = make_club(sqlite_context, prefix="XYZ", name="Elsewhere")
    sell_packages(sqlite_context, other)

    with pytest.raises(ConflictError) as refused:
        book_package(sqlite_context)
    assert refused.value.details == {"organizations": "elsewhere, maguey-club"}


def test_many_customers_after_one_slot_give_it_to_one(context: Context) -> None:
    make_salon(context)
    bookings = [book_package(context, email=f"b{number}@buyer.org") for number in range(8)]
    outcomes: list[str] = []

    def choose(booked: Booked) -> None:
        try:
            outcomes.append(schedule(context, booked.token, slot()).status)
        except SlotTakenError as error:
            outcomes.append(error.code)

    _all_at_once([lambda booked=booked: choose(booked) for booked in bookings])  # type: ignore[misc]

    assert sorted(outcomes) == ["SLOT_TAKEN"] * 7 + ["scheduled"]
    assert sorted(appointment(context, booked).status for booked in bookings) == ["paid"] * 7 + ["scheduled"]


def test_one_customer_pressing_many_times_gets_one_session(context: Context) -> None:
    make_salon(context)
    booked = book_package(context)
    uids: list[str | None] = []

    _all_at_once([lambda: uids.append(schedule(context, booked.token, slot()).cal_uid)] * 8)

    assert len(uids) == 8
    assert len(set(uids)) == 1


def _all_at_once(calls: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize(("token", "error"), [("x", NotFoundError), ("A" * 43, NotFoundError), ("", NotFoundError)])
def test_a_token_that_opens_nothing_is_unknown(sqlite_context: Context, token: str, error: type[DoorwardError]) -> None:
    make_salon(sqlite_context)
    book_package(sqlite_context)

    with pytest.raises(error):
        schedule(sqlite_context, token, slot())


def test_an_unpaid_session_is_not_scheduled(sqlite_context: Context) -> None:
    make_salon(sqlite_context)
    booked = book_package(sqlite_context, pay=False)

    with pytest.raises(PaymentRequiredError):
        schedule(sqlite_context, booked.token, slot())


def test_a_token_whose_time_is_over_schedules_no_more_but_still_tells_what_was_scheduled(
    sqlite_context: Context,
) -> None:
    make_salon(sqlite_context)
    over, scheduled = book_package(sqlite_context), book_package(sqlite_context, email="al@buyer.org")
    schedule(sqlite_context, scheduled.token, slot())
    with sqlite_context.database.transaction() as session:
        session.execute(update(Appointment).values(expires_at=now_ms() - 1))

    with pytest.raises(ExpiredError):
        schedule(sqlite_context, over.token, slot(days=3))
    assert schedule(sqlite_context, scheduled.token, slot()).status == "scheduled"


@pytest.mark.parametrize("days", [-1, 400])
def test_a_slot_in_the_past_or_far_away_is_refused(sqlite_context: Context, days: int) -> None:
    make_salon(sqlite_context)
    booked = book_package(sqlite_context)

    with pytest.raises(InvalidRequestError):
        schedule(sqlite_context, booked.token, slot(days=days))
    assert appointment(sqlite_context, booked).status == "paid"


def test_a_booking_not_paid_in_time_expires_and_a_late_payment_revives_it(context: Context) -> None:
    make_salon(context)
    booked = book_package(context, pay=False)
    with context.database.transaction() as session:
        session.execute(update(Order).values(expires_at=now_ms() - 1))
        expire_orders(session, context.tools, now_ms())
    assert appointment(context, booked).status == "expired"
    with pytest.raises(ExpiredError):
        schedule(context, booked.token, slot())

    with context.database.transaction() as session:
        mark_paid(session, context.tools, booked.order_id)
    assert schedule(context, booked.token, slot()).status == "scheduled"


def test_a_refund_cancels_the_session_and_frees_its_slot(context: Context) -> None:
    make_salon(context)
    booked, other = book_package(context), book_package(context, email="al@buyer.org")
    schedule(context, booked.token, slot())
    _refund(context, booked)
    _carry_out(context)

    assert appointment(context, booked).status == "cancelled"
    assert _mails(context, "appointment_cancelled") == 1
    with pytest.raises(ConflictError):
        schedule(context, booked.token, slot())
    assert schedule(context, other.token, slot()).status == "scheduled"


def test_cancelling_a_free_booking_cancels_its_session(sqlite_context: Context) -> None:
    make_salon(sqlite_context)
    booked = book_package(sqlite_context, "discovery", pay=False)
    with sqlite_context.database.transaction() as session:
        cancel_order(session, sqlite_context.tools, booked.order_id)

    assert appointment(sqlite_context, booked).status == "cancelled"


def test_a_crash_after_the_slot_was_taken_is_finished_by_the_work(database_url: str, tmp_path: Path) -> None:
    with FakeCal(minutes=_MINUTES) as cal, salon_at_cal(tmp_path, cal.url, database_url) as context:
        make_salon(context)
        booked = book_package(context)
        with context.database.transaction() as session:
            choose_slot(session, context.config, booked.token, slot())  # And here the server dies.
        _carry_out(context)

        assert appointment(context, booked).status == "scheduled"
        assert len(cal.standing) == 1


@pytest.mark.parametrize("keeps_keys", [True, False])
def test_a_lost_answer_books_once_whoever_goes_on(tmp_path: Path, keeps_keys: bool) -> None:
    with FakeCal(minutes=_MINUTES, keeps_keys=keeps_keys) as cal, salon_at_cal(tmp_path, cal.url) as context:
        make_salon(context)
        booked = book_package(context)
        cal.misbehave(Misbehaviour.LOSE_ANSWER)
        with pytest.raises(ProviderUnavailableError):
            schedule(context, booked.token, slot())
        assert appointment(context, booked).status == "scheduling"
        with pytest.raises(ConflictError):
            schedule(context, booked.token, slot(hour=15))

        row = schedule(context, booked.token, slot())
        _carry_out(context)
        assert (row.status, row.cal_uid, row.cal_booking_id) == ("scheduled", "calUid0001", 4001)
        assert len(cal.standing) == 1


def test_a_slot_taken_at_cal_com_leaves_the_session_free_for_another(tmp_path: Path) -> None:
    with FakeCal(minutes=_MINUTES) as cal, salon_at_cal(tmp_path, cal.url) as context:
        make_salon(context)
        one, other = book_package(context), book_package(context, email="al@buyer.org")
        schedule(context, one.token, slot())
        with pytest.raises(SlotTakenError):
            schedule(context, other.token, slot())

        assert schedule(context, other.token, slot(hour=15)).status == "scheduled"


def test_a_calendar_that_refuses_for_good_leaves_the_session_free(tmp_path: Path) -> None:
    with FakeCal(minutes={}) as cal, salon_at_cal(tmp_path, cal.url) as context:
        make_salon(context)
        booked = book_package(context)
        with pytest.raises(ProviderRefusedError):
            schedule(context, booked.token, slot())

        assert appointment(context, booked).status == "paid"


def test_a_refund_frees_the_slot_at_cal_com(tmp_path: Path) -> None:
    with FakeCal(minutes=_MINUTES) as cal, salon_at_cal(tmp_path, cal.url) as context:
        make_salon(context)
        booked = book_package(context)
        schedule(context, booked.token, slot())
        _refund(context, booked)
        cal.misbehave(Misbehaviour.SERVER_ERROR, path="cancel", times=2)
        _carry_out(context)

        assert cal.standing == []


def test_a_refund_while_the_calendar_is_asked_leaves_nothing_there(tmp_path: Path) -> None:
    with FakeCal(minutes=_MINUTES) as cal, salon_at_cal(tmp_path, cal.url) as context:
        make_salon(context)
        booked = book_package(context)
        with context.database.transaction() as session:
            wanted = choose_slot(session, context.config, booked.token, slot())
        assert isinstance(wanted, Wanted)
        _refund(context, booked)
        with pytest.raises(ConflictError):
            ask_calendar(context, wanted)

        assert cal.standing == []
        assert appointment(context, booked).status == "cancelled"
