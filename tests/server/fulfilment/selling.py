"""Sell something: a product, a checkout, a payment that succeeds."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from server.catalog.schemas import ProductRequest
from server.catalog.service import create_product
from server.context import Context
from server.fulfilment.models import Entitlement
from server.media.models import MediaFile
from server.orders.models import Order, PurchaseItem
from server.payments.checkout import place_checkout
from server.payments.models import Payment
from server.payments.provider import PaymentStatus
from server.payments.schemas import CheckoutRequest
from server.payments.sessions import start_payment
from server.payments.settle import settle
from server.payments.test_provider import settle_charge
from server.tokens import token_for
from tests.factories import Club

ADDRESS = {"line1": "Am Markt 11", "postalCode": "17309", "city": "Pasewalk", "country": "DE"}


@dataclass(frozen=True, slots=True)
class Sold:
    """An order with its items in their places, the buyer's token, and its payment."""

    order_id: str
    item_ids: tuple[str, ...]
    token: str
    payment_id: str

    @property
    def item_id(self) -> str:
        return self.item_ids[0]


def make_product(context: Context, club: Club, subtype: str, *, price_cents: int = 1_000, **properties: Any) -> str:
    """A product of the club; its id."""
    facts = {"priceInCents": price_cents, "currency": "eur", **properties}
    request = ProductRequest.model_validate({"name": "Something", "subtype": subtype, "customProperties": facts})
    with context.database.transaction() as session:
        return create_product(session, club.organization_id, request).id


def make_download(context: Context, club: Club, *, content: bytes = b"0123456789" * 100, **properties: Any) -> str:
    """A download product with its file on the disk, as an upload leaves it; its id."""
    product_id = make_product(context, club, "download", **properties)
    file_id = f"fil_{product_id}"
    folder = context.config.data_dir / "files"
    folder.mkdir(exist_ok=True)
    (folder / file_id).write_bytes(content)
    with context.database.transaction() as session:
        session.add(
            MediaFile(
                id=file_id,
                organization_id=club.organization_id,
                event_id=None,
                content_type="application/pdf",
                size_bytes=len(content),
                digest=b"",
                url="",
                is_public=False,
                created_at=0,
            )
        )
        set_properties(context, product_id, {"fileId": file_id, "fileName": "Schöne Datei.pdf"}, session)
    return product_id


def set_properties(context: Context, product_id: str, properties: dict[str, Any], session: Any = None) -> None:
    """Change the product's own properties behind the API's back."""
    from server.catalog.models import Product

    if session is None:
        with context.database.transaction() as own:
            set_properties(context, product_id, properties, own)
        return
    product = session.get_one(Product, product_id)
    product.custom_properties = {**product.custom_properties, **properties}


def check_out(context: Context, club: Club, product_id: str, quantity: int = 1, **fields: Any) -> Sold:
    """An order that is not paid yet."""
    body = {"customerEmail": "jo@buyer.org", "customerName": "Jo Doe", "shippingAddress": ADDRESS, **fields}
    if "items" not in body:
        body = {"productId": product_id, "quantity": quantity, **body}
    with context.database.transaction() as session:
        payment_id = place_checkout(session, context, club.organization_id, CheckoutRequest.model_validate(body))
        order_id = session.get_one(Payment, payment_id).order_id
        statement = select(PurchaseItem.id).where(PurchaseItem.order_id == order_id).order_by(PurchaseItem.place)
        items = tuple(session.scalars(statement).all())
    return Sold(order_id, items, token_for(context.vault, "order", order_id), payment_id)


def pay(context: Context, payment_id: str) -> None:
    """The buyer pays, and the provider's books say so."""
    payment = start_payment(context, payment_id)
    assert payment.reference is not None
    with context.database.transaction() as session:
        settle_charge(session, payment.reference, PaymentStatus.SUCCEEDED)
    facts = context.providers.by_name["test"].look_up(payment.reference)
    with context.database.transaction() as session:
        settle(session, context.tools, payment_id, facts)


def sell(context: Context, club: Club, product_id: str, quantity: int = 1, **fields: Any) -> Sold:
    """An order that is paid."""
    sold = check_out(context, club, product_id, quantity, **fields)
    if order_of(context, sold.order_id).status != "paid":  # What costs nothing is paid with being placed.
        pay(context, sold.payment_id)
    return sold


def item_of(context: Context, item_id: str) -> PurchaseItem:
    return context.database.read_now(lambda session: session.get_one(PurchaseItem, item_id))


def order_of(context: Context, order_id: str) -> Order:
    return context.database.read_now(lambda session: session.get_one(Order, order_id))


def entitlement_of(context: Context, item_id: str) -> Entitlement:
    """What the item gave."""
    statement = select(Entitlement).where(Entitlement.purchase_item_id == item_id)
    return context.database.read_now(lambda session: session.scalars(statement).one())
