"""A pairing link, as the dashboard's QR code holds it: ``doorward://pair?server=…&code=…``. Pure."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

_LONGEST = 2048


@dataclass(frozen=True, slots=True)
class PairingLink:
    """The server's address (http or https, without a path's last slash) and the one-time code."""

    server_url: str
    code: str


def read_pairing_link(payload: str) -> PairingLink | None:
    """The link in ``payload``, None where it is none.

    Read are ``doorward://pair?server=…&code=…`` and ``https://server/pair?code=…``, where the server is the link's own.
    """
    text = payload.strip()
    if len(text) > _LONGEST:
        return None
    try:
        parts = urlsplit(text)
        asked = parse_qs(parts.query)
    except ValueError:
        return None
    code = asked.get("code", [""])[0].strip()
    if parts.scheme == "doorward" and (parts.netloc or parts.path.strip("/")) == "pair":
        server = read_server_url(asked.get("server", [""])[0])
    elif parts.scheme in ("https", "http") and parts.path.rstrip("/").endswith("/pair"):
        server = read_server_url(f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/').removesuffix('/pair')}")
    else:
        return None
    return PairingLink(server, code) if server and code else None


def read_server_url(typed: str) -> str | None:
    """The address people meant: ``https://`` is put before a bare name. None where it is no web address."""
    text = typed.strip().rstrip("/")
    if not text or any(character.isspace() for character in text):
        return None
    if "://" not in text:
        text = f"https://{text}"
    try:
        parts = urlsplit(text)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return text if parts.scheme in ("https", "http") and has_host else None


def make_pairing_link(server_url: str, code: str) -> str:
    """The link for a QR code."""
    return "doorward://pair?" + urlencode({"server": server_url, "code": code})
