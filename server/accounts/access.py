"""The dependencies that let a request in: an organization's API key, or the access token of a member of it."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from sqlalchemy.orm import Session

from server.accounts.access_tokens import read_access_token
from server.accounts.errors import OrganizationNeededError
from server.accounts.gatekeeper import Caller
from server.accounts.models import Organization
from server.accounts.persons import Person
from server.accounts.scopes import ALL_SCOPES, scopes_of
from server.audit.trail import record
from server.context import Context, InContext
from server.errors import ForbiddenError, UnauthorizedError
from server.guard.route import route_of

PLATFORM_ADMIN = "admin"
ORGANIZATION_HEADER = "x-organization-id"
_BEARER = "Bearer "
_KEY_START = "org_"
_DOTS_IN_A_JWT = 2
_scheme = HTTPBearer(scheme_name="Organization's API key", bearerFormat="org_{organizationId}_{32}", auto_error=False)
_person_scheme = HTTPBearer(
    scheme_name="Person's access token",
    bearerFormat="JWT",
    description="From /api/v1/auth/login. Who belongs to several organizations names one in X-Organization-Id.",
    auto_error=False,
)


def caller_with(*scopes: str) -> Callable[..., Awaitable[Caller]]:
    """A dependency that gives the caller, where the key or the person's role is good for one of ``scopes``."""

    async def get_caller(request: Request, context: InContext) -> Caller:
        token = _bearer(request)
        if token.startswith(_KEY_START) or token.count(".") != _DOTS_IN_A_JWT:
            caller = await context.gatekeeper.verify(token)
            if caller is None:
                raise UnauthorizedError("Invalid API key")
        else:
            caller = await _act(request, context, await _recognize(context, token))
        request.state.organization_id = caller.organization_id
        request.state.actor = caller.actor
        if not caller.may(*scopes):
            raise ForbiddenError(f"{_who(caller)} lacks the scope {scopes[0]}")
        return caller

    return get_caller


async def get_person(request: Request, context: InContext) -> Person:
    """A dependency that gives whoever is signed in, whatever their role."""
    person = await _recognize(context, _bearer(request))
    request.state.actor = person.user_id
    return person


def _documented(*scopes: str) -> object:
    """The same, with the security scheme in the OpenAPI document."""
    return Security(caller_with(*scopes))


SignedIn = Annotated[Person, Security(get_person)]
ReadsCatalog = Annotated[Caller, _documented("catalog:read")]
WritesCatalog = Annotated[Caller, _documented("catalog:write")]
ReadsBookings = Annotated[Caller, _documented("bookings:read")]
WritesBookings = Annotated[Caller, _documented("bookings:write")]
ReadsContacts = Annotated[Caller, _documented("contacts:read")]
ReadsGates = Annotated[Caller, _documented("doors:read", "catalog:read")]
ReadsAttendance = Annotated[Caller, _documented("doors:read", "bookings:read")]
WritesGates = Annotated[Caller, _documented("doors:write", "catalog:write")]
PairsDevices = Annotated[Caller, _documented("doors:pair", "doors:write", "catalog:write")]
ReadsPayments = Annotated[Caller, _documented("payments:read")]
WritesPayments = Annotated[Caller, _documented("payments:write")]
WritesWebhooks = Annotated[Caller, _documented("webhooks:write")]
WritesPeople = Annotated[Caller, _documented("people:write")]
ReadsAudit = Annotated[Caller, _documented("audit:read")]
WritesSettings = Annotated[Caller, _documented("settings:write")]
WritesKeys = Annotated[Caller, _documented("keys:write")]


async def _document(
    _key: Annotated[object, Security(_scheme)], _person: Annotated[object, Security(_person_scheme)]
) -> None:
    """Shows both schemes in the OpenAPI document, either of which will do."""


DOCUMENTED_SCHEME = Depends(_document)
"""For a router's ``dependencies``: shows the schemes in the OpenAPI document and checks nothing itself."""
DOCUMENTED_PERSON = Security(_person_scheme)
"""The same for routes that only people call."""


def _bearer(request: Request) -> str:
    header = request.headers.get("authorization", "")
    if not header.startswith(_BEARER):
        raise UnauthorizedError
    return header[len(_BEARER) :].strip()


async def _recognize(context: Context, token: str) -> Person:
    claims = read_access_token(context.vault, token)
    person = await context.gatekeeper.recognize(claims.sign_in_id) if claims is not None else None
    if claims is None or person is None or person.user_id != claims.user_id:
        raise UnauthorizedError("Invalid or expired access token")
    return person


async def _act(request: Request, context: Context, person: Person) -> Caller:
    """The person as the caller of the organization that they name, or of their only one."""
    named = request.headers.get(ORGANIZATION_HEADER, "").strip()
    if not named and len(person.roles) > 1:
        raise OrganizationNeededError(organizations=",".join(sorted(person.roles)))
    organization_id = named or next(iter(person.roles), "")
    role = person.roles.get(organization_id)
    if role is not None:
        return Caller(person.user_id, organization_id, scopes_of(role), person.user_id, role)
    if person.is_admin and named.isascii() and named.isalnum():
        return await _act_as_admin(request, context, person, named)
    raise ForbiddenError("You are not a member of this organization" if named else "You belong to no organization")


async def _act_as_admin(request: Request, context: Context, person: Person, organization_id: str) -> Caller:
    """The platform's own people may act anywhere, and every time leaves its trace before anything else happens."""
    route = route_of(request.scope)

    def note(session: Session) -> bool:
        if session.get(Organization, organization_id) is None:
            return False
        record(
            session,
            person.user_id,
            "platform_admin.acted",
            organization_id,
            organization_id=organization_id,
            method=request.method,
            route=route,
        )
        return True

    if not await context.database.write(note):
        raise ForbiddenError("You are not a member of this organization")
    scopes = frozenset({ALL_SCOPES})
    return Caller(person.user_id, organization_id, scopes, person.user_id, PLATFORM_ADMIN)


def _who(caller: Caller) -> str:
    return "This API key" if caller.role is None else f"Your role ({caller.role})"
