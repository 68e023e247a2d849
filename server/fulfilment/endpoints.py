"""What buyers fetch: purchase items, tickets, files, subscriptions."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1", tags=["fulfilment"])
