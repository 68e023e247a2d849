"""Currencies: how many decimals each has by ISO 4217, and money in major units where a provider counts in those.

Babel's table follows CLDR, which says how people write prices (no decimals for IRR or IQD); providers and books follow
ISO 4217, so the exponents stand here and Babel only writes the text.
"""

import copy
import re
from decimal import Decimal

from babel import Locale, UnknownLocaleError

from server.errors import InvalidRequestError

_ZERO = frozenset(
    (
        "bif",
        "clp",
        "djf",
        "gnf",
        "isk",
        "jpy",
        "kmf",
        "krw",
        "pyg",
        "rwf",
        "ugx",
        "uyi",
        "vnd",
        "vuv",
        "xaf",
        "xof",
        "xpf",
    )
)
_THREE = frozenset(("bhd", "iqd", "jod", "kwd", "lyd", "omr", "tnd"))
_FOUR = frozenset(("clf", "uyw"))
_TWO = """
    aed afn all amd aoa ars aud awg azn bam bbd bdt bgn bmd bnd bob bov brl bsd btn bwp byn bzd cad cdf che chf chw cny
    cop cou crc cup cve czk dkk dop dzd egp ern etb eur fjd fkp gbp gel ghs gip gmd gtq gyd hkd hnl htg huf idr ils inr
    irr jmd kes kgs khr kpw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mru mur mvr mwk mxn mxv myr mzn nad
    ngn nio nok npr nzd pab pen pgk php pkr pln qar ron rsd rub sar sbd scr sdg sek sgd shp sle sos srd ssp stn svc syp
    szl thb tjs tmt top try ttd twd tzs uah usd usn uyu uzs ved ves wst xcd xcg yer zar zmw zwg
"""
CURRENCIES = _ZERO | _THREE | _FOUR | frozenset(_TWO.split())
"""The ISO 4217 codes of money in use, in lower case; without metals, baskets and test codes."""
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")


def exponent_of(currency: str) -> int:
    """How many decimals the minor unit is: 0 for jpy, 2 for eur, 3 for kwd; 2 for a code that is not in the table."""
    code = currency.lower()
    if code in _ZERO:
        return 0
    if code in _THREE:
        return 3
    return 4 if code in _FOUR else 2


def to_major(amount_cents: int, currency: str) -> Decimal:
    """Minor units as an exact number with the currency's decimals: 1050 eur is ``10.50``, 1050 jpy is ``1050``."""
    return Decimal(amount_cents).scaleb(-exponent_of(currency))


def from_major(amount: Decimal | int | str, currency: str) -> int:
    """Minor units of an amount in major ones; InvalidRequestError where it has more decimals than its currency.

    A float is refused by its type: read JSON with ``parse_float=Decimal``.
    """
    value = Decimal(amount)
    minor = value.scaleb(exponent_of(currency)) if value.is_finite() else value
    if not minor.is_finite() or minor != minor.to_integral_value():
        raise InvalidRequestError(f"{amount} is no amount of {currency.upper()}")
    return int(minor)


def format_money(amount_cents: int, currency: str, language: str = "en") -> str:
    """Money for people, with the currency's own decimals: ``€10.50``, ``¥1,050``, in German ``10,50 €``."""
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        locale = Locale("en")
    pattern = copy.copy(locale.currency_formats["standard"])
    decimals = exponent_of(currency)
    pattern.frac_prec = (decimals, decimals)
    amount = to_major(amount_cents, currency)
    text: str = pattern.apply(amount, locale, currency=currency.upper(), currency_digits=False)
    # CLDR sets a code that stands for a missing symbol apart from its number; Babel does not do it yet.
    return _LETTER_BEFORE_DIGIT.sub("\N{NO-BREAK SPACE}", text)
