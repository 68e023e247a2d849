"""/api/v1/organization and /api/v1/organizations: what an organization says of itself, new ones, and payouts."""

import asyncio

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from server.accounts.access import (
    DOCUMENTED_PERSON,
    DOCUMENTED_SCHEME,
    ReadsCatalog,
    SignedIn,
    WritesSettings,
)
from server.accounts.gatekeeper import Caller
from server.accounts.member_schemas import (
    OrganizationObject,
    OrganizationPatch,
    OrganizationRequest,
    PayoutAccountAnswer,
    PayoutAccountRequest,
)
from server.accounts.models import Organization, User
from server.accounts.scopes import ALL_SCOPES
from server.accounts.sign_up import found_organization
from server.api import IDEMPOTENCY_HEADER, create_once, json_answer
from server.audit.trail import record
from server.context import InContext
from server.errors import ConflictError

router = APIRouter()
_HUNDREDTHS = 100
_FIELDS = {
    "name": "name",
    "contactTag": "contact_tag",
    "legalName": "legal_name",
    "legalAddress": "legal_address",
    "vatId": "vat_id",
    "country": "country",
    "language": "language",
    "supportEmail": "support_email",
    "mailsBookings": "mails_bookings",
}


@router.get("/organization", response_model=OrganizationObject, dependencies=[DOCUMENTED_SCHEME])
async def get_organization(caller: ReadsCatalog, context: InContext) -> Response:
    """The organization."""
    return json_answer(
        await context.database.read(
            lambda session: organization_object(session.get_one(Organization, caller.organization_id))
        )
    )


@router.patch("/organization", response_model=OrganizationObject, dependencies=[DOCUMENTED_SCHEME])
async def patch_organization(body: OrganizationPatch, caller: WritesSettings, context: InContext) -> Response:
    """Change what invoices, mails and new products say; what was issued before stays as it is."""

    def change(session: Session) -> OrganizationObject:
        organization = session.get_one(Organization, caller.organization_id, with_for_update=True)
        said = body.model_dump(exclude_none=True)
        for name, column in _FIELDS.items():
            if name in said:
                setattr(organization, column, said[name])
        if body.taxRate is not None:
            organization.tax_rate_bp = round(body.taxRate * _HUNDREDTHS)
        session.flush()
        record(
            session,
            caller.actor,
            "organization.changed",
            organization.id,
            organization_id=organization.id,
            fields=",".join(sorted(said)),
        )
        return organization_object(organization)

    return json_answer(await context.database.write(change))


@router.post("/organizations", response_model=OrganizationObject, dependencies=[DOCUMENTED_PERSON])
async def post_organization(
    request: Request, body: OrganizationRequest, person: SignedIn, context: InContext, key: IDEMPOTENCY_HEADER = None
) -> Response:
    """Make an organization; whoever asks owns it."""
    # Idempotency keys are a person's own here: the organization is only being made.
    asker = Caller(person.user_id, person.user_id, frozenset({ALL_SCOPES}), person.user_id)

    def work(session: Session) -> OrganizationObject:
        user = session.get_one(User, person.user_id)
        return organization_object(found_organization(session, context.vault, user, body.name, body.ticketPrefix))

    answer = await create_once(context, asker, request, body, key, work)
    context.gatekeeper.forget()
    return answer


@router.post("/organization/payout-account", response_model=PayoutAccountAnswer, dependencies=[DOCUMENTED_SCHEME])
async def post_payout_account(
    request: Request, caller: WritesSettings, context: InContext, body: PayoutAccountRequest | None = None
) -> Response:
    """Where the organization tells Stripe who it is, so that it can be paid out. 409 where Stripe is not configured."""
    connect = context.providers.connect
    if connect.name != "stripe":
        raise ConflictError("Payouts need Stripe, which is not configured on this server")
    organization = await context.database.read(lambda session: session.get_one(Organization, caller.organization_id))
    back = body.returnUrl if body and body.returnUrl else context.config.base_url or str(request.base_url).rstrip("/")
    account = organization.stripe_account_id
    if account is None:
        account = await asyncio.to_thread(
            connect.create_account, organization.id, organization.support_email, organization.country
        )
        await context.database.write(lambda session: _keep_account(session, caller, account))
    url = await asyncio.to_thread(connect.onboarding_url, account, back, back)
    return json_answer(PayoutAccountAnswer(url=url))


def _keep_account(session: Session, caller: Caller, account: str) -> None:
    session.get_one(Organization, caller.organization_id, with_for_update=True).stripe_account_id = account
    record(session, caller.actor, "payout_account.created", account, organization_id=caller.organization_id)


def organization_object(organization: Organization) -> OrganizationObject:
    """An organization as the API gives it back."""
    return OrganizationObject(
        id=organization.id,
        name=organization.name,
        slug=organization.slug,
        ticketPrefix=organization.ticket_prefix,
        contactTag=organization.contact_tag,
        legalName=organization.legal_name,
        legalAddress=organization.legal_address,
        vatId=organization.vat_id,
        country=organization.country,
        language=organization.language,
        supportEmail=organization.support_email,
        taxRate=organization.tax_rate_bp / _HUNDREDTHS,
        mailsBookings=organization.mails_bookings,
        hasPayoutAccount=organization.stripe_account_id is not None,
        canBePaidOut=organization.can_be_paid_out,
        createdAt=organization.created_at,
    )
