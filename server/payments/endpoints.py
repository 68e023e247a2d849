"""/api/v1/checkout: sell any product."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1/checkout", tags=["checkout"])
