"""What a door reads beside QR codes."""

from __future__ import annotations

from scanner_app.door.station import Station


def code_formats(station: Station) -> frozenset[str]:
    """The formats of other systems' tickets that the organizer wants read, as zxing-cpp names them; none unpaired."""
    if not station.is_paired:
        return frozenset()
    return frozenset(station.place().session.policy.event.code_formats)
