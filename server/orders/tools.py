"""What the order service needs beside a session: made once by the composition root."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from server.orders.models import Order
from server.tickets.keys import Signer
from server.vault import Vault

Listener = Callable[[Session, Order], None]
"""Hears in the same transaction that an order was made, paid, refunded, cancelled or expired."""


@dataclass(frozen=True, slots=True)
class Tools:
    """Keys, the address of links, and who else must hear of an order's changes."""

    signer: Signer
    vault: Vault
    base_url: str = ""
    fee_bp: int = 0
    """The platform's fee where the organization has none of its own."""
    listeners: Mapping[str, Listener] = field(default_factory=dict)
    """By the order's subtype."""
