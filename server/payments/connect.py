"""Payouts to organizers: their accounts at the provider, and transfers to them; with Stripe Connect, or built in."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

from stripe import StripeClient

from server.errors import ProviderRefusedError
from server.payments.stripe_client import our_errors, to_stripe

_TEST_ACCOUNT = "tacct_"
_NO_STRIPE = "Payouts need Stripe, which is not configured on this server"


@dataclass(frozen=True, slots=True)
class AccountStatus:
    """How a connected account stands."""

    account: str
    can_be_paid_out: bool
    is_submitted: bool
    """Whether its owner has answered all that was asked at first."""
    missing: tuple[str, ...] = ()
    """What the provider still wants to know, in its own words."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money for an organizer's account. ``payout_id`` is the idempotency key. Money in minor units."""

    payout_id: str
    organization_id: str
    account: str
    amount_cents: int
    currency: str


class Connect(Protocol):
    """Accounts of organizers and transfers to them. Errors and threads as with PaymentProvider."""

    @property
    def name(self) -> str:
        """``stripe``, ``test`` or ``none``."""

    def create_account(self, organization_id: str, email: str = "", country: str = "") -> str:
        """The organization's account, made once; its reference. ``country`` is ISO 3166 alpha-2."""

    def onboarding_url(self, account: str, refresh_url: str, return_url: str) -> str:
        """Where its owner tells the provider who they are: a link for once, soon; ``refresh_url`` makes another."""

    def look_up_account(self, account: str) -> AccountStatus:
        """How it stands; ProviderRefusedError where there is none."""

    def transfer(self, transfer: Transfer) -> str:
        """Send the money and give the transfer's reference; again with the same payout id nothing more is sent."""

    def reverse(self, reference: str, key: str, amount_cents: int, currency: str) -> str:
        """Take money of a transfer back, once under ``key``; the reversal's reference."""


class StripeConnect:
    """Express accounts at Stripe, paid by transfers from the platform's balance."""

    def __init__(self, client: StripeClient) -> None:
        self._client = client

    @property
    def name(self) -> str:
        return "stripe"

    def create_account(self, organization_id: str, email: str = "", country: str = "") -> str:
        with our_errors():
            made = self._client.v1.accounts.create(
                {
                    "type": "express",
                    "capabilities": {"transfers": {"requested": True}},
                    "metadata": {"organization_id": organization_id},
                    **({"email": email} if email else {}),
                    **({"country": country.upper()} if country else {}),
                },
                {"idempotency_key": f"account:{organization_id}"},
            )
        return made.id

    def onboarding_url(self, account: str, refresh_url: str, return_url: str) -> str:
        with our_errors():
            link = self._client.v1.account_links.create(
                {
                    "account": account,
                    "type": "account_onboarding",
                    "refresh_url": refresh_url,
                    "return_url": return_url,
                }
            )
        return link.url

    def look_up_account(self, account: str) -> AccountStatus:
        with our_errors():
            found = self._client.v1.accounts.retrieve(account)
        wanted = found.requirements.currently_due if found.requirements else None
        return AccountStatus(
            account=found.id,
            can_be_paid_out=bool(found.payouts_enabled),
            is_submitted=bool(found.details_submitted),
            missing=tuple(wanted or ()),
        )

    def transfer(self, transfer: Transfer) -> str:
        with our_errors():
            # Stripe forgets idempotency keys after a day, and a payout may be asked for again later than that.
            known = self._client.v1.transfers.list({"transfer_group": transfer.payout_id, "limit": 1}).data
            if known:
                return known[0].id
            made = self._client.v1.transfers.create(
                {
                    "amount": to_stripe(transfer.amount_cents, transfer.currency),
                    "currency": transfer.currency,
                    "destination": transfer.account,
                    "transfer_group": transfer.payout_id,
                    "metadata": {"payout_id": transfer.payout_id, "organization_id": transfer.organization_id},
                },
                {"idempotency_key": transfer.payout_id},
            )
        return made.id

    def reverse(self, reference: str, key: str, amount_cents: int, currency: str) -> str:
        with our_errors():
            made = self._client.v1.transfers.reversals.create(
                reference, {"amount": to_stripe(amount_cents, currency)}, {"idempotency_key": key}
            )
        return made.id


class TestConnect:
    """Accounts without a bank: an account is good at once, and a reference follows from what it is for."""

    __test__ = False

    @property
    def name(self) -> str:
        return "test"

    def create_account(self, organization_id: str, email: str = "", country: str = "") -> str:  # noqa: ARG002  A bank asks.
        return f"{_TEST_ACCOUNT}{organization_id}"

    def onboarding_url(self, account: str, refresh_url: str, return_url: str) -> str:  # noqa: ARG002  Nothing is asked.
        return return_url

    def look_up_account(self, account: str) -> AccountStatus:
        if not account.startswith(_TEST_ACCOUNT):
            raise ProviderRefusedError("The test provider knows no such account")
        return AccountStatus(account, can_be_paid_out=True, is_submitted=True)

    def transfer(self, transfer: Transfer) -> str:
        if not transfer.account.startswith(_TEST_ACCOUNT) or transfer.amount_cents <= 0:
            raise ProviderRefusedError("The test provider cannot send this")
        return f"ttr_{_digest(transfer.payout_id)}"

    def reverse(self, reference: str, key: str, amount_cents: int, currency: str) -> str:  # noqa: ARG002  No money moves.
        if not reference.startswith("ttr_"):
            raise ProviderRefusedError("The test provider knows no such transfer")
        return f"ttv_{_digest(key)}"


class NoConnect:
    """For where money is real but Stripe is not configured: payouts are made by hand, and nothing here moves any."""

    @property
    def name(self) -> str:
        return "none"

    def create_account(self, organization_id: str, email: str = "", country: str = "") -> str:  # noqa: ARG002  Refused.
        raise ProviderRefusedError(_NO_STRIPE)

    def onboarding_url(self, account: str, refresh_url: str, return_url: str) -> str:  # noqa: ARG002  Refused.
        raise ProviderRefusedError(_NO_STRIPE)

    def look_up_account(self, account: str) -> AccountStatus:
        return AccountStatus(account, can_be_paid_out=False, is_submitted=False)

    def transfer(self, transfer: Transfer) -> str:  # noqa: ARG002  Refused.
        raise ProviderRefusedError(_NO_STRIPE)

    def reverse(self, reference: str, key: str, amount_cents: int, currency: str) -> str:  # noqa: ARG002  Refused.
        raise ProviderRefusedError(_NO_STRIPE)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
