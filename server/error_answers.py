"""Errors as answers: ``{"success": false, "error": "…", "details": {"code": "…", "message": "…"}}``."""

from collections.abc import Sequence
from typing import Any, Literal

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from server.errors import DoorwardError, InvalidRequestError, NotFoundError, TooManyRequestsError

_HTTP_CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}
_TOP_LEVEL = 2
"""The length of the place of a field that stands directly in the body: ("body", "eventId")."""


class ErrorDetails(BaseModel):
    """What went wrong, for programs; some errors say more in fields of their own."""

    model_config = ConfigDict(extra="allow")

    code: str
    message: str


class ErrorBody(BaseModel):
    """Every error of the API."""

    success: Literal[False]
    error: str
    details: ErrorDetails


class DoorErrorBody(BaseModel):
    """Every refusal of the door protocol."""

    code: str
    message: str


_SAID = {
    400: "A field is missing or holds what it cannot hold: INVALID_REQUEST, INVALID_EVENT, INVALID_PRODUCT, …",
    401: "No key or token, or not a good one: UNAUTHORIZED",
    402: "The payment is not complete: PAYMENT_REQUIRED",
    403: "The key, role or link is not good for this: FORBIDDEN",
    404: "Nothing of that id that the caller may see: NOT_FOUND",
    409: "What is there already stands against it: CONFLICT, SOLD_OUT, SALES_CLOSED, LIMIT_REACHED, SLOT_TAKEN, …",
    410: "A link, token or hold whose time is over: EXPIRED",
    413: "The body is larger than this server reads: BODY_TOO_LARGE",
    422: "IDEMPOTENCY_CONFLICT or PROVIDER_REFUSED",
    429: "Asked too often; Retry-After says when to come again: TOO_MANY_REQUESTS",
    500: "A bug of ours, with a reference that the log has too: INTERNAL",
    503: "Something that is needed is not available; try again: DATABASE_UNAVAILABLE, OVERLOADED, PROVIDER_UNAVAILABLE",
}
_REFERENCE = {"application/json": {"schema": {"$ref": f"#/components/schemas/{ErrorBody.__name__}"}}}
ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": said, "content": _REFERENCE} for status, said in _SAID.items()
}
"""For ``include_router(responses=…)``: what any route of the API may answer besides what it is for. Errors are JSON
whatever the route answers else, which FastAPI would not say of a model; the document must name it elsewhere once."""
PAGE_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"description": said, "content": {"text/html": {}, **_REFERENCE}} for status, said in _SAID.items()
}
"""The same for a route that a browser shows: it says what it can as a page."""
ERROR_BODY: dict[int | str, dict[str, Any]] = {503: {"model": ErrorBody, "description": _SAID[503]}}
"""For the route that names it."""
DOOR_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"model": DoorErrorBody, "description": said} for status, said in _SAID.items()
}
"""The same for the door protocol, whose refusals are shorter."""


def install_error_answers(app: FastAPI) -> None:
    """Answer every error that a route raises in the one shape."""
    app.add_exception_handler(DoorwardError, _answer_own)
    app.add_exception_handler(RequestValidationError, _answer_invalid)
    app.add_exception_handler(HTTPException, _answer_http)


def error_answer(error: DoorwardError) -> JSONResponse:
    """The answer to an error of ours."""
    headers = {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if error.status == 503:
        headers["Retry-After"] = "1"
    if isinstance(error, TooManyRequestsError):
        headers["Retry-After"] = str(error.retry_after_s)
    return _shape(error.status, error.code, error.message, headers, error.details)


def describe_invalid(problems: Sequence[Any]) -> str:
    """One sentence about the first thing that is wrong; what is missing altogether comes first."""
    for problem in problems:
        if _is_missing(problem) and len(problem["loc"]) == _TOP_LEVEL and problem["loc"][0] == "body":
            return f"Missing required field: {problem['loc'][1]}"
    first = problems[0]
    if first["type"] == "json_invalid":
        return "The body is not valid JSON"
    if first["type"] == "incomplete":
        return str(first["msg"])
    where = ".".join(str(part) for part in first["loc"][1:])
    if not where:
        return "The body must be a JSON object, sent with Content-Type: application/json"
    return f"Missing required field: {where}" if _is_missing(first) else f"{where}: {first['msg']}"


async def _answer_own(_request: Request, error: Exception) -> JSONResponse:
    return error_answer(error if isinstance(error, DoorwardError) else DoorwardError())


async def _answer_invalid(_request: Request, error: Exception) -> JSONResponse:
    problems = error.errors() if isinstance(error, RequestValidationError) else ()
    return error_answer(InvalidRequestError(describe_invalid(problems) if problems else None))


async def _answer_http(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        return error_answer(NotFoundError())
    code = _HTTP_CODES.get(error.status_code, "INVALID_REQUEST")
    return _shape(error.status_code, code, str(error.detail), dict(error.headers or {}), {})


def _is_missing(problem: Any) -> bool:  # noqa: ANN401  Pydantic's own description.
    empties = (None, "", 0, False)
    return problem["type"] == "missing" or (
        problem["type"] != "json_invalid" and any(problem["input"] is empty for empty in empties)
    )


def _shape(status: int, code: str, message: str, headers: dict[str, str], details: dict[str, str]) -> JSONResponse:
    content = {"success": False, "error": message, "details": {"code": code, "message": message, **details}}
    return JSONResponse(content, status_code=status, headers=headers)
