"""Fulfil and revoke purchase items: each by its kind's hook, so that what fails one item leaves the others whole."""

from collections.abc import Callable, Iterable
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Product
from server.delivery.post import announce
from server.errors import DoorwardError
from server.fulfilment.hook import Unit
from server.fulfilment.hooks import hook_of
from server.orders.models import Order, PurchaseItem
from server.vault import Vault
from server.work.queue import Kind, enqueue
from server.writer import RunAgainError

FULFILLED = "fulfilled"
FAILED = "failed"
REVOKED = "revoked"
_RETRY_S = 60.0
log = structlog.get_logger()


def fulfil_items(
    session: Session, vault: Vault, order: Order, items: Iterable[PurchaseItem], *, base_url: str, at: int
) -> None:
    """Fulfil a paid order's items in the caller's transaction; those fulfilled or revoked already stay as they are.

    An item whose hook raises is ``failed`` with a short reason, and is tried again after the commit.
    """
    for item in items:
        if item.fulfillment_status in (FULFILLED, REVOKED):
            continue
        if not try_item(session, vault, order, item, base_url=base_url, at=at):
            enqueue(session, Kind.FULFIL, item.id, delay_s=_RETRY_S)


def try_item(session: Session, vault: Vault, order: Order, item: PurchaseItem, *, base_url: str, at: int) -> bool:
    """Fulfil one item, under a savepoint of its own; whether it is fulfilled now."""

    def fulfil() -> dict[str, Any]:
        unit = _unit_of(session, order, item, base_url, at)
        return hook_of(item.fulfillment_type).fulfil(session, vault, unit)

    data, error = _guarded(session, item.id, fulfil)
    if data is None:
        item.fulfillment_status = FAILED
        item.fulfillment_data = {**item.fulfillment_data, "error": error}
        session.flush()
        return False
    item.fulfillment_status = FULFILLED
    item.fulfilled_at = at
    item.fulfillment_data = data
    session.flush()
    if session.get_one(Organization, order.organization_id).has_webhooks:
        announce(session, order.organization_id, "purchase_item.fulfilled", item.id)
    return True


def revoke_items(session: Session, order: Order, items: Iterable[PurchaseItem], *, base_url: str, at: int) -> None:
    """Take back what the items gave, in the caller's transaction; those revoked already stay as they are.

    An item is revoked whatever its hook raises: the money went back.
    """
    for item in items:
        if item.fulfillment_status == REVOKED:
            continue

        def revoke(item: PurchaseItem = item) -> bool:
            hook_of(item.fulfillment_type).revoke(session, _unit_of(session, order, item, base_url, at))
            return True

        _guarded(session, item.id, revoke)
        item.fulfillment_status = REVOKED
        session.flush()


def _guarded(session: Session, item_id: str, work: Callable[[], Any]) -> tuple[Any, str]:
    """What ``work`` gives, or None and why not. What the database itself asks to be run again goes on up."""
    try:
        with session.begin_nested():
            return work(), ""
    except (RunAgainError, OperationalError, InterfaceError):
        raise
    except DoorwardError as error:
        log.warning("item_not_fulfilled", item_id=item_id, code=error.code)
        return None, error.message
    except Exception as error:
        log.exception("item_hook_failed", item_id=item_id)
        return None, type(error).__name__


def _unit_of(session: Session, order: Order, item: PurchaseItem, base_url: str, at: int) -> Unit:
    properties = session.get_one(Product, item.product_id).custom_properties
    return Unit(order=order, item=item, properties=properties, base_url=base_url, at=at)
