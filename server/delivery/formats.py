"""Times and counts as people read them, in the buyer's language, by Babel's CLDR data."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_time as babel_time

LANGUAGES = ("en", "de", "es", "fr")
FALLBACK = "en"
_LOCALES = {"en": Locale("en", "GB"), "de": Locale("de"), "es": Locale("es"), "fr": Locale("fr")}
"""British English for ``en``: day before month, 24 hours, as everywhere else that these four are spoken."""


def known_language(language: str) -> str:
    """The language if mails speak it, regions left aside (``de-AT`` is ``de``); else English."""
    base = language.replace("_", "-").partition("-")[0].lower()
    return base if base in LANGUAGES else FALLBACK


def locale_of(language: str) -> Locale:
    """Babel's locale for one of ``LANGUAGES``."""
    return _LOCALES[language]


def format_date(at: int, time_zone: str, language: str) -> str:
    """The day of a time in Unix ms, in that time zone: ``Mittwoch, 15. Januar 2025``."""
    return babel_date(_moment(at, time_zone), "full", locale=_LOCALES[language])


def format_time(at: int, time_zone: str, language: str) -> str:
    """The hour and minute: ``23:00``."""
    return babel_time(_moment(at, time_zone), "short", tzinfo=_zone(time_zone), locale=_LOCALES[language])


def plural_form(count: int, language: str) -> str:
    """CLDR's name for the form that ``count`` takes, reduced to what the catalogues hold: one or other."""
    return "one" if _LOCALES[language].plural_form(count) == "one" else "other"


def _moment(at: int, time_zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(_zone(time_zone))


def _zone(time_zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
