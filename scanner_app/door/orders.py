"""The organizer's orders to one device: that it was removed from the event, and that it must wipe itself.

They come with the policy; a device that the server refuses asks for them by themselves.
"""

import threading
from collections.abc import Callable

import structlog

from scanner_app.door.paired import Paired
from sync.device.errors import DeviceError
from sync.device.wipe import is_told_to_wipe
from sync.protocol.messages import Policy

log = structlog.get_logger()

_JOIN_S = 10.0


class Orders:
    """Looks for orders on a thread of its own, since whoever brought the news must go on."""

    def __init__(self, wipe: Callable[[], object], on_news: Callable[[], None]) -> None:
        """``wipe`` makes an end of the device's store; ``on_news`` is called when the door stands otherwise."""
        self._wipe = wipe
        self._on_news = on_news
        self._thread: threading.Thread | None = None
        self._revoked_for: Paired | None = None

    def is_revoked(self, place: Paired) -> bool:
        """Whether the organizer has removed this device from the event."""
        return self._revoked_for is place or _is_revoked(place, place.session.policy)

    def heed(self, place: Paired) -> None:
        """There is news: see whether it orders something."""
        is_busy = self._thread is not None and self._thread.is_alive()
        is_told = is_told_to_wipe(place.session.policy, place.pairing.device_id)
        if not is_busy and (is_told or place.follower.is_refused):
            self._thread = threading.Thread(target=self._obey, args=(place,), name="door-orders", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """Wait until an order under way is carried out."""
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(_JOIN_S)

    def _obey(self, place: Paired) -> None:
        try:
            policy = _standing(place)
            if _is_revoked(place, policy):
                self._revoked_for = place
                place.session.set_removed()
            if is_told_to_wipe(policy, place.pairing.device_id):
                self._wipe()
        except DeviceError as error:  # The next news asks again.
            log.info("orders_not_followed", why=type(error).__name__)
        self._on_news()


def _standing(place: Paired) -> Policy:
    """The policy to obey: the one held, or what the server has to say to a device that it refuses."""
    if not place.follower.is_refused:
        return place.session.policy
    return place.replica.opened(place.client.policy())


def _is_revoked(place: Paired, policy: Policy) -> bool:
    device_id = place.pairing.device_id
    return any(door.revoked_at is not None for door in policy.doors if door.device_id == device_id)
