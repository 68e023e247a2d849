"""Live codes over HTTP: who may have a ticket's secret, and that doors believe what is made of it."""

import base64
import json
from typing import Any

import httpx
import pytest

from server.context import Context
from server.ids import now_ms
from sync.rules.door_log import Kind
from sync.rules.rotating import make_live_code
from sync.rules.verdict import Outcome, Reason
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue, open_venue
from tests.serving import RunningServer


@pytest.fixture
def venue(shared_server: RunningServer, server_context: Context) -> Any:
    with open_venue(shared_server, server_context) as opened:
        yield opened


def _rotate(venue: Venue, rotation: str) -> None:
    answer = venue.api.patch(f"/api/v1/events/{venue.club.event_id}", json={"rotatingCodes": rotation})
    assert answer.is_success, answer.text


def _code(told: dict[str, Any], at: int) -> str:
    """What a page shows that holds no more than the answer."""
    return make_live_code(told["signedCode"], base64.urlsafe_b64decode(told["secret"] + "="), at)


def test_a_door_believes_the_live_code_of_this_moment_and_no_other(venue: Venue) -> None:
    _rotate(venue, "required")
    door: Door = venue.door()
    first, second = venue.tickets(2)
    told = venue.get(f"/api/v1/tickets/{first['ticketId']}/live-code")
    assert (told["scheme"], told["periodSeconds"], told["isRequired"]) == ("doorward-live-v1", 30, True)
    stale = door.claim(_code(told, now_ms() - 10 * 60_000), door.entry(Kind.ATTEMPT, first["ticketId"]))
    assert stale.verdict.reason is Reason.STALE_CODE
    live = door.claim(_code(told, now_ms()), door.entry(Kind.ATTEMPT, first["ticketId"]))
    assert (live.verdict.outcome, live.verdict.reason) == (Outcome.ADMITTED, Reason.ADMITTED)
    forged = told | {"signedCode": second["signedCode"]}
    refused = door.claim(_code(forged, now_ms()), door.entry(Kind.ATTEMPT, second["ticketId"]))
    assert refused.verdict.reason is Reason.BAD_SIGNATURE
    static = door.ask(second)
    assert (static.verdict.outcome, static.verdict.reason) == (Outcome.LOOK, Reason.LIVE_CODE_WANTED)


def test_where_the_event_has_none_or_the_ticket_does_not_admit_there_is_no_secret(venue: Venue) -> None:
    booking = venue.book()
    path = f"/api/v1/tickets/{booking['tickets'][0]['ticketId']}/live-code"
    assert venue.api.get(path).status_code == 404
    _rotate(venue, "offered")
    answer = venue.api.get(path)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    venue.cancel(booking["bookingId"])
    assert venue.api.get(path).status_code == 404


def test_lists_and_tickets_themselves_do_not_hold_it(venue: Venue) -> None:
    _rotate(venue, "offered")
    booking = venue.book()
    ticket_id = booking["tickets"][0]["ticketId"]
    secret = venue.get(f"/api/v1/tickets/{ticket_id}/live-code")["secret"]
    for path in ("/api/v1/bookings", f"/api/v1/bookings/{booking['bookingId']}", f"/api/v1/tickets/{ticket_id}"):
        assert secret not in venue.api.get(path).text
    assert secret not in venue.server.log.read_text(errors="replace")


def test_the_buyer_gets_it_by_the_orders_token_and_nobody_by_another(venue: Venue) -> None:
    _rotate(venue, "offered")
    with httpx.Client(base_url=venue.server.url, timeout=30, trust_env=False) as public:
        mine, theirs = (_buy(public, venue, email) for email in ("ana@example.com", "bo@example.com"))
        shown = public.get(f"/api/tickets/{mine['orderId']}", params={"token": mine["orderToken"]}).json()
        ticket_id = shown["tickets"][0]["ticketId"]
        path = f"/api/tickets/{mine['orderId']}/{ticket_id}/live-code"
        told = public.get(path, headers={"Authorization": f"Bearer {mine['orderToken']}"})
        assert told.status_code == 200, told.text
        assert told.json()["ticketId"] == ticket_id
        assert told.json()["secret"] not in json.dumps(shown)
        assert public.get(path).status_code in (401, 404)
        assert public.get(path, params={"token": theirs["orderToken"]}).status_code == 404
        crossed = f"/api/tickets/{theirs['orderId']}/{ticket_id}/live-code"
        assert public.get(crossed, params={"token": theirs["orderToken"]}).status_code == 404


def _buy(public: httpx.Client, venue: Venue, email: str) -> dict[str, Any]:
    body = {
        "eventId": venue.club.event_id,
        "ticketType": venue.club.product_id,
        "customerName": "Ana Sousa",
        "customerEmail": email,
    }
    answer = public.post("/api/orders/create-checkout", json=body)
    assert answer.is_success, answer.text
    return dict(answer.json())
