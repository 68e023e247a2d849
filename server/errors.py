"""What can go wrong, as one tree, and how the API says it.

    DoorwardError
    ├── WorldFailedError            the world around us failed; trying again may help
    │   ├── DatabaseUnavailableError    503 DATABASE_UNAVAILABLE
    │   ├── OverloadedError             503 OVERLOADED
    │   └── ProviderUnavailableError    503 PROVIDER_UNAVAILABLE: a payment, mail or calendar service did not answer
    └── CallerError                 the caller can put it right; each has a status and a code
        ├── InvalidRequestError         400 INVALID_REQUEST
        │   ├── InvalidEventError       400 INVALID_EVENT
        │   └── InvalidProductError     400 INVALID_PRODUCT
        │   └── BadSignatureError       400 BAD_SIGNATURE
        ├── UnauthorizedError           401 UNAUTHORIZED
        ├── PaymentRequiredError        402 PAYMENT_REQUIRED
        ├── ForbiddenError              403 FORBIDDEN
        ├── NotFoundError               404 NOT_FOUND
        ├── ConflictError               409 CONFLICT
        │   ├── SoldOutError            409 SOLD_OUT
        │   ├── SalesClosedError        409 SALES_CLOSED
        │   ├── LimitReachedError       409 LIMIT_REACHED, with the earlier booking's id
        │   └── SlotTakenError          409 SLOT_TAKEN: the calendar has something else then
        ├── ExpiredError                410 EXPIRED: a link, token or hold whose time is over
        ├── BodyTooLargeError           413 BODY_TOO_LARGE
        ├── IdempotencyConflictError    422 IDEMPOTENCY_CONFLICT
        ├── ProviderRefusedError        422 PROVIDER_REFUSED
        └── TooManyRequestsError        429 TOO_MANY_REQUESTS, with Retry-After

Anything else that is raised is a bug of ours: 500 INTERNAL with a reference that the log has too.
"""

from typing import ClassVar


class DoorwardError(Exception):
    """The root. ``status`` and ``code`` are what the API answers; the text is for people and holds no secrets."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "INTERNAL"
    says: ClassVar[str] = "Internal error"

    def __init__(self, message: str | None = None, **details: str) -> None:
        super().__init__(message or self.says)
        self.details = details

    @property
    def message(self) -> str:
        """One sentence for people."""
        return str(self)


class WorldFailedError(DoorwardError):
    """Something outside this program failed."""

    status = 503
    code = "UNAVAILABLE"
    says = "The service is not available right now"


class DatabaseUnavailableError(WorldFailedError):
    """The database could not take or answer a request; what was asked may be asked again."""

    code = "DATABASE_UNAVAILABLE"
    says = "The database is not available right now"


class OverloadedError(WorldFailedError):
    """Too many requests already wait."""

    code = "OVERLOADED"
    says = "Too many requests at once; try again shortly"


class ProviderUnavailableError(WorldFailedError):
    """A service that this server depends on timed out, failed, or asked to be left alone for a while."""

    code = "PROVIDER_UNAVAILABLE"
    says = "A service that is needed for this does not answer right now; try again"


class CallerError(DoorwardError):
    """The request cannot be granted as it stands."""

    status = 400
    code = "INVALID_REQUEST"
    says = "Invalid request"


class InvalidRequestError(CallerError):
    """A field is missing or holds something that it cannot hold."""


class InvalidEventError(InvalidRequestError):
    """No such event in this organization, or not one that can be booked."""

    code = "INVALID_EVENT"
    says = "Event not found or not published"


class InvalidProductError(InvalidRequestError):
    """No such product in this organization, not active, or not offered by the event."""

    code = "INVALID_PRODUCT"
    says = "Product not found or not active"


class BadSignatureError(InvalidRequestError):
    """An event whose signature is missing, wrong or too old."""

    code = "BAD_SIGNATURE"
    says = "The signature is missing, wrong or too old"


class UnauthorizedError(CallerError):
    """No key, or not one of ours."""

    status = 401
    code = "UNAUTHORIZED"
    says = "Missing or invalid Authorization header"


class PaymentRequiredError(CallerError):
    """It must be paid first."""

    status = 402
    code = "PAYMENT_REQUIRED"
    says = "The payment is not complete"


class ForbiddenError(CallerError):
    """The key is good but not for this."""

    status = 403
    code = "FORBIDDEN"
    says = "This API key may not do that"


class NotFoundError(CallerError):
    """Nothing of that id that the caller may see."""

    status = 404
    code = "NOT_FOUND"
    says = "Not found"


class ConflictError(CallerError):
    """What is there already stands against it."""

    status = 409
    code = "CONFLICT"
    says = "Conflict"


class SoldOutError(ConflictError):
    """Fewer seats are left than were asked for."""

    code = "SOLD_OUT"
    says = "Not enough tickets left"


class SalesClosedError(ConflictError):
    """The offer's sales have not begun or are over."""

    code = "SALES_CLOSED"
    says = "Sales are closed"


class LimitReachedError(ConflictError):
    """The customer would hold more tickets than the offer allows one person."""

    code = "LIMIT_REACHED"
    says = "The limit per customer is reached"


class SlotTakenError(ConflictError):
    """The calendar cannot take the session at that time."""

    code = "SLOT_TAKEN"
    says = "This time is not available; choose another"


class ExpiredError(CallerError):
    """A link, token or hold whose time is over."""

    status = 410
    code = "EXPIRED"
    says = "This has expired"


class BodyTooLargeError(CallerError):
    """The request's body is larger than this server reads."""

    status = 413
    code = "BODY_TOO_LARGE"
    says = "The request body is larger than 1 MiB"


class IdempotencyConflictError(CallerError):
    """The idempotency key was used before for another request."""

    status = 422
    code = "IDEMPOTENCY_CONFLICT"
    says = "This idempotency key was used for another request"


class ProviderRefusedError(CallerError):
    """A payment or calendar service answered that it will not do this, now or later."""

    status = 422
    code = "PROVIDER_REFUSED"
    says = "The payment service refused this"


class TooManyRequestsError(CallerError):
    """Asked too often; ``retry_after_s`` is when to come again."""

    status = 429
    code = "TOO_MANY_REQUESTS"
    says = "Too many requests; try again later"

    def __init__(self, message: str | None = None, *, retry_after_s: int = 1) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s
