"""POST /door/v1/rescue: any paired device of the event may bring a rescue file; PROTOCOL.md says what is in one."""

import asyncio
from collections import Counter
from functools import partial

from fastapi import APIRouter, Request, Response

from server.doors.access import Caller
from server.doors.endpoints import DoorRoute, DoorServices
from server.doors.rescue import answer_of, check_rescued, device_keys, read_rescue, take_in_rescued
from server.errors import BodyTooLargeError
from sync.protocol.codec import encode_message
from sync.protocol.messages import EntryStatus, RescueAnswer
from sync.protocol.rescue import LARGEST_FILE
from sync.rules.ids import EventId

router = APIRouter(prefix="/door/v1", tags=["doors"], route_class=DoorRoute)


@router.post("/rescue")
async def post_rescue(request: Request) -> Response:
    """RESCUE: take in a rescue file, the body as it is; the answer counts what became of its entries."""
    doors: DoorServices = request.app.state.doors
    caller = await doors.access.caller(request.headers.get("authorization"))
    raw = await _bounded_body(request)
    async with doors.opening_rescue:
        answer = await _import(doors, caller, raw)
    return Response(encode_message(answer), media_type="application/json")


async def _import(doors: DoorServices, caller: Caller, raw: bytes) -> RescueAnswer:
    keys = await doors.database.read(lambda session: device_keys(session, caller.event_id))
    rescue = await asyncio.to_thread(read_rescue, raw, doors.vault, EventId(caller.event_id), keys)
    statuses = Counter[EntryStatus]()
    portions = iter(check_rescued(rescue.entries, keys))
    while (checked := await asyncio.to_thread(next, portions, None)) is not None:
        # Portion by portion, each a transaction: doors go on scanning meanwhile, and what is in stays in.
        work = partial(take_in_rescued, vault=doors.vault, caller=caller, rescue=rescue, checked=checked)
        statuses += await doors.database.write(work)
    return answer_of(rescue, statuses)


async def _bounded_body(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > LARGEST_FILE:
            raise BodyTooLargeError(f"A rescue file has at most {LARGEST_FILE // 2**20} MiB")
    return bytes(body)
