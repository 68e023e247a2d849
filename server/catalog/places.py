"""Where an event is: what its ``customProperties`` say of location, address and geo, checked and told in one way."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError

from server.api import Schema
from server.errors import InvalidRequestError
from server.text import Line, clean_line

_Part = Annotated[Line, Field(max_length=200)]


class Geo(Schema):
    """A point in WGS 84 degrees."""

    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
    lng: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]


class Address(Schema):
    """An address in its parts; more of them may be named."""

    model_config = ConfigDict(extra="allow")

    street: _Part | None = None
    postalCode: _Part | None = None  # noqa: N815  The public API speaks camelCase.
    city: _Part | None = None
    region: _Part | None = None
    country: _Part | None = None


class Location(Schema):
    """A place with any of its name, address and point; the booking source gives one line of text instead."""

    model_config = ConfigDict(extra="allow")

    name: _Part | None = None
    address: Address | Annotated[Line, Field(max_length=500)] | None = None
    geo: Geo | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event is, for whoever goes there. ``line`` is empty where nothing is said."""

    line: str
    address: Address | str | None
    geo: Geo | None


class _Said(Schema):
    location: Location | Annotated[Line, Field(max_length=500)] | None = None
    address: Address | Annotated[Line, Field(max_length=500)] | None = None
    geo: Geo | None = None


def check_place(properties: dict[str, Any]) -> None:
    """InvalidRequestError that names the first property of a place that cannot be."""
    try:
        _Said.model_validate(properties)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if str(part).islower())
        raise InvalidRequestError(f"customProperties.{where}: {first['msg']}") from None


def place_of(properties: Mapping[str, Any]) -> Place:
    """The place that ``customProperties`` say. What stands in ``location`` comes before what stands beside it."""
    try:
        said = _Said.model_validate(properties)
    except ValidationError:  # Kept before places were checked.
        return Place(place_line(properties), None, None)
    inner = said.location if isinstance(said.location, Location) else Location()
    return Place(place_line(properties), inner.address or said.address, inner.geo or said.geo)


def place_line(properties: Mapping[str, Any]) -> str:
    """The place in one line, e.g. ``Vound Brand, Am Markt 11, 17309 Pasewalk, DE``; empty where nothing is said."""
    location, beside = properties.get("location"), _address_line(properties.get("address"))
    if not isinstance(location, Mapping):
        return _joined(location, beside)
    line = _joined(location.get("name"), _address_line(location.get("address")) or beside)
    return line or _joined(*location.values())


def _address_line(address: object) -> str:
    if not isinstance(address, Mapping):
        return _joined(address)
    town = _joined(address.get("postalCode"), address.get("city"), between=" ")
    line = _joined(address.get("street"), town, address.get("region"), address.get("country"))
    return line or _joined(*address.values())


def _joined(*parts: object, between: str = ", ") -> str:
    """Those of the parts that are texts and say something, each once."""
    texts = [clean_line(part) for part in parts if isinstance(part, str)]
    return between.join(dict.fromkeys(text for text in texts if text))
