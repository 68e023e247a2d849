"""/api/v1/webhook-endpoints, /api/v1/deliveries, and /webhooks/meta for what WhatsApp tells us."""

from fastapi import APIRouter

from server.delivery.message_endpoints import router as message_router
from server.delivery.meta_endpoints import router as meta_router
from server.delivery.webhook_routes import router as webhook_router

router = APIRouter()
router.include_router(webhook_router)
router.include_router(message_router)
router.include_router(meta_router)
