from decimal import Decimal

import pytest
from babel.numbers import list_currencies
from hypothesis import given
from hypothesis import strategies as st

from server.errors import InvalidRequestError, ProviderRefusedError
from server.payments.currency import CURRENCIES, exponent_of, format_money, from_major, to_major
from server.payments.stripe_client import from_stripe, to_stripe

CURRENCY = st.sampled_from(sorted(CURRENCIES))
CENTS = st.integers(-(10**12), 10**12)


def test_every_currency_is_a_code_that_babel_knows_too() -> None:
    # Babel's data are older than the newest codes.
    newer = {"xcg", "zwg", "ved", "sle", "uyw"}
    assert CURRENCIES - newer <= {code.lower() for code in list_currencies()}
    assert all(len(code) == 3 and code.isascii() and code.islower() for code in CURRENCIES)


@pytest.mark.parametrize(
    ("currency", "exponent"),
    [
        ("eur", 2),
        ("EUR", 2),
        ("jpy", 0),
        ("isk", 0),
        ("ugx", 0),
        ("huf", 2),
        ("twd", 2),
        ("mga", 2),
        ("kwd", 3),
        ("iqd", 3),
    ],
)
def test_exponents_are_those_of_iso_4217(currency: str, exponent: int) -> None:
    assert exponent_of(currency) == exponent


@given(CENTS, CURRENCY)
def test_minor_units_survive_the_way_to_major_and_back(amount_cents: int, currency: str) -> None:
    major = to_major(amount_cents, currency)
    assert from_major(major, currency) == amount_cents
    assert from_major(str(major), currency) == amount_cents
    assert major * 10 ** exponent_of(currency) == amount_cents


@given(CENTS, CURRENCY)
def test_minor_units_survive_json_in_doubles_as_other_programs_read_it(amount_cents: int, currency: str) -> None:
    import json

    sent = json.dumps(float(to_major(amount_cents, currency)))
    assert from_major(json.loads(sent, parse_float=Decimal), currency) == amount_cents


@given(st.integers(1, 10**12), CURRENCY)
def test_what_stripe_takes_comes_back_the_same(amount_cents: int, currency: str) -> None:
    try:
        sent = to_stripe(amount_cents, currency)
    except ProviderRefusedError:
        is_fraction = currency == "mga" and amount_cents % 100 != 0
        assert is_fraction or (exponent_of(currency) == 3 and amount_cents % 10 != 0)
        return
    assert from_stripe(sent, currency) == amount_cents


@pytest.mark.parametrize("amount", ["1.001", "0.005", "NaN", "Infinity", "-0.001"])
def test_an_amount_with_more_decimals_than_its_currency_is_refused(amount: str) -> None:
    with pytest.raises(InvalidRequestError):
        from_major(amount, "eur")
    with pytest.raises(InvalidRequestError):
        from_major("0.5", "jpy")


def test_trailing_zeros_are_no_decimals() -> None:
    assert from_major("10.5000", "eur") == 1050
    assert from_major("7.00", "jpy") == 7


@given(CENTS, CURRENCY, st.sampled_from(["en", "de", "es", "fr", "ja", "pt-BR", "xx", ""]))
def test_money_for_people_has_the_currencys_decimals(amount_cents: int, currency: str, language: str) -> None:
    text = format_money(amount_cents, currency, language)
    digits = "".join(character for character in text if character in "0123456789")
    assert int(digits) == abs(amount_cents)


@pytest.mark.parametrize(
    ("amount_cents", "currency", "language", "text"),
    [
        (1050, "eur", "en", "€10.50"),
        (1050, "eur", "de", "10,50\N{NO-BREAK SPACE}€"),
        (123456, "jpy", "en", "¥123,456"),
        (1250, "kwd", "en", "KWD\N{NO-BREAK SPACE}1.250"),
        (-5, "usd", "en", "-$0.05"),
        (1050, "eur", "no such language", "€10.50"),
    ],
)
def test_money_for_people_reads_as_they_write_it(amount_cents: int, currency: str, language: str, text: str) -> None:
    assert format_money(amount_cents, currency, language) == text
