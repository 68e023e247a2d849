"""The double-entry ledger, invoices and payouts."""
