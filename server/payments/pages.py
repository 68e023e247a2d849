"""The built-in test provider's own pay page."""

from fastapi import APIRouter

router = APIRouter(prefix="/pay", tags=["test payments"])
