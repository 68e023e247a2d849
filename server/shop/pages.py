"""The order's own page, for shops without one: how the order stands, its tickets, and where to pay."""

import functools
import secrets
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from sqlalchemy.orm import Session

import resources
from server.accounts.models import Organization
from server.catalog.models import Event
from server.context import Context, InContext
from server.errors import NotFoundError
from server.orders.models import OrderStatus
from server.public import TOKEN
from server.shop.checkout import ORDER_PATH, find_order_of
from server.shop.tickets import tickets_answer

router = APIRouter(tags=["ticket shop"])
_PAGE = "templates/shop/order.html"
_GOOD = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)
_STATES = {
    OrderStatus.PENDING: "⏱ The payment has not arrived yet. Open this page again in a moment.",
    OrderStatus.PAID: "✓ Paid. Here are your tickets.",
    OrderStatus.PARTIALLY_REFUNDED: "✓ Paid; a part of it went back.",
    OrderStatus.REFUNDED: "✕ This order was refunded.",
    OrderStatus.FAILED: "✕ The payment was declined.",
    OrderStatus.EXPIRED: "✕ This order was not paid in time.",
    OrderStatus.CANCELLED: "✕ This order was cancelled.",
}


@router.get(
    ORDER_PATH + "/{order_id}",
    response_class=HTMLResponse,
    responses={404: {"description": "No such order", "content": {"text/html": {}}}},
)
async def show_order(order_id: str, context: InContext, token: TOKEN = None) -> Response:
    """The page that a buyer comes back to from paying."""
    try:
        facts = await context.database.read(lambda session: _facts(session, context, order_id, token or ""))
    except NotFoundError:
        return _page(context, 404, title="This order does not exist", state="✕ The link may be cut short.")
    return _page(context, 200, **facts)


def _facts(session: Session, context: Context, order_id: str, token: str) -> dict[str, Any]:
    order = find_order_of(session, order_id, token)
    answer = tickets_answer(session, context, order)
    event = session.get(Event, order.event_id) if order.event_id else None
    return {
        "title": "Your order" if event is None else event.name,
        "seller": session.get_one(Organization, order.organization_id).name,
        "state": _STATES[OrderStatus(order.status)],
        "is_good": order.status in _GOOD,
        "tickets": answer.tickets,
        "pay_url": answer.checkoutUrl or "",
    }


def _page(context: Context, status: int, **facts: Any) -> HTMLResponse:  # noqa: ANN401  The template's values.
    nonce = secrets.token_urlsafe(16)
    values = {"seller": "", "state": "", "is_good": False, "tickets": [], "pay_url": "", **facts}
    page = _template().render(nonce=nonce, platform=context.config.platform_name, **values)
    policy = f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; frame-ancestors 'none'"
    headers = {"Content-Security-Policy": policy, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return HTMLResponse(page, status_code=status, headers=headers)


@functools.cache
def _template() -> Template:
    file = resources.path(_PAGE)
    return Environment(
        loader=FileSystemLoader(file.parent), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    ).get_template(file.name)
