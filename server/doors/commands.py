"""``doorward admin`` commands about doors."""

from pathlib import Path
from typing import Any

import click
import msgspec
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.command_line import admin_session, json_option, show
from server.config import ServerConfig
from server.doors.models import Device
from server.doors.models import Gate as GateRow
from server.doors.pairing import create_gate, create_pairing_code, message_device, product_numbers, revoke_device
from server.doors.rescue import import_file
from server.errors import InvalidRequestError, NotFoundError
from server.outbox.feed import renew_epoch
from sync.protocol.pairing_link import make_pairing_link
from sync.protocol.rescue import LARGEST_FILE, RescueError
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import EventId, GateId


@click.command("create-gate")
@click.argument("event")
@click.argument("name")
@click.option("--direction", type=click.Choice([direction.value for direction in Direction]), default="entry")
@click.option("--product", "products", multiple=True, help="A product's id; several times for several. [default: all]")
@click.option("--opens-at", type=click.IntRange(0, 253_402_300_799_999), help="Unix ms.")
@click.option("--closes-at", type=click.IntRange(0, 253_402_300_799_999), help="Unix ms.")
@click.option("--re-entry", type=click.Choice([policy.value for policy in ReEntry]), default="single")
@click.option("--most-entries", type=click.IntRange(1, 10_000), default=1, help="For multi and per_day. [default: 1]")
@click.option("--look-after", type=click.IntRange(min=0), help="Seconds: a list unconfirmed for longer shows amber.")
@click.option("--refuse-after", type=click.IntRange(min=0), help="Seconds: a list unconfirmed for longer lets none in.")
@click.option("--refuse-unsynced", is_flag=True, help="Refuse signed tickets that a door's list lacks.")
@json_option
@click.pass_context
def create_gate_command(ctx: click.Context, /, event: str, name: str, *, as_json: bool, **said: Any) -> None:  # noqa: ANN401  click.
    """Make a gate of EVENT, by its id."""
    with admin_session(ctx) as (session, _):
        row = _event(session, event)
        gate = Gate(
            gate_id=GateId(""),
            event_id=EventId(row.id),
            name=name,
            direction=Direction(said["direction"]),
            products=product_numbers(session, row.organization_id, said["products"]),
            opens_at=said["opens_at"],
            closes_at=said["closes_at"],
            re_entry=ReEntry(said["re_entry"]),
            admits_unsynced=not said["refuse_unsynced"],
            most_entries=said["most_entries"],
            look_after_s=said["look_after"],
            refuse_after_s=said["refuse_after"],
        )
        made = create_gate(session, row.organization_id, gate)
        fields = {"id": made.gate_id, "event": row.id, "name": made.name}
    show(fields, as_json=as_json)


@click.command("pair")
@click.argument("gate")
@click.option("--server", help="The address that doors reach this server by. [default: as it listens]")
@json_option
@click.pass_context
def pair_command(ctx: click.Context, /, gate: str, server: str | None, *, as_json: bool) -> None:
    """Make a pairing code for one device at GATE, by its id: works once, for 15 minutes."""
    config: ServerConfig = ctx.obj
    address = server or config.base_url or f"http://{config.host}:{config.port}"
    with admin_session(ctx) as (session, _):
        row = session.get(GateRow, gate)
        if row is None:
            raise NotFoundError(f"No gate has the id {gate}")
        code = create_pairing_code(session, row.organization_id, gate)
    show({"code": code, "server": address, "link": make_pairing_link(address, code)}, as_json=as_json)


@click.command("revoke-device")
@click.argument("device")
@click.option("--wipe", is_flag=True, help="Have it destroy what it holds, after sealing what it has not uploaded.")
@json_option
@click.pass_context
def revoke_device_command(ctx: click.Context, /, device: str, *, wipe: bool, as_json: bool) -> None:
    """Refuse DEVICE, by its id, from now on and for good: to come back it is paired anew."""
    with admin_session(ctx) as (session, _):
        revoke_device(session, _owner_of(session, device), device, wipe=wipe)
    show({"id": device, "revoked": True, "wipe": wipe}, as_json=as_json)


@click.command("message-device")
@click.argument("device")
@click.argument("text")
@json_option
@click.pass_context
def message_device_command(ctx: click.Context, /, device: str, text: str, *, as_json: bool) -> None:
    """Show TEXT to whoever stands at DEVICE, by its id; an empty one takes the last away."""
    with admin_session(ctx) as (session, _):
        number = message_device(session, _owner_of(session, device), device, text)
    show({"id": device, "message": number}, as_json=as_json)


@click.command("new-epoch")
@json_option
@click.pass_context
def new_epoch_command(ctx: click.Context, /, *, as_json: bool) -> None:
    """Run this after the database was restored from a backup: doors fetch all anew and upload what it lost."""
    with admin_session(ctx) as (session, _):
        fields = {"epoch": renew_epoch(session)}
    show(fields, as_json=as_json)


@click.command("import-rescue")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@json_option
@click.pass_context
def import_rescue_command(ctx: click.Context, /, file: Path, *, as_json: bool) -> None:
    """Take in FILE, a rescue file that a scanner wrote; taking it in again changes nothing."""
    with file.open("rb") as opened:
        raw = opened.read(LARGEST_FILE + 1)
    with admin_session(ctx) as (session, context):
        try:
            answer = import_file(session, context.vault, raw)
        except RescueError as error:
            raise InvalidRequestError(str(error)) from error
    show(msgspec.to_builtins(answer), as_json=as_json)


def _event(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise NotFoundError(f"No event has the id {event_id}")
    return event


def _owner_of(session: Session, device_id: str) -> str:
    """The organization of a device; NotFoundError where there is no such device."""
    device = session.get(Device, device_id)
    if device is None:
        raise NotFoundError(f"No device has the id {device_id}")
    return device.organization_id


COMMANDS = (
    create_gate_command,
    pair_command,
    revoke_device_command,
    message_device_command,
    import_rescue_command,
    new_epoch_command,
)
