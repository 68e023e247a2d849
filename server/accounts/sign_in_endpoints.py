"""/api/v1/auth: sign up, sign in, stay signed in."""

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1/auth", tags=["accounts"])
