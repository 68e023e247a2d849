"""A Cal.com over real HTTP: one person's calendar that keeps bookings, refuses conflicts, and misbehaves on command."""

import json
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.fakes.loopback import Answered, Asked, LoopbackServer

API_KEY = "cal_test_key"
_VERSION = "2024-08-13"


@dataclass(slots=True)
class Booking:
    """A booking as Cal.com keeps it."""

    id: int
    uid: str
    start: datetime
    end: datetime
    email: str
    body: dict[str, Any]
    status: str = "accepted"

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "uid": self.uid,
            "status": self.status,
            "start": _text(self.start),
            "end": _text(self.end),
            "duration": (self.end - self.start).seconds // 60,
            "eventTypeId": self.body["eventTypeId"],
            "meetingUrl": f"https://meet.example/{self.uid}",
            "attendees": [self.body["attendee"]],
            "metadata": self.body.get("metadata", {}),
        }


@dataclass(slots=True)
class _State:
    bookings: list[Booking] = field(default_factory=list)
    minutes: dict[int, int] = field(default_factory=dict)
    answers: dict[str, Answered] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class FakeCal(LoopbackServer):
    """``minutes`` says how long a session of each event type is; all event types are one person's."""

    def __init__(self, *, minutes: dict[int, int], keeps_keys: bool = True) -> None:
        self.state = _State(minutes=minutes)
        self.keeps_keys = keeps_keys
        """Whether it honours idempotency keys, which Cal.com does not promise."""
        super().__init__(self._route)

    @property
    def standing(self) -> list[Booking]:
        """The bookings that are not cancelled."""
        return [booking for booking in self.state.bookings if booking.status == "accepted"]

    def block(self, start: datetime, minutes: int) -> None:
        """Someone else books that time at Cal.com itself."""
        body = {"eventTypeId": 0, "attendee": {"email": "other@elsewhere.org"}}
        self._add(start, minutes, body)

    def _route(self, asked: Asked) -> Answered:
        with self.state.lock:
            if asked.headers.get("authorization") != f"Bearer {API_KEY}":
                return _error(401, "UnauthorizedException", "Invalid API Key")
            if asked.headers.get("cal-api-version") != _VERSION:
                return _error(404, "NotFoundException", f"Cannot {asked.method} {asked.path}")
            if asked.path == "/v2/bookings":
                return self._list(asked) if asked.method == "GET" else self._book_once(asked)
            uid = asked.path.removeprefix("/v2/bookings/").removesuffix("/cancel")
            return self._cancel(uid)

    def _book_once(self, asked: Asked) -> Answered:
        key = asked.headers.get("idempotency-key", "")
        if self.keeps_keys and key in self.state.answers:
            return self.state.answers[key]
        answer = self._book(json.loads(asked.body))
        if answer.status < 400:
            self.state.answers[key] = answer
        return answer

    def _book(self, body: dict[str, Any]) -> Answered:
        minutes = self.state.minutes.get(body.get("eventTypeId", 0))
        if minutes is None:
            return _error(404, "NotFoundException", f"Event type with id {body.get('eventTypeId')} not found")
        problem = _problem_with(body)
        if problem:
            return _error(400, "BadRequestException", problem)
        start = datetime.fromisoformat(body["start"])
        end = start + timedelta(minutes=minutes)
        if any(booking.start < end and start < booking.end for booking in self.standing):
            return _error(
                400, "BadRequestException", "User either already has booking at this time or is not available"
            )
        booking = self._add(start, minutes, body)
        return Answered(201, {"status": "success", "data": booking.as_json()})

    def _add(self, start: datetime, minutes: int, body: dict[str, Any]) -> Booking:
        number = len(self.state.bookings) + 1
        end = start + timedelta(minutes=minutes)
        booking = Booking(4000 + number, f"calUid{number:04}", start, end, body["attendee"]["email"], body)
        self.state.bookings.append(booking)
        return booking

    def _list(self, asked: Asked) -> Answered:
        query = dict(asked.query)
        after = datetime.fromisoformat(query["afterStart"]) if "afterStart" in query else None
        found = [
            booking.as_json()
            for booking in self.state.bookings
            if booking.email == query.get("attendeeEmail", booking.email) and (after is None or booking.start > after)
        ]
        return Answered(200, {"status": "success", "data": found[: int(query.get("take", "100"))]})

    def _cancel(self, uid: str) -> Answered:
        booking = next((booking for booking in self.state.bookings if booking.uid == uid), None)
        if booking is None:
            return _error(404, "NotFoundException", f"Booking with uid={uid} was not found in the database")
        if booking.status == "cancelled":
            message = f"Can't cancel booking with uid={uid} because it has been cancelled already."
            return _error(400, "BadRequestException", message)
        booking.status = "cancelled"
        return Answered(200, {"status": "success", "data": booking.as_json()})


def _problem_with(body: dict[str, Any]) -> str:
    attendee = body.get("attendee", {})
    if not {"name", "email", "timeZone"} <= attendee.keys():
        return "attendee must have name, email and timeZone"
    if not body.get("start", "").endswith("Z"):
        return "start must be a UTC time"
    metadata = body.get("metadata", {})
    if len(metadata) > 50 or any(len(key) > 40 or len(str(value)) > 500 for key, value in metadata.items()):
        return "Metadata must have at most 50 keys, each key up to 40 characters, and values up to 500 characters."
    return ""


def _error(status: int, code: str, message: str) -> Answered:
    return Answered(status, {"status": "error", "error": {"code": code, "message": message}})


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
