"""/api/v1/organization and its members."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1", tags=["accounts"])
