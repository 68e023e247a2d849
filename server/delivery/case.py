"""What one mail is about: its delivery's rows, read in one transaction, and the words to say it in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event, Product
from server.catalog.places import place_line
from server.context import Context
from server.delivery.letter import Row
from server.delivery.models import Delivery
from server.delivery.words import Words
from server.fulfilment.models import Entitlement
from server.orders.models import Order, PurchaseItem
from server.text import clean_line
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus


class OutdatedError(Exception):
    """What the mail would say is no longer so: it is not sent. The text is a reason without data."""


@dataclass(frozen=True, slots=True)
class Case:
    """One delivery with all that its mail may need. ``session`` reads and is good while the mail is composed."""

    context: Context
    session: Session
    delivery: Delivery
    words: Words
    organization: Organization | None
    order: Order | None

    @property
    def platform(self) -> str:
        """What this service is called."""
        return self.context.config.platform_name

    @property
    def base_url(self) -> str:
        """Where links begin, without a slash at the end."""
        config = self.context.config
        scheme = "https" if config.tls_cert else "http"
        return config.base_url or f"{scheme}://{config.host}:{config.port}"

    @property
    def facts(self) -> Mapping[str, Any]:
        """The ids and amounts that were posted with it."""
        return self.delivery.facts

    def placed(self) -> Order:
        """The order; OutdatedError where the mail has none."""
        if self.order is None:
            raise OutdatedError("The order is gone")
        return self.order

    def items(self) -> list[PurchaseItem]:
        """The order's items in their places."""
        statement = select(PurchaseItem).where(PurchaseItem.order_id == self.placed().id)
        return list(self.session.scalars(statement.order_by(PurchaseItem.place, PurchaseItem.id)))

    def tickets(self) -> list[Ticket]:
        """The order's tickets that admit."""
        statement = select(Ticket).where(Ticket.order_id == self.placed().id, Ticket.status == TicketStatus.ACTIVE)
        return list(self.session.scalars(statement.order_by(Ticket.place, Ticket.id)))

    def entitlement_of(self, item: PurchaseItem) -> Entitlement | None:
        """What the item gave."""
        return self.session.scalar(select(Entitlement).where(Entitlement.purchase_item_id == item.id))

    def entitlement(self) -> Entitlement:
        """What ``facts`` name; OutdatedError where it is gone."""
        found = self.session.get(Entitlement, str(self.facts.get("entitlementId", "")))
        if found is None or found.organization_id != self.delivery.organization_id:
            raise OutdatedError("The purchase is gone")
        return found

    def product_name(self, product_id: str, description: str = "") -> str:
        """What a product was called when it was bought, else what it is called now."""
        product = None if description else self.session.get(Product, product_id)
        return clean_line(description or (product.name if product is not None else ""))

    def what(self) -> str:
        """The order in a few words: its event, else its first product and how many more."""
        order = self.placed()
        event = self.session.get(Event, order.event_id) if order.event_id else None
        if event is not None:
            return clean_line(event.name)
        items = self.items()
        first = self.product_name(order.product_id, items[0].description if items else "")
        others = len({item.product_id for item in items}) - 1
        return f"{first} + {others}" if others > 0 else first

    def event_rows(self, event: Event) -> list[Row]:
        """What, when and where."""
        said = event.custom_properties
        rows = [Row(self.words.say("labels.event"), clean_line(event.name), is_strong=True)]
        if event.starts_at is not None:
            rows.append(Row(self.words.say("labels.when"), self.words.moment(event.starts_at, event.time_zone)))
        elif display := " ".join(_texts(said, ("displayDate", "displayTime"))):
            rows.append(Row(self.words.say("labels.when"), display))
        if where := place_line(said):
            rows.append(Row(self.words.say("labels.where"), where))
        return rows


def read_case(context: Context, session: Session, delivery: Delivery) -> Case:
    """The case of a delivery."""
    order = session.get(Order, delivery.order_id) if delivery.order_id else None
    organization = session.get(Organization, delivery.organization_id) if delivery.organization_id else None
    return Case(context, session, delivery, Words(delivery.language), organization, order)


def _texts(said: Mapping[str, Any], names: Sequence[str]) -> list[str]:
    """Those of the caller's own properties that are texts."""
    return [clean_line(said[name]) for name in names if isinstance(said.get(name), str) and said[name].strip()]
