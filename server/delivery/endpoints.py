"""/api/v1/webhook-endpoints, and /webhooks/meta for what WhatsApp tells us."""

from fastapi import APIRouter

router = APIRouter(tags=["messages"])
