"""/functions/v1 over HTTP: the source's own requests and answers, and what hostile ones get."""

import json
import re
import time
from typing import Any

import httpx
import pytest

from server.context import Context
from tests.factories import Club
from tests.server.appointments.salon import sell_packages
from tests.serving import RunningServer

CREATE = "/functions/v1/booking-create"
SCHEDULE = "/functions/v1/booking-schedule"
STATUS = "/functions/v1/booking-status"
FREE = {"packageId": "discovery", "customerName": "Test User", "customerEmail": "test@example.com"}
PAID = {
    "packageId": "single",
    "customerName": "John Doe",
    "customerEmail": "john@example.com",
    "notes": "Looking forward to the session",
}
SLOT = {"startTime": "2027-10-20T10:00:00Z", "endTime": "2027-10-20T11:00:00Z"}
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z")
TOO_DEEP = json.loads('{"n": ' * 18 + "1" + "}" * 18)
STRANGE_TOKENS = ["x", "A" * 43, "A" * 200, "é" * 43, "' OR 1=1 --", "../../etc/passwd"]


@pytest.fixture
def public(shared_server: RunningServer, server_context: Context, club: Club) -> Any:
    """HTTP without a key, to a club that sells packages."""
    sell_packages(server_context, club)
    with httpx.Client(base_url=shared_server.url, timeout=30) as opened:
        yield opened


def _create(public: httpx.Client, club: Club, body: dict[str, Any], **headers: str) -> httpx.Response:
    return public.post(CREATE, params={"organization": club.organization_id}, json=body, headers=headers)


def _pay(public: httpx.Client, url: str, outcome: str = "succeeded") -> httpx.Response:
    """Press the pay page's button."""
    token = re.search(r'name="token" value="([^"]+)"', public.get(url).text)
    assert token is not None
    return public.post(url, data={"token": token[1], "outcome": outcome})


def _status(public: httpx.Client, token: str, wanted: str) -> dict[str, Any]:
    """The booking's status once its payment stands as wanted."""
    for _ in range(100):
        answer: dict[str, Any] = public.get(STATUS, params={"token": token}).json()
        if answer["paymentStatus"] == wanted:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"The payment never became {wanted}: {answer}")


def test_the_sources_free_booking_is_paid_at_once_and_scheduled(public: httpx.Client, club: Club) -> None:
    created = _create(public, club, FREE)

    assert created.status_code == 200
    assert set(created.json()) == {"bookingToken", "bookingId", "requiresPayment", "expiresAt"}
    assert created.json()["requiresPayment"] is False
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", created.json()["bookingToken"])
    assert RFC_3339.fullmatch(created.json()["expiresAt"])
    scheduled = public.post(SCHEDULE, json={"bookingToken": created.json()["bookingToken"], **SLOT})
    assert scheduled.status_code == 200
    answer = scheduled.json()
    assert set(answer) == {"success", "calBookingId", "calUid", "meetingUrl", "scheduledStart", "scheduledEnd"}
    assert (answer["success"], answer["scheduledStart"]) == (True, "2027-10-20T10:00:00Z")
    assert isinstance(answer["calBookingId"], int)


def test_the_sources_paid_booking_is_paid_by_link_then_scheduled(public: httpx.Client, club: Club) -> None:
    created = _create(public, club, PAID).json()
    token = created["bookingToken"]
    pending = public.get(STATUS, params={"token": token})

    assert created["requiresPayment"] is True
    assert pending.json() == {
        "id": created["bookingId"],
        "status": "pending",
        "paymentStatus": "pending",
        "packageId": "single",
        "amountCents": 12_000,
        "currency": "cad",
        "customerName": "John Doe",
        "customerEmail": "john@example.com",
        "expiresAt": created["expiresAt"],
        "createdAt": pending.json()["createdAt"],
        "sessions": [{"status": "pending"}],
        "sessionsLeft": 0,
    }
    early = public.post(SCHEDULE, json={"bookingToken": token, **SLOT})
    assert (early.status_code, early.json()["details"]["code"]) == (402, "PAYMENT_REQUIRED")

    way_back = _pay(public, created["paymentUrl"]).headers["location"]
    assert way_back.endswith(f"/book?token={token}&payment=success")
    assert _status(public, token, "paid")["status"] == "paid"
    body = {"bookingToken": token, "timezone": "America/Vancouver", "additionalNotes": "By phone, please", **SLOT}
    scheduled = public.post(SCHEDULE, json=body).json()
    told = public.get(STATUS, params={"token": token}).json()
    assert told["status"] == "scheduled"
    assert told["calBookingId"] == str(scheduled["calBookingId"])
    assert told["meetingUrl"] == scheduled["meetingUrl"]
    assert (told["scheduledStart"], told["scheduledEnd"]) == ("2027-10-20T10:00:00Z", "2027-10-20T11:00:00Z")
    assert public.get(told["meetingUrl"]).status_code == 200


def test_a_declined_payment_is_told_as_failed(public: httpx.Client, club: Club) -> None:
    created = _create(public, club, PAID).json()
    _pay(public, created["paymentUrl"], "failed")

    assert _status(public, created["bookingToken"], "failed")["status"] in ("pending", "expired")


def test_the_token_may_come_as_bearer(public: httpx.Client, club: Club) -> None:
    token = _create(public, club, FREE).json()["bookingToken"]
    bearer = {"Authorization": f"Bearer {token}"}

    assert public.get(STATUS, headers=bearer).json()["customerEmail"] == "test@example.com"
    assert public.post(SCHEDULE, headers=bearer, json=SLOT).status_code == 200


def test_answers_with_tokens_are_kept_nowhere_and_tokens_are_not_logged(
    public: httpx.Client, club: Club, shared_server: RunningServer
) -> None:
    created = _create(public, club, FREE)
    token = created.json()["bookingToken"]
    status = public.get(STATUS, params={"token": token})
    page = public.get("/book", params={"token": token})

    for answer in (created, status, page):
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cache-Control"] == "no-store"
    assert token not in shared_server.log.read_text()


def test_the_same_key_makes_one_booking_and_anothers_key_is_his_own(public: httpx.Client, club: Club) -> None:
    first = _create(public, club, PAID, **{"Idempotency-Key": "1"})
    again = _create(public, club, {**PAID, "idempotencyKey": "1"})
    other = _create(public, club, {**PAID, "customerEmail": "ana@example.com"}, **{"Idempotency-Key": "1"})
    changed = _create(public, club, {**PAID, "packageId": "monthly"}, **{"Idempotency-Key": "1"})

    assert again.json() == first.json()
    assert again.headers["Idempotency-Replayed"] == "true"
    assert other.json()["bookingId"] != first.json()["bookingId"]
    assert changed.status_code == 422


def test_the_same_key_after_the_payment_says_that_nothing_is_to_be_paid(public: httpx.Client, club: Club) -> None:
    first = _create(public, club, PAID, **{"Idempotency-Key": "2"}).json()
    _pay(public, first["paymentUrl"])
    _status(public, first["bookingToken"], "paid")
    again = _create(public, club, PAID, **{"Idempotency-Key": "2"}).json()

    assert (again["bookingToken"], again["requiresPayment"]) == (first["bookingToken"], False)
    assert "paymentUrl" not in again


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("packageId", "yearly"),
        ("packageId", None),
        ("packageId", 7),
        ("customerName", "J"),
        ("customerName", "  "),
        ("customerName", "x" * 101),
        ("customerName", ["Jo"]),
        ("customerEmail", ""),
        ("customerEmail", "jo"),
        ("customerEmail", "jo@x"),
        ("customerEmail", f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.com"),
        ("customerEmail", "jo@buyer.org\nBcc: all@buyer.org"),
        ("customerPhone", "1" * 41),
        ("notes", "x" * 1001),
        ("metadata", "text"),
        ("metadata", {"key": "x" * 10_001}),
        ("metadata", TOO_DEEP),
    ],
)
def test_a_request_beyond_the_sources_limits_is_refused(
    public: httpx.Client, club: Club, field: str, value: object
) -> None:
    refused = _create(public, club, {**FREE, field: value})

    assert refused.status_code == 400
    assert refused.json()["details"]["code"] == "INVALID_REQUEST"


def test_what_the_source_allows_is_taken_whole(public: httpx.Client, club: Club) -> None:
    body = {
        **FREE,
        "customerName": "x" * 100,
        "customerPhone": "+1 604 555 0100",
        "notes": "<script>alert(1)</script>" + "x" * 900,
        "metadata": {"campaign": "autumn", "unknown": [1, 2, {"deep": True}]},
        "unknownField": "ignored",
    }
    created = _create(public, club, body)

    assert created.status_code == 200
    assert public.get(STATUS, params={"token": created.json()["bookingToken"]}).json()["customerName"] == "x" * 100


@pytest.mark.parametrize(
    "wrong",
    [
        {"startTime": "2027-10-20T11:00:00Z", "endTime": "2027-10-20T10:00:00Z"},
        {"startTime": "2027-10-20T10:00:00Z", "endTime": "2027-10-20T10:00:00Z"},
        {"startTime": "2027-10-20T10:00:00Z", "endTime": "2027-10-21T10:00:00Z"},
        {"startTime": "2020-10-20T10:00:00Z", "endTime": "2020-10-20T11:00:00Z"},
        {"startTime": "2027-10-20T10:00:00", "endTime": "2027-10-20T11:00:00"},
        {"startTime": "soon", "endTime": "later"},
        {"startTime": "9999-12-31T23:59:59Z", "endTime": "9999-12-31T23:59:59Z"},
        {"startTime": "0001-01-01T00:00:00+14:00", "endTime": "0001-01-01T01:00:00+14:00"},
        {"startTime": 1e300, "endTime": 2e300},
        {"timezone": "Mars/Olympus"},
        {"timezone": "../../etc/passwd"},
        {"timezone": "x" * 5000},
        {"additionalNotes": "x" * 501},
        {"startTime": None},
    ],
)
def test_a_slot_that_cannot_be_is_refused(public: httpx.Client, club: Club, wrong: dict[str, Any]) -> None:
    token = _create(public, club, FREE).json()["bookingToken"]
    refused = public.post(SCHEDULE, content=json.dumps({"bookingToken": token, **SLOT, **wrong}))

    assert refused.status_code == 400


@pytest.mark.parametrize("token", STRANGE_TOKENS)
def test_a_strange_token_opens_nothing(public: httpx.Client, token: str) -> None:
    assert public.get(STATUS, params={"token": token}).status_code == 404
    assert public.post(SCHEDULE, json={"bookingToken": token, **SLOT}).status_code == 404
    assert public.get("/book", params={"token": token}).status_code == 404
    assert public.post("/book", data={"token": token, "start": "2027-10-20T10:00"}).status_code == 404


def test_no_token_is_as_good_as_an_unknown_one(public: httpx.Client) -> None:
    assert public.get(STATUS).status_code == 404
    assert public.post(SCHEDULE, json=SLOT).status_code == 404
    assert public.get(STATUS, headers={"Authorization": "Basic x"}).status_code == 404


def test_a_conflict_and_a_second_slot_are_told_apart(public: httpx.Client, club: Club) -> None:
    one = _create(public, club, FREE).json()["bookingToken"]
    other = _create(public, club, FREE).json()["bookingToken"]
    assert public.post(SCHEDULE, json={"bookingToken": one, **SLOT}).status_code == 200

    taken = public.post(SCHEDULE, json={"bookingToken": other, **SLOT})
    later = {"startTime": "2027-10-22T10:00:00Z", "endTime": "2027-10-22T11:00:00Z"}
    second = public.post(SCHEDULE, json={"bookingToken": one, **later})
    assert (taken.status_code, taken.json()["details"]["code"]) == (409, "SLOT_TAKEN")
    assert (second.status_code, second.json()["details"]["code"]) == (409, "CONFLICT")
    assert second.json()["details"]["scheduledStart"] == "2027-10-20T10:00:00Z"


def test_an_organization_that_is_unknown_or_sells_none_is_said_so(public: httpx.Client, club: Club) -> None:
    assert public.post(CREATE, params={"organization": "nobody"}, json=FREE).status_code == 404


def test_the_booking_page_shows_what_stands_and_schedules_by_its_form(public: httpx.Client, club: Club) -> None:
    token = _create(public, club, {**FREE, "notes": "<b>bold</b>"}).json()["bookingToken"]
    page = public.get("/book", params={"token": token})
    assert "Choose a time" in page.text
    wrong = public.post("/book", data={"token": token, "start": "never", "timezone": "Europe/Berlin"})
    assert (wrong.status_code, "Choose a date" in wrong.text) == (400, True)
    chosen = public.post("/book", data={"token": token, "start": "2027-07-01T09:00", "timezone": "Europe/Berlin"})

    assert chosen.status_code == 303
    assert "2027-07-01 09:00–10:00 (Europe/Berlin)" in public.get(chosen.headers["location"]).text
    assert public.get(STATUS, params={"token": token}).json()["scheduledStart"] == "2027-07-01T07:00:00Z"
