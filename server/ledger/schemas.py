"""Invoices, ledger entries and payouts as the API speaks them. Money is in minor units of ``currency``."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints

from server.api import CreatesOnce, Page, Schema
from server.text import Line


class InvoiceParty(Schema):
    """Seller or buyer. ``address`` holds lines as they are printed, ``country`` is ISO 3166 alpha-2 or empty."""

    name: str
    vatId: str = ""
    address: list[str] = Field(default_factory=list)
    country: str = ""


class InvoiceTax(Schema):
    """All that is taxed at one rate. ``taxRateBp`` counts hundredths of a percent."""

    taxRateBp: int
    netInCents: int
    taxInCents: int
    grossInCents: int


class InvoiceLine(InvoiceTax):
    """One line; ``unitPriceInCents`` holds the tax where ``priceIncludesTax`` says so."""

    description: str
    quantity: int
    unitPriceInCents: int
    priceIncludesTax: bool


class InvoiceBody(Schema):
    """What an invoice or credit note says, fixed when it was issued. A credit note's amounts are negative."""

    kind: Literal["invoice", "credit_note"]
    number: str
    """As printed: the organization's prefix and the unbroken number."""
    corrects: str | None = None
    """The number of the invoice that a credit note is for."""
    issuedOn: str
    """A day, ``2025-01-15``, in the time zone of the event, else UTC; the same for ``suppliedOn``."""
    suppliedOn: str
    language: str
    currency: str
    orderId: str
    paymentMethod: str
    seller: InvoiceParty
    buyer: InvoiceParty
    lines: list[InvoiceLine]
    taxes: list[InvoiceTax]
    netInCents: int
    taxInCents: int
    grossInCents: int
    notes: list[str] = Field(default_factory=list)
    """``reverse_charge`` where the buyer owes the tax."""


class InvoiceObject(InvoiceBody):
    """An invoice or credit note as it is given back; ``downloadUrl`` gives its PDF."""

    success: bool = True
    id: str
    organizationId: str
    sequence: int
    """Its number without prefix: unbroken from 1 in its organization."""
    refundId: str | None = None
    issuedAt: int
    downloadUrl: str


class InvoicePage(Page):
    """GET /api/v1/invoices, newest first."""

    invoices: list[InvoiceObject]


class EntryObject(Schema):
    """One line of the ledger: debits are positive, credits negative."""

    id: str
    transactionId: str
    kind: str
    account: str
    amountInCents: int
    currency: str
    orderId: str | None = None
    createdAt: int


class EntryPage(Page):
    """GET /api/v1/ledger, newest first."""

    entries: list[EntryObject]


class BalanceObject(Schema):
    """What is owed to the organization in one currency.

    ``availableInCents`` is what a payout may take: the rest waits for refunds that are on their way.
    ``isTest`` marks play money of the built-in test provider.
    """

    currency: str
    owedInCents: int
    availableInCents: int
    isTest: bool


class BalanceAnswer(Schema):
    """GET /api/v1/ledger/balance."""

    success: bool = True
    balances: list[BalanceObject]


_PAYOUT_EXAMPLE: dict[str, Any] = {"currency": "eur", "amountInCents": 12500}
Currency = Annotated[Line, StringConstraints(pattern=r"^[A-Za-z]{3}$", to_lower=True)]


class PayoutRequest(CreatesOnce):
    """POST /api/v1/payouts: an amount, or all that is available in the currency."""

    model_config = ConfigDict(json_schema_extra={"example": _PAYOUT_EXAMPLE})

    currency: Currency
    amountInCents: Annotated[int, Field(ge=1, le=10**15, strict=True)] | None = None


class PayoutObject(Schema):
    """A payout: requested, then paid or failed. ``isTest``: play money, and nothing was sent."""

    success: bool = True
    id: str
    organizationId: str
    provider: str
    reference: str | None = None
    amountInCents: int
    currency: str
    status: str
    isTest: bool
    failure: str | None = None
    createdAt: int
    updatedAt: int


class PayoutPage(Page):
    """GET /api/v1/payouts, newest first."""

    payouts: list[PayoutObject]
