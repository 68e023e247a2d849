"""What the screen is told: one scan's result and the door's standing. Values only, no Qt."""

from dataclasses import dataclass
from enum import StrEnum

from sync.device.progress import SyncPhase, SyncProgress
from sync.rules.gate import Direction
from sync.rules.verdict import Basis, Verdict

__all__ = ["Connection", "DoorStatus", "ScanResult", "Source", "SyncPhase", "SyncProgress"]


class Source(StrEnum):
    """Where a payload came from."""

    CAMERA = "camera"
    HANDHELD = "handheld"
    TYPED = "typed"


class Connection(StrEnum):
    """Whether the server was reached lately."""

    ONLINE = "online"
    OFFLINE = "offline"


@dataclass(frozen=True, slots=True)
class ScanResult:
    """One verdict with the facts shown beside it. Texts are empty where nothing is known; times are Unix ms."""

    verdict: Verdict
    basis: Basis
    at: int
    source: Source
    holder: str = ""
    ticket_type: str = ""
    note: str = ""
    gate: str = ""
    earlier_gate: str = ""
    earlier_door: str = ""
    list_age_s: float | None = None
    """The age of the ticket list the verdict stands on, where the server did not confirm it."""


@dataclass(frozen=True, slots=True)
class DoorStatus:
    """What is always visible. Counts are people; ``waiting`` is entries not yet on the server."""

    connection: Connection
    event: str
    gate: str
    direction: Direction
    time_zone: str = "UTC"
    list_age_s: float | None = None
    waiting: int = 0
    inside: int = 0
    expected: int = 0
    capacity: int | None = None
    battery_percent: int | None = None
    is_key_in_keyring: bool = True
    problem: str = ""
    """One line that says what to do, e.g. when the disk is full or this device was revoked; else empty."""
