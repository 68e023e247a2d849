"""/api/v1/audit and /api/v1/people: who did what, and what is kept of a person."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1", tags=["audit and privacy"])
