"""Checkout sessions as payment-api speaks of them; what it leaves open is named in its style."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from server.api import CreatesOnce, Schema
from server.payments.provider import Mode
from server.text import Email, Line, Name, Phone, Properties, Reference, Time, Title, clean_line

_COUNTRY_LENGTH = 2
_CREATE_EXAMPLE: dict[str, Any] = {
    "productId": "prd_01k2abcdefghjkmnpqrstvwxyz",
    "quantity": 1,
    "customerEmail": "customer@example.com",
    "customerName": "John Doe",
}


def _country(value: str) -> str:
    if value and (len(value) != _COUNTRY_LENGTH or not value.isascii() or not value.isalpha()):
        raise PydanticCustomError("country", "is not an ISO 3166 code of two letters, such as DE")
    return value.upper()


def _web_address(value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise PydanticCustomError("url", "must begin with https:// or http://")
    return value


def _given(value: str) -> str:
    if not value:
        raise PydanticCustomError("missing", "Field required")
    return value


Country = Annotated[Line, AfterValidator(_country)]
WebAddress = Annotated[Line, Field(max_length=2000), AfterValidator(_web_address)]
Language = Literal["en", "de", "es", "fr"]
Pieces = Annotated[int, Field(ge=1, le=100)]
GivenEmail = Annotated[Email, AfterValidator(_given)]
GivenName = Annotated[Title, AfterValidator(_given)]


class Address(Schema):
    """Where a person or business is."""

    line1: Annotated[Title, AfterValidator(_given)]
    line2: Title = ""
    postalCode: Annotated[Line, Field(max_length=20)] = ""
    city: Name = ""
    state: Name = ""
    country: Country = ""


class ShippingAddress(Address):
    """Where goods are sent."""

    name: Title = ""


class Billing(Schema):
    """A business buyer; with it the order gets an invoice."""

    name: GivenName
    vatId: Annotated[Line, Field(max_length=30)] = ""
    address: Address


class Attendee(Schema):
    """Whom a ticket is for."""

    firstName: Annotated[Name, AfterValidator(_given)]
    lastName: Name = ""
    email: Email | None = None
    phone: Phone = ""


class CheckoutItem(Schema):
    """So many of one product. ``eventId`` where a ticket is offered by several events."""

    productId: Annotated[Line, AfterValidator(_given)]
    quantity: Pieces = 1
    eventId: Line | None = None
    attendees: Annotated[list[Attendee], Field(max_length=100)] = Field(default_factory=list)


class CheckoutRequest(CreatesOnce):
    """POST /api/v1/checkout/sessions: one product by ``productId`` and ``quantity``, or several in ``items``."""

    model_config = ConfigDict(json_schema_extra={"example": _CREATE_EXAMPLE})

    productId: Line | None = None
    quantity: Pieces = 1
    eventId: Line | None = None
    items: Annotated[list[CheckoutItem], Field(max_length=50)] = Field(default_factory=list)
    customerEmail: GivenEmail
    customerName: Title = ""
    """Where none is given, the part of the address before its @ stands in: tickets and mails need something."""
    customerPhone: Phone = ""
    whatsapp: bool = False
    """Whether the buyer agreed to hear of the order by WhatsApp too, at ``customerPhone``."""
    language: Language | None = None
    billing: Billing | None = None
    shippingAddress: ShippingAddress | None = None
    mode: Mode = Mode.INTENT
    returnUrl: WebAddress = ""
    cancelUrl: WebAddress = ""
    source: Name = "api"
    metadata: Properties = Field(default_factory=dict)

    def lines(self) -> Sequence[CheckoutItem]:
        """What is bought, however it was said; empty where nothing was."""
        if self.items or not self.productId:
            return self.items
        return [CheckoutItem(productId=self.productId, quantity=self.quantity, eventId=self.eventId)]


class PayRequest(CreatesOnce):
    """POST /api/v1/bookings/{id}/pay."""

    mode: Mode = Mode.INTENT
    returnUrl: WebAddress = ""
    cancelUrl: WebAddress = ""


class SessionObject(Schema):
    """A checkout session. ``clientSecret`` pays it in the caller's page, ``checkoutUrl`` on the provider's."""

    success: bool = True
    sessionId: str
    orderId: str
    provider: str
    status: str
    """open, processing, paid, failed, expired, cancelled or refunded."""
    clientSecret: str | None = None
    checkoutUrl: str | None = None
    transactionId: str | None = None
    purchaseItemIds: list[str]
    amount: int
    currency: str
    expiresAt: Time = None
    failure: str | None = None
    metadata: dict[str, Any] | None = None
    """What the request gave to be kept; absent where that was nothing."""


class ConfirmRequest(CreatesOnce):
    """POST /api/v1/checkout/confirm: ``sessionId``, or the provider's id of the payment."""

    model_config = ConfigDict(json_schema_extra={"example": {"sessionId": "pay_01k2abcdefghjkmnpqrstvwxyz"}})

    sessionId: Reference | None = None
    paymentIntentId: Reference | None = None
    transactionId: Reference | None = None


class DownloadUrls(Schema):
    """Signed links that expire. ``tickets`` only where there are tickets, ``invoice`` only for business buyers.

    ``purchaseItems`` leads to what was bought where that is one item, else to all of it that can be printed.
    """

    purchaseItems: str
    tickets: str | None = None
    invoice: str | None = None


class ConfirmAnswer(Schema):
    """What was bought. ``ticketIds`` is for clients of the older, ticket-only answer."""

    success: bool = True
    transactionId: str
    orderId: str
    purchaseItemIds: list[str]
    crmContactId: str | None = None
    amount: int
    currency: str
    status: str
    downloadUrls: DownloadUrls
    ticketIds: list[str] | None = None
    metadata: dict[str, Any] | None = None


class RefundRequestBody(CreatesOnce):
    """POST /api/v1/bookings/{id}/refund: everything that is left, some items, or an amount in minor units."""

    amountInCents: Annotated[int, Field(ge=1, le=10**14)] | None = None
    purchaseItemIds: Annotated[list[Line], Field(max_length=200)] = Field(default_factory=list)
    reason: Annotated[Line, Field(max_length=200)] = ""


class RefundObject(Schema):
    """A refund. ``requested`` until the provider gave the money back."""

    success: bool = True
    id: str
    bookingId: str
    kind: str
    status: str
    amountInCents: int
    currency: str
    purchaseItemIds: list[str]
    reason: str
    createdAt: int


def split_name(name: str) -> tuple[str, str]:
    """First and last name of one line: the last word is the last name; one word alone is the first."""
    first, _, last = clean_line(name).rpartition(" ")
    return (first, last) if first else (last, "")
