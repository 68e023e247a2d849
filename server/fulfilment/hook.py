"""The hook interface: what a kind of product must say so that it can be sold. One file a kind, beside this one.

A hook runs inside the transaction that makes, pays or refunds an order. It writes rows and enqueues work; it never
talks to a network. What it raises fails its own item only: the payment stands, and the item is tried again.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from server.fulfilment.models import Entitlement
from server.orders.models import Order, PurchaseItem
from server.vault import Vault


@dataclass(frozen=True, slots=True)
class Unit:
    """One purchase item to fulfil, with its order and what the product says. ``at`` is now in Unix ms."""

    order: Order
    item: PurchaseItem
    properties: dict[str, Any]
    """The product's ``customProperties``."""
    base_url: str
    at: int


class Hook(Protocol):
    """A kind of product."""

    @property
    def subtype(self) -> str:
        """The product's ``subtype`` and the item's ``fulfillmentType``."""

    @property
    def is_one_item_a_piece(self) -> bool:
        """Whether three of them are three purchase items, each fulfilled for itself, or one item of quantity three."""

    def check(self, properties: dict[str, Any]) -> None:
        """Check a product's ``customProperties`` when it is made or changed; InvalidRequestError else."""

    def shipping_cents(self, properties: dict[str, Any], quantity: int, country: str) -> int:
        """What sending it costs the buyer on top, in minor units; InvalidRequestError where it cannot be sent there."""

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:
        """Give the buyer what was paid for, and return what ``fulfillmentData`` says of it. Again changes nothing."""

    def revoke(self, session: Session, unit: Unit) -> None:
        """Take it back: the money went back. Again changes nothing."""

    def reveal(self, vault: Vault, base_url: str, entitlement: Entitlement) -> dict[str, Any]:
        """What ``fulfillmentData`` says besides to who may see the item: links and tokens, which are never stored."""
