"""What payment providers send: kept first, worked after."""

from fastapi import APIRouter

router = APIRouter(tags=["provider webhooks"])
