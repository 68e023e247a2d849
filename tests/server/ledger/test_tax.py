from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import InvalidProductError
from server.ledger.tax import is_tax_included, rate_of, tax_of

CENTS = st.integers(0, 10**12)
RATES = st.integers(0, 10_000)


@pytest.mark.parametrize(
    ("total", "rate", "is_included", "tax"),
    [
        (11_900, 1900, True, 1_900),
        (10_000, 1900, False, 1_900),
        (10_000, 0, True, 0),
        (1, 1900, True, 0),
        (50, 100, False, 1),
        (49, 100, False, 0),
        (3, 10_000, True, 2),
        (1_000, 750, False, 75),
    ],
)
def test_tax_is_rounded_half_up(total: int, rate: int, is_included: bool, tax: int) -> None:
    assert tax_of(total, rate, is_included) == tax


@given(CENTS, RATES, st.booleans())
def test_tax_agrees_with_exact_decimals(total: int, rate: int, is_included: bool) -> None:
    exact = Decimal(total) * rate / (10_000 + rate if is_included else 10_000)
    assert tax_of(total, rate, is_included) == exact.quantize(Decimal(1), ROUND_HALF_UP)


@given(CENTS, RATES)
def test_tax_on_a_net_price_is_again_the_tax_in_the_gross_price(net: int, rate: int) -> None:
    tax = tax_of(net, rate, is_included=False)
    assert abs(tax_of(net + tax, rate, is_included=True) - tax) <= 1


@pytest.mark.parametrize(
    ("properties", "rate"),
    [
        ({}, 700),
        ({"taxRate": None}, 700),
        ({"taxRate": 19}, 1900),
        ({"taxRate": 7.7}, 770),
        ({"taxRate": 0}, 0),
        ({"taxRate": 100.0}, 10_000),
        ({"taxRateBp": 550}, 550),
        ({"taxRateBp": 550, "taxRate": 19}, 550),
    ],
)
def test_a_product_says_its_rate_or_takes_its_organizations(properties: dict[str, Any], rate: int) -> None:
    assert rate_of(properties, 700) == rate


@pytest.mark.parametrize("said", [-1, 100.01, 7.125, True, "19", [19], float("nan"), float("inf"), 10**400])
def test_a_rate_that_is_none_is_refused(said: object) -> None:
    with pytest.raises(InvalidProductError, match=r"customProperties\.taxRate:"):
        rate_of({"taxRate": said}, 0)


def test_prices_include_tax_unless_the_product_says_otherwise() -> None:
    assert is_tax_included({})
    assert is_tax_included({"priceIncludesTax": True})
    assert not is_tax_included({"priceIncludesTax": False})
    with pytest.raises(InvalidProductError):
        is_tax_included({"priceIncludesTax": "no"})
