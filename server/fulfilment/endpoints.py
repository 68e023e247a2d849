"""What buyers fetch: purchase items, tickets, files, subscriptions; and what the warehouse does."""

from fastapi import APIRouter

from server.fulfilment.course_endpoints import router as courses_router
from server.fulfilment.download_endpoints import router as downloads_router
from server.fulfilment.item_endpoints import router as items_router
from server.fulfilment.shipment_endpoints import router as shipments_router
from server.fulfilment.subscription_endpoints import router as subscriptions_router

router = APIRouter()
for _part in (items_router, subscriptions_router, downloads_router, shipments_router, courses_router):
    router.include_router(_part)
