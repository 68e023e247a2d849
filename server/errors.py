"""What can go wrong, as one tree, and how the API says it.

    DoorwardError
    ├── WorldFailedError            the world around us failed; trying again may help
    │   ├── DatabaseUnavailableError    503 DATABASE_UNAVAILABLE
    │   └── OverloadedError             503 OVERLOADED
    └── CallerError                 the caller can put it right; each has a status and a code
        ├── InvalidRequestError         400 INVALID_REQUEST
        │   ├── InvalidEventError       400 INVALID_EVENT
        │   └── InvalidProductError     400 INVALID_PRODUCT
        ├── UnauthorizedError           401 UNAUTHORIZED
        ├── ForbiddenError              403 FORBIDDEN
        ├── NotFoundError               404 NOT_FOUND
        ├── ConflictError               409 CONFLICT
        │   ├── SoldOutError            409 SOLD_OUT
        │   ├── SalesClosedError        409 SALES_CLOSED
        │   └── LimitReachedError       409 LIMIT_REACHED, with the earlier booking's id
        ├── BodyTooLargeError           413 BODY_TOO_LARGE
        └── IdempotencyConflictError    422 IDEMPOTENCY_CONFLICT

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


class UnauthorizedError(CallerError):
    """No key, or not one of ours."""

    status = 401
    code = "UNAUTHORIZED"
    says = "Missing or invalid Authorization header"


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
