"""The boundary around every request: its body is bounded, its answer is complete, and one line says what happened."""

import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.error_answers import error_answer
from server.errors import BodyTooLargeError, DoorwardError, InvalidRequestError

MOST_BODY_BYTES = 1024 * 1024
MOST_DOOR_BODY_BYTES = 4 * 1024 * 1024
"""A door's upload after a long outage: 1,000 entries, each as long as one may be."""
log = structlog.get_logger()


class Boundary:
    """ASGI middleware, the outermost: reads the body, catches what nobody caught, logs without personal data."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        answer = _Answer(scope, send)
        try:
            _refuse_nul(scope)
            await self._app(scope, await _read_body(scope, receive), answer.send)
        except DoorwardError as error:
            await error_answer(error)(scope, receive, answer.send)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception("request_failed", reference=reference, method=scope["method"], route=_route(scope))
            if answer.status:
                raise
            bug = DoorwardError(f"Internal error; reference {reference}", reference=reference)
            await error_answer(bug)(scope, receive, answer.send)
        log.info(
            "request_served",
            method=scope["method"],
            route=_route(scope),
            status=answer.status,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )


class _Answer:
    """Sends an answer on, and names the organization that the key stands for."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.status = 0
        self._scope = scope
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            organization_id = self._scope.get("state", {}).get("organization_id")
            if organization_id is not None:
                MutableHeaders(scope=message)["X-Organization-Id"] = organization_id
        await self._send(message)


async def _read_body(scope: Scope, receive: Receive) -> Callable[[], Any]:
    """Read the whole body, bounded, and a ``receive`` that gives it again."""
    limit = MOST_DOOR_BODY_BYTES if scope["path"].startswith("/door/") else MOST_BODY_BYTES
    headers = dict(scope["headers"])
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and int(announced) > limit:
        raise BodyTooLargeError
    if not announced and b"transfer-encoding" not in headers:
        return receive
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise InvalidRequestError("The request ended before its body did")
        body += message.get("body", b"")
        if len(body) > limit:
            raise BodyTooLargeError
        if not message.get("more_body", False):
            break
    pending: list[Message] = [{"type": "http.request", "body": bytes(body), "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay


def _refuse_nul(scope: Scope) -> None:
    """No id holds a NUL, and PostgreSQL has no text with one."""
    if "\0" in scope["path"] or b"%00" in scope["query_string"] or b"\0" in scope["query_string"]:
        raise InvalidRequestError("The address holds a NUL character")


def _route(scope: Scope) -> str:
    """The route's template, never the path itself: paths hold ids, and query strings hold tokens."""
    return getattr(scope.get("route"), "path", "") or "unknown"
