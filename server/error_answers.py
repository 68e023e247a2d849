"""Errors as answers: ``{"success": false, "error": "…", "details": {"code": "…", "message": "…"}}``."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from server.errors import DoorwardError, InvalidRequestError, NotFoundError, TooManyRequestsError

_HTTP_CODES = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}
_TOP_LEVEL = 2
"""The length of the place of a field that stands directly in the body: ("body", "eventId")."""


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
