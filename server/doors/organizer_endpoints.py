"""What organizers do about doors: gates, pairing codes, and who is inside."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, PairsDevices, ReadsAttendance, ReadsGates, WritesGates
from server.api import IDEMPOTENCY_HEADER, PAGE_LIMIT, create_once, json_answer
from server.catalog.models import Product
from server.catalog.service import find_event
from server.context import InContext
from server.doors.attendance import read_attendance
from server.doors.endpoints import DoorServices
from server.doors.models import Gate as GateRow
from server.doors.pairing import (
    PAIRING_CODE_LIFE_MS,
    change_gate,
    create_gate,
    create_pairing_code,
    find_gate,
    product_numbers,
)
from server.doors.schemas import Attendance, GateList, GateObject, GatePatch, GateRequest, PairingCodeObject
from server.ids import now_ms
from sync.protocol.codec import decode_message
from sync.protocol.pairing_link import make_pairing_link
from sync.rules.gate import Gate
from sync.rules.ids import EventId, GateId, ProductNumber

_GATE_FIELDS = {
    "name": "name",
    "direction": "direction",
    "products": "products",
    "opensAt": "opens_at",
    "closesAt": "closes_at",
    "reEntry": "re_entry",
    "admitsUnsynced": "admits_unsynced",
    "mostEntries": "most_entries",
    "lookAfterSeconds": "look_after_s",
    "refuseAfterSeconds": "refuse_after_s",
}
_OPTIONAL = ("opensAt", "closesAt", "lookAfterSeconds", "refuseAfterSeconds")
router = APIRouter(prefix="/api/v1", tags=["doors"], dependencies=[DOCUMENTED_SCHEME])


@router.post("/events/{event_id}/gates", response_model=GateObject)
async def post_gate(
    event_id: str,
    request: Request,
    body: GateRequest,
    caller: WritesGates,
    context: InContext,
    key: IDEMPOTENCY_HEADER = None,
) -> Response:
    """Make a gate of an event."""

    def make(session: Session) -> GateObject:
        numbers = product_numbers(session, caller.organization_id, body.products)
        return _gate_object(session, create_gate(session, caller.organization_id, _gate(event_id, body, numbers)))

    return await create_once(context, caller, request, body, key, make)


@router.get("/events/{event_id}/gates", response_model=GateList)
async def get_gates(event_id: str, caller: ReadsGates, context: InContext) -> Response:
    """The event's gates."""

    def read(session: Session) -> GateList:
        find_event(session, caller.organization_id, event_id)
        rules = session.scalars(select(GateRow.rules).where(GateRow.event_id == event_id).order_by(GateRow.id))
        return GateList(gates=[_gate_object(session, decode_message(text, Gate)) for text in rules])

    return json_answer(await context.database.read(read))


@router.patch("/gates/{gate_id}", response_model=GateObject)
async def patch_gate(gate_id: str, body: GatePatch, caller: WritesGates, context: InContext) -> Response:
    """Change a gate; its doors hear of it within a second. A bound given as null is taken away."""

    def change(session: Session) -> GateObject:
        gate = find_gate(session, caller.organization_id, gate_id)
        said = body.model_dump(exclude_unset=True)
        changes = {_GATE_FIELDS[name]: value for name, value in said.items() if value is not None or name in _OPTIONAL}
        if "products" in changes:
            changes["products"] = product_numbers(session, caller.organization_id, changes["products"])
        changed = msgspec.structs.replace(gate, **changes)
        change_gate(session, caller.organization_id, changed)
        return _gate_object(session, changed)

    return json_answer(await context.database.write(change))


@router.post("/gates/{gate_id}/pairing-codes", response_model=PairingCodeObject)
async def post_pairing_code(gate_id: str, request: Request, caller: PairsDevices, context: InContext) -> Response:
    """Make a pairing code for one device at this gate. Each call makes another; none can be read again."""
    code = await context.database.write(lambda session: create_pairing_code(session, caller.organization_id, gate_id))
    server = context.config.base_url or str(request.base_url).rstrip("/")
    return json_answer(
        PairingCodeObject(
            code=code, pairingLink=make_pairing_link(server, code), expiresAt=now_ms() + PAIRING_CODE_LIFE_MS
        )
    )


@router.get("/events/{event_id}/attendance", response_model=Attendance)
async def get_attendance(
    event_id: str,
    request: Request,
    caller: ReadsAttendance,
    context: InContext,
    ticket_id: Annotated[str | None, Query(alias="ticketId", max_length=64)] = None,
    cursor: Annotated[int, Query(ge=0, le=2**63 - 1)] = 0,
    limit: PAGE_LIMIT = 50,
) -> Response:
    """Who is inside, and the door log behind it."""
    doors: DoorServices = request.app.state.doors

    def read(session: Session) -> Attendance:
        find_event(session, caller.organization_id, event_id)
        return read_attendance(session, doors.headcounts, event_id, ticket_id=ticket_id, cursor=cursor, limit=limit)

    return json_answer(await context.database.read(read))


def _gate(event_id: str, body: GateRequest, numbers: tuple[ProductNumber, ...]) -> Gate:
    return Gate(
        gate_id=GateId(""),
        event_id=EventId(event_id),
        name=body.name,
        direction=body.direction,
        products=numbers,
        opens_at=body.opensAt,
        closes_at=body.closesAt,
        re_entry=body.reEntry,
        admits_unsynced=body.admitsUnsynced,
        most_entries=body.mostEntries,
        look_after_s=body.lookAfterSeconds,
        refuse_after_s=body.refuseAfterSeconds,
    )


def _gate_object(session: Session, gate: Gate) -> GateObject:
    ids = session.scalars(
        select(Product.id).where(
            Product.number.in_(gate.products),
            Product.organization_id
            == select(GateRow.organization_id).where(GateRow.id == gate.gate_id).scalar_subquery(),
        )
    )
    return GateObject(
        id=gate.gate_id,
        eventId=gate.event_id,
        name=gate.name,
        direction=gate.direction,
        products=list(ids),
        opensAt=gate.opens_at,
        closesAt=gate.closes_at,
        reEntry=gate.re_entry,
        admitsUnsynced=gate.admits_unsynced,
        mostEntries=gate.most_entries,
        lookAfterSeconds=gate.look_after_s,
        refuseAfterSeconds=gate.refuse_after_s,
    )
