"""How often what may be asked, and which of it a request counts towards.

The figures hold at the usual 6,000 requests a minute; where ``requests_per_minute`` says otherwise they grow and
shrink with it.
"""

from dataclasses import dataclass, fields
from enum import StrEnum

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.limits import RateLimitItem

USUAL = 6_000
_DEVICE = "/door/v1/"
_ENROL = "/door/v1/enrol"
_SIGNING_IN = "/api/v1/auth/"
_LOOKED_UP = (
    "/api/tickets/",
    "/functions/v1/booking-status",
    "/functions/v1/booking-schedule",
    "/functions/v1/meeting/",
    "/shop/orders/",
    "/book",
    "/enroll/",
    "/pay/",
)
"""What a code or token in the request opens."""
_FILES = "/api/v1/downloads/"
_LOOKED_UP_ENDINGS = ("/download", "/access")
"""Signed links and tokens of what was bought, below /api/v1."""
_CREATED = ("/functions/v1/booking-create", "/api/orders/create-checkout")
_SHOWN = "/api/events"
_FROM_PROVIDERS = ("/webhooks/", "/functions/v1/payment-webhook")
"""Providers send as much as they send; their signatures guard these."""


class Place(StrEnum):
    """Where a request goes, as far as its bounds are concerned."""

    DEVICE = "device"
    ENROL = "enrol"
    PROVIDER = "provider"
    SIGN_IN = "sign_in"
    LOOK_UP = "look_up"
    CREATE = "create"
    SHOWN = "shown"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Bounds:
    """The bound of each kind. All but the first two and the last are per client address."""

    caller: RateLimitItem
    """Per API key or person, once proved."""
    device: RateLimitItem
    """Per door: far more than a door can ask in earnest. A pull is held open and answered at news, at most about 90 a
    second where every other door scans without a pause; a door that claims one ticket after the other gets some 1,000
    a second."""
    address: RateLimitItem
    """Everything that names no proved caller."""
    refused: RateLimitItem
    """Answers 401: whoever tries keys or tokens."""
    look_up: RateLimitItem
    """Look-ups by code, token or signed link."""
    shown: RateLimitItem
    """Events and what is left of them: shops ask often, and for many buyers from one address."""
    sign_in: RateLimitItem
    """Signing up and in, on top of what server.accounts.throttle counts per account and failure."""
    create: RateLimitItem
    """Bookings and checkouts by the public."""
    enrol: RateLimitItem
    """Pairing codes tried: 50 bits that live 15 minutes. A venue pairs all its doors from one address."""
    email: RateLimitItem
    """Bookings and checkouts for one e-mail address, from wherever."""


def bounds_for(requests_per_minute: int) -> Bounds:
    """The bounds of a server that allows one caller so many requests a minute."""

    def scaled(usual: int) -> int:
        return max(1, usual * requests_per_minute // USUAL)

    minutes = {
        "caller": USUAL,
        "device": 20 * USUAL,
        "address": USUAL,
        "refused": 120,
        "look_up": 120,
        "shown": 1_200,
        "sign_in": 120,
        "create": 300,
        "enrol": 120,
    }
    made: dict[str, RateLimitItem] = {
        name: RateLimitItemPerMinute(scaled(usual), namespace=name) for name, usual in minutes.items()
    }
    made["email"] = RateLimitItemPerHour(scaled(20), namespace="email")
    return Bounds(**{field.name: made[field.name] for field in fields(Bounds)})


def place_of(path: str) -> Place:
    """Where a path belongs. Paths are compared as they were sent: an unusual spelling is another route, or none."""
    if path.startswith(_DEVICE):
        return Place.ENROL if path == _ENROL else Place.DEVICE
    if path.startswith("/api/v1/"):
        if path.startswith(_SIGNING_IN):
            return Place.SIGN_IN
        return Place.LOOK_UP if path.startswith(_FILES) or path.endswith(_LOOKED_UP_ENDINGS) else Place.OTHER
    if path.startswith(_FROM_PROVIDERS):
        return Place.PROVIDER
    if path.startswith(_CREATED):
        return Place.CREATE
    if path.startswith(_LOOKED_UP):
        return Place.LOOK_UP
    return Place.SHOWN if path == _SHOWN or path.startswith(f"{_SHOWN}/") else Place.OTHER
