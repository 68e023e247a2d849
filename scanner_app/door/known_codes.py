"""Whether a text is surely a code of this door's event."""

from scanner_app.door.station import Station
from sync.protocol.pairing_link import read_pairing_link
from sync.rules.code import UnreadableCode, read_code


def is_known_code(station: Station, text: str) -> bool:
    """Whether ``text`` has the event's signature or a right check character; before pairing, whether it is a link.

    It says nothing about admission: the ticket may be of another day, refunded, or not sold at all.
    """
    if not station.is_paired:
        return read_pairing_link(text) is not None
    return not isinstance(read_code(text, station.place().session.policy.event), UnreadableCode)
