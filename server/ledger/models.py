"""The ledger, invoices and payouts as tables."""

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class LedgerEntry(Base):
    """One immutable line. The lines of one transaction and currency sum to zero; triggers refuse change and removal."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("transaction_id", "account"),
        Index("ix_ledger_entries_organization_id_id", "organization_id", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    transaction_id: Mapped[str]
    """What it records, e.g. ``sale:pay_…``: the same thing cannot be recorded twice."""
    kind: Mapped[str]
    """sale, fee, refund or payout."""
    account: Mapped[str]
    """A value of server.ledger.accounts.Account, for a provider with its name behind a colon."""
    amount_cents: Mapped[int]
    """Debits are positive, credits negative."""
    currency: Mapped[str]
    order_id: Mapped[str | None] = mapped_column(ForeignKey("orders.id"), index=True)
    created_at: Mapped[int]


class Invoice(Base):
    """A business buyer's invoice or credit note: what it says is fixed when it is issued."""

    __tablename__ = "invoices"
    __table_args__ = (UniqueConstraint("organization_id", "number"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    number: Mapped[int]
    """Unbroken from 1 in its organization."""
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    refund_id: Mapped[str | None] = mapped_column(ForeignKey("refunds.id"), unique=True)
    """The refund that a credit note is for; None for an invoice."""
    body: Mapped[dict[str, Any]]
    """Seller, buyer, lines, tax lines and totals, as server.ledger.invoices writes them."""
    issued_at: Mapped[int]


class Payout(Base):
    """Money owed to an organization, sent to its account."""

    __tablename__ = "payouts"
    __table_args__ = (UniqueConstraint("provider", "reference"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    provider: Mapped[str]
    """stripe, manual for a transfer made by hand, or test for play money."""
    account: Mapped[str] = mapped_column(default="")
    """The account at the provider, fixed when it was asked for: sent again, it goes to the same one."""
    reference: Mapped[str | None]
    """The provider's id of the transfer, or what the bank calls it; set once it is paid."""
    amount_cents: Mapped[int]
    currency: Mapped[str]
    status: Mapped[str]
    """requested, paid or failed."""
    failure: Mapped[str] = mapped_column(default="")
    created_at: Mapped[int]
    updated_at: Mapped[int]
