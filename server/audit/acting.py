"""Who acts, known from the request being served: every change that an organizer makes leaves its line by itself.

The boundary says which request is served, the access dependency says who makes it (``request.state.actor``), and the
database puts the line into the very transaction that makes the change. A service that has more to tell records it
itself; then nothing is added.
"""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

import msgspec
from sqlalchemy.orm import Session
from starlette.types import Scope

from server.audit.actions import ACTIONS
from server.audit.trail import IS_RECORDED, record
from server.guard.route import route_of

T = TypeVar("T")
_served: ContextVar[Scope | None] = ContextVar("served_request", default=None)


class _Identified(msgspec.Struct):
    id: str = ""


_id_reader = msgspec.json.Decoder(_Identified)


def serving(scope: Scope) -> None:
    """This task now serves the request of ``scope``."""
    _served.set(scope)


def recorded(work: Callable[[Session], T]) -> Callable[[Session], T]:
    """``work``, followed by a line in the audit trail where the request being served is one that leaves a line."""
    scope = _served.get()
    if scope is None or scope["method"] == "GET":
        return work
    state = scope.get("state", {})
    actor = state.get("actor")
    action = ACTIONS.get(f"{scope['method']} {route_of(scope)}")
    if actor is None or action is None:
        return work
    organization_id = state.get("organization_id")
    named = next(reversed(scope.get("path_params", {}).values()), None)

    def work_and_record(session: Session) -> T:
        result = work(session)
        made, is_replay = _made(result)
        if not is_replay and not session.info.get(IS_RECORDED):
            object_id = made or named or organization_id or actor
            record(session, actor, action, str(object_id), organization_id=organization_id)
        return result

    return work_and_record


def _made(result: Any) -> tuple[str, bool]:  # noqa: ANN401  Whatever a job gives back.
    """The id in a job's answer, empty where it has none; and whether the answer is an earlier one given again."""
    body = getattr(result, "body", None)
    if isinstance(body, bytes):  # server.idempotency.Answer
        try:
            return _id_reader.decode(body).id, bool(getattr(result, "is_replay", False))
        except msgspec.DecodeError:
            return "", False
    made = getattr(result, "id", "")
    return (made if isinstance(made, str) else ""), False
