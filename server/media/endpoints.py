"""/api/v1/media: pictures and videos of events."""

from fastapi import APIRouter

router = APIRouter(tags=["media"])
