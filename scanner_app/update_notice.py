"""Tells once a day that the organizer's server is of a newer version than this scanner. Nothing waits for it."""

import re
import time

from PySide6.QtCore import QObject

from scanner_app.door.shown import DoorStatus
from scanner_app.shell import Shell
from scanner_app.wording import say
from sync.device.errors import NotPairedError
from sync.sentence import Sentence

_TOLD = "update_told"
"""The store's key for the day on which it was told last, and of which version."""
_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})(?:\.(\d{1,6}))?$", re.ASCII)


def is_newer(server: str, own: str) -> bool:
    """Whether ``server`` names a later version than ``own``; what is no version is never newer."""
    there, here = _VERSION.match(server), _VERSION.match(own)
    return there is not None and here is not None and _numbers(there) > _numbers(here)


class UpdateNotice(QObject):
    """Says it where the organizer's messages stand, until it was read; never at a kiosk."""

    def __init__(self, shell: Shell, own_version: str) -> None:
        super().__init__(shell)
        self._shell, self._own = shell, own_version
        self._seen = ""
        shell.status_told.connect(self._look)

    def _look(self, status: DoorStatus) -> None:
        """Asked twice a second, so the store is read only for a version that was not seen yet today."""
        station = self._shell.station
        if status.note or self._shell.settings.kiosk.is_on or not station.is_paired:
            return
        try:
            version = station.place().round.server_version
        except NotPairedError:  # The device is wiped just now.
            return
        told = f"{time.strftime('%Y-%m-%d')} {version}"
        if told != self._seen and is_newer(version, self._own):
            self._seen = told
            self._shell.background.run(lambda: self._begin_day(told), lambda is_new: self._tell(version, is_new=is_new))

    def _begin_day(self, told: str) -> bool:
        """Remember that it is told today; whether it was not yet. Not on the screen's thread: a disk may be slow."""
        store = self._shell.station.store
        if store.get(_TOLD) == told:
            return False
        store.put(**{_TOLD: told})
        return True

    def _tell(self, version: str, *, is_new: bool) -> None:
        station = self._shell.station
        if is_new and station.is_paired:
            text = say(
                "A newer version of this program is at the organizer’s server: {version}. Scanning goes on as it is.",
                version=version,
            )
            station.opening_note = Sentence.row(station.opening_note, text)  # Another note may have come meanwhile.


def _numbers(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(int(part or 0) for part in match.groups())
