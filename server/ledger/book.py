"""What the ledger says of sales, refunds, chargebacks and payouts. Every function may be called again: it records once.

All run in the caller's transaction, so that money and its reason are written together or not at all.
"""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from server.ledger.accounts import (
    MANUAL,
    EntryKind,
    fees_account,
    organizer_account,
    payout_account,
    payout_debt,
    provider_account,
)
from server.ledger.models import LedgerEntry, Payout
from server.ledger.posting import Posting, post, transfer
from server.ledger.tax import WHOLE_BP, divide_half_up
from server.orders.models import Order
from server.payments.models import Payment, Refund
from server.payments.provider import PaymentStatus


def record_sale(session: Session, order: Order, payment: Payment, fee_bp: int) -> None:
    """A payment succeeded: its money lies at the provider and is owed to the organization, less the fees.

    ``fee_bp`` is the platform's fee in hundredths of a percent, half up. The provider's own fee is recorded as soon as
    it is known: call again. What the organization took in itself bears no fee, and nothing is owed of it.
    """
    if payment.order_id != order.id:
        raise ValueError(f"{payment.id} does not pay {order.id}")
    if payment.amount_cents == 0:
        return
    owed, held = organizer_account(payment.provider), provider_account(payment.provider)
    sale = _posting(f"sale:{payment.id}", EntryKind.SALE, payment)
    is_new = post(session, sale, transfer(payment.amount_cents, debit=held, credit=owed))
    if payment.provider == MANUAL:
        return
    fee_cents = divide_half_up(payment.amount_cents * fee_bp, WHOLE_BP)
    if is_new and fee_cents:
        fee = _posting(f"fee:{payment.id}", EntryKind.FEE, payment)
        post(session, fee, transfer(fee_cents, debit=owed, credit=fees_account(payment.provider)))
    if payment.fee_cents:
        kept = _posting(f"provider_fee:{payment.id}", EntryKind.FEE, payment)
        post(session, kept, transfer(payment.fee_cents, debit=owed, credit=held))


def record_refund(session: Session, refund: Refund) -> None:
    """Money went back, by a refund that succeeded or a chargeback: the sale is undone for its amount.

    The platform gives its fee back in proportion; the provider's stays where it is. A refund of what was never paid to
    us moves nothing. A payment whose sale was not recorded, because its order could no longer be paid, is
    recorded first and without a fee: its money came in before it went back.
    """
    payment = _locked_payment(session, refund)
    if payment is None or refund.amount_cents == 0:
        return
    record_sale(session, session.get_one(Order, refund.order_id), payment, 0)
    owed, held = organizer_account(payment.provider), provider_account(payment.provider)
    posting = _posting(f"refund:{refund.id}", EntryKind.REFUND, payment)
    if post(session, posting, transfer(refund.amount_cents, debit=owed, credit=held)):
        _adjust_fee(session, payment, f"refund_fee:{refund.id}")


def record_refund_undone(session: Session, refund: Refund) -> None:
    """The money of a recorded refund came back to us: its bank refused it after all, or a chargeback was won."""
    payment = _locked_payment(session, refund)
    if payment is None or not _sum_of(session, [f"refund:{refund.id}"], provider_account(payment.provider)):
        return
    owed, held = organizer_account(payment.provider), provider_account(payment.provider)
    posting = _posting(f"refund_undone:{refund.id}", EntryKind.REFUND, payment)
    if post(session, posting, transfer(refund.amount_cents, debit=held, credit=owed)):
        _adjust_fee(session, payment, f"refund_fee_undone:{refund.id}")


def record_chargeback_won(session: Session, refund: Refund) -> None:
    """The buyer's bank decided for us: what the chargeback took is back, and so is the platform's fee of it."""
    record_refund_undone(session, refund)


def record_payout(session: Session, payout: Payout) -> None:
    """A payout was asked for: from now on its money is not owed any more, so that it cannot be asked for twice."""
    posting = _payout_posting(f"payout:{payout.id}", payout)
    source = payout_account(payout.provider)
    post(session, posting, transfer(payout.amount_cents, debit=payout_debt(payout.provider), credit=source))


def record_payout_failed(session: Session, payout: Payout) -> None:
    """A recorded payout did not arrive: its money is owed again."""
    debt, source = payout_debt(payout.provider), payout_account(payout.provider)
    if _sum_of(session, [f"payout:{payout.id}"], debt):
        posting = _payout_posting(f"payout_failed:{payout.id}", payout)
        post(session, posting, transfer(payout.amount_cents, debit=source, credit=debt))


def kept_fee(fee_cents: int, amount_cents: int, refunded_cents: int) -> int:
    """What the platform keeps of its fee once so much of the amount went back: in proportion, half up, 0 at the end."""
    left = max(amount_cents - refunded_cents, 0)
    return divide_half_up(fee_cents * left, amount_cents)


def _adjust_fee(session: Session, payment: Payment, transaction_id: str) -> None:
    """Bring the platform's fee to what it must be after all refunds so far, whatever their steps were."""
    fees = fees_account(payment.provider)
    refund_ids = session.scalars(select(Refund.id).where(Refund.payment_id == payment.id)).all()
    moved = [f"{what}:{refund}" for refund in refund_ids for what in ("refund", "refund_undone")]
    given_back = [f"{what}:{refund}" for refund in refund_ids for what in ("refund_fee", "refund_fee_undone")]
    charged = -_sum_of(session, [f"fee:{payment.id}"], fees)
    refunded = -_sum_of(session, moved, provider_account(payment.provider))
    kept = charged - _sum_of(session, given_back, fees)
    back = kept - kept_fee(charged, payment.amount_cents, refunded)
    if back:
        posting = _posting(transaction_id, EntryKind.FEE, payment)
        post(session, posting, transfer(back, debit=fees, credit=organizer_account(payment.provider)))


def _sum_of(session: Session, transaction_ids: Iterable[str], account: str) -> int:
    statement = select(func.sum(LedgerEntry.amount_cents)).where(
        LedgerEntry.transaction_id.in_(list(transaction_ids)), LedgerEntry.account == account
    )
    return int(session.scalar(statement) or 0)


def _locked_payment(session: Session, refund: Refund) -> Payment | None:
    """The payment that a refund is of, locked so that fees are given back one refund at a time; None if never paid."""
    statement = select(Payment).where(Payment.id == refund.payment_id)
    # The lock leaves keys alone: rows that refer to the payment are still written beside it.
    payment = session.scalar(statement.with_for_update(key_share=True).execution_options(populate_existing=True))
    return payment if payment is not None and payment.status == PaymentStatus.SUCCEEDED else None


def _posting(transaction_id: str, kind: EntryKind, payment: Payment) -> Posting:
    return Posting(transaction_id, kind, payment.organization_id, payment.currency, payment.order_id)


def _payout_posting(transaction_id: str, payout: Payout) -> Posting:
    return Posting(transaction_id, EntryKind.PAYOUT, payout.organization_id, payout.currency)
