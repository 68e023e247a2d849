"""Signed links: whoever holds one may read one thing until it expires, without any other proof."""

import base64
import hmac
from urllib.parse import urlencode

from server.errors import ExpiredError, NotFoundError
from server.vault import Vault

_LARGEST_MS_DIGITS = 15


def signed_link(vault: Vault, base_url: str, path: str, expires_at: int) -> str:
    """``path`` on this server with ``expires`` (Unix ms) and ``signature``. A query in ``path`` is signed with it."""
    query = urlencode({"expires": expires_at, "signature": _signature(vault, path, expires_at)})
    return f"{base_url.rstrip('/')}{path}{'&' if '?' in path else '?'}{query}"


def check_link(vault: Vault, path: str, expires: str, signature: str, at: int) -> None:
    """Check a link's parts as they came in; NotFoundError where they are not ours, ExpiredError past its time."""
    if not expires.isascii() or not expires.isdigit() or len(expires) > _LARGEST_MS_DIGITS:
        raise NotFoundError
    expected = _signature(vault, path, int(expires))
    if not hmac.compare_digest(expected.encode(), signature.encode("utf-8", "surrogateescape")):
        raise NotFoundError
    if at >= int(expires):
        raise ExpiredError("This link has expired")


def _signature(vault: Vault, path: str, expires_at: int) -> str:
    return base64.urlsafe_b64encode(vault.derive(f"link:{expires_at}:{path}")).rstrip(b"=").decode()
