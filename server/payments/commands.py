"""``doorward admin provider-events`` and ``replay-event``: see and work again what payment providers sent."""

import click
import msgspec
from sqlalchemy import select

from server.command_line import admin_session, json_option, show
from server.payments.intake import FAILED, UNMATCHED, replay
from server.payments.models import ProviderEvent

_OUTCOMES = click.Choice(["pending", "done", "ignored", "unmatched", "failed"])


@click.command("provider-events")
@click.option(
    "--outcome", "outcomes", type=_OUTCOMES, multiple=True, help="Only those [default: unmatched and failed]."
)
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@json_option
@click.pass_context
def provider_events(ctx: click.Context, /, outcomes: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """List what payment providers sent, newest first."""
    columns = (
        ProviderEvent.id,
        ProviderEvent.provider,
        ProviderEvent.type,
        ProviderEvent.outcome,
        ProviderEvent.detail,
        ProviderEvent.received_at,
    )
    wanted = outcomes or (UNMATCHED, FAILED)
    statement = select(*columns).where(ProviderEvent.outcome.in_(wanted)).order_by(ProviderEvent.id.desc()).limit(limit)
    with admin_session(ctx) as (session, _):
        rows = [dict(row) for row in session.execute(statement).mappings()]
    if as_json:
        click.echo(msgspec.json.encode({"events": rows}).decode())
        return
    for row in rows:
        click.echo("  ".join(str(row[name]) for name in ("id", "provider", "type", "outcome", "detail")))


@click.command("replay-event")
@click.argument("event")
@json_option
@click.pass_context
def replay_event(ctx: click.Context, /, event: str, *, as_json: bool) -> None:
    """Work EVENT again, whatever became of it; working what is done already changes nothing."""
    with admin_session(ctx) as (session, _):
        replayed = replay(session, event)
        fields = {"id": replayed.id, "type": replayed.type, "outcome": replayed.outcome}
    show(fields, as_json=as_json)


COMMANDS = (provider_events, replay_event)
