"""``doorward admin`` leaves its lines in the audit trail too, in the transaction of what it did."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy import event
from sqlalchemy.orm import Session

from server.accounts.models import ApiKey, Organization
from server.audit.actions import COMMANDS
from server.audit.trail import IS_RECORDED, record
from server.catalog.models import Event, Offer, Product
from server.doors.models import Device, Gate
from server.orders.models import Order
from server.tickets.models import Ticket

COMMAND_LINE = "command line"
_SERVER = "server"
"""What a command acts on that names no object."""
_ID = re.compile(r"[a-z]{3,4}_[0-9a-z]{26}|o[0-9a-z]{26}|[0-9A-Z]+(?:-[0-9A-Z]+){3}")
_OWNED: tuple[Any, ...] = (Event, Product, Offer, Order, Ticket, Gate, Device, ApiKey)


@contextmanager
def recorded_command(ctx: click.Context, session: Session) -> Iterator[None]:
    """What the block does is recorded at its end, unless the services did so or the command only reads."""
    touched: list[str] = []

    def note(flushed: Session, *_: Any) -> None:  # noqa: ANN401  SQLAlchemy's own arguments.
        touched.extend(str(row.id) for row in (*flushed.new, *flushed.dirty) if hasattr(row, "id"))

    event.listen(session, "before_flush", note)
    yield
    session.flush()
    action = COMMANDS.get(ctx.info_name or "")
    if action is not None and not session.info.get(IS_RECORDED):
        object_id = touched[0] if touched else _named(ctx)
        record(session, COMMAND_LINE, action, object_id, organization_id=organization_of(session, object_id))


def organization_of(session: Session, object_id: str) -> str | None:
    """Whose an object is; None where that cannot be told by its id."""
    if session.get(Organization, object_id) is not None:
        return object_id
    for model in _OWNED:
        row = session.get(model, object_id)
        if row is not None:
            return str(row.organization_id)
    return None


def _named(ctx: click.Context) -> str:
    """The first argument that is an id; names and addresses never come into the trail."""
    values = (value for value in ctx.params.values() if isinstance(value, str))
    return next((value for value in values if _ID.fullmatch(value)), _SERVER)
