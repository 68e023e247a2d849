"""What can be ordered: who buys, which lines, and a line once its facts are known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from server.contacts.service import Person
from server.orders.facts import Facts


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who pays. ``billing`` is a business's name, VAT id and address; addresses are as server.text cleaned them."""

    first_name: str
    last_name: str
    email: str
    phone: str = ""
    language: str | None = None
    """None for the organization's."""
    billing: dict[str, Any] | None = None
    shipping_address: dict[str, Any] | None = None
    user_id: str | None = None
    is_told_by_whatsapp: bool = False

    @property
    def name(self) -> str:
        """First and last name in one."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(frozen=True, slots=True)
class Line:
    """So many of a product. Tickets are named after ``attendees`` in their order, the rest after the buyer."""

    product_id: str
    quantity: int
    event_id: str | None = None
    attendees: tuple[Person, ...] = ()
    price_cents: int | None = None
    """What was agreed before, for renewals, which take no stock either; None for the product's price."""

    @property
    def is_renewal(self) -> bool:
        """Whether it goes on with what was bought before."""
        return self.price_cents is not None


@dataclass(frozen=True, slots=True)
class NewOrder:
    """An order to place. ``subtype`` says through which door it came: event_booking, checkout, shop, …"""

    organization_id: str
    subtype: str
    buyer: Buyer
    lines: Sequence[Line]
    source: str
    hold_ms: int
    extra: dict[str, Any] = field(default_factory=dict)
    frontend_rsvp_id: str | None = None
    has_token: bool = True
    """Whether the buyer can reach it by a token; bookings by API go without."""
    currency: str | None = None
    """What was agreed before, for renewals; None for the products' own."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A line with its facts and the people its tickets are for."""

    line: Line
    facts: Facts
    people: tuple[Person, ...] = ()

    @property
    def is_ticket(self) -> bool:
        return bool(self.facts.product_subtype == "ticket")

    @property
    def unit_cents(self) -> int:
        return int(self.facts.price_cents if self.line.price_cents is None else self.line.price_cents)
