"""Invoices, entries, balances and payouts as the API gives them back."""

from server.ledger.accounts import TEST
from server.ledger.balances import Balance
from server.ledger.models import Invoice, LedgerEntry, Payout
from server.ledger.schemas import BalanceObject, EntryObject, InvoiceObject, PayoutObject


def invoice_object(invoice: Invoice, base_url: str) -> InvoiceObject:
    """An invoice with all that it says; ``base_url`` begins the address of its PDF."""
    return InvoiceObject(
        **invoice.body,
        id=invoice.id,
        organizationId=invoice.organization_id,
        sequence=invoice.number,
        refundId=invoice.refund_id,
        issuedAt=invoice.issued_at,
        downloadUrl=f"{base_url}/api/v1/invoices/{invoice.id}/download",
    )


def entry_object(entry: LedgerEntry) -> EntryObject:
    """One line of the ledger."""
    return EntryObject(
        id=entry.id,
        transactionId=entry.transaction_id,
        kind=entry.kind,
        account=entry.account,
        amountInCents=entry.amount_cents,
        currency=entry.currency,
        orderId=entry.order_id,
        createdAt=entry.created_at,
    )


def balance_object(balance: Balance) -> BalanceObject:
    """One currency's balance."""
    return BalanceObject(
        currency=balance.currency,
        owedInCents=balance.owed_cents,
        availableInCents=balance.available_cents,
        isTest=balance.is_test,
    )


def payout_object(payout: Payout) -> PayoutObject:
    """A payout and how it stands."""
    return PayoutObject(
        id=payout.id,
        organizationId=payout.organization_id,
        provider=payout.provider,
        reference=payout.reference,
        amountInCents=payout.amount_cents,
        currency=payout.currency,
        status=payout.status,
        isTest=payout.provider == TEST,
        failure=payout.failure or None,
        createdAt=payout.created_at,
        updatedAt=payout.updated_at,
    )
