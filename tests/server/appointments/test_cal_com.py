"""Cal.com over real HTTP: booked once whatever breaks, conflicts told from failures, cancelled for good."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from server.appointments.cal_com import CalCom
from server.appointments.calendar import Wanted
from server.errors import ProviderRefusedError, ProviderUnavailableError, SlotTakenError
from tests.fakes.cal import API_KEY, FakeCal
from tests.fakes.garbage_server import garbage_server, http
from tests.fakes.loopback import Misbehaviour

START = datetime(2030, 10, 20, 10, tzinfo=UTC)
START_MS = int(START.timestamp() * 1000)
WANTED = Wanted(
    appointment_id="apt_1",
    organization_id="o1",
    event_type_id=124,
    start_at=START_MS,
    end_at=START_MS + 3_600_000,
    time_zone="Europe/Berlin",
    customer_name="Jo Doe",
    customer_email="jo@buyer.org",
    customer_phone="+49123456789",
    notes="First time",
)


@pytest.fixture(params=[True, False], ids=["keeps keys", "forgets keys"])
def cal(request: pytest.FixtureRequest) -> Iterator[FakeCal]:
    with FakeCal(minutes={124: 60}, keeps_keys=request.param) as fake:
        yield fake


@pytest.fixture
def calendar(cal: FakeCal) -> CalCom:
    return CalCom(API_KEY, cal.url, timeout_s=0.5)


def test_a_session_is_booked_with_all_that_cal_com_wants_to_know(cal: FakeCal, calendar: CalCom) -> None:
    booked = calendar.book(WANTED)

    assert (booked.booking_id, booked.uid) == (4001, "calUid0001")
    assert booked.meeting_url == "https://meet.example/calUid0001"
    assert (booked.start_at, booked.end_at) == (WANTED.start_at, WANTED.end_at)
    assert cal.state.bookings[0].body == {
        "eventTypeId": 124,
        "start": "2030-10-20T10:00:00.000Z",
        "attendee": {
            "name": "Jo Doe",
            "email": "jo@buyer.org",
            "timeZone": "Europe/Berlin",
            "language": "en",
            "phoneNumber": "+49123456789",
        },
        "metadata": {"doorwardKey": f"apt_1:{START_MS}"},
        "bookingFieldsResponses": {"notes": "First time"},
    }
    assert cal.asked[0].headers["idempotency-key"] == f"apt_1:{START_MS}"


def test_asked_again_it_is_the_same_booking(cal: FakeCal, calendar: CalCom) -> None:
    assert calendar.book(WANTED) == calendar.book(WANTED) == calendar.book(replace(WANTED, is_resumed=True))
    assert len(cal.state.bookings) == 1


def test_a_time_that_someone_else_has_is_a_conflict(cal: FakeCal, calendar: CalCom) -> None:
    cal.block(START, 30)

    with pytest.raises(SlotTakenError):
        calendar.book(WANTED)


def test_a_lost_answer_is_found_again(cal: FakeCal, calendar: CalCom) -> None:
    cal.misbehave(Misbehaviour.LOSE_ANSWER)
    with pytest.raises(ProviderUnavailableError):
        calendar.book(WANTED)

    assert calendar.book(replace(WANTED, is_resumed=True)).uid == "calUid0001"
    assert len(cal.state.bookings) == 1


@pytest.mark.parametrize("kind", [Misbehaviour.HANG, Misbehaviour.SERVER_ERROR])
def test_a_doubtful_attempt_is_not_sent_again_by_itself(cal: FakeCal, calendar: CalCom, kind: Misbehaviour) -> None:
    cal.misbehave(kind)

    with pytest.raises(ProviderUnavailableError):
        calendar.book(WANTED)
    assert [asked.method for asked in cal.asked] == ["POST"]


def test_being_asked_to_slow_down_is_obeyed_and_tried_again(cal: FakeCal, calendar: CalCom) -> None:
    cal.misbehave(Misbehaviour.RATE_LIMIT, times=2)

    assert calendar.book(WANTED).uid == "calUid0001"


def test_looking_for_a_booking_is_tried_again(cal: FakeCal, calendar: CalCom) -> None:
    calendar.book(WANTED)
    cal.misbehave(Misbehaviour.SERVER_ERROR, times=2)

    assert calendar.book(replace(WANTED, is_resumed=True)).uid == "calUid0001"


def test_a_calendar_that_is_away_can_be_asked_again(cal: FakeCal, calendar: CalCom) -> None:
    cal.close()

    with pytest.raises(ProviderUnavailableError):
        calendar.book(WANTED)


def test_a_wrong_key_of_ours_is_not_the_customers_fault(cal: FakeCal) -> None:
    with pytest.raises(ProviderUnavailableError):
        CalCom("another key", cal.url).book(WANTED)


@pytest.mark.parametrize("event_type", [None, 999])
def test_a_package_that_cal_com_does_not_know_is_refused(
    cal: FakeCal, calendar: CalCom, event_type: int | None
) -> None:
    with pytest.raises(ProviderRefusedError):
        calendar.book(replace(WANTED, event_type_id=event_type))


@pytest.mark.parametrize(
    "raw",
    [
        http("200 OK", b"<html>"),
        http("200 OK", b'{"status": "success", "data": {"id": "x"}}'),
        http("200 OK", b"[]"),
        http("302 Found", b"", "Location: http://127.0.0.1:1/"),
        b"garbage",
        b"",
    ],
)
def test_an_answer_that_makes_no_sense_is_a_failure_of_the_world(raw: bytes) -> None:
    with garbage_server(raw) as server, pytest.raises((ProviderUnavailableError, ProviderRefusedError)):
        CalCom(API_KEY, server.url, timeout_s=0.5).book(WANTED)


def test_a_cancelled_session_is_free_for_others_and_cancelling_again_changes_nothing(
    cal: FakeCal, calendar: CalCom
) -> None:
    booked = calendar.book(WANTED)
    calendar.cancel(WANTED, booked.uid)
    calendar.cancel(WANTED, booked.uid)
    calendar.cancel(WANTED, "unknown")

    assert cal.standing == []
    assert calendar.book(replace(WANTED, appointment_id="apt_2")).uid == "calUid0002"


def test_a_session_whose_answer_never_came_is_found_and_cancelled(cal: FakeCal, calendar: CalCom) -> None:
    calendar.book(WANTED)
    calendar.cancel(WANTED, None)
    calendar.cancel(replace(WANTED, appointment_id="apt_2"), None)

    assert cal.standing == []
