"""/functions/v1: service bookings by token."""

from fastapi import APIRouter

router = APIRouter(prefix="/functions/v1", tags=["service bookings"])
