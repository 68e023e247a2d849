"""The ledger's accounts and the kinds of its transactions. Debits are positive, credits negative.

Money at a payment provider is ours for a while and owed to an organization:

    provider:stripe   what lies for us at Stripe (an asset)     organizer       what we owe to it (a liability)
    bank              what left our bank for payouts by hand    platform_fees   what we earned (income)

Two kinds of money must never be mixed with that, so their liabilities and income stand apart: play money of the
built-in test provider (``organizer:test``, ``platform_fees:test``), and what an organization took in itself and never
passed through us (``provider:manual`` against ``organizer:manual``), of which we owe nothing.
"""

from enum import StrEnum

TEST = "test"
"""The built-in provider, whose money is play money."""
MANUAL = "manual"
"""Money that the organization took in itself; for payouts, a bank transfer made by hand."""


class EntryKind(StrEnum):
    """What a transaction records."""

    SALE = "sale"
    FEE = "fee"
    """The platform's fee or the payment provider's, and what is given back of the platform's."""
    REFUND = "refund"
    PAYOUT = "payout"


class Account(StrEnum):
    """The accounts; those with a provider's name behind a colon are made by the functions below."""

    PROVIDER = "provider"
    BANK = "bank"
    ORGANIZER = "organizer"
    PLATFORM_FEES = "platform_fees"


def provider_account(provider: str) -> str:
    """Where a provider's money lies, e.g. ``provider:stripe``."""
    return f"{Account.PROVIDER}:{provider}"


def organizer_account(provider: str) -> str:
    """What is owed to the organization of money that came by ``provider``."""
    return _apart(Account.ORGANIZER, provider)


def fees_account(provider: str) -> str:
    """What the platform earned of money that came by ``provider``."""
    return _apart(Account.PLATFORM_FEES, provider)


def payout_account(provider: str) -> str:
    """Where a payout's money comes from: our bank for those by hand, else the provider that sends it."""
    return Account.BANK.value if provider == MANUAL else provider_account(provider)


def payout_debt(provider: str) -> str:
    """Which debt a payout pays: play money is paid with play money only."""
    return organizer_account(TEST) if provider == TEST else Account.ORGANIZER.value


def _apart(account: Account, provider: str) -> str:
    return f"{account}:{provider}" if provider in (TEST, MANUAL) else account.value
