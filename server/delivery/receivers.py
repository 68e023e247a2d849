"""Send a request to an address that somebody else chose, without letting it reach into our own network."""

import asyncio
import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from server.config import ServerConfig, is_loopback
from server.errors import InvalidRequestError, ProviderUnavailableError

TIMEOUT_S = 10.0
"""For everything: connecting, sending, and the answer."""
_MOST_ANSWER_BYTES = 16 * 1024
_LONGEST_URL = 2000
_HOST = re.compile(rb"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
"""A name in ASCII (Punycode for others), or an address."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class ForbiddenAddressError(Exception):
    """The host is inside a network that receivers have no business in."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address whose host was looked up and checked: the request goes to ``ip`` and nowhere else."""

    url: httpx.URL
    ip: str


def check_url(text: str, config: ServerConfig) -> str:
    """A receiver's address as it can be kept; InvalidRequestError says what is wrong with it.

    ``https`` only, without a user and password. A server that listens on this machine only may also talk to this
    machine, by ``http`` too, so that it can be tried out.
    """
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL as error:
        raise InvalidRequestError("url is not an address") from error
    if len(text) > _LONGEST_URL or not _HOST.fullmatch(url.raw_host) or url.userinfo or url.fragment:
        raise InvalidRequestError("url must be an address without user, password and fragment, of at most 2000 letters")
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.host) and _may_be_local(config)):
        raise InvalidRequestError("url must begin with https://")
    try:
        literal = ipaddress.ip_address(url.host)
    except ValueError:
        return str(url)
    if not _is_allowed(literal, config):
        raise InvalidRequestError("url must name a public host")
    return str(url)


def find_target(text: str, config: ServerConfig) -> Target:
    """Look up the host. Blocks on the network.

    ForbiddenAddressError where any of its addresses is not public; ProviderUnavailableError where it has none now.
    """
    try:
        check_url(text, config)
    except InvalidRequestError as error:
        raise ForbiddenAddressError from error
    url = httpx.URL(text)
    try:
        found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise ProviderUnavailableError("The host has no address now") from error
    addresses = [str(entry[4][0]) for entry in found]
    if not all(_is_allowed(ipaddress.ip_address(address.partition("%")[0]), config) for address in addresses):
        raise ForbiddenAddressError
    return Target(url, addresses[0])


def post(target: Target, headers: dict[str, str], body: bytes) -> int:
    """The status that the receiver answers. Redirects are not followed; of the answer's body little is read.

    ProviderUnavailableError where there is none within TIMEOUT_S. Blocks; not for a thread that runs a loop.
    """
    try:
        return asyncio.run(_post(target, headers, body))
    except TimeoutError as error:
        raise ProviderUnavailableError("The receiver did not answer in time") from error
    except httpx.HTTPError as error:
        raise ProviderUnavailableError(f"The receiver did not answer: {type(error).__name__}") from error


async def _post(target: Target, headers: dict[str, str], body: bytes) -> int:
    url, host = target.url, target.url.host
    named = {**headers, "Host": url.netloc.decode("ascii")}
    # The connection goes to the address that was checked: a second look-up could give another. TLS asks for the name.
    async with asyncio.timeout(TIMEOUT_S), httpx.AsyncClient(trust_env=False, timeout=TIMEOUT_S) as client:
        request = client.build_request(
            "POST", url.copy_with(host=target.ip), content=body, headers=named, extensions={"sni_hostname": host}
        )
        answer = await client.send(request, stream=True, follow_redirects=False)
        try:
            taken = 0
            async for piece in answer.aiter_raw():
                taken += len(piece)
                if taken > _MOST_ANSWER_BYTES:
                    break
        finally:
            await answer.aclose()
        return answer.status_code


def _is_allowed(address: _Address, config: ServerConfig) -> bool:
    """Public, or this machine itself where this server is for this machine only."""
    inner = _inner(address)
    if inner is not None:
        return _is_allowed(inner, config)
    if address.is_loopback:
        return _may_be_local(config)
    is_of_a_site = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not (address.is_multicast or address.is_reserved or is_of_a_site)


def _inner(address: _Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for, by whichever way of writing it so."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo is not None else None)


def _may_be_local(config: ServerConfig) -> bool:
    """Whether this server is for this machine only: one with a public name has a proxy before it, told or not."""
    own = urlsplit(config.base_url).hostname or config.host
    return is_loopback(config.host) and is_loopback(own) and not config.behind_proxy
