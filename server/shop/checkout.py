"""Sell tickets to the public: place the order with its payment, and show it to whoever holds its token."""

import hmac
import json
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event, Offer, Product
from server.config import ServerConfig
from server.context import Context
from server.errors import (
    InvalidEventError,
    InvalidProductError,
    InvalidRequestError,
    NotFoundError,
    ProviderRefusedError,
)
from server.idempotency import Answer, Asked, answer_once
from server.orders.models import Order
from server.orders.placing import place_order
from server.orders.wanted import Buyer, Line, NewOrder
from server.payments.checkout import is_told_by_whatsapp
from server.payments.models import Payment
from server.payments.provider import Mode
from server.payments.schemas import split_name
from server.payments.sessions import begin_payment
from server.public import own_key
from server.shop.availability import find_event_named
from server.shop.schemas import CheckoutAnswer, CheckoutItem, CheckoutRequest
from server.tokens import hash_token, is_token_shaped, token_for

SUBTYPE = "shop"
ORDER_PATH = "/shop/orders"
PURPOSE = "order"


def begin_checkout(session: Session, context: Context, request: CheckoutRequest, key: str | None) -> Answer:
    """Place the order, once under its key: the body is JSON with ``orderId`` and ``paymentId`` (null if free).

    Keys are each customer's own: another e-mail address under the same key is another order.
    """
    event = _event_of(session, request)
    fingerprint = f"create-checkout\n{request.model_dump_json(exclude={'idempotencyKey'})}".encode()
    asked = Asked(event.organization_id, own_key("shop", request.customerEmail, key), fingerprint)
    return answer_once(session, context.vault, asked, lambda inner: _place(inner, context, request, event))


def checkout_answer(session: Session, context: Context, order_id: str, payment_id: str | None) -> CheckoutAnswer:
    """What the buyer is told, as the order stands now."""
    order = session.get_one(Order, order_id)
    payment = None if payment_id is None else session.get_one(Payment, payment_id)
    is_payable = order.expires_at is not None
    if is_payable and payment is not None and payment.url is None:
        raise ProviderRefusedError(payment.failure or None)
    return CheckoutAnswer(
        orderId=order.id,
        orderToken=token_for(context.vault, PURPOSE, order.id),
        status=order.status,
        checkoutUrl=payment.url if is_payable and payment is not None else None,
        expiresAt=order.expires_at,
        totalAmountCents=order.amount_cents,
        currency=order.currency,
    )


def find_order_of(session: Session, order_id: str, token: str) -> Order:
    """The order that the token opens; NotFoundError where it opens none or another."""
    order = session.get(Order, order_id) if is_token_shaped(token) else None
    if order is None or order.token_hash is None or not hmac.compare_digest(order.token_hash, hash_token(token)):
        raise NotFoundError("Order not found")
    return order


def check_way_back(config: ServerConfig, field: str, url: str) -> str:
    """An address that buyers may be sent to after paying: this server's or the configured site's; no other.

    Anything else would make this server's payment pages a way to lead people astray.
    """
    allowed = {_origin(own) for own in (config.base_url, config.service_site_url) if own}
    try:
        origin = _origin(url)
    except ValueError:
        origin = None
    if origin is None or origin not in allowed or "\\" in url or "@" in urlsplit(url).netloc:
        raise InvalidRequestError(f"{field} must be an address of this shop")
    return url


def _place(session: Session, context: Context, request: CheckoutRequest, event: Event) -> bytes:
    first, last = split_name(request.customerName)
    buyer = Buyer(
        first,
        last,
        request.customerEmail,
        request.customerPhone or "",
        request.language,
        is_told_by_whatsapp=is_told_by_whatsapp(context, request.customerPhone, wanted=request.whatsapp),
    )
    new = NewOrder(
        organization_id=event.organization_id,
        subtype=SUBTYPE,
        buyer=buyer,
        lines=_lines_of(session, event, request.wanted()),
        source="shop",
        hold_ms=context.config.hold_minutes * 60_000,
    )
    order = session.get_one(Order, place_order(session, context.tools, new).order["id"])
    payment_id = None
    if order.amount_cents:
        page = f"{context.config.base_url}{ORDER_PATH}/{order.id}?token={token_for(context.vault, PURPOSE, order.id)}"
        payment = begin_payment(
            session,
            order,
            provider=context.providers.checkout,
            mode=Mode.PAGE,
            return_url=_way_back(context, "successUrl", request.successUrl, page),
            cancel_url=_way_back(context, "cancelUrl", request.cancelUrl, page),
        )
        payment_id = payment.id
    return json.dumps({"orderId": order.id, "paymentId": payment_id}).encode()


def _way_back(context: Context, field: str, asked: str | None, page: str) -> str:
    return check_way_back(context.config, field, asked) if asked else page


def _event_of(session: Session, request: CheckoutRequest) -> Event:
    """The published event; InvalidEventError or, for a name that several have, ConflictError."""
    if request.eventId:
        event = session.get(Event, request.eventId)
        if event is None or event.status != "published" or not _is_of(session, event, request.organization):
            raise InvalidEventError
        return event
    if not request.eventName:
        raise InvalidRequestError("Missing required field: eventName")
    try:
        return find_event_named(session, request.eventName, request.organization).event
    except NotFoundError:
        raise InvalidEventError from None


def _is_of(session: Session, event: Event, organization: str | None) -> bool:
    owner = session.get_one(Organization, event.organization_id)
    return organization in (None, owner.id, owner.slug, owner.ticket_prefix)


def _lines_of(session: Session, event: Event, wanted: list[CheckoutItem]) -> list[Line]:
    if not wanted:
        raise InvalidRequestError("Missing required field: ticketType")
    offered = session.execute(
        select(Product.id, Product.name)
        .join(Offer, Offer.product_id == Product.id)
        .where(Offer.event_id == event.id, Product.status == "active", Product.subtype == "ticket")
    ).all()
    pieces: dict[str, int] = {}
    for item in wanted:
        product_id = _product_named([(row.id, row.name) for row in offered], item.ticketType)
        pieces[product_id] = pieces.get(product_id, 0) + item.quantity
    return [Line(product_id, quantity, event.id) for product_id, quantity in pieces.items()]


def _product_named(offered: list[tuple[str, str]], named: str) -> str:
    """The offered product by id, else by name, else by its name in whatever case."""
    for matches in (
        [product_id for product_id, _ in offered if product_id == named],
        [product_id for product_id, name in offered if name == named],
        [product_id for product_id, name in offered if name.casefold() == named.casefold()],
    ):
        if len(matches) > 1:
            raise InvalidProductError(f"Several tickets are called {named}; name one by its product's id")
        if matches:
            return matches[0]
    raise InvalidProductError(f"The event offers no ticket {named}")


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, (parts.hostname or "").lower(), port
