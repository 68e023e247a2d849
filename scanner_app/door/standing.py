"""How a door stands, as one value for whoever shows it. No Qt."""

import time

from scanner_app.door.battery import battery_percent
from scanner_app.door.paired import Paired
from scanner_app.door.shown import Connection, DoorStatus
from sync.device.database import Store
from sync.device.ticket_cache import count_expected
from sync.sentence import Sentence

REVOKED = Sentence(
    "The organizer has removed this device: what it scans now does not count. Stop scanning. Pair it again to go on."
)
_COUNT_SHARE = 20.0
"""Counting tickets may take one part in so many of the time."""


class Standing:
    """Looks at a paired station's parts, and keeps what of it takes time to find out."""

    def __init__(self) -> None:
        self._expected = 0
        self._is_expected_known = False
        self._count_again_s = float("-inf")

    def outdate(self) -> None:
        """There is news: what was counted may no longer hold."""
        self._is_expected_known = False

    def of(self, place: Paired, store: Store, *, is_removed: bool, is_key_in_keyring: bool, note: str) -> DoorStatus:
        """How ``place`` stands now; StoreError where ``store`` cannot be read.

        ``is_removed`` says that the organizer took the device out of the event, ``note`` what this program has to tell.
        """
        event, gate = place.session.policy.event, place.session.gate
        return DoorStatus(
            connection=Connection.ONLINE if place.follower.is_online else Connection.OFFLINE,
            event=event.name,
            gate=gate.name,
            direction=gate.direction,
            time_zone=event.time_zone,
            list_age_s=place.session.list_age_s,
            waiting=place.scan_log.waiting(),
            inside=place.scan_log.inside(),
            expected=self._count_expected(store),
            capacity=event.capacity,
            battery_percent=battery_percent(),
            is_key_in_keyring=is_key_in_keyring,
            problem=REVOKED if is_removed else place.follower.problem,
            is_training=place.session.is_training,
            incidents_open=sum(incident.acknowledged is None for incident in place.scan_log.incidents()),
            peers_seen=place.peers_seen,
            peers_expected=place.session.other_doors,
            message=_message(place),
            note=note,
            has_pin=bool(place.session.policy.pin_hash),
        )

    def _count_expected(self, store: Store) -> int:
        """The number as of the last news, counted anew no more often than its cost allows: a million rows take time."""
        began = time.monotonic()
        if not self._is_expected_known and began >= self._count_again_s:
            self._is_expected_known = True
            self._expected = count_expected(store)
            self._count_again_s = time.monotonic() + _COUNT_SHARE * (time.monotonic() - began)
        return self._expected


def _message(place: Paired) -> str:
    door = place.session.own_door
    return door.message if door is not None and door.message_id > place.message_read else ""
