"""The catalogue's objects as the API speaks them: the booking source's object shapes, with our fields beside."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

from server.api import CreatesOnce, Page, Schema
from server.fulfilment.hooks import HOOKS
from server.text import Line, LongText, Properties, Time, Title
from sync.rules.ticket import CodeFormat, Rotation


def _check_subtype(subtype: str) -> str:
    if subtype not in HOOKS:
        raise PydanticCustomError("subtype", "is none of {known}", {"known": ", ".join(HOOKS)})
    return subtype


SHORTEST_PIN, LONGEST_PIN = 4, 12


def _check_pin(pin: SecretStr) -> SecretStr:
    digits = pin.get_secret_value()
    if not (SHORTEST_PIN <= len(digits) <= LONGEST_PIN and digits.isascii() and digits.isdigit()):
        raise PydanticCustomError("pin", "is not 4 to 12 digits")
    return pin


EventStatus = Literal["draft", "published", "cancelled", "ended"]
ProductStatus = Literal["draft", "active", "archived"]
ProductSubtype = Annotated[str, AfterValidator(_check_subtype), Field(json_schema_extra={"enum": list(HOOKS)})]
"""What this server has a hook for."""
TicketFormat = Literal["signed", "typed"]
Count = Annotated[int, Field(ge=0, le=10_000_000)]
Subtype = Annotated[Line, Field(max_length=50)]

DoorPin = Annotated[SecretStr, AfterValidator(_check_pin)]

_EVENT_EXAMPLE: dict[str, Any] = {
    "type": "event",
    "subtype": "meetup",
    "name": "Geschlossene Gesellschaft - Pasewalk",
    "description": "Ein Abend der Begegnungen",
    "status": "published",
    "customProperties": {
        "startDate": 1704492000000,
        "endDate": 1704492000000,
        "location": "Vound Brand, Am Markt 11, 17309 Pasewalk",
        "displayDate": "6. Januar 2024",
        "displayTime": "19:00 Uhr",
    },
}
_PRODUCT_EXAMPLE: dict[str, Any] = {
    "type": "product",
    "subtype": "ticket",
    "name": "Standard Admission",
    "description": "General admission to event",
    "status": "active",
    "customProperties": {"price": 0, "currency": "eur", "maxQuantity": None},
}
_LINK_EXAMPLE: dict[str, Any] = {
    "fromObjectId": "evt_01k2abcdefghjkmnpqrstvwxyz",
    "toObjectId": "prd_01k2abcdefghjkmnpqrstvwxyz",
    "linkType": "offers",
    "properties": {"displayOrder": 0, "isFeatured": True},
}


class DoorSettings(Schema):
    """What an event's doors go by."""

    rotatingCodes: Rotation | None = None
    """Whether phones show codes that change; ``required`` has doors look at whoever brings another."""
    keepNamesDays: Annotated[int, Field(ge=0, le=3_650)] | None = None
    """For how many days after the end doors may know names."""
    doorContacts: bool | None = None
    """Whether doors may find guests by the buyer's e-mail address and phone, too; they go when the names go."""
    codeFormats: Annotated[list[CodeFormat], Field(max_length=50)] | None = None
    """Symbologies that doors read beside QR, for tickets of other systems; each costs the camera time."""


class EventFields(DoorSettings):
    """What can be said of an event. Capacity, time zone, ticket format and the first two may also be properties."""

    subtype: Subtype | None = None
    description: LongText | None = None
    status: EventStatus | None = None
    customProperties: Properties | None = None
    capacity: Count | None = None
    timeZone: Line | None = None
    ticketFormat: TicketFormat | None = None
    doorPin: DoorPin | None = None
    """4 to 12 digits by which managers override at the doors; null takes it away. Never shown again."""


class EventRequest(EventFields, CreatesOnce):
    """POST /api/v1/events."""

    model_config = ConfigDict(json_schema_extra={"example": _EVENT_EXAMPLE})

    type: Literal["event"] = "event"
    name: Annotated[Title, Field(min_length=1)]
    eventCode: Line | None = None
    """The middle part of its ticket codes; else made from the name's initials."""


class EventPatch(EventFields):
    """PATCH /api/v1/events/{id}: only what is sent changes; ``customProperties`` are merged, null removes one."""

    name: Annotated[Title, Field(min_length=1)] | None = None


class EventObject(Schema):
    """An event as it is given back."""

    success: bool = True
    id: str
    type: Literal["event"] = "event"
    subtype: str
    organizationId: str
    name: str
    description: str
    status: str
    customProperties: dict[str, Any]
    slug: str
    timeZone: str
    startsAt: int | None
    endsAt: int | None
    capacity: int | None
    taken: int
    codePrefix: str
    ticketFormat: str
    rotatingCodes: str
    keepNamesDays: int
    doorContacts: bool
    codeFormats: list[str]
    hasDoorPin: bool
    createdAt: int
    updatedAt: int


class EventPage(Page):
    """GET /api/v1/events, newest first."""

    events: list[EventObject]


class ProductRequest(CreatesOnce):
    """POST /api/v1/products."""

    model_config = ConfigDict(json_schema_extra={"example": _PRODUCT_EXAMPLE})

    type: Literal["product"] = "product"
    subtype: ProductSubtype = "ticket"
    name: Annotated[Title, Field(min_length=1)]
    description: LongText = ""
    status: ProductStatus = "active"
    customProperties: Properties = Field(default_factory=dict)


class ProductPatch(Schema):
    """PATCH /api/v1/products/{id}: only what is sent changes; ``customProperties`` are merged, null removes one."""

    name: Annotated[Title, Field(min_length=1)] | None = None
    description: LongText | None = None
    status: ProductStatus | None = None
    customProperties: Properties | None = None


class ProductObject(Schema):
    """A product as it is given back. ``priceInCents`` counts the currency's minor units."""

    success: bool = True
    id: str
    type: Literal["product"] = "product"
    subtype: str
    organizationId: str
    number: int
    name: str
    description: str
    status: str
    priceInCents: int
    currency: str
    maxQuantity: int | None
    taken: int
    customProperties: dict[str, Any]
    createdAt: int
    updatedAt: int


class ProductPage(Page):
    """GET /api/v1/products, newest first."""

    products: list[ProductObject]


class OfferProperties(Schema):
    """What an offer says beyond its two ends; anything else in ``properties`` is kept as it is."""

    model_config = ConfigDict(extra="allow")

    displayOrder: Annotated[int, Field(ge=-1_000_000, le=1_000_000)] = 0
    isFeatured: bool = False
    quantity: Count | None = None
    limitPerCustomer: Annotated[int, Field(ge=1, le=10_000)] | None = None
    salesStart: Time = None
    salesEnd: Time = None


class LinkRequest(CreatesOnce):
    """POST /api/v1/object-links: an event offers a product."""

    model_config = ConfigDict(json_schema_extra={"example": _LINK_EXAMPLE})

    fromObjectId: Line
    toObjectId: Line
    linkType: Literal["offers"]
    properties: Properties = Field(default_factory=dict)


class LinkPatch(Schema):
    """PATCH /api/v1/object-links/{id}: ``properties`` are merged, null removes one."""

    properties: Properties | None = None


class LinkObject(Schema):
    """A link between two objects: ``offers``, ``admits_to`` or ``issued_from``."""

    success: bool = True
    id: str
    organizationId: str
    fromObjectId: str
    toObjectId: str
    linkType: str
    properties: dict[str, Any]
    taken: int | None = None
    createdAt: int


class LinkPage(Page):
    """GET /api/v1/object-links."""

    objectLinks: list[LinkObject]
