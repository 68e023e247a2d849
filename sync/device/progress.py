"""How far a sync is, as it is told to whoever watches."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class SyncPhase(StrEnum):
    """The steps of a sync, in order, and how it may end."""

    CONNECTING = "connecting"
    UPLOADING = "uploading"
    DOWNLOADING = "downloading"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SyncProgress:
    """``total`` is None until the server said how much there is; ``detail`` is a sentence, on failure what to do."""

    phase: SyncPhase
    done: int = 0
    total: int | None = None
    detail: str = ""
    entries: int = 0
    """How many entries of the door log have come so far, beside the ``done`` tickets."""


Report = Callable[[SyncProgress], None]
IsCancelled = Callable[[], bool]
