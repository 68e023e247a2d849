"""Whatever a field holds, the answer is no bug, and what is refused is refused in the one shape."""

import json
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

import httpx
import pytest

from tests.postgres import postgres_database
from tests.server.routes import RouteFound, all_routes, make_app
from tests.server.tenant import Tenant, make_tenant
from tests.server.test_isolation import BODIES, FILES, NAMED_OTHERWISE
from tests.serving import open_context, running_server

HOSTILE: dict[str, str] = {
    "NUL": r'"a\u0000b"',
    "overlong": json.dumps("x" * 200_000),
    "half a surrogate": r'"\ud800"',
    "turned around": json.dumps("\u202egnp.exe\u2066"),
    "combining": json.dumps("e" + "\u0301" * 5_000),
    "template": json.dumps("{{7*7}}${7*7}<script>alert(1)</script>%s%n'; DROP TABLE orders;--"),
    "deep": "[" * 200 + "]" * 200,
    "huge number": "1" + "0" * 400,
    "not a number": "NaN",
    "negative": "-1",
    "object": '{"$ne": null}',
    "list": '["a", 1, null]',
}
"""By name, as it stands in the JSON text."""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[httpx.Client, Tenant]]:
    """A server of its own on each kind of database, and the organization whose owner sends all this."""
    environment = {"DOORWARD_BEHIND_PROXY": "yes"}
    is_postgres = request.param == "postgresql"
    database = postgres_database(request.getfixturevalue("postgres_url")) if is_postgres else nullcontext()
    folder = tmp_path_factory.mktemp("hostile")
    with (
        database as database_url,
        running_server(folder, database_url=database_url, environment=environment) as server,
        open_context(server.config) as context,
        httpx.Client(base_url=server.url, timeout=30) as client,
    ):
        yield client, make_tenant(context, server.url, name="Wyvern", prefix="WYV")


def _fields(route: RouteFound) -> list[str]:
    """The fields of the route's JSON body."""
    document = make_app().openapi()
    operation = document["paths"].get(route.path, {}).get(route.method.lower(), {})
    schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    named = [schema, *schema.get("anyOf", ())]
    schemas = [document["components"]["schemas"].get(one.get("$ref", "").rpartition("/")[2], one) for one in named]
    return sorted({name for one in schemas for name in one.get("properties", {})})


WRITING = [route for route in all_routes() if str(route) not in FILES and _fields(route)]


def _text_of(body: dict[str, Any], field: str, value: str) -> bytes:
    others = {name: said for name, said in body.items() if name != field}
    head = json.dumps(others)[:-1]
    return f"{head}{', ' if others else ''}{json.dumps(field)}: {value}}}".encode()


def _assert_shape(answer: httpx.Response, what: str) -> None:
    assert answer.status_code < 500, f"{what}: {answer.text[:300]}"
    if answer.status_code < 400:
        return
    body = answer.json()
    assert body["success"] is False, what
    assert body["error"] == body["details"]["message"], what
    assert body["details"]["code"].isupper(), what


@pytest.mark.parametrize("route", WRITING, ids=str)
def test_no_field_brings_a_route_down(place: tuple[httpx.Client, Tenant], route: RouteFound) -> None:
    client, tenant = place
    label = str(route)
    ids = tenant.ids | {name: tenant.ids[other] for name, other in NAMED_OTHERWISE.get(label, {}).items()}
    body = {
        name: said.format(**ids) if isinstance(said, str) and said.startswith("{") else said
        for name, said in BODIES.get(label, {}).items()
    }
    headers = {**tenant.key, "Content-Type": "application/json", "X-Forwarded-For": "198.51.100.7"}
    for field in _fields(route):
        for name, value in HOSTILE.items():
            content = _text_of(body, field, value)
            answer = client.request(route.method, route.path.format(**ids), content=content, headers=headers)
            _assert_shape(answer, f"{field}: {name}")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"[" * 100_000, b'{"a"', b'"text"', b"\xed\xa0\x80", b"{}" * 2])
@pytest.mark.parametrize("route", WRITING, ids=str)
def test_what_is_no_json_is_the_caller_s_mistake(
    place: tuple[httpx.Client, Tenant], route: RouteFound, content: bytes
) -> None:
    client, tenant = place
    headers = {**tenant.key, "Content-Type": "application/json", "X-Forwarded-For": "198.51.100.8"}
    answer = client.request(route.method, route.path.format(**tenant.ids), content=content, headers=headers)
    _assert_shape(answer, label := str(route))
    assert 400 <= answer.status_code < 500, label


@pytest.mark.parametrize("route", WRITING, ids=str)
def test_a_body_of_more_than_a_mebibyte_is_refused_everywhere(
    place: tuple[httpx.Client, Tenant], route: RouteFound
) -> None:
    client, tenant = place
    answer = client.request(route.method, route.path.format(**tenant.ids), content=b" " * (1024 * 1024 + 1))
    assert answer.status_code == 413
    _assert_shape(answer, str(route))


@pytest.mark.parametrize("query", ["%00", "a%00b", "%ED%A0%80", "%FF", "x" * 5_000, "%F0%9F%8E%89", "%E2%80%AE"])
def test_no_query_brings_a_list_down(place: tuple[httpx.Client, Tenant], query: str) -> None:
    client, tenant = place
    for route in all_routes():
        if route.method != "GET" or "{" in route.path or not route.path.startswith("/api/v1/"):
            continue
        for name in ("cursor", "eventId", "orderId", "objectId", "status", "search"):
            answer = client.get(f"{route.path}?{name}={query}", headers=tenant.key)
            _assert_shape(answer, f"{route} {name}")
