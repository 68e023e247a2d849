"""What is true in a world, kept apart from the product: what was written when, and what lights were shown."""

from dataclasses import dataclass, field

from scanner_app.door.shown import EntryName, ScanResult
from sync.protocol.messages import Entry
from sync.protocol.signing import entry_hash


class InvariantError(AssertionError):
    """Something happened that never may. ``name`` is the invariant's."""

    def __init__(self, name: str, text: str) -> None:
        super().__init__(f"{name}: {text}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Written:
    """One entry as its device committed it, with the true time."""

    entry: Entry
    digest: bytes
    true_ms: int
    machine: str


@dataclass(frozen=True, slots=True)
class Light:
    """One verdict that people saw."""

    machine: str
    ticket_id: str
    result: ScanResult
    true_ms: int


@dataclass(slots=True)
class Ledger:
    """The truth of one night."""

    written: dict[EntryName, Written] = field(default_factory=dict)
    lights: list[Light] = field(default_factory=list)
    epochs: dict[EntryName, str] = field(default_factory=dict)
    """In which epoch the server answered an attempt."""
    revoked: set[str] = field(default_factory=set)
    """Devices, by id."""
    rotten: set[EntryName] = field(default_factory=set)
    """Entries that a bad disk spoiled after they were written."""
    restores: int = 0
    twins: int = 0
    checks: dict[str, int] = field(default_factory=dict)
    """How often each invariant was looked at."""

    def note(self, entry: Entry, true_ms: int, machine: str) -> None:
        """``entry`` is on the disk of its device."""
        name = (entry.log_id, entry.seq)
        fresh = Written(entry, entry_hash(entry), true_ms, machine)
        held = self.written.setdefault(name, fresh)
        if held.digest != fresh.digest:
            raise InvariantError("I4", f"{name} was written twice, and not alike")

    def checked(self, name: str) -> None:
        self.checks[name] = self.checks.get(name, 0) + 1
