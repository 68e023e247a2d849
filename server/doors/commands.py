"""``doorward admin`` commands about doors."""

import click
from sqlalchemy.orm import Session

from server.catalog.models import Event
from server.command_line import admin_session, json_option, show
from server.config import ServerConfig
from server.doors.models import Device
from server.doors.models import Gate as GateRow
from server.doors.pairing import create_gate, create_pairing_code, product_numbers, revoke_device
from server.errors import NotFoundError
from server.outbox.feed import renew_epoch
from sync.protocol.pairing_link import make_pairing_link
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
@click.option("--refuse-unsynced", is_flag=True, help="Refuse signed tickets that a door's list lacks.")
@json_option
@click.pass_context
def create_gate_command(  # noqa: PLR0913  One argument an option.
    ctx: click.Context,
    /,
    event: str,
    name: str,
    direction: str,
    products: tuple[str, ...],
    opens_at: int | None,
    closes_at: int | None,
    re_entry: str,
    *,
    refuse_unsynced: bool,
    as_json: bool,
) -> None:
    """Make a gate of EVENT, by its id."""
    with admin_session(ctx) as (session, _):
        row = _event(session, event)
        gate = create_gate(
            session,
            row.organization_id,
            Gate(
                gate_id=GateId(""),
                event_id=EventId(row.id),
                name=name,
                direction=Direction(direction),
                products=product_numbers(session, row.organization_id, products),
                opens_at=opens_at,
                closes_at=closes_at,
                re_entry=ReEntry(re_entry),
                admits_unsynced=not refuse_unsynced,
            ),
        )
        fields = {"id": gate.gate_id, "event": row.id, "name": gate.name}
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
@json_option
@click.pass_context
def revoke_device_command(ctx: click.Context, /, device: str, *, as_json: bool) -> None:
    """Refuse DEVICE, by its id, from now on."""
    with admin_session(ctx) as (session, _):
        row = session.get(Device, device)
        if row is None:
            raise NotFoundError(f"No device has the id {device}")
        revoke_device(session, row.organization_id, device)
    show({"id": device, "revoked": True}, as_json=as_json)


@click.command("new-epoch")
@json_option
@click.pass_context
def new_epoch_command(ctx: click.Context, /, *, as_json: bool) -> None:
    """Run this after the database was restored from a backup: doors fetch all anew and upload what it lost."""
    with admin_session(ctx) as (session, _):
        fields = {"epoch": renew_epoch(session)}
    show(fields, as_json=as_json)


def _event(session: Session, event_id: str) -> Event:
    event = session.get(Event, event_id)
    if event is None:
        raise NotFoundError(f"No event has the id {event_id}")
    return event


COMMANDS = (create_gate_command, pair_command, revoke_device_command, new_epoch_command)
