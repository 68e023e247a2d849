"""Webhook endpoints, their messages, and deliveries as the API speaks them."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field

from server.api import CreatesOnce, Page, Schema
from server.appointments.models import Appointment
from server.text import Line, Title

EventTypes = Annotated[list[Line], Field(max_length=50)]
Address = Annotated[Line, Field(min_length=1, max_length=2000)]
_EXAMPLE: dict[str, Any] = {
    "url": "https://example.com/doorward",
    "eventTypes": ["order.paid", "order.refunded"],
    "description": "The shop",
}


class EndpointRequest(CreatesOnce):
    """POST /api/v1/webhook-endpoints. Without ``eventTypes`` it is told of everything."""

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    url: Address
    eventTypes: EventTypes | None = None
    description: Title = ""


class EndpointPatch(Schema):
    """PATCH /api/v1/webhook-endpoints/{id}: only what is sent changes. ``isDisabled: false`` enables it again."""

    url: Address | None = None
    eventTypes: EventTypes | None = None
    description: Title | None = None
    isDisabled: bool | None = None


class EndpointObject(Schema):
    """An endpoint as it is given back; ``secret`` only in the answer that made it."""

    success: bool = True
    id: str
    organizationId: str
    url: str
    eventTypes: list[str]
    description: str
    secret: str | None = None
    createdAt: int
    disabledAt: int | None = None


class EndpointPage(Page):
    """GET /api/v1/webhook-endpoints, newest first."""

    webhookEndpoints: list[EndpointObject]


class MessageObject(Schema):
    """One message to one endpoint; its id is the ``webhook-id`` that the receiver saw."""

    success: bool = True
    id: str
    endpointId: str
    type: str
    objectId: str
    status: str
    attempts: int
    responseStatus: int | None = None
    failure: str | None = None
    happenedAt: int
    updatedAt: int


class MessagePage(Page):
    """GET /api/v1/webhook-endpoints/{id}/messages, newest first."""

    messages: list[MessageObject]


class DeliveryObject(Schema):
    """One mail or WhatsApp message; of the recipient only enough to know it again."""

    success: bool = True
    id: str
    orderId: str | None = None
    channel: str
    template: str
    recipient: str
    language: str
    status: str
    failure: str | None = None
    createdAt: int
    updatedAt: int


class DeliveryPage(Page):
    """GET /api/v1/deliveries, newest first."""

    deliveries: list[DeliveryObject]


class AppointmentData(Schema):
    """A session in a webhook; times in Unix ms."""

    id: str
    organizationId: str
    orderId: str
    productId: str
    packageId: str
    status: str
    scheduledStart: int | None
    scheduledEnd: int | None
    timeZone: str
    meetingUrl: str | None

    @classmethod
    def of(cls, appointment: Appointment) -> Self:
        """The appointment's row."""
        return cls(
            id=appointment.id,
            organizationId=appointment.organization_id,
            orderId=appointment.order_id,
            productId=appointment.product_id,
            packageId=appointment.package_id,
            status=appointment.status,
            scheduledStart=appointment.scheduled_start,
            scheduledEnd=appointment.scheduled_end,
            timeZone=appointment.time_zone,
            meetingUrl=appointment.meeting_url,
        )
