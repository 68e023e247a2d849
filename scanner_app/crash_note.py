"""Tells the people at a door, once, that this program broke and where that is written down."""

from pathlib import Path

from scanner_app.crash_log import NAME, mark_read, unread
from scanner_app.door.station import Station
from scanner_app.views.main_window import MainWindow
from scanner_app.wording import say, tell


def tell_of_crash(station: Station, window: MainWindow, folder: Path) -> None:
    """Put a sentence before whatever ``station`` has to say of its start, until somebody has read it."""
    if not unread(folder):
        return
    note = say(
        "Something went wrong in this program the last time. Nothing that was scanned is lost. Details: {path}",
        path=str(folder / NAME),
    )
    station.opening_note = f"{note} {tell(station.opening_note)}".strip()
    window.message_banner.read.connect(lambda: mark_read(folder))
