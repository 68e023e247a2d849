"""/api/events, /api/orders, /api/tickets: the ticket shop's public routes."""

from fastapi import APIRouter

router = APIRouter(prefix="/api", tags=["ticket shop"])
