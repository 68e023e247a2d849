"""The boundary around every request: it is counted and bounded, its answer is complete, one line says what happened."""

import re
import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from starlette.datastructures import MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from server.audit.acting import serving
from server.error_answers import error_answer
from server.errors import BodyTooLargeError, DoorwardError, InvalidRequestError
from server.guard.guard import Guard
from server.guard.headers import add_headers
from server.guard.route import route_of
from sync.protocol.codec import encode_message
from sync.protocol.messages import ErrorAnswer

MOST_BODY_BYTES = 1024 * 1024
MOST_DOOR_BODY_BYTES = 4 * 1024 * 1024
"""A door's upload after a long outage: 1,000 entries, each as long as one may be."""
MOST_FILE_BYTES = 200 * 1024 * 1024
_FILE_PATH = re.compile(r"/api/v1/(products/[^/]+/file|media)|/door/v1/rescue")
"""Where files come in: they are read as they arrive, by the route, and never held in memory."""
_DOORS = "/door/"
log = structlog.get_logger()


class Boundary:
    """ASGI middleware, the outermost: counts, reads the body, catches what nobody caught, logs no personal data."""

    def __init__(self, app: ASGIApp, guard: Guard) -> None:
        self._app = app
        self._guard = guard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        answer = _Answer(scope, send)
        structlog.contextvars.bind_contextvars(request_id=answer.request_id)
        try:
            await self._serve(scope, receive, answer)
        except DoorwardError as error:
            await _refusal(scope, error)(scope, receive, answer.send)
        except Exception:
            log.exception("request_failed", method=scope["method"], route=route_of(scope) or "unknown")
            if answer.status:
                raise
            reference = answer.request_id
            bug = DoorwardError(f"Internal error; reference {reference}", reference=reference)
            await error_answer(bug)(scope, receive, answer.send)
        log.info(
            "request_served",
            method=scope["method"],
            route=route_of(scope) or "unknown",
            status=answer.status,
            ms=round((time.perf_counter() - started) * 1000, 1),
        )

    async def _serve(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        headers = dict(scope["headers"])
        client = scope.get("client")
        asked = self._guard.admit(scope["path"], client[0] if client else "", headers.get(b"authorization"))
        serving(scope)
        _refuse_nul(scope)
        if _FILE_PATH.fullmatch(scope["path"]):
            body, receive = None, _bounded(receive, MOST_FILE_BYTES)
        else:
            body = await _read_body(scope, headers, receive)
        if body is not None:
            self._guard.admit_body(asked, body)
            receive = _replay(body, receive)
        await self._app(scope, receive, answer.send)
        self._guard.note_answer(asked, answer.status, is_proved="actor" in scope.get("state", ()))


class _Answer:
    """Sends an answer on with the headers that all have, and names the organization that the key stands for."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.status = 0
        self.request_id = f"req_{secrets.token_hex(8)}"
        self._scope = scope
        self._send = send

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            add_headers(message, self._scope["scheme"], self.request_id)
            organization_id = self._scope.get("state", {}).get("organization_id")
            if organization_id is not None:
                MutableHeaders(scope=message)["X-Organization-Id"] = organization_id
        await self._send(message)


async def _read_body(scope: Scope, headers: dict[bytes, bytes], receive: Receive) -> bytes | None:
    """The whole body, bounded; None where none was announced."""
    limit = MOST_DOOR_BODY_BYTES if scope["path"].startswith(_DOORS) else MOST_BODY_BYTES
    announced = headers.get(b"content-length", b"")
    if announced.isdigit() and int(announced) > limit:
        raise BodyTooLargeError
    if not announced and b"transfer-encoding" not in headers:
        return None
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise InvalidRequestError("The request ended before its body did")
        body += message.get("body", b"")
        if len(body) > limit:
            raise BodyTooLargeError
        if not message.get("more_body", False):
            return bytes(body)


def _bounded(receive: Receive, limit: int) -> Receive:
    """A ``receive`` that raises BodyTooLargeError once more than ``limit`` bytes came in."""
    left = limit

    async def bounded() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise BodyTooLargeError(f"The file is larger than {limit // 2**20} MiB")
        return message

    return bounded


def _replay(body: bytes, receive: Receive) -> Callable[[], Any]:
    """A ``receive`` that gives the body again."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay


def _refuse_nul(scope: Scope) -> None:
    """No id holds a NUL, and PostgreSQL has no text with one."""
    if "\0" in scope["path"] or b"%00" in scope["query_string"] or b"\0" in scope["query_string"]:
        raise InvalidRequestError("The address holds a NUL character")


def _refusal(scope: Scope, error: DoorwardError) -> Response:
    """The error in the shape of whom it goes to."""
    answer = error_answer(error)
    if not scope["path"].startswith(_DOORS):
        return answer
    headers = {name: value for name, value in answer.headers.items() if name == "retry-after"}
    return Response(encode_message(ErrorAnswer(error.code, error.message)), error.status, headers, "application/json")
