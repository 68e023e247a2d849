"""The tax in or on a price, in integers: rates are hundredths of a percent, so 1900 is 19 %."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from server.errors import InvalidProductError

WHOLE_BP = 10_000
"""100 %."""


def tax_of(total_cents: int, rate_bp: int, is_included: bool) -> int:  # noqa: FBT001  The two cases of one formula.
    """The tax in ``total_cents`` where prices include it, else what comes on top; half up. Nothing is negative."""
    return divide_half_up(total_cents * rate_bp, WHOLE_BP + rate_bp if is_included else WHOLE_BP)


def divide_half_up(dividend: int, divisor: int) -> int:
    """The quotient of two numbers that are not negative, halves rounded up."""
    return (2 * dividend + divisor) // (2 * divisor)


def rate_of(product_properties: Mapping[str, Any], organization_rate_bp: int) -> int:
    """The rate of a product: its ``taxRateBp``, its ``taxRate`` (a percentage: 19 or 7.5), else the organization's.

    InvalidProductError for one that is no number from 0 to 100 % with at most two decimals.
    """
    for name, steps in (("taxRateBp", 1), ("taxRate", 100)):
        said = product_properties.get(name)
        if said is not None:
            return _read_rate(name, said, steps)
    return organization_rate_bp


def is_tax_included(product_properties: Mapping[str, Any]) -> bool:
    """Whether a product's price holds its tax already (``priceIncludesTax``); it does unless it says otherwise."""
    said = product_properties.get("priceIncludesTax")
    if said is not None and not isinstance(said, bool):
        raise InvalidProductError("customProperties.priceIncludesTax: must be true or false")
    return said is not False


def _read_rate(name: str, said: object, steps: int) -> int:
    if isinstance(said, int | float) and not isinstance(said, bool):
        # The shortest decimal that reads as this float is the one that was written: 7.7 stays 7.7.
        rate = Decimal(str(said)) * steps
        if rate == rate.to_integral_value() and 0 <= rate <= WHOLE_BP:
            return int(rate)
    most = WHOLE_BP // steps
    raise InvalidProductError(f"customProperties.{name}: must be a number from 0 to {most}, exact to 0.01 %")
