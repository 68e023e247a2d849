"""Web addresses that a person is sent to: http and https only, so that no link runs a script."""

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

_LONGEST = 2000


def _check(address: str) -> str:
    if not address:
        return address
    try:
        parts = urlsplit(address)
        is_web = parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        is_web = False
    if not is_web or len(address) > _LONGEST or any(c.isspace() or not c.isprintable() for c in address):
        raise PydanticCustomError("web_address", "is not a web address that begins with https:// or http://")
    return address


WebAddress = Annotated[str, AfterValidator(_check)]
"""An address, or an empty text for none."""
