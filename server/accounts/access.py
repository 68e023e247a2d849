"""The dependency that lets a request in: ``Authorization: Bearer org_…`` and the scope that the route needs."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Request, Security
from fastapi.security import HTTPBearer

from server.accounts.gatekeeper import Caller
from server.context import InContext
from server.errors import ForbiddenError, UnauthorizedError

SCOPES = {
    "catalog:read": "read events, products and offers",
    "catalog:write": "make and change events, products and offers",
    "bookings:read": "read bookings and tickets",
    "bookings:write": "make and cancel bookings",
    "contacts:read": "read contacts",
    "payments:read": "read payments, refunds, invoices, the ledger and sales figures",
    "payments:write": "refund, and ask for payouts",
    "webhooks:write": "list, make and remove webhook endpoints",
    "people:write": "export and erase what is kept of a person",
    "audit:read": "read the audit trail",
    "settings:write": "change the organization and its members",
    "keys:write": "list, make and revoke API keys",
}
ALL_SCOPES = "*"
_BEARER = "Bearer "
_scheme = HTTPBearer(scheme_name="Organization's API key", bearerFormat="org_{organizationId}_{32}", auto_error=False)


def caller_with(scope: str) -> Callable[..., Awaitable[Caller]]:
    """A dependency that gives the caller, where the key is good for ``scope``."""

    async def get_caller(request: Request, context: InContext) -> Caller:
        header = request.headers.get("authorization", "")
        if not header.startswith(_BEARER):
            raise UnauthorizedError
        caller = await context.gatekeeper.verify(header[len(_BEARER) :].strip())
        if caller is None:
            raise UnauthorizedError("Invalid API key")
        request.state.organization_id = caller.organization_id
        if not caller.may(scope):
            raise ForbiddenError(f"This API key lacks the scope {scope}")
        return caller

    return get_caller


def _documented(scope: str) -> object:
    """The same, with the security scheme in the OpenAPI document."""
    return Security(caller_with(scope))


ReadsCatalog = Annotated[Caller, _documented("catalog:read")]
WritesCatalog = Annotated[Caller, _documented("catalog:write")]
ReadsBookings = Annotated[Caller, _documented("bookings:read")]
WritesBookings = Annotated[Caller, _documented("bookings:write")]
ReadsContacts = Annotated[Caller, _documented("contacts:read")]
ReadsPayments = Annotated[Caller, _documented("payments:read")]
WritesPayments = Annotated[Caller, _documented("payments:write")]
WritesWebhooks = Annotated[Caller, _documented("webhooks:write")]
WritesPeople = Annotated[Caller, _documented("people:write")]
ReadsAudit = Annotated[Caller, _documented("audit:read")]
WritesSettings = Annotated[Caller, _documented("settings:write")]
WritesKeys = Annotated[Caller, _documented("keys:write")]
DOCUMENTED_SCHEME = Security(_scheme)
"""For a router's ``dependencies``: shows the scheme in the OpenAPI document and checks nothing itself."""
