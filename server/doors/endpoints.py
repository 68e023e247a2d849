"""The door protocol's routes, `/door/v1/*`; sync/protocol/PROTOCOL.md is their documentation."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.routing import APIRoute

from server.context import Context
from server.database import Database
from server.doors.access import Access
from server.doors.desk import Desk
from server.doors.ingest import check_log_id
from server.doors.pairing import enrol
from server.doors.policy_cache import PolicyCache
from server.doors.pulling import Puller
from server.errors import DoorwardError
from server.ids import now_ms
from server.vault import Vault
from sync.protocol.codec import DecodeError, decode_message, encode_message
from sync.protocol.messages import (
    ClaimRequest,
    EnrolRequest,
    ErrorAnswer,
    PullRequest,
    PushRequest,
    TimeAnswer,
    TimeRequest,
)
from sync.rules.ids import LogId


class DoorRoute(APIRoute):
    """A route whose refusals are the protocol's ErrorAnswer."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler with refusals turned into answers."""
        handle = super().get_route_handler()

        async def answer(request: Request) -> Response:
            try:
                return await handle(request)
            except DoorwardError as error:
                return _json(ErrorAnswer(error.code, error.message), error.status)
            except DecodeError as error:
                return _json(ErrorAnswer("INVALID_MESSAGE", str(error)), 400)

        return answer


router = APIRouter(prefix="/door/v1", tags=["doors"], route_class=DoorRoute)


class DoorServices:
    """What the routes work with; made once by the application and found on its state as ``doors``."""

    def __init__(self, database: Database, vault: Vault) -> None:
        policies = PolicyCache(database, vault)
        self.access = Access(database)
        self.desk = Desk(database, self.access, policies)
        self.puller = Puller(database, policies)

    def close(self) -> None:
        """Answer the requests that are held open; the server is about to stop."""
        self.puller.is_closing = True


@router.post("/enrol")
async def post_enrol(request: Request) -> Response:
    """ENROL: trade a one-time pairing code for a device token, the gate and the policy."""
    wanted = decode_message(await request.body(), EnrolRequest)
    context: Context = request.app.state.context
    return _json(await context.database.write(lambda session: enrol(session, wanted, context.vault)))


@router.post("/time")
async def post_time(request: Request) -> Response:
    """TIME: t0 back, with t1 and t2 by this server's clock."""
    received = now_ms()
    await _caller(request)
    asked = decode_message(await request.body(), TimeRequest)
    return _json(TimeAnswer(asked.sent, received, now_ms()))


@router.post("/push")
async def post_push(request: Request) -> Response:
    """PUSH: log entries, each answered on its own."""
    doors = _doors(request)
    caller = await doors.access.caller(request.headers.get("authorization"))
    return _json(await doors.desk.push(caller, decode_message(await request.body(), PushRequest)))


@router.post("/claim")
async def post_claim(request: Request) -> Response:
    """CLAIM: a PUSH whose last entry is an attempt that wants a verdict."""
    doors = _doors(request)
    caller = await doors.access.caller(request.headers.get("authorization"))
    return _json(await doors.desk.claim(caller, decode_message(await request.body(), ClaimRequest)))


@router.post("/pull")
async def post_pull(request: Request) -> Response:
    """PULL: what changed after a cursor; a long poll where ``wait_s`` is given."""
    doors = _doors(request)
    caller = await doors.access.caller(request.headers.get("authorization"))
    wanted = decode_message(await request.body(), PullRequest)
    check_log_id(wanted.log_id)
    answer = await doors.puller.pull(caller, wanted)
    await doors.access.caller(request.headers.get("authorization"))  # It may have been revoked while it waited.
    return _json(answer)


@router.get("/snapshot")
async def get_snapshot(
    request: Request,
    log_id: Annotated[str, Query(max_length=100)] = "",
    epoch: Annotated[str, Query(max_length=100)] = "",
    after: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """SNAPSHOT: every ticket and every other door's entries, as a stream of compressed frames."""
    doors = _doors(request)
    caller = await doors.access.caller(request.headers.get("authorization"))
    frames = doors.puller.snapshot(caller, LogId(log_id), epoch, after)
    return StreamingResponse(frames, media_type="application/octet-stream")


def _doors(request: Request) -> DoorServices:
    services: DoorServices = request.app.state.doors
    return services


async def _caller(request: Request) -> None:
    await _doors(request).access.caller(request.headers.get("authorization"))


def _json(message: msgspec.Struct, status: int = 200) -> Response:
    return Response(encode_message(message), status, media_type="application/json")
