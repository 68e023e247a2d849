"""/api/v1/invoices, /api/v1/payouts, /api/v1/ledger."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1", tags=["money"])
