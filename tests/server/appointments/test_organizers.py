"""Organizers look through their sessions over HTTP and cancel one; what buyers do leaves its lines in the trail."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from server.accounts.service import create_key
from server.appointments.calendar import Wanted
from server.appointments.models import Appointment
from server.appointments.scheduling import ask_calendar, choose_slot
from server.appointments.service import cancel_session
from server.appointments.work import HANDLERS
from server.context import Context
from server.delivery.models import Delivery
from server.errors import ConflictError
from server.ids import now_ms
from server.orders.changes import mark_paid
from server.orders.models import Order
from tests.factories import Club, make_club
from tests.fakes.cal import FakeCal
from tests.server.appointments.salon import (
    DAY_MS,
    EVENT_TYPES,
    HOUR_MS,
    appointment,
    book_package,
    make_salon,
    salon_at_cal,
    schedule,
    sell_packages,
    slot,
)
from tests.server.conftest import next_prefix
from tests.serving import RunningServer
from tests.working import run_work

PATH = "/api/v1/appointments"
TODAY = now_ms() // DAY_MS * DAY_MS
_MINUTES = dict.fromkeys(EVENT_TYPES.values(), 60)


@pytest.fixture
def public(shared_server: RunningServer, server_context: Context, club: Club) -> Iterator[httpx.Client]:
    """HTTP without a key, at a club that sells packages."""
    sell_packages(server_context, club)
    with httpx.Client(base_url=shared_server.url, timeout=30, params={"organization": club.organization_id}) as opened:
        yield opened


def _book(public: httpx.Client, package: str = "discovery", **fields: Any) -> dict[str, Any]:
    body = {"packageId": package, "customerName": "Jo Doe", "customerEmail": "jo@buyer.org", **fields}
    answer = public.post("/functions/v1/booking-create", json=body)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def _schedule(public: httpx.Client, booked: dict[str, Any], start: int) -> httpx.Response:
    times = [datetime.fromtimestamp(at / 1000, UTC).isoformat() for at in (start, start + HOUR_MS)]
    body = {"bookingToken": booked["bookingToken"], "startTime": times[0], "endTime": times[1]}
    return public.post("/functions/v1/booking-schedule", json=body)


def _ids(client: httpx.Client, **asked: Any) -> list[str]:
    answer = client.get(PATH, params=asked)
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["appointments"]]


def test_all_sessions_are_listed_newest_first_in_pages(client: httpx.Client, public: httpx.Client) -> None:
    made = [_book(public, package)["bookingId"] for package in ("discovery", "single", "quarterly")]
    first = client.get(PATH, params={"limit": 2}).json()
    rest = client.get(PATH, params={"limit": 2, "cursor": first["nextCursor"]}).json()

    assert [row["id"] for row in first["appointments"] + rest["appointments"]] == made[::-1]
    assert "nextCursor" not in rest


def test_a_session_tells_all_that_its_organization_needs(client: httpx.Client, public: httpx.Client) -> None:
    booked = _book(public, customerPhone="+49123", notes="First time", metadata={"from": "ad"})
    _schedule(public, booked, TODAY + DAY_MS)
    told = client.get(f"{PATH}/{booked['bookingId']}").json()

    expected = {
        "type": "appointment",
        "packageId": "discovery",
        "status": "scheduled",
        "paymentStatus": "paid",
        "amountInCents": 0,
        "currency": "cad",
        "customerName": "Jo Doe",
        "customerEmail": "jo@buyer.org",
        "customerPhone": "+49123",
        "notes": "First time",
        "metadata": {"from": "ad"},
        "scheduledStart": TODAY + DAY_MS,
        "scheduledEnd": TODAY + DAY_MS + HOUR_MS,
        "calBookingId": 1,
    }
    assert {name: told[name] for name in expected} == expected
    assert httpx.get(told["meetingUrl"]).status_code == 200
    assert told == client.get(PATH).json()["appointments"][0] | {"success": True}
    assert client.get(f"/api/v1/bookings/{told['bookingId']}").status_code == 200


def test_payments_that_wait_since_yesterday_are_found(
    client: httpx.Client, public: httpx.Client, server_context: Context
) -> None:
    waiting, old, _paid = (_book(public, package)["bookingId"] for package in ("single", "monthly", "discovery"))
    with server_context.database.transaction() as session:
        order_id = session.get_one(Appointment, old).order_id
        two_days_ago = now_ms() - 2 * DAY_MS
        session.execute(update(Appointment).where(Appointment.order_id == order_id).values(created_at=two_days_ago))

    asked = {"status": "pending", "paymentStatus": "pending", "createdFrom": now_ms() - DAY_MS}
    assert _ids(client, **asked) == [waiting]
    assert len(_ids(client, status="pending", paymentStatus="pending")) == 5
    assert _ids(client, status="pending", paymentStatus="failed") == []


def test_sessions_of_a_day_are_found(client: httpx.Client, public: httpx.Client) -> None:
    starts = [TODAY + DAY_MS, TODAY + 2 * DAY_MS - HOUR_MS, TODAY + 2 * DAY_MS]
    made = [_book(public) for _ in starts]
    assert [_schedule(public, booked, start).status_code for booked, start in zip(made, starts, strict=True)] == [
        200
    ] * 3
    _book(public)

    day = {"from": TODAY + DAY_MS, "to": TODAY + 2 * DAY_MS}
    assert _ids(client, status="scheduled", **day) == [made[1]["bookingId"], made[0]["bookingId"]]
    assert _ids(client, status="paid", **day) == []


@pytest.mark.parametrize("asked", [{"from": 2, "to": 1}, {"from": -1}, {"to": "today"}, {"status": "gone"}])
def test_what_cannot_be_asked_is_refused(client: httpx.Client, asked: dict[str, Any]) -> None:
    assert client.get(PATH, params=asked).status_code == 400


def test_sessions_are_their_organizations_own(
    client: httpx.Client, public: httpx.Client, server_context: Context
) -> None:
    path = f"{PATH}/{_book(public)['bookingId']}"
    other = make_club(server_context, prefix=next_prefix(), name="Other").headers

    assert client.get(PATH, headers=other).json()["appointments"] == []
    assert client.get(path, headers=other).status_code == 404
    assert client.post(f"{path}/cancel", headers=other).status_code == 404
    assert client.get(path).json()["status"] == "paid"


def test_a_key_that_only_reads_is_shown_no_meeting_and_cancels_nothing(
    public: httpx.Client, server_context: Context, club: Club
) -> None:
    booked = _book(public)
    _schedule(public, booked, TODAY + DAY_MS)
    with server_context.database.transaction() as session:
        key = create_key(session, club.organization_id, name="reader", scopes=["bookings:read"]).secret
    reader = {"Authorization": f"Bearer {key}"}
    path = f"{PATH}/{booked['bookingId']}"

    assert "meetingUrl" not in public.get(path, headers=reader).json()
    assert "meetingUrl" not in public.get(PATH, headers=reader).json()["appointments"][0]
    assert public.post(f"{path}/cancel", headers=reader).status_code == 403


def test_a_cancelled_sessions_slot_is_free_again(client: httpx.Client, public: httpx.Client) -> None:
    first, second = _book(public), _book(public, customerEmail="al@buyer.org")
    _schedule(public, first, TODAY + DAY_MS)
    taken = _schedule(public, second, TODAY + DAY_MS)
    path = f"{PATH}/{first['bookingId']}/cancel"
    answers = [client.post(path), client.post(path)]

    assert taken.status_code == 409
    assert [(answer.status_code, answer.json()["status"]) for answer in answers] == [(200, "cancelled")] * 2
    assert _schedule(public, second, TODAY + DAY_MS).status_code == 200
    assert _schedule(public, first, TODAY + 2 * DAY_MS).status_code == 409


def test_the_trail_tells_of_booking_scheduling_and_cancelling(client: httpx.Client, public: httpx.Client) -> None:
    booked = _book(public)
    for _ in range(2):
        _schedule(public, booked, TODAY + DAY_MS)
    client.post(f"{PATH}/{booked['bookingId']}/cancel")
    entries = client.get("/api/v1/audit", params={"objectId": booked["bookingId"]}).json()["entries"]

    told = [(entry["actor"], entry["action"]) for entry in reversed(entries)]
    assert told[:2] == [("buyer", "appointment.booked"), ("buyer", "appointment.scheduled")]
    assert [action for _, action in told[2:]] == ["appointment.cancelled"]
    assert "buyer" not in told[2]


def test_a_booking_sent_again_under_its_key_is_one_line(client: httpx.Client, public: httpx.Client) -> None:
    made = {_book(public, idempotencyKey="once")["bookingId"] for _ in range(2)}

    entries = client.get("/api/v1/audit", params={"action": "appointment.booked"}).json()["entries"]
    assert {entry["objectId"] for entry in entries} == made
    assert len(entries) == 1


def _cancel(context: Context, appointment_id: str) -> str:
    with context.database.transaction() as session:
        return cancel_session(session, appointment_id).status


def _told(context: Context) -> list[str]:
    statement = select(Delivery.template).where(Delivery.template == "appointment_cancelled")
    return list(context.database.read_now(lambda session: session.scalars(statement).all()))


@pytest.mark.parametrize("is_scheduled", [True, False])
def test_cancelling_tells_the_customer_once_and_leaves_money_and_other_sessions(
    context: Context, *, is_scheduled: bool
) -> None:
    make_salon(context)
    booked = book_package(context, "monthly")
    if is_scheduled:
        schedule(context, booked.token, slot())
    assert [_cancel(context, booked.appointment_id) for _ in range(2)] == ["cancelled"] * 2

    assert _told(context) == ["appointment_cancelled"]
    rows = select(Appointment.status).where(Appointment.order_id == booked.order_id).order_by(Appointment.place)
    with context.database.transaction() as session:
        assert session.scalars(rows).all() == ["cancelled", "paid", "paid", "paid"]
        assert session.get_one(Order, booked.order_id).status == "paid"
    assert schedule(context, booked.token, slot(days=8)).place == 1


def test_a_session_that_is_not_paid_is_not_cancelled_alone_and_can_still_be_paid(context: Context) -> None:
    make_salon(context)
    booked = book_package(context, pay=False)
    with pytest.raises(ConflictError):
        _cancel(context, booked.appointment_id)
    with context.database.transaction() as session:
        mark_paid(session, context.tools, booked.order_id)

    assert appointment(context, booked).status == "paid"


def test_a_session_that_is_cancelled_is_freed_at_cal_com(tmp_path: Path) -> None:
    with FakeCal(minutes=_MINUTES) as cal, salon_at_cal(tmp_path, cal.url) as context:
        make_salon(context)
        booked = book_package(context)
        schedule(context, booked.token, slot())
        assert len(cal.standing) == 1
        _cancel(context, booked.appointment_id)
        run_work(context, HANDLERS, even_delayed=True, failing=True)

        assert cal.standing == []


def test_a_session_that_is_cancelled_while_cal_com_is_asked_leaves_nothing_there(tmp_path: Path) -> None:
    with FakeCal(minutes=_MINUTES) as cal, salon_at_cal(tmp_path, cal.url) as context:
        make_salon(context)
        booked = book_package(context)
        with context.database.transaction() as session:
            wanted = choose_slot(session, context.config, booked.token, slot())
        assert isinstance(wanted, Wanted)
        _cancel(context, booked.appointment_id)
        with pytest.raises(ConflictError):
            ask_calendar(context, wanted)

        assert cal.standing == []
