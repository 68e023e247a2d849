"""Pairing: it talks to the network and may take its time."""

from PySide6.QtCore import QObject, Signal, Slot

from scanner_app.door.station import Station
from scanner_app.wording import say, tell
from sync.device.errors import DeviceError, ServerUnreachableError


class PairWorker(QObject):
    """``pair`` enrols this device; then ``paired``, or ``refused`` with what to do."""

    paired = Signal()
    refused = Signal(str)

    def __init__(self, station: Station, door_name: str, app_version: str) -> None:
        super().__init__()
        self._station = station
        self._door_name = door_name
        self._app_version = app_version

    @Slot(str, str)
    def pair(self, server: str, code: str) -> None:
        """Enrol with ``code`` at ``server``."""
        try:
            self._station.pair(server, code, self._door_name, self._app_version)
        except ServerUnreachableError:  # Its own words are of a door that goes on scanning meanwhile.
            self.refused.emit(
                say("The server cannot be reached. Check the address and this device’s network, then pair again.")
            )
        except (DeviceError, ValueError) as error:
            self.refused.emit(tell(error))
        else:
            self.paired.emit()
