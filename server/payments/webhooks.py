"""What payment providers send: kept first, answered at once, worked after."""

from fastapi import APIRouter, Request, Response

from server.api import Schema, json_answer
from server.context import InContext
from server.payments.intake import receive

router = APIRouter(tags=["provider webhooks"])


class Received(Schema):
    """The answer to an event that was kept."""

    success: bool = True
    received: bool = True


@router.post("/webhooks/stripe", response_model=Received)
async def stripe(request: Request, context: InContext) -> Response:
    """Stripe's events. The signature in ``Stripe-Signature`` is checked; each event is worked once."""
    await receive(context, "stripe", request.headers, await request.body())
    return json_answer(Received())


@router.post("/functions/v1/payment-webhook", response_model=Received)
async def airwallex(request: Request, context: InContext) -> Response:
    """Airwallex's events. The signature in ``x-signature`` is checked; each event is worked once."""
    await receive(context, "airwallex", request.headers, await request.body())
    return json_answer(Received())
