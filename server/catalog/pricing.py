"""What a product's ``customProperties`` say to this server: its price, its bounds, and what a door must know."""

from typing import Annotated, Any

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from server.api import Schema
from server.errors import InvalidRequestError
from server.ledger.tax import is_tax_included, rate_of
from server.text import Line, Time
from sync.rules.ticket import LARGEST_PARTY

_Cents = Annotated[int, Field(ge=0, le=10**12, strict=True)]


class ProductFacts(Schema):
    """The properties that mean something here. ``price`` and ``priceInCents`` both count minor units."""

    price_cents: _Cents = Field(0, alias="priceInCents")
    currency: Line = "eur"
    max_quantity: Annotated[int, Field(ge=0, le=10_000_000)] | None = Field(None, alias="maxQuantity")
    needs_look: bool = Field(default=False, alias="needsLook")
    note: Annotated[Line, Field(max_length=200)] = ""
    admits: Annotated[int, Field(ge=1, le=LARGEST_PARTY, strict=True)] = Field(1, alias="groupSize")
    """How many people one ticket of it lets in; the event counts them all."""
    valid_from: Time = Field(None, alias="validFrom")
    valid_until: Time = Field(None, alias="validUntil")

    @model_validator(mode="before")
    @classmethod
    def _take_price(cls, value: Any) -> Any:  # noqa: ANN401  Pydantic hands over what was sent.
        if isinstance(value, dict):
            present = {name: item for name, item in value.items() if item is not None}
            price = present.get("priceInCents", present.get("price", 0))
            return {**present, "priceInCents": int(price) if _is_whole_float(price) else price}
        return value

    @field_validator("currency")
    @classmethod
    def _check_currency(cls, value: str) -> str:
        if len(value) != 3 or not value.isascii() or not value.isalpha():
            raise PydanticCustomError("currency", "is not an ISO 4217 code, such as eur")
        return value.lower()


def read_product_facts(properties: dict[str, Any]) -> ProductFacts:
    """The facts in ``customProperties``; InvalidRequestError that names the first property at fault."""
    rate_of(properties, 0)
    is_tax_included(properties)
    try:
        return ProductFacts.model_validate(properties)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRequestError(f"customProperties.{first['loc'][0]}: {first['msg']}") from None


def _is_whole_float(value: object) -> bool:
    return isinstance(value, float) and value.is_integer()
