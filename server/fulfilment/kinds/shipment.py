"""Shipments: what the warehouse sends to the buyer's address, at the price of a rate table."""

from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.orm import Session

from server.errors import ConflictError, InvalidRequestError
from server.fulfilment.entitlements import give
from server.fulfilment.hook import Unit
from server.fulfilment.kind import Facts, Kind
from server.vault import Vault

_EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
_EVERYWHERE = "*"
_Cents = Annotated[int, Field(ge=0, le=10**9)]
_Zone = Annotated[str, Field(pattern=r"^([A-Z]{2}|\*)$")]


class Rate(Facts):
    """What sending costs in minor units: once, and for each piece; nothing from a value of the goods on."""

    baseCents: _Cents = 0  # noqa: N815  The public API speaks camelCase.
    perItemCents: _Cents = 0  # noqa: N815  The same.
    freeFromCents: _Cents | None = None  # noqa: N815  The same.


class ShipmentFacts(Facts):
    """The rates by country (ISO 3166 alpha-2), ``EU`` or ``*`` for everywhere else; no table: sent free to all."""

    shipping: Annotated[dict[_Zone, Rate], Field(max_length=300)] | None = None
    priceInCents: int | None = None  # noqa: N815  The public API speaks camelCase.
    price: int = 0

    def rate_for(self, country: str) -> Rate | None:
        """The rate of the narrowest zone that holds the country; None where nothing is sent there."""
        if self.shipping is None:
            return Rate()
        zones = (country, "EU" if country in _EU else _EVERYWHERE, _EVERYWHERE)
        return next((self.shipping[zone] for zone in zones if zone in self.shipping), None)


class ShipmentHook(Kind):
    """One parcel for all pieces of an item."""

    subtype = "shipment"

    def check(self, properties: dict[str, Any]) -> None:
        """Read the facts."""
        ShipmentFacts.read(properties)

    def shipping_cents(self, properties: dict[str, Any], quantity: int, country: str) -> int:
        """By the rate table; InvalidRequestError without a country, or where nothing is sent to it."""
        folded = country.strip().upper()
        if not folded:
            raise InvalidRequestError("shippingAddress.country is needed: this product is sent by post")
        facts = ShipmentFacts.read(properties)
        rate = facts.rate_for(folded)
        if rate is None:
            raise InvalidRequestError(f"This product is not sent to {folded}")
        value = quantity * (facts.price if facts.priceInCents is None else facts.priceInCents)
        if rate.freeFromCents is not None and value >= rate.freeFromCents:
            return 0
        return rate.baseCents + rate.perItemCents * quantity

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:
        """Put it on the warehouse's list; the address stays with the order."""
        if not unit.order.shipping_address:
            raise ConflictError("The order has no shipping address")
        shipment = give(session, vault, unit, "shp", "pending", data={"quantity": unit.item.quantity})
        return {"shipmentId": shipment.id, "shipmentStatus": shipment.status}


HOOK = ShipmentHook()
