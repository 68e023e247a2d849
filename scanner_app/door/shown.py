"""What the screen is told: one scan's result, what came of an act by hand, the door's standing. Values only, no Qt."""

from dataclasses import dataclass
from enum import StrEnum

from sync.device.progress import SyncPhase, SyncProgress
from sync.rules.gate import Direction
from sync.rules.ids import LogId, TicketId
from sync.rules.incidents import Incident
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Outcome, Verdict

__all__ = [
    "Act",
    "ActResult",
    "Connection",
    "DoorStatus",
    "EntryName",
    "FoundPerson",
    "ScanResult",
    "ShownIncident",
    "Source",
    "SyncPhase",
    "SyncProgress",
]

EntryName = tuple[LogId, int]
"""An entry's name, for ever: its log and its number there."""


class Source(StrEnum):
    """Where a payload came from."""

    CAMERA = "camera"
    HANDHELD = "handheld"
    TYPED = "typed"
    BY_HAND = "by_hand"
    """Somebody picked the ticket from the list."""


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
    entry: EntryName | None = None
    """What was written down, to undo or to override; None where nothing was."""
    unseen_doors: int = 0
    """Other doors of the event that were not asked about this ticket, where the server was not either."""
    party: int = 1
    """How many people the ticket lets in altogether."""
    inside: int = 0
    """How many of them are inside now, as far as is known here."""
    is_training: bool = False
    """Practice: written down and never counted."""
    operator: str = ""
    """Who let in by hand."""

    @property
    def duplicates_possible(self) -> bool:
        """Whether somebody may have come in with a copy of this ticket at a door that could not be asked."""
        was_let_in = self.verdict.outcome in (Outcome.ADMITTED, Outcome.LOOK)
        return was_let_in and self.basis is Basis.LOCAL and self.unseen_doors > 0


class Act(StrEnum):
    """What came of an act by hand."""

    UNDONE = "undone"
    ALREADY_UNDONE = "already_undone"
    NOTHING_TO_UNDO = "nothing_to_undo"
    OVERRIDDEN = "overridden"
    ALREADY_OVERRIDDEN = "already_overridden"
    NOTHING_TO_OVERRIDE = "nothing_to_override"
    NO_PIN = "no_pin"
    """The organizer has set no PIN: nobody can override."""
    WRONG_PIN = "wrong_pin"
    PIN_PAUSED = "pin_paused"
    """Too many wrong PINs; ``wait_s`` says how long."""
    UNLOCKED = "unlocked"
    """The PIN was right."""
    ACKNOWLEDGED = "acknowledged"
    ALREADY_ACKNOWLEDGED = "already_acknowledged"
    IN_TRAINING = "in_training"
    """Practice leaves alone what counts, and what counts leaves practice alone."""
    NOT_RECORDED = "not_recorded"


@dataclass(frozen=True, slots=True)
class ActResult:
    """What came of an act by hand, and what it was about."""

    act: Act
    entry: EntryName | None = None
    """What was undone, overridden or acknowledged."""
    holder: str = ""
    wait_s: float = 0.0
    """How long no PIN is tried, after wrong ones."""
    scan: ScanResult | None = None
    """The light that an override gives."""

    @property
    def is_done(self) -> bool:
        """Whether it was written down now."""
        return self.act in (Act.UNDONE, Act.OVERRIDDEN, Act.UNLOCKED, Act.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A ticket found by what a guest says or shows, for letting in by hand."""

    ticket_id: TicketId
    holder: str
    ticket_type: str
    status: TicketStatus
    note: str = ""
    party: int = 1
    inside: int = 0
    reference: str = ""
    """What the guest has on the confirmation."""
    email: str = ""
    phone: str = ""
    """The buyer's, where doors may know them."""
    was_in: bool = False
    """Whether any admission counts, though nobody may be inside any more."""


@dataclass(frozen=True, slots=True)
class ShownIncident:
    """An incident with the names that people know; times are corrected Unix ms."""

    incident: Incident
    holder: str = ""
    gate: str = ""
    door: str = ""
    against_gate: str = ""
    against_door: str = ""
    acknowledged_door: str = ""
    acknowledged_by: str = ""
    """Who said so, where they gave a name."""

    @property
    def is_open(self) -> bool:
        """Whether nobody has dealt with it yet."""
        return self.incident.acknowledged is None


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
    is_training: bool = False
    incidents_open: int = 0
    """Incidents that nobody has dealt with yet."""
    peers_seen: int = 0
    """Other doors that this one can speak with directly."""
    peers_expected: int = 0
    """Other doors of the event."""
    message: str = ""
    """What the organizer wants to be read here, until it was."""
    note: str = ""
    """What this program did by itself to start, such as setting a damaged store aside, until it was read."""
    has_pin: bool = False
    """Whether a manager can override a refusal."""
