"""What each changing route of organizers is called in the audit trail. A test holds that none is missing."""

ACTIONS = {
    "POST /api/v1/events": "event.created",
    "PATCH /api/v1/events/{event_id}": "event.changed",
    "POST /api/v1/products": "product.created",
    "PATCH /api/v1/products/{product_id}": "product.changed",
    "POST /api/v1/object-links": "offer.created",
    "POST /api/v1/bookings/{booking_id}/cancel": "order.cancelled",
    "POST /api/v1/bookings/{booking_id}/refund": "order.refund_requested",
    "POST /api/v1/api-keys": "api_key.created",
    "DELETE /api/v1/api-keys/{key_id}": "api_key.revoked",
    "POST /api/v1/events/{event_id}/gates": "gate.created",
    "PATCH /api/v1/gates/{gate_id}": "gate.changed",
    "POST /api/v1/gates/{gate_id}/pairing-codes": "pairing_code.created",
    "DELETE /api/v1/devices/{device_id}": "device.revoked",
}
"""By method and route. A booking made is told by the order itself, and must not cost a row more."""
COMMANDS = {
    "create-organization": "organization.created",
    "create-key": "api_key.created",
    "create-event": "event.created",
    "create-product": "product.created",
    "offer": "offer.created",
    "create-gate": "gate.created",
    "pair": "pairing_code.created",
    "revoke-device": "device.revoked",
    "new-epoch": "server.epoch_renewed",
    "mark-paid": "order.marked_paid",
    "refund": "order.refunded",
    "revoke-ticket": "ticket.revoked",
    "erase-person": "person.erased",
    "export-person": "person.exported",
}
"""By the command of ``doorward admin``."""
NOT_RECORDED: dict[str, str] = {}
READING_COMMANDS: dict[str, str] = {}
