"""Text from outside, made safe to keep: no control characters, bounded, one spelling of spaces."""

import math
import re
import unicodedata
from collections.abc import Container
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

_DEEPEST = 16
_LONGEST_ADDRESS = 254
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:\\\"]{1,64}@(?:[^\s@.<>()\[\],;:\\\"/]{1,63}\.)+[^\s@.<>()\[\],;:\\\"/]{2,63}")
_REFUSED_CATEGORIES = ("Cc", "Cs")
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c\ufeff")
"""Marks that turn the direction of writing: a name with one could show other text than it holds."""
LAST_MOMENT_MS = 253_402_300_800_000
"""The year 10000, after which no calendar here can say a time."""


def clean_line(text: str) -> str:
    """One line: control characters and direction marks gone, runs of white space one space."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join("".join(_kept(character) for character in text).split())


def clean_text(text: str) -> str:
    """The same for text of several lines: line breaks and tabs stay."""
    return "".join(character if character in "\n\t" else _kept(character, space=character) for character in text)


def clean_json(value: Any, depth: int = 0) -> Any:  # noqa: ANN401  JSON is any value.
    """A JSON value safe to store and to give back: clean strings, finite numbers, at most 16 levels deep."""
    if depth > _DEEPEST:
        raise PydanticCustomError("too_deep", "is nested too deeply")
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, float) and not math.isfinite(value):
        raise PydanticCustomError("not_finite", "holds a number that is not finite")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 2**63:
        raise PydanticCustomError("too_large", "holds a number that is too large")
    if isinstance(value, list):
        return [clean_json(item, depth + 1) for item in value]
    if isinstance(value, dict):
        return {clean_text(key): clean_json(item, depth + 1) for key, item in value.items()}
    return value


def fold_email(address: str) -> str:
    """The spelling under which two addresses are the same person's.

    Not casefold(), which also writes ß as ss: domains with the one and the other are two owners'.
    """
    return address.strip().lower()


def slug_of(name: str, taken: Container[str]) -> str:
    """``name`` for an address bar: ASCII, lower case, dashes; with a number where the plain one is taken."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:60] or "event"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def read_time(value: object) -> int | None:
    """A time in Unix ms from a number or RFC 3339 text; None for none; ValueError for anything else."""
    if value is None or value == "":
        return None
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        value = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LAST_MOMENT_MS:
        raise ValueError("not a time")
    return int(value)


def _kept(character: str, space: str = " ") -> str:
    if character.isspace():
        return space if space.isprintable() or space in "\n\t" else " "
    is_refused = character in _OVERRIDES or unicodedata.category(character) in _REFUSED_CATEGORIES
    return "" if is_refused else character


def _check_address(address: str) -> str:
    if address and (len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address)):
        raise PydanticCustomError("email", "is not an e-mail address")
    return address


def _clean_if_text(value: object) -> object:
    return clean_line(value) if isinstance(value, str) else value


def _time_or_error(value: object) -> int | None:
    try:
        return read_time(value)
    except (ValueError, OverflowError) as error:
        raise PydanticCustomError("time", "is not a time in Unix milliseconds") from error


Line = Annotated[str, BeforeValidator(_clean_if_text)]
Name = Annotated[Line, StringConstraints(max_length=100)]
Title = Annotated[Line, StringConstraints(max_length=200)]
Phone = Annotated[Line, StringConstraints(max_length=40)]
Reference = Annotated[Line, StringConstraints(max_length=200)]
Email = Annotated[Line, AfterValidator(_check_address), Field(examples=["max@example.com"])]
LongText = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(clean_text)]
Properties = Annotated[dict[str, Any], AfterValidator(clean_json)]
Time = Annotated[int | None, BeforeValidator(_time_or_error)]
