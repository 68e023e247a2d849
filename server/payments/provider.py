"""What the server asks of a payment provider, in one vocabulary for all of them.

Every method may block on the network for seconds, so endpoints call them on a thread and never inside a transaction.
Each raises ProviderUnavailableError (try again with the same key), or ProviderRefusedError (it will not).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol


class Mode(StrEnum):
    """How the buyer pays: in the caller's own page, on the provider's page, or by a link that can be sent."""

    INTENT = "intent"
    PAGE = "page"
    LINK = "link"


class PaymentStatus(StrEnum):
    """created → pending → succeeded, failed or cancelled; what went back afterwards stands in refunds."""

    CREATED = "created"
    """Known to us only: the provider has not answered yet."""
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    MISMATCH = "mismatch"
    """Paid, but not what was asked: nothing is fulfilled and a person must look."""


class EventKind(StrEnum):
    """What a provider's event means to us."""

    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    DISPUTE_CLOSED = "dispute_closed"
    ACCOUNT = "account"
    """A connected account changed: ``reference`` is its id."""
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class ChargeLine:
    """One line of what is paid, for the provider's own page. Money in minor units."""

    name: str
    quantity: int
    unit_cents: int


@dataclass(frozen=True, slots=True)
class Charge:
    """What is to be paid. ``payment_id`` is the idempotency key, and metadata by which events find their way back."""

    payment_id: str
    order_id: str
    organization_id: str
    mode: Mode
    amount_cents: int
    currency: str
    description: str
    lines: Sequence[ChargeLine]
    customer_email: str
    customer_name: str
    return_url: str
    cancel_url: str
    expires_at: int
    """Unix ms: the hold on the seats ends then."""
    created_at: int
    """Unix ms: what is asked depends on this and not on the clock, so that asking again asks the same."""
    language: str = "en"
    metadata: Mapping[str, str] = field(default_factory=dict)
    saved_customer: str | None = None
    """The provider's customer to charge without the buyer present: a renewal."""
    saves_customer: bool = False
    """Whether the buyer's means of payment is kept for renewals."""


@dataclass(frozen=True, slots=True)
class StartedPayment:
    """What the provider made of a charge: a client secret for an intent, a URL for a page or link."""

    reference: str
    status: PaymentStatus
    client_secret: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class ProviderPayment:
    """How a payment stands in the provider's own books: the only word that is believed."""

    reference: str
    status: PaymentStatus
    amount_cents: int
    currency: str
    """Lower-case ISO 4217."""
    charge_reference: str | None = None
    fee_cents: int = 0
    failure: str = ""
    payment_id: str | None = None
    """Ours, from the provider's metadata."""
    customer: str | None = None
    """The provider's customer, where the means of payment was kept."""
    refunds: Sequence["ProviderRefund"] = ()
    """All refunds of it that the provider knows."""


@dataclass(frozen=True, slots=True)
class RefundRequest:
    """A refund to ask for. ``refund_id`` is the idempotency key, and metadata at the provider."""

    refund_id: str
    payment_reference: str
    charge_reference: str | None
    amount_cents: int
    currency: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProviderRefund:
    """A refund in the provider's books. ``status`` is requested, succeeded or failed."""

    reference: str
    status: str
    amount_cents: int
    currency: str
    refund_id: str | None = None
    """Ours, where we asked for it; None where it was made at the provider's own desk."""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class ProviderDispute:
    """A chargeback: ``is_open``, else decided, for us where ``is_won``."""

    reference: str
    amount_cents: int
    currency: str
    is_open: bool
    is_won: bool = False


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """A provider's event whose signature was good. What it says of money is not believed: the provider is asked."""

    event_id: str
    type: str
    kind: EventKind
    reference: str | None = None
    """The provider's id of the intent, session or link that it is about, or of the connected account."""
    charge_reference: str | None = None
    payment_id: str | None = None
    dispute: ProviderDispute | None = None


class PaymentProvider(Protocol):
    """A payment provider."""

    @property
    def name(self) -> str:
        """stripe, airwallex or test: what payments.provider says."""

    def start(self, charge: Charge) -> StartedPayment:
        """Begin a payment; again with the same payment id it gives the same one."""

    def look_up(self, reference: str) -> ProviderPayment:
        """How it stands; ProviderRefusedError where the provider knows none of that reference."""

    def cancel(self, reference: str) -> None:
        """Make it unpayable; nothing happens where it is paid or closed already."""

    def refund(self, request: RefundRequest) -> ProviderRefund:
        """Give money back; again with the same refund id nothing more goes back."""

    def read_event(self, headers: Mapping[str, str], body: bytes, at: int) -> ReadEvent:
        """Check an event's signature and age against ``at`` (Unix ms) and read it; BadSignatureError else.

        ``headers`` have lower-case names.
        """

    def parse_event(self, body: bytes) -> ReadEvent:
        """Read a stored event, whose signature was checked when it came."""
