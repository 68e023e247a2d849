"""/api/v1/dashboard: sales, bookings and the door, added up."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1/dashboard", tags=["dashboard"])
