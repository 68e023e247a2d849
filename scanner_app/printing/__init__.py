"""Badges and receipts on paper."""
