"""Fulfilment tried again, and renewals, after the commit."""

from sqlalchemy.orm import Session

from server.context import Context
from server.errors import ConflictError
from server.fulfilment.renewal import find_due, renew
from server.fulfilment.service import FAILED, try_item
from server.ids import now_ms
from server.orders.changes import PAID_STATES
from server.orders.models import Order, PurchaseItem
from server.work.handlers import Handlers
from server.work.queue import Kind
from server.work.sweeps import Sweep


def fulfil_again(context: Context, item_id: str) -> None:
    """Fulfil an item that failed when its order was paid; ConflictError, for a person to look at, where it fails again.

    Nothing is done where it was fulfilled, revoked or refunded meanwhile.
    """

    def work(session: Session) -> str | None:
        item = session.get_one(PurchaseItem, item_id)
        order = session.get_one(Order, item.order_id, with_for_update=True, populate_existing=True)
        session.refresh(item)
        if item.fulfillment_status != FAILED or order.status not in PAID_STATES:
            return None
        if try_item(session, context.vault, order, item, base_url=context.config.base_url, at=now_ms()):
            return None
        return str(item.fulfillment_data["error"])

    error = context.database.write_now(work)
    if error is not None:
        raise ConflictError(f"The purchase item cannot be fulfilled: {error}")


HANDLERS: Handlers = {Kind.FULFIL: fulfil_again, Kind.RENEWAL: renew}
SWEEPS: tuple[Sweep, ...] = (Sweep("renewals", 30.0, find_due),)
