"""``doorward admin mark-paid``, ``cancel``, ``refund`` and ``revoke-ticket``."""

from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from server.command_line import admin_session, json_option, show
from server.orders.changes import cancel_order, mark_paid, refund_order, revoke_ticket
from server.orders.models import Order


def _order_command(name: str, change: Callable[[Session, str], Order], summary: str) -> click.Command:
    @click.command(name, help=summary)
    @click.argument("order")
    @json_option
    @click.pass_context
    def command(ctx: click.Context, /, order: str, *, as_json: bool) -> None:
        with admin_session(ctx) as (session, _):
            changed = change(session, order)
            fields = {"id": changed.id, "status": changed.status}
        show(fields, as_json=as_json)

    return command


@click.command("revoke-ticket")
@click.argument("ticket")
@json_option
@click.pass_context
def revoke_ticket_command(ctx: click.Context, /, ticket: str, *, as_json: bool) -> None:
    """TICKET admits no more; doors hear of it within a second."""
    with admin_session(ctx) as (session, _):
        changed = revoke_ticket(session, ticket)
        fields = {"id": changed.id, "status": changed.status}
    show(fields, as_json=as_json)


COMMANDS = (
    _order_command("mark-paid", mark_paid, "ORDER was paid elsewhere: its tickets admit from now on."),
    _order_command("cancel", cancel_order, "Cancel ORDER, where no money was paid for it."),
    _order_command("refund", refund_order, "ORDER is refunded in full: its tickets admit no more."),
    revoke_ticket_command,
)
