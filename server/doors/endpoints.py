"""The door protocol's routes, `/door/v1/*`; sync/protocol/PROTOCOL.md is their documentation."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from fastapi.routing import APIRoute

from server.context import Context
from server.database import Database
from server.doors.access import Access
from server.doors.authority import authority_key
from server.doors.desk import Desk
from server.doors.digests import Digests
from server.doors.errors import DeviceRevokedError, DeviceUnknownError, TokenOverError
from server.doors.headcounts import HeadcountBook
from server.doors.ingest import check_log_id
from server.doors.pairing import enrol
from server.doors.policy import notice_of
from server.doors.policy_cache import PolicyCache
from server.doors.pulling import Puller
from server.doors.reports import Reports
from server.doors.restoring import is_of, open_own_policy, take_back
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
    SignedPolicy,
    TimeAnswer,
    TimeRequest,
)
from sync.protocol.signing import sign_policy
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
        self.database, self.vault = database, vault
        self.policies = PolicyCache(database, vault)
        self.access = Access(database, vault)
        self.desk = Desk(database, self.access, self.policies)
        self.puller = Puller(database, self.policies, vault)
        self.digests = Digests(database, self.policies)
        self.reports = Reports(database)
        self.headcounts = HeadcountBook()
        self.opening_rescue = asyncio.Semaphore(1)
        """One file at a time: an opened one may take some hundred megabytes."""

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
    return _json(TimeAnswer(asked.sent, received, now_ms(), _own_version()))


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
    doors.reports.hear(caller.device_id, wanted.report)
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


@router.get("/digest")
async def get_digest(request: Request) -> Response:
    """DIGEST: what the event's ticket list comes to, to compare with."""
    doors = _doors(request)
    caller = await doors.access.caller(request.headers.get("authorization"))
    return _json(await doors.digests.answer(caller))


@router.get("/policy")
async def get_policy(request: Request) -> Response:
    """POLICY as it is now. To a revoked device only what concerns itself, numbered 0: whether it must wipe."""
    doors = _doors(request)
    named = await doors.access.named(request.headers.get("authorization"))
    if named.caller is None:
        raise DeviceUnknownError
    if named.is_over and not named.is_revoked:
        raise TokenOverError
    policy = await doors.policies.newest(named.caller.event_id)
    if not named.is_revoked:
        return _json(doors.policies.signed(policy))
    return _json(sign_policy(notice_of(policy, named.device_id), authority_key(doors.vault, policy.event.event_id)))


@router.post("/policy")
async def post_policy(request: Request) -> Response:
    """Bring a policy that this server signed, in case it has forgotten it since; the answer is the present one.

    A device that was forgotten too may do so where that policy lists it.
    """
    doors = _doors(request)
    named = await doors.access.named(request.headers.get("authorization"))
    if named.is_revoked:
        raise DeviceRevokedError
    if named.is_over:
        raise TokenOverError
    brought = open_own_policy(decode_message(await request.body(), SignedPolicy), doors.vault)
    event_id = brought.event.event_id
    is_its_own = named.caller.event_id == event_id if named.caller is not None else is_of(brought, named.device_id)
    if not is_its_own:
        raise DeviceUnknownError
    await doors.database.write(lambda session: take_back(session, brought))
    return _json(doors.policies.signed(await doors.policies.newest(event_id)))


def _doors(request: Request) -> DoorServices:
    services: DoorServices = request.app.state.doors
    return services


async def _caller(request: Request) -> None:
    await _doors(request).access.caller(request.headers.get("authorization"))


def _json(message: msgspec.Struct, status: int = 200) -> Response:
    return Response(encode_message(message), status, media_type="application/json")


@cache
def _own_version() -> str:
    """This program's version, empty where it was not installed."""
    try:
        return version("doorward")
    except PackageNotFoundError:
        return ""
