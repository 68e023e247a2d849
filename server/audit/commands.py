"""``doorward admin export-person`` and ``erase-person``."""

import click
import msgspec
from sqlalchemy.orm import Session

from server.audit.commands_trail import COMMAND_LINE
from server.audit.finding import Found, find_person
from server.audit.people import erase_person, export_person
from server.command_line import admin_session, find_organization, json_option
from server.context import Context


@click.command("export-person")
@click.argument("organization")
@click.argument("email")
@click.pass_context
def export_person_command(ctx: click.Context, /, organization: str, email: str) -> None:
    """Print all that ORGANIZATION keeps of the person of EMAIL, as JSON."""
    with admin_session(ctx) as (session, context):
        found = _find(session, context, organization, email)
        person = export_person(session, found, actor=COMMAND_LINE)
    click.echo(msgspec.json.format(msgspec.json.encode(person)).decode())


@click.command("erase-person")
@click.argument("organization")
@click.argument("email")
@click.option("--cancel-upcoming", is_flag=True, help="Cancel what is still to come for them; no money moves.")
@json_option
@click.pass_context
def erase_person_command(
    ctx: click.Context, /, organization: str, email: str, *, cancel_upcoming: bool, as_json: bool
) -> None:
    """Erase the person of EMAIL from ORGANIZATION; says what was erased, what was cancelled, and what is kept."""
    with admin_session(ctx) as (session, context):
        found = _find(session, context, organization, email)
        outcome = erase_person(session, context.tools, found, actor=COMMAND_LINE, is_cancelling=cancel_upcoming)
    if as_json:
        click.echo(msgspec.json.encode(outcome).decode())
        return
    click.echo("erased: " + (", ".join(f"{count} {what}" for what, count in outcome["erased"].items()) or "nothing"))
    for one in outcome["cancelled"]:
        click.echo(f"cancelled: {one['kind']} {one['id']}")
    for order_id in outcome["refundable"]:
        click.echo(f"can be refunded: {order_id}")
    for kept in outcome["kept"]:
        click.echo(f"kept: {len(kept['ids'])} {kept['what']}. {kept['why']}")


def _find(session: Session, context: Context, organization: str, email: str) -> Found:
    return find_person(session, context.vault, find_organization(session, organization).id, email.strip())


COMMANDS = (export_person_command, erase_person_command)
