"""Organizations, their members and a buyer's orders as the API speaks them."""

from typing import Annotated

from pydantic import ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from server.accounts.people_schemas import Address, Language
from server.accounts.scopes import Role
from server.api import CreatesOnce, Page, Schema
from server.text import Email, Line, LongText, Title

_Code = Annotated[Line, Field(max_length=40)]
TaxRate = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)]


class MemberRequest(CreatesOnce):
    """POST /api/v1/members."""

    model_config = ConfigDict(json_schema_extra={"example": {"email": "sam@example.com", "role": "manager"}})

    email: Address
    role: Role


class MemberPatch(Schema):
    """PATCH /api/v1/members/{id}."""

    role: Role


class MemberObject(Schema):
    """A member of the organization. Until somebody ``hasJoined`` nothing is told of them but the invited address."""

    success: bool = True
    id: str
    userId: str | None = None
    email: str
    name: str | None = None
    role: str
    hasJoined: bool
    createdAt: int


class MemberPage(Page):
    """GET /api/v1/members, newest first."""

    members: list[MemberObject]


class OrganizationRequest(CreatesOnce):
    """POST /api/v1/organizations: the person who asks will own it."""

    name: Annotated[Title, Field(min_length=1)]
    ticketPrefix: Annotated[Line, Field(max_length=8)] = ""
    """How its ticket codes begin; drawn from the name where none is given."""


class OrganizationPatch(Schema):
    """PATCH /api/v1/organization: only what is sent changes. ``taxRate`` is in percent: 19 is 19 %."""

    model_config = ConfigDict(json_schema_extra={"example": {"legalName": "Maguey Club SL", "country": "ES"}})

    name: Annotated[Title, Field(min_length=1)] | None = None
    contactTag: Annotated[Line, Field(min_length=1, max_length=50)] | None = None
    legalName: Title | None = None
    legalAddress: Annotated[LongText, Field(max_length=1_000)] | None = None
    vatId: _Code | None = None
    country: _Code | None = None
    language: Language | None = None
    supportEmail: Email | None = None
    taxRate: TaxRate | None = None
    mailsBookings: bool | None = None

    @field_validator("country")
    @classmethod
    def _check_country(cls, value: str | None) -> str | None:
        if value and (len(value) != 2 or not value.isascii() or not value.isalpha()):
            raise PydanticCustomError("country", "is not an ISO 3166 code of two letters, such as DE")
        return value.upper() if value else value


class OrganizationObject(Schema):
    """An organization as its members see it."""

    success: bool = True
    id: str
    name: str
    slug: str
    ticketPrefix: str
    contactTag: str
    legalName: str
    legalAddress: str
    vatId: str
    country: str
    language: str
    supportEmail: str
    taxRate: float
    mailsBookings: bool
    hasPayoutAccount: bool
    canBePaidOut: bool
    createdAt: int


class PayoutAccountRequest(Schema):
    """POST /api/v1/organization/payout-account: where the browser comes back to."""

    returnUrl: Annotated[Line, Field(max_length=2_000, pattern=r"^(https?://\S+)?$")] = ""


class PayoutAccountAnswer(Schema):
    """Where the organization tells the payment service who it is."""

    success: bool = True
    url: str


class MyOrder(Schema):
    """An order as its buyer sees it. ``token`` opens its tickets and downloads, as the link in the mail does."""

    id: str
    organizationId: str
    organizationName: str
    eventId: str | None = None
    eventName: str | None = None
    startsAt: int | None = None
    status: str
    quantity: int
    amountInCents: int
    refundedInCents: int
    currency: str
    createdAt: int
    paidAt: int | None = None
    token: str | None = None


class MyOrderPage(Page):
    """GET /api/v1/me/orders, newest first."""

    orders: list[MyOrder]
