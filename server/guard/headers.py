"""The headers that every answer carries, whatever route gave it. https://owasp.org/www-project-secure-headers/"""

from starlette.types import Message

_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    # Addresses of ours can hold tokens; no other site is to learn them.
    (b"referrer-policy", b"no-referrer"),
    (b"x-frame-options", b"DENY"),
)
_TLS_ONLY = (b"strict-transport-security", b"max-age=31536000")
_NOT_KEPT = (b"cache-control", b"no-store")


def add_headers(message: Message, scheme: str, request_id: str) -> None:
    """Add them to an ``http.response.start``. A route that set Cache-Control itself knows its answer holds nobody's
    data; any other answer is kept nowhere.
    """
    headers = list(message["headers"])
    names = {name for name, _ in headers}
    headers += [pair for pair in _ALWAYS if pair[0] not in names]
    if b"cache-control" not in names:
        headers.append(_NOT_KEPT)
    if scheme == "https":
        headers.append(_TLS_ONLY)
    headers.append((b"x-request-id", request_id.encode()))
    message["headers"] = headers
