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
    "PATCH /api/v1/organization": "organization.changed",
    "POST /api/v1/organizations": "organization.created",
    "POST /api/v1/organization/payout-account": "payout_account.connected",
    "POST /api/v1/members": "member.invited",
    "PATCH /api/v1/members/{member_id}": "member.changed",
    "DELETE /api/v1/members/{member_id}": "member.removed",
    "PATCH /api/v1/auth/me": "user.changed",
    "POST /api/v1/auth/password": "user.password_changed",
    "DELETE /api/v1/auth/sessions/{session_id}": "sign_in.ended",
    "POST /api/v1/work/{work_id}/retry": "work.retried",
    "POST /api/v1/people/export": "person.exported",
    "POST /api/v1/people/erase": "person.erased",
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
    "cancel": "order.cancelled",
    "retry-work": "work.retried",
    "create-user": "user.created",
    "add-member": "member.added",
    "make-admin": "user.made_admin",
    "erase-person": "person.erased",
    "export-person": "person.exported",
}
"""By the command of ``doorward admin``."""
_SOLD = "the order tells it itself"
_BUYER = "the buyer's own doing, told by the order"
_UNKNOWN = "nobody is known yet; what comes of it is recorded by its service"
_DOOR = "the door log tells it"
_PROVIDER = "stored as the provider's event"
NOT_RECORDED = {
    "POST /api/v1/bookings/create": _SOLD,
    "POST /api/v1/checkout/sessions": _SOLD,
    "POST /api/v1/checkout/confirm": _SOLD,
    "POST /api/v1/auth/sign-up": _UNKNOWN,
    "POST /api/v1/auth/verify": _UNKNOWN,
    "POST /api/v1/auth/verify/resend": _UNKNOWN,
    "POST /api/v1/auth/join": _UNKNOWN,
    "POST /api/v1/auth/forgot": _UNKNOWN,
    "POST /api/v1/auth/reset": _UNKNOWN,
    "POST /api/v1/auth/login": _UNKNOWN,
    "POST /api/v1/auth/refresh": _UNKNOWN,
    "POST /api/v1/auth/logout": _UNKNOWN,
    "POST /api/v1/auth/logout-everywhere": _UNKNOWN,
    "POST /webhooks/stripe": _PROVIDER,
    "POST /functions/v1/payment-webhook": _PROVIDER,
    "POST /pay/{reference}": _BUYER,
    "POST /api/v1/test-payments/{reference}/pay": _BUYER,
    "POST /door/v1/enrol": _DOOR,
    "POST /door/v1/time": _DOOR,
    "POST /door/v1/push": _DOOR,
    "POST /door/v1/claim": _DOOR,
    "POST /door/v1/pull": _DOOR,
}
"""The other changing routes, and why they leave no line."""
READING_COMMANDS = {"list": "reads only", "work": "reads only"}
