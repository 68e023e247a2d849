"""Cal.com's API v2 over HTTP: book and cancel sessions, so that nothing is booked twice whatever breaks.

Cal.com keeps no idempotency keys of its own for long, so each booking carries ours in its metadata and is looked for
there before and after a doubtful attempt: https://cal.com/docs/api-reference/v2/bookings/create-a-booking
"""

import re
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

import httpx
import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from server.appointments.calendar import Booked, Wanted
from server.errors import ProviderRefusedError, ProviderUnavailableError, SlotTakenError

_ADDRESS = "https://api.cal.com"
_MEETINGS = "https://app.cal.com/booking"
_VERSION = "2024-08-13"
TIMEOUT_S = 15.0
_CONNECT_S = 5.0
_ATTEMPTS = 3
_FIRST_PAUSE_S = 0.2
_LONGEST_PAUSE_S = 2.0
_KEY = "doorwardKey"
_NEVER_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_TAKEN = re.compile(
    r"already has booking|already booked|not available|no[_ ]available[_ ]users|booking[_ ]conflict|slot|time is taken",
    re.IGNORECASE,
)
"""How Cal.com says that the time is not free: with 400 and a sentence, or 409."""
log = structlog.get_logger()


class CalCom:
    """Cal.com at ``url`` (its own address where empty), under an API key."""

    def __init__(self, api_key: str, url: str = "", timeout_s: float = TIMEOUT_S) -> None:
        self._url = url or _ADDRESS
        self._timeout = httpx.Timeout(timeout_s, connect=min(timeout_s, _CONNECT_S))
        self._headers = {"Authorization": f"Bearer {api_key}", "cal-api-version": _VERSION}

    def book(self, wanted: Wanted) -> Booked:
        """Book the session, or find the one that an earlier attempt booked."""
        if wanted.event_type_id is None:
            raise ProviderRefusedError(
                "No Cal.com event type is set for this package (customProperties.calEventTypeId)"
            )
        found = self._find(wanted) if wanted.is_resumed else None
        if found is not None:
            return found
        answer = self._send("POST", "/v2/bookings", json=_body(wanted), headers={"Idempotency-Key": wanted.key})
        if answer.is_success:
            return _booked(_read(answer, _Answer).data)
        message = _message(answer)
        if answer.status_code == httpx.codes.CONFLICT or _TAKEN.search(message):
            # What stands against it may be our own booking, whose answer was lost.
            found = self._find(wanted)
            if found is None:
                raise SlotTakenError
            return found
        raise _failure(answer, message)

    def cancel(self, wanted: Wanted, uid: str | None) -> None:
        """Cancel the booking; one that Cal.com does not know, or has cancelled already, is done with."""
        if uid is None:
            found = self._find(wanted)
            if found is None:
                return
            uid = found.uid
        reason = {"cancellationReason": "The booking was refunded"}
        answer = self._send("POST", f"/v2/bookings/{uid}/cancel", json=reason, is_safe=True)
        if answer.is_success or answer.status_code == httpx.codes.NOT_FOUND:
            return
        message = _message(answer)
        if "cancel" not in message.lower():
            raise _failure(answer, message)

    def _find(self, wanted: Wanted) -> Booked | None:
        """The booking that carries our key, None where there is none that stands."""
        query = {"attendeeEmail": wanted.customer_email, "afterStart": _rfc3339(wanted.start_at - 1000), "take": "100"}
        answer = self._send("GET", "/v2/bookings", params=query, is_safe=True)
        if not answer.is_success:
            raise _failure(answer, _message(answer))
        for booking in _read(answer, _List).data:
            if booking.metadata.get(_KEY) == wanted.key and booking.status not in ("cancelled", "rejected"):
                return _booked(booking)
        return None

    def _send(self, method: str, path: str, *, is_safe: bool = False, **what: Any) -> httpx.Response:  # noqa: ANN401  httpx.
        """Cal.com's answer below 500 that is not 429; ProviderUnavailableError where there is none.

        Asked again after a pause: what was never sent, what it asks to be sent later, and safe requests.
        """
        headers = {**self._headers, **what.pop("headers", {})}
        pause_s = _FIRST_PAUSE_S
        for attempt in range(_ATTEMPTS):
            is_last = attempt == _ATTEMPTS - 1
            try:
                with httpx.Client(base_url=self._url, timeout=self._timeout) as client:
                    answer = client.request(method, path, headers=headers, **what)
            except httpx.HTTPError as error:
                log.warning("calendar_failed", error=type(error).__name__, attempt=attempt)
                if is_last or not (is_safe or isinstance(error, _NEVER_SENT)):
                    raise ProviderUnavailableError("The calendar does not answer right now; try again") from error
            else:
                if answer.status_code < 500 and answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                    return answer
                log.warning("calendar_failed", status=answer.status_code, attempt=attempt)
                pause_s = max(pause_s, _asked_pause_s(answer.headers))
                if is_last or not _is_worth_asking(answer, pause_s, is_safe=is_safe):
                    raise ProviderUnavailableError("The calendar cannot answer right now; try again")
            time.sleep(pause_s)
            pause_s *= 2
        raise AssertionError("the last attempt returns or raises")


class _Booking(BaseModel):
    model_config = ConfigDict(extra="ignore")

    id: int
    uid: str
    status: str = "accepted"
    start: datetime
    end: datetime
    meetingUrl: str | None = None  # noqa: N815  Cal.com's spelling.
    location: str | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)


class _Answer(BaseModel):
    data: _Booking


class _List(BaseModel):
    data: list[_Booking]


AnswerT = TypeVar("AnswerT", bound=BaseModel)


def _body(wanted: Wanted) -> dict[str, Any]:
    attendee = {
        "name": wanted.customer_name,
        "email": wanted.customer_email,
        "timeZone": wanted.time_zone,
        "language": wanted.language,
    }
    if wanted.customer_phone.startswith("+"):
        attendee["phoneNumber"] = wanted.customer_phone
    body = {
        "eventTypeId": wanted.event_type_id,
        "start": _rfc3339(wanted.start_at),
        "attendee": attendee,
        "metadata": {_KEY: wanted.key},
    }
    if wanted.notes:
        body["bookingFieldsResponses"] = {"notes": wanted.notes}
    return body


def _booked(booking: _Booking) -> Booked:
    place = booking.meetingUrl or booking.location or ""
    return Booked(
        booking_id=booking.id,
        uid=booking.uid,
        meeting_url=place if place.startswith(("https://", "http://")) else f"{_MEETINGS}/{booking.uid}",
        start_at=_unix_ms(booking.start),
        end_at=_unix_ms(booking.end),
    )


def _read(answer: httpx.Response, model: type[AnswerT]) -> AnswerT:
    try:
        return model.model_validate_json(answer.content)
    except ValidationError as error:
        log.warning("calendar_answer_unreadable", status=answer.status_code)
        raise ProviderUnavailableError("The calendar's answer could not be read; try again") from error


def _message(answer: httpx.Response) -> str:
    """What Cal.com says went wrong; empty where it says nothing that can be read."""
    try:
        error = answer.json().get("error", {})
        return str(error.get("message", "") if isinstance(error, dict) else error)[:200]
    except (ValueError, AttributeError):
        return ""


def _failure(answer: httpx.Response, message: str) -> Exception:
    log.warning("calendar_refused", status=answer.status_code)
    if answer.status_code in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
        # Our key is at fault, not the customer: once it is put right the same request works.
        return ProviderUnavailableError("The calendar does not let this server in right now")
    return ProviderRefusedError(f"The calendar refused this: {message}" if message else "The calendar refused this")


def _is_worth_asking(answer: httpx.Response, pause_s: float, *, is_safe: bool) -> bool:
    is_later = answer.status_code == httpx.codes.TOO_MANY_REQUESTS
    return (is_safe or is_later) and pause_s <= _LONGEST_PAUSE_S


def _asked_pause_s(headers: Mapping[str, str]) -> float:
    text = headers.get("retry-after", "")
    return float(text) if text.isascii() and text.isdigit() else 0.0


def _rfc3339(at: int) -> str:
    return datetime.fromtimestamp(at / 1000, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _unix_ms(moment: datetime) -> int:
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return round(aware.timestamp() * 1000)
