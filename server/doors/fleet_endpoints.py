"""The devices of an event: how they are, what their operators are told, and shutting one out."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, ReadsGates, WritesGates
from server.api import json_answer
from server.catalog.service import find_event
from server.context import InContext
from server.doors.endpoints import DoorRoute, DoorServices
from server.doors.fleet import read_device, read_fleet
from server.doors.pairing import message_device, revoke_device
from server.doors.schemas import Fleet, FleetDeviceObject, MessageRequest, RevokeRequest
from sync.protocol.codec import encode_message
from sync.protocol.messages import FleetAnswer, FleetDevice

router = APIRouter(prefix="/api/v1", tags=["doors"], dependencies=[DOCUMENTED_SCHEME])
door_router = APIRouter(prefix="/door/v1", tags=["doors"], route_class=DoorRoute)


@door_router.get("/fleet")
async def get_door_fleet(request: Request) -> Response:
    """FLEET: every device of the caller's event, and how it is.

    A device's token opens it and nothing else does: it names one event by itself, as every route here needs, and
    doors know each other's names and gates by their policy anyhow. Organizers' keys have a route of their own.
    """
    doors: DoorServices = request.app.state.doors
    caller = await doors.access.caller(request.headers.get("authorization"))
    answer = await doors.database.read(lambda session: read_fleet(session, caller.event_id))
    return Response(encode_message(answer), media_type="application/json")


@router.get("/events/{event_id}/fleet", response_model=Fleet)
async def get_fleet(event_id: str, caller: ReadsGates, context: InContext) -> Response:
    """Every device of an event: where it stands, when it was last in touch, how many of its scans are still to come."""

    def read(session: Session) -> Fleet:
        find_event(session, caller.organization_id, event_id)
        return _fleet(read_fleet(session, event_id))

    return json_answer(await context.database.read(read))


@router.post("/devices/{device_id}/message", response_model=FleetDeviceObject)
async def post_message(device_id: str, body: MessageRequest, caller: WritesGates, context: InContext) -> Response:
    """Show a text on a device until its operator has read it; it comes within a second, or once the device is back."""

    def write(session: Session) -> FleetDeviceObject:
        message_device(session, caller.organization_id, device_id, body.text)
        return _object(read_device(session, device_id))

    return json_answer(await context.database.write(write))


@router.post("/devices/{device_id}/revoke", response_model=FleetDeviceObject)
async def post_revoke(device_id: str, body: RevokeRequest, caller: WritesGates, context: InContext) -> Response:
    """Shut a device out for good. What it uploaded counts; what comes later, by whatever way, does not."""

    def write(session: Session) -> FleetDeviceObject:
        revoke_device(session, caller.organization_id, device_id, wipe=body.wipe)
        return _object(read_device(session, device_id))

    return json_answer(await context.database.write(write))


def _fleet(answer: FleetAnswer) -> Fleet:
    return Fleet(at=answer.at, devices=[_object(device) for device in answer.devices])


def _object(device: FleetDevice) -> FleetDeviceObject:
    report = device.report
    told = (
        {}
        if report is None
        else {
            "waiting": report.waiting,
            "listAgeSeconds": report.list_age_s,
            "batteryPercent": report.battery_percent,
            "appVersion": report.app_version,
            "scansAMinute": report.scans_a_minute,
            "clockOffsetMs": report.clock_offset_ms,
            "peers": report.peers,
            "isTraining": report.training,
        }
    )
    return FleetDeviceObject(
        id=device.device_id,
        name=device.name,
        gateId=device.gate_id,
        gateName=device.gate_name,
        isOnline=device.is_online,
        lastContactAt=device.seen_at,
        held=device.held,
        message=device.message,
        isMessageRead=device.is_message_read,
        revokedAt=device.revoked_at,
        isToWipe=device.wipe,
        **told,
    )
