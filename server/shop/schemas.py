"""The ticket shop's requests and answers: the source's fields, camelCase for ours beside them."""

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field

from server.api import CreatesOnce, Page, Schema
from server.catalog.places import Address, Geo
from server.payments.schemas import GivenEmail, GivenName, Language, Pieces, WebAddress
from server.text import Line, Phone, Reference

_CHECKOUT_EXAMPLE: dict[str, Any] = {
    "eventName": "Perreo Fridays",
    "ticketType": "VIP",
    "quantity": 2,
    "customerEmail": "ana@example.com",
    "customerName": "Ana Torres",
}
MOST_KINDS = 20


def _not_empty(value: str) -> str | None:
    return value or None


Named = Annotated[Line, Field(max_length=200)]


class TicketType(Schema):
    """One kind of ticket. ``capacity`` and ``available`` are null where nothing bounds them."""

    productId: str
    name: str
    priceInCents: int
    currency: str
    capacity: int | None
    sold: int
    available: int | None
    salesOpen: bool
    limitPerCustomer: int | None


class AvailabilityAnswer(Schema):
    """GET /api/events/{name}/availability. The names with underscores are the source's for the three above them."""

    success: bool = True
    eventId: str
    name: str
    slug: str
    organization: str
    startsAt: int | None
    event_date: str | None
    capacity: int | None
    sold: int
    remaining: int | None
    venue_capacity: int | None
    tickets_sold: int
    tickets_available: int | None
    ticketTypes: list[TicketType]


class ShownFile(Schema):
    """A picture or video of an event, for anybody to see."""

    url: str
    contentType: str


class PublicEvent(Schema):
    """A published event. Dates are Unix ms, and RFC 3339 under the names with underscores; ``location`` is one line."""

    success: bool = True
    id: str
    name: str
    slug: str
    subtype: str
    description: str
    organization: str
    organizationName: str
    startsAt: int | None
    endsAt: int | None
    event_date: str | None
    event_end_date: str | None
    timeZone: str
    location: str | None
    address: Address | str | None
    geo: Geo | None
    pictures: list[ShownFile]
    videos: list[ShownFile]
    capacity: int | None
    remaining: int | None
    ticketTypes: list[TicketType]


class PublicEvents(Page):
    """GET /api/events, the earliest first."""

    events: list[PublicEvent]


class CheckoutItem(Schema):
    """So many of one kind of ticket, by its name or its product's id."""

    ticketType: Named
    quantity: Pieces = 1


class CheckoutRequest(CreatesOnce):
    """POST /api/orders/create-checkout: one kind of ticket, or several as ``items``."""

    model_config = ConfigDict(json_schema_extra={"example": _CHECKOUT_EXAMPLE})

    eventName: Named | None = None
    eventId: Reference | None = None
    organization: Annotated[Reference, AfterValidator(_not_empty)] | None = None
    ticketType: Named | None = None
    quantity: Pieces = 1
    items: Annotated[list[CheckoutItem], Field(max_length=MOST_KINDS)] | None = None
    customerEmail: GivenEmail
    customerName: GivenName
    customerPhone: Phone | None = None
    whatsapp: bool = False
    language: Language | None = None
    successUrl: WebAddress | None = None
    cancelUrl: WebAddress | None = None

    def wanted(self) -> list[CheckoutItem]:
        """What is bought, in whichever form it was said; empty where it was not."""
        if self.items:
            return self.items
        return [CheckoutItem(ticketType=self.ticketType, quantity=self.quantity)] if self.ticketType else []


class CheckoutAnswer(Schema):
    """The order, the token that opens it, and where to pay; ``checkoutUrl`` is absent where nothing is to be paid."""

    success: bool = True
    orderId: str
    orderToken: str
    status: str
    checkoutUrl: str | None = None
    expiresAt: int | None = None
    totalAmountCents: int
    currency: str


class ShopEvent(Schema):
    """What a ticket admits to."""

    id: str
    name: str
    startsAt: int | None = None
    event_date: str | None = None
    timeZone: str
    location: str | None = None


class ShopTicket(Schema):
    """One ticket. ``qr_code_data`` is the source's name of ``qrCode``: the ticket's id. Codes come with the payment."""

    ticketId: str
    status: str
    ticketType: str
    groupSize: int
    holderName: str
    holderEmail: str | None = None
    event: ShopEvent
    qr_code_data: str
    qrCode: str
    signedCode: str
    pdfUrl: str


class TicketsAnswer(Schema):
    """GET /api/tickets/{orderId}: the order and, once it is paid, its tickets."""

    success: bool = True
    orderId: str
    status: str
    ticketCount: int
    totalAmountCents: int
    currency: str
    customerName: str
    customerEmail: str
    checkoutUrl: str | None = None
    expiresAt: int | None = None
    tickets: list[ShopTicket]
