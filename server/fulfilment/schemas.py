"""What was bought as the API speaks it: the payment source's purchase item, and what its kinds add."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from server.api import Page, Schema
from server.fulfilment.addresses import WebAddress
from server.text import Line

_PATCH_EXAMPLE: dict[str, Any] = {
    "carrier": "DHL",
    "trackingNumber": "00340434161094042557",
    "trackingUrl": "https://www.dhl.de/de/privatkunden.html?piececode=00340434161094042557",
    "status": "shipped",
}


class RegistrationData(Schema):
    """What a ticket was bought for, as the booking source keeps it beside the attendee. ``eventDate`` in Unix ms."""

    eventId: str
    eventName: str
    eventDate: int | None = None
    source: str
    """Who sold it: what the request said of itself."""


class PurchaseItemObject(Schema):
    """A purchase item, field for field as the payment source has it, with our fields beside. Money in minor units."""

    success: bool = True
    id: str
    type: Literal["purchase_item"] = "purchase_item"
    subtype: str
    organizationId: str
    transactionId: str
    productId: str
    eventId: str | None
    description: str
    quantity: int
    pricePerUnit: int
    totalPrice: int
    currency: str
    buyerEmail: str
    buyerName: str
    buyerPhone: str
    registrationData: RegistrationData | None = None
    """Of tickets only."""
    fulfillmentType: str
    fulfillmentStatus: str
    fulfillmentData: dict[str, Any]
    downloadUrl: str
    createdAt: int
    fulfilledAt: int | None


class PurchaseItemPage(Page):
    """GET /api/v1/purchase-items, newest first."""

    purchaseItems: list[PurchaseItemObject]


class SubscriptionObject(Schema):
    """A subscription. ``status``: active, past_due, cancelled, ended or revoked. Times in Unix ms."""

    success: bool = True
    id: str
    type: Literal["subscription"] = "subscription"
    organizationId: str
    productId: str
    purchaseItemId: str
    customerEmail: str
    customerName: str
    quantity: int
    billingCycle: str
    status: str
    period: int
    periodStart: int
    periodEnd: int
    renewsAt: int | None
    createdAt: int
    updatedAt: int


class SubscriptionPage(Page):
    """GET /api/v1/subscriptions, newest first."""

    subscriptions: list[SubscriptionObject]


class CancelRequest(Schema):
    """POST /api/v1/subscriptions/{id}/cancel."""

    atPeriodEnd: bool = True
    """Whether access lasts as long as was paid for; else it ends now."""


class AccessAnswer(Schema):
    """Whether something gives access now, and until when."""

    success: bool = True
    id: str
    hasAccess: bool
    status: str
    productId: str
    startDate: int | None
    endDate: int | None
    """Of a subscription: when the paid period ends."""
    courseId: str | None = None


class ShipmentObject(Schema):
    """A shipment as the warehouse needs it. ``status``: pending, shipped, delivered, returned or revoked."""

    success: bool = True
    id: str
    type: Literal["shipment"] = "shipment"
    organizationId: str
    transactionId: str
    purchaseItemId: str
    productId: str
    productName: str
    quantity: int
    recipientName: str
    recipientEmail: str
    recipientPhone: str
    shippingAddress: dict[str, Any]
    status: str
    carrier: str | None = None
    trackingNumber: str | None = None
    trackingUrl: str | None = None
    shippedAt: int | None = None
    createdAt: int
    updatedAt: int


class ShipmentPage(Page):
    """GET /api/v1/shipments, newest first."""

    shipments: list[ShipmentObject]


class ShipmentPatch(Schema):
    """PATCH /api/v1/shipments/{id}: only what is sent changes."""

    model_config = ConfigDict(json_schema_extra={"example": _PATCH_EXAMPLE})

    carrier: Annotated[Line, Field(max_length=100)] | None = None
    trackingNumber: Annotated[Line, Field(max_length=100)] | None = None
    trackingUrl: WebAddress | None = None
    status: Literal["pending", "shipped", "delivered", "returned"] | None = None


class FileObject(Schema):
    """The file of a download product."""

    success: bool = True
    fileId: str
    productId: str
    fileName: str
    contentType: str
    sizeBytes: int
    sha256: str
