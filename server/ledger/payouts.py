"""Payouts: money owed to an organization leaves the books when it is asked for, and comes back where it did not arrive.

By Stripe where the organization has an account there that can be paid; by hand otherwise; at once, and only in play
money, where nothing but the built-in test provider is configured.
"""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.audit.trail import record
from server.delivery.post import announce
from server.errors import ConflictError, NotFoundError, ProviderRefusedError
from server.ids import new_id, now_ms
from server.ledger.accounts import MANUAL, TEST
from server.ledger.balances import balances_of
from server.ledger.book import record_payout, record_payout_failed
from server.ledger.models import Payout
from server.payments.currency import format_money
from server.payments.registry import Providers
from server.payments.stripe_client import to_stripe
from server.work.queue import Kind, enqueue

STRIPE = "stripe"
_STRIPE_ACCOUNT = "acct_"
_LONGEST_FAILURE = 500


class PayoutStatus(StrEnum):
    """requested → paid or failed; a bank may send a paid one back: paid → failed."""

    REQUESTED = "requested"
    PAID = "paid"
    FAILED = "failed"


def request_payout(
    session: Session,
    providers: Providers,
    organization_id: str,
    currency: str,
    amount_cents: int | None = None,
    *,
    actor: str,
) -> Payout:
    """Pay out an amount in minor units, or all that is available in ``currency``; sent after the commit.

    ConflictError where there is not as much.
    """
    # The organization's lock makes two at once see each other's payouts; rows that refer to it are written beside it.
    locked = select(Organization).where(Organization.id == organization_id).with_for_update(key_share=True)
    organization = session.scalars(locked.execution_options(populate_existing=True)).one()
    provider = provider_for(providers, organization)
    available = _available(session, organization_id, currency, is_test=provider == TEST)
    amount = _largest_sendable(provider, available, currency) if amount_cents is None else amount_cents
    if not 0 < amount <= available:
        raise ConflictError(f"{format_money(available, currency)} can be paid out")
    if provider == STRIPE:
        to_stripe(amount, currency)  # What it cannot take is refused before anything is written.
    at = now_ms()
    payout = Payout(
        id=new_id("pyo"),
        organization_id=organization_id,
        provider=provider,
        account=organization.stripe_account_id or "" if provider == STRIPE else "",
        amount_cents=amount,
        currency=currency,
        status=PayoutStatus.REQUESTED.value,
        created_at=at,
        updated_at=at,
    )
    session.add(payout)
    session.flush()
    record_payout(session, payout)
    record(session, actor, "payout.requested", payout.id, organization_id=organization_id, amount=amount)
    if provider == STRIPE:
        enqueue(session, Kind.PAYOUT, payout.id, once=payout.id)
    elif provider == TEST:
        mark_payout_paid(session, payout.id, f"test_{payout.id}", actor="server")
    return payout


def provider_for(providers: Providers, organization: Organization) -> str:
    """How an organization is paid: by stripe, by hand (manual), or in play money (test)."""
    if providers.checkout == TEST:
        return TEST
    # Accounts made before Stripe was configured are the built-in provider's, and no one's at Stripe.
    has_account = (organization.stripe_account_id or "").startswith(_STRIPE_ACCOUNT)
    is_connected = has_account and organization.can_be_paid_out
    return STRIPE if is_connected and providers.connect.name == STRIPE else MANUAL


def mark_payout_paid(session: Session, payout_id: str, reference: str | None, *, actor: str) -> Payout:
    """The money arrived or was sent for good; ``reference`` is the transfer's. Again changes nothing.

    ConflictError for one that failed: its money is owed again, so ask for another.
    """
    payout = _locked(session, payout_id)
    if payout.status == PayoutStatus.PAID:
        return payout
    if payout.status == PayoutStatus.FAILED:
        raise ConflictError("This payout failed and its money is owed again; ask for another")
    payout.status, payout.updated_at = PayoutStatus.PAID.value, now_ms()
    payout.reference = reference or payout.reference
    session.flush()
    record(session, actor, "payout.paid", payout.id, organization_id=payout.organization_id)
    announce(session, payout.organization_id, "payout.paid", payout.id)
    return payout


def mark_payout_failed(session: Session, payout_id: str, failure: str, *, actor: str) -> Payout:
    """The money did not arrive, or came back: it is owed again. ``failure`` says why. Again changes nothing."""
    payout = _locked(session, payout_id)
    if payout.status == PayoutStatus.FAILED:
        return payout
    payout.status, payout.updated_at = PayoutStatus.FAILED.value, now_ms()
    payout.failure = failure[:_LONGEST_FAILURE]
    session.flush()
    record_payout_failed(session, payout)
    record(session, actor, "payout.failed", payout.id, organization_id=payout.organization_id)
    return payout


def _largest_sendable(provider: str, amount_cents: int, currency: str) -> int:
    """The amount, less what Stripe cannot send of it: it takes two of three decimals, and some currencies whole."""
    for step in (1, 10, 100) if provider == STRIPE else ():
        amount = amount_cents - amount_cents % step
        try:
            to_stripe(amount, currency)
        except ProviderRefusedError:
            continue
        return amount
    return amount_cents


def _available(session: Session, organization_id: str, currency: str, *, is_test: bool) -> int:
    for balance in balances_of(session, organization_id):
        if (balance.currency, balance.is_test) == (currency, is_test):
            return balance.available_cents
    return 0


def _locked(session: Session, payout_id: str) -> Payout:
    statement = select(Payout).where(Payout.id == payout_id).with_for_update()
    payout = session.scalar(statement.execution_options(populate_existing=True))
    if payout is None:
        raise NotFoundError("Payout not found")
    return payout
