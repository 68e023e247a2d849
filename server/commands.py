"""``doorward serve`` and ``doorward admin``: run the server, and work on its database from the command line."""

import os

import click
import msgspec
from sqlalchemy import select

from server.accounts.commands import COMMANDS as ACCOUNT_COMMANDS
from server.accounts.models import ApiKey, Organization
from server.accounts.scopes import ALL_SCOPES
from server.accounts.service import create_key, create_organization
from server.audit.commands import COMMANDS as PEOPLE_COMMANDS
from server.base import Base
from server.catalog.commands import COMMANDS as CATALOG_COMMANDS
from server.catalog.models import Event, Offer, Product
from server.command_line import admin_session, clear_errors, find_organization, json_option, show
from server.config import read_config
from server.doors.commands import COMMANDS as DOOR_COMMANDS
from server.ledger.commands import COMMANDS as LEDGER_COMMANDS
from server.ledger.models import Payout
from server.orders.commands import COMMANDS as ORDER_COMMANDS
from server.orders.models import Order
from server.payments.commands import COMMANDS as PAYMENT_COMMANDS
from server.serving import serve as run_server
from server.tickets.models import Ticket
from server.work.commands import COMMANDS as WORK_COMMANDS

_MODELS = (Organization, ApiKey, Event, Product, Offer, Order, Ticket, Payout)
_LISTED = {model.__tablename__: Base.metadata.tables[model.__tablename__] for model in _MODELS}
_NEVER_LISTED = ("key_hash", "signed_code")
_LINE = ("id", "name", "holder_name", "customer_name", "status")


@click.command()
@click.option("--host", help="Address to listen on [default: 127.0.0.1].")
@click.option("--port", help="Port to listen on; 0 picks a free one [default: 8321].")
@click.option("--data-dir", help="Where the database file and the secret key are kept.")
@click.option("--database-url", help="postgresql://… or sqlite:///… [default: a file in the data directory].")
@click.option("--base-url", help="How the world reaches this server.")
@click.option("--tls-cert", help="Certificate chain, PEM.")
@click.option("--tls-key", help="The certificate's private key, PEM.")
@click.option("--behind-proxy", is_flag=True, default=None, help="A proxy in front speaks TLS to the world.")
@click.option("--hold-minutes", help="How long an unpaid order holds its seats [default: 15].")
@click.option("--workers", help="Processes that serve; above 1 needs PostgreSQL [default: 1].")
def serve(**options: object) -> None:
    """Run the booking and sync server. Every option is also a variable: --data-dir is DOORWARD_DATA_DIR."""
    with clear_errors():
        run_server(read_config(os.environ, options), lambda url: click.echo(f"Doorward listens on {url}"))


@click.group()
@click.option("--data-dir", help="The server's data directory.")
@click.option("--database-url", help="The server's database, where it is not a file in the data directory.")
@click.pass_context
def admin(ctx: click.Context, /, **options: object) -> None:
    """Create organizations, keys, events and pairings, also while the server runs."""
    with clear_errors():
        ctx.obj = read_config(os.environ, options)


@admin.command("create-organization")
@click.argument("name")
@click.option("--prefix", required=True, help="How its ticket codes begin, e.g. MGY: no I, L or O.")
@click.option("--contact-tag", help="The tag its contacts get [default: the prefix].")
@json_option
@click.pass_context
def create_organization_command(
    ctx: click.Context, /, name: str, prefix: str, contact_tag: str | None, *, as_json: bool
) -> None:
    """Make an organization with its signing key."""
    with admin_session(ctx) as (session, context):
        made = create_organization(
            session, context.vault, name=name, ticket_prefix=prefix.upper(), contact_tag=contact_tag
        )
        fields = {"id": made.id, "name": made.name, "slug": made.slug, "prefix": made.ticket_prefix}
    show(fields, as_json=as_json)


@admin.command("create-key")
@click.argument("organization")
@click.option("--name", default="command line", help="What the key is for.")
@click.option("--scope", "scopes", multiple=True, default=(ALL_SCOPES,), help="What it may do [default: all].")
@json_option
@click.pass_context
def create_key_command(
    ctx: click.Context, /, organization: str, name: str, scopes: tuple[str, ...], *, as_json: bool
) -> None:
    """Make an API key; it is shown this once. ORGANIZATION is an id, a slug or a ticket prefix."""
    with admin_session(ctx) as (session, _):
        owner = find_organization(session, organization)
        made = create_key(session, owner.id, name=name, scopes=list(scopes))
        fields = {"id": made.record.id, "organization": owner.id, "key": made.secret}
    show(fields, as_json=as_json)


@admin.command("list")
@click.argument("what", type=click.Choice(list(_LISTED)))
@click.option("--organization", help="Only this one's: an id, a slug or a ticket prefix.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@json_option
@click.pass_context
def list_command(ctx: click.Context, /, what: str, organization: str | None, limit: int, *, as_json: bool) -> None:
    """List the newest of WHAT."""
    table = _LISTED[what]
    with admin_session(ctx) as (session, _):
        statement = select(*(column for column in table.columns if column.key not in _NEVER_LISTED))
        if organization is not None:
            owner = find_organization(session, organization).id
            statement = statement.where(table.c.get("organization_id", table.c.id) == owner)
        newest = statement.order_by(table.c.created_at.desc(), table.c.id.desc()).limit(limit)
        rows = [dict(row) for row in session.execute(newest).mappings()]
    if as_json:
        click.echo(msgspec.json.encode({what: rows}).decode())
        return
    for row in rows:
        click.echo("  ".join(str(row[name]) for name in _LINE if name in row))


for command in (
    *ACCOUNT_COMMANDS,
    *CATALOG_COMMANDS,
    *ORDER_COMMANDS,
    *PAYMENT_COMMANDS,
    *LEDGER_COMMANDS,
    *DOOR_COMMANDS,
    *PEOPLE_COMMANDS,
    *WORK_COMMANDS,
):
    admin.add_command(command)
