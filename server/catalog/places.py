"""Where an event is: what its ``customProperties`` say of location, address and geo, checked before it is kept."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError

from server.api import Schema
from server.errors import InvalidRequestError
from server.text import Line

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


class _Place(Schema):
    location: Location | Annotated[Line, Field(max_length=500)] | None = None
    address: Address | Annotated[Line, Field(max_length=500)] | None = None
    geo: Geo | None = None


def check_place(properties: dict[str, Any]) -> None:
    """InvalidRequestError that names the first property of a place that cannot be."""
    try:
        _Place.model_validate(properties)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"] if str(part).islower())
        raise InvalidRequestError(f"customProperties.{where}: {first['msg']}") from None
