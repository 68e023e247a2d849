"""``doorward admin mark-paid``, ``cancel``, ``refund`` and ``revoke-ticket``."""

from collections.abc import Callable

import click
from sqlalchemy.orm import Session

from server.command_line import admin_session, json_option, show
from server.orders.changes import cancel_order, find_order, revoke_ticket
from server.orders.models import Order, OrderStatus
from server.orders.tools import Tools
from server.payments.refunds import request_refund
from server.payments.settle import mark_paid_elsewhere


def _order_command(name: str, change: Callable[[Session, Tools, str], Order], summary: str) -> click.Command:
    @click.command(name, help=summary)
    @click.argument("order")
    @json_option
    @click.pass_context
    def command(ctx: click.Context, /, order: str, *, as_json: bool) -> None:
        with admin_session(ctx) as (session, context):
            changed = change(session, context.tools, order)
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


def _refund(session: Session, tools: Tools, order_id: str) -> Order:
    """Refund what is left of an order; refunding again changes nothing."""
    order = find_order(session, None, order_id)
    if order.status != OrderStatus.REFUNDED:
        request_refund(session, tools, order_id, actor="command line")
    return order


COMMANDS = (
    _order_command("mark-paid", mark_paid_elsewhere, "ORDER was paid elsewhere: its tickets admit from now on."),
    _order_command("cancel", cancel_order, "Cancel ORDER, where no money was paid for it."),
    _order_command("refund", _refund, "ORDER is refunded in full: its tickets admit no more."),
    revoke_ticket_command,
)
