"""No organization, buyer, door or stranger gets at what is another's, on any route of the server.

The requests are made from the route table. A route with a parameter, body or openness that is not known here fails
until someone says how it is asked for what is not one's own.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from sqlalchemy import inspect, text

from server.context import Context
from tests.factories import booking_body
from tests.server.routes import RouteFound, all_routes, make_app
from tests.server.tenant import Tenant, make_tenant
from tests.serving import RunningServer, open_context, running_server

REFUSED = (401, 403, 404)
UNKNOWN_HERE = ("INVALID_EVENT", "INVALID_PRODUCT")
"""What a maker answers, with 400, to an id that is not the caller's own."""
OURS, THEIRS = "Amarantha", "Basilisk"
_SLOT = {"startTime": "2030-01-01T10:00:00Z", "endTime": "2030-01-01T11:00:00Z"}
_EMAIL = {"email": "buyer@amarantha.example.com"}

OPEN: dict[str, str] = {
    "GET /health": "says whether the server runs",
    "GET /media/{media_id}": "pictures are public; files that are sold are not: tested below",
    "GET /api/events": "published events are public",
    "GET /api/events/{name:path}": "the same",
    "GET /api/events/{name:path}/availability": "what an event sells is public",
    "POST /api/orders/create-checkout": "anybody may buy what is public",
    "POST /functions/v1/booking-create": "the same",
    "GET /functions/v1/meeting/{uid}": "the id is the secret; it is in the customer's mail",
    "GET /pay/{reference}": "the reference is the secret; it is play money's page",
    "POST /pay/{reference}": "needs the page's own token",
    "POST /api/v1/auth/sign-up": "nobody is known yet",
    "POST /api/v1/auth/verify": "needs the token of a mail",
    "POST /api/v1/auth/verify/resend": "says the same whoever asks",
    "POST /api/v1/auth/join": "needs the token of a mail",
    "POST /api/v1/auth/forgot": "says the same whoever asks",
    "POST /api/v1/auth/reset": "needs the token of a mail",
    "POST /api/v1/auth/login": "needs the password",
    "POST /api/v1/auth/refresh": "needs the refresh token",
    "POST /api/v1/auth/logout": "ends the sign-in of the refresh token that is sent, and tells nothing",
    "GET /api/v1/auth/google": "leads to Google",
    "GET /api/v1/auth/google/callback": "needs Google's code",
    "GET /webhooks/meta": "needs the verify token",
    "POST /webhooks/meta": "needs Meta's signature",
    "POST /webhooks/stripe": "needs Stripe's signature",
    "POST /functions/v1/payment-webhook": "needs Airwallex's signature",
    "POST /door/v1/enrol": "needs a pairing code",
    "GET /account/verify": "shows a form for the token of a mail",
    "POST /account/verify": "needs the token of a mail",
    "GET /account/join": "shows a form for the token of a mail",
    "POST /account/join": "needs the token of a mail",
    "GET /account/reset": "shows a form for the token of a mail",
    "POST /account/reset": "needs the token of a mail",
}
"""Routes that ask for no credentials, and why that gives nothing away."""
BY_TOKEN: dict[str, dict[str, Any]] = {
    "GET /shop/orders/{order_id}": {},
    "GET /api/tickets/{order_id}": {},
    "GET /api/tickets/{order_id}/{ticket_id}/live-code": {},
    "POST /functions/v1/booking-schedule": _SLOT,
    "GET /functions/v1/booking-status": {},
    "GET /book": {},
    "POST /book": {"start": "2030-01-01T10:00"},
    "POST /api/v1/auth/logout-everywhere": {},
}
"""Routes without a documented scheme that ask for a token all the same, with a body that is else complete."""
DOOR = "/door/v1/"
BODIES: dict[str, dict[str, Any]] = {
    "POST /api/v1/events": {"name": "Mine"},
    "PATCH /api/v1/events/{event_id}": {"name": "Stolen"},
    "POST /api/v1/products": {"name": "Mine"},
    "PATCH /api/v1/products/{product_id}": {"name": "Stolen"},
    "POST /api/v1/object-links": {"fromObjectId": "{event_id}", "toObjectId": "{product_id}", "linkType": "offers"},
    "PATCH /api/v1/object-links/{link_id}": {"properties": {"quantity": 0}},
    "POST /api/v1/checkout/sessions": {"productId": "{product_id}", "customerName": "B", "customerEmail": "b@b.org"},
    "POST /api/v1/checkout/confirm": {"sessionId": "{session_id}"},
    "PATCH /api/v1/shipments/{shipment_id}": {"status": "shipped"},
    "POST /api/v1/events/{event_id}/foreign-tickets": {"productId": "{product_id}", "tickets": [{"code": "4006381"}]},
    "POST /api/v1/payouts": {"currency": "eur"},
    "POST /api/v1/webhook-endpoints": {"url": "https://hooks.example.com/b"},
    "PATCH /api/v1/webhook-endpoints/{endpoint_id}": {"url": "https://hooks.example.com/b"},
    "POST /api/v1/people/export": _EMAIL,
    "POST /api/v1/people/erase": {**_EMAIL, "cancelUpcoming": True},
    "POST /api/v1/api-keys": {"name": "Mine"},
    "POST /api/v1/organizations": {"name": "Third"},
    "POST /api/v1/members": {"email": "new@basilisk.example.com", "role": "door"},
    "PATCH /api/v1/members/{member_id}": {"role": "door"},
    "POST /api/v1/auth/password": {"newPassword": "another three words", "password": "wrong"},
    "POST /api/v1/events/{event_id}/gates": {"name": "Stolen"},
    "PATCH /api/v1/gates/{gate_id}": {"name": "Stolen"},
    "POST /api/v1/devices/{device_id}/message": {"text": "Let them all in"},
    "POST /api/v1/devices/{device_id}/revoke": {"wipe": True},
}
"""What routes need that ask for a body; ``{…}`` names one of our things."""
QUERIES: dict[str, dict[str, str]] = {
    "GET /api/v1/object-links": {"fromObjectId": "{event_id}"},
    "GET /api/v1/bookings": {"eventId": "{event_id}"},
    "GET /api/v1/contacts": {"eventId": "{event_id}"},
    "GET /api/v1/purchase-items": {"orderId": "{order_id}"},
    "GET /api/v1/invoices": {"orderId": "{order_id}"},
    "GET /api/v1/ledger": {"orderId": "{order_id}"},
    "GET /api/v1/deliveries": {"orderId": "{order_id}"},
    "GET /api/v1/audit": {"objectId": "{event_id}"},
    "GET /api/v1/media": {"eventId": "{event_id}"},
    "POST /api/v1/media": {"eventId": "{event_id}"},
    "GET /api/v1/dashboard/sales": {"eventId": "{event_id}"},
    "GET /api/v1/dashboard/bookings": {"eventId": "{event_id}"},
    "GET /api/v1/dashboard/check-ins": {"eventId": "{event_id}"},
}
"""How lists are asked for our things."""
NAMED_OTHERWISE = {
    "DELETE /api/v1/auth/sessions/{session_id}": {"session_id": "auth_session_id"},
    "POST /api/v1/work/{work_id}/retry": {"work_id": "item_id"},
}
"""Where a parameter means another thing than its name does elsewhere."""
FILES = {"POST /api/v1/media", "POST /api/v1/products/{product_id}/file", "PUT /api/v1/products/{product_id}/file"}
"""These take a file and not JSON."""
FORMS = {"POST /book"}


@dataclass(frozen=True, slots=True)
class World:
    """Two organizations on one server; the second wants what the first has."""

    server: RunningServer
    context: Context
    http: httpx.Client
    ours: Tenant
    theirs: Tenant

    def credentials(self) -> dict[str, dict[str, str]]:
        """Everything that the other organization, its people, its buyers and its doors can show; and nothing."""
        them = self.theirs
        ours = {"X-Organization-Id": self.ours.club.organization_id}
        return {
            "nothing": {},
            "another organization's key": them.key,
            "that key, naming ours": them.key | ours,
            "another organization's owner": them.person.headers,
            "that owner, naming ours": them.person.headers | ours,
            "another order's token": {"Authorization": f"Bearer {them.order_token}"},
            "another event's device": {"Authorization": f"Bearer {them.device_token}"},
            "another appointment's token": {"Authorization": f"Bearer {them.ids['appointment_token']}"},
        }

    def known(self) -> set[str]:
        """What shows that something is ours."""
        secret = ("appointment_token",)
        ids = {value for name, value in self.ours.ids.items() if name not in secret}
        return ids | {self.ours.club.organization_id, self.ours.order_token, OURS}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    environment = {"DOORWARD_BEHIND_PROXY": "yes"}
    with (
        running_server(tmp_path_factory.mktemp("isolation"), environment=environment) as server,
        open_context(server.config) as context,
        httpx.Client(base_url=server.url, timeout=30) as http,
    ):
        ours = make_tenant(context, server.url, name=OURS, prefix="AMR")
        theirs = make_tenant(context, server.url, name=THEIRS, prefix="BSK")
        yield World(server, context, http, ours, theirs)


def _operation(route: RouteFound) -> dict[str, Any]:
    path = route.path.replace("{name:path}", "{name}")
    found: dict[str, Any] = make_app().openapi()["paths"].get(path, {}).get(route.method.lower(), {})
    return found


def _is_guarded(route: RouteFound) -> bool:
    return bool(_operation(route).get("security"))


GUARDED = [route for route in all_routes() if _is_guarded(route)]
TOKENED = [route for route in all_routes() if str(route) in BY_TOKEN]
DOORS = [route for route in all_routes() if route.path.startswith(DOOR) and str(route) not in OPEN]


def test_every_route_is_guarded_or_says_why_it_is_open() -> None:
    known = {str(route) for route in (*GUARDED, *TOKENED, *DOORS)} | set(OPEN)
    # HEAD comes with GET, and is not in the document.
    routes = {str(route) for route in all_routes() if route.method != "HEAD"}
    assert routes - known == set(), "say in OPEN why these need no credentials, or document their scheme"
    assert known - routes == set(), "these are no routes any more"
    assert {str(route) for route in GUARDED} & (set(OPEN) | set(BY_TOKEN)) == set()
    written = set(BODIES) | set(QUERIES) | set(NAMED_OTHERWISE) | FILES | FORMS
    assert written - routes == set(), "these are no routes any more"


def _needed_fields(route: RouteFound) -> list[str]:
    """The fields that a JSON body must have."""
    schema = _operation(route).get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    name = schema.get("$ref", "").rpartition("/")[2]
    told = make_app().openapi()["components"]["schemas"].get(name, schema)
    return list(told.get("required", ()))


def _filled(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, str):
        return value.format(**ids) if value.startswith("{") else value
    if isinstance(value, dict):
        return {name: _filled(item, ids) for name, item in value.items()}
    return value


def _body_of(route: RouteFound, world: World) -> dict[str, Any]:
    label = str(route)
    if label == "POST /api/v1/bookings/create":
        return booking_body(world.ours.club, email="thief@basilisk.example.com")
    if label in FILES:
        return {}
    assert not _needed_fields(route) or label in BODIES or label in BY_TOKEN, f"say in BODIES how {label} is asked"
    body: dict[str, Any] = _filled(BODIES.get(label) or BY_TOKEN.get(label) or {}, world.ours.ids)
    return body


def _ask(world: World, route: RouteFound, headers: dict[str, str], **query: str) -> httpx.Response:
    label = str(route)
    ids = dict(world.ours.ids)
    for parameter, other in NAMED_OTHERWISE.get(label, {}).items():
        ids[parameter] = ids[other]
    try:
        path = route.path.format(**ids)
    except KeyError as missing:
        pytest.fail(f"{label}: say in tests/server/tenant.py what {missing} is")
    options: dict[str, Any] = {"params": _filled(QUERIES.get(label, {}), ids) | query, "headers": headers}
    if label in FILES:
        options |= {"content": b"\x89PNG\r\n\x1a\n", "headers": headers | {"Content-Type": "image/png"}}
    elif route.method not in ("GET", "HEAD", "DELETE"):
        options["data" if label in FORMS else "json"] = {**_body_of(route, world), **(query if label in FORMS else {})}
    world.http.cookies.clear()
    return world.http.request(route.method, path, **options)


def _is_refused(answer: httpx.Response) -> bool:
    if answer.status_code == 400:
        return answer.json()["details"]["code"] in UNKNOWN_HERE
    return answer.status_code in REFUSED


def _shown(world: World, answer: httpx.Response) -> set[str]:
    """What of ours an answer holds that the request did not."""
    sent = f"{answer.request.url} {answer.request.content.decode('utf-8', 'replace')} {answer.request.headers}"
    body = answer.text
    return {mark for mark in world.known() if mark in body and mark not in sent}


def _ours(world: World) -> str:
    """All rows of ours, but for counts of use and the trail of what was tried."""
    rows: dict[str, list[str]] = {}
    quiet = ("request_count", "last_used_at", "updated_at", "used_at", "attempts")
    with world.context.database.transaction() as session:
        for table in inspect(session.connection()).get_table_names():
            found = session.execute(text(f'SELECT * FROM "{table}"')).mappings()  # noqa: S608  Our own tables.
            rows[table] = sorted(
                json.dumps({name: value for name, value in row.items() if name not in quiet}, default=repr)
                for row in found
                if row.get("organization_id") == world.ours.club.organization_id
            )
    # Messages are sent meanwhile.
    return json.dumps({name: rows[name] for name in rows if name not in ("webhook_messages", "deliveries")}, indent=1)


@pytest.mark.parametrize("route", [route for route in GUARDED if "{" in route.path], ids=str)
def test_what_is_ours_is_nobody_else_s(world: World, route: RouteFound) -> None:
    before = _ours(world)
    for who, headers in world.credentials().items():
        answer = _ask(world, route, headers)
        assert _is_refused(answer), f"{who}: {answer.status_code} {answer.text[:300]}"
        assert _shown(world, answer) == set(), who
    assert _ours(world) == before


@pytest.mark.parametrize("route", [route for route in GUARDED if "{" in route.path], ids=str)
def test_another_order_s_token_in_the_address_opens_nothing_of_ours(world: World, route: RouteFound) -> None:
    them = world.theirs
    for token in (them.order_token, them.ids["appointment_token"], "x" * 43, ""):
        answer = _ask(world, route, {}, token=token)
        assert answer.status_code in REFUSED, answer.text[:300]
    forged = _ask(world, route, {}, expires="99999999999999", signature="A" * 43)
    assert forged.status_code in (*REFUSED, 410), forged.text[:300]


@pytest.mark.parametrize("route", [route for route in GUARDED if "{" not in route.path], ids=str)
def test_lists_and_makers_hold_nothing_of_ours(world: World, route: RouteFound) -> None:
    before = _ours(world)
    for who, headers in world.credentials().items():
        answer = _ask(world, route, headers)
        assert answer.status_code < 500, f"{who}: {answer.text[:300]}"
        assert _shown(world, answer) == set(), f"{who}: {answer.text[:500]}"
        if who == "nothing" or "token" in who or "device" in who:
            assert answer.status_code in REFUSED, f"{who}: {answer.status_code} {answer.text[:300]}"
    assert _ours(world) == before


@pytest.mark.parametrize("route", TOKENED, ids=str)
def test_the_public_s_routes_open_only_to_the_right_token(world: World, route: RouteFound) -> None:
    before = _ours(world)
    for who, headers in world.credentials().items():
        answer = _ask(world, route, headers)
        assert _shown(world, answer) == set(), who
        assert answer.status_code in (*REFUSED, 400, 303, 200, 409, 422), f"{who}: {answer.status_code}"
        if "{" in route.path:
            assert answer.status_code in REFUSED, f"{who}: {answer.status_code}"
    if "{" in route.path or "token" in str(_operation(route).get("parameters")):
        for token in (world.theirs.order_token, world.ours.ids["order_id"], "x" * 43):
            assert _ask(world, route, {}, token=token).status_code in REFUSED
    assert _ours(world) == before


@pytest.mark.parametrize("route", DOORS, ids=str)
def test_doors_need_a_device_and_see_their_own_event_only(world: World, route: RouteFound) -> None:
    for headers in ({}, world.theirs.key, world.ours.key, world.ours.person.headers):
        answer = _ask(world, route, headers)
        assert answer.status_code == 401
        assert _shown(world, answer) == set()
    device = {"Authorization": f"Bearer {world.theirs.device_token}"}
    answer = _ask(world, route, device)
    assert all(mark.encode() not in answer.content for mark in world.known())


def test_a_file_that_is_sold_is_no_public_picture(world: World) -> None:
    for headers in world.credentials().values():
        answer = world.http.get(f"/media/{world.ours.ids['media_id']}", headers=headers)
        assert answer.status_code == 404


def test_unsigned_provider_events_are_refused(world: World) -> None:
    reference = world.ours.ids["reference"]
    body = {"id": "evt_forged", "type": "payment_intent.succeeded", "data": {"object": {"id": reference}}}
    for path in ("/webhooks/stripe", "/functions/v1/payment-webhook", "/webhooks/meta"):
        for headers in world.credentials().values():
            answer = world.http.post(path, json=body, headers=headers)
            assert answer.status_code in (400, *REFUSED), f"{path}: {answer.status_code}"


def test_the_owner_s_own_key_opens_all_of_it(world: World) -> None:
    """Else the refusals above would prove nothing."""
    opened = [
        str(route)
        for route in GUARDED
        if route.method == "GET" and "{" in route.path and _ask(world, route, world.ours.key).status_code == 200
    ]
    shut = {str(route) for route in GUARDED if route.method == "GET" and "{" in route.path} - set(opened)
    assert shut == set()
