"""What people do at a paired door: scans and acts by hand, decided and written down. No Qt."""

from collections.abc import Callable

from scanner_app.door.paired import Paired
from scanner_app.door.shown import ActResult, EntryName, FoundPerson, ScanResult, ShownIncident, Source
from sync.device.errors import NotPairedError
from sync.device.pairing import Pairing
from sync.device.scan_log import ScanLog
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.incidents import Incident


class Acting:
    """Hands what is done on to the parts of this pairing; every method raises NotPairedError before there is one."""

    def __init__(self, on_news: Callable[[], None]) -> None:
        """``on_news`` is called when the door stands otherwise."""
        self._on_news = on_news
        self._paired: Paired | None = None

    @property
    def is_paired(self) -> bool:
        """Whether this device has a gate."""
        return self._paired is not None

    def place(self) -> Paired:
        """All that exists of this pairing, for whoever does more than the methods here; NotPairedError before it."""
        if self._paired is None:
            raise NotPairedError("This device is not paired yet. Pair it with a code from the organizer.")
        return self._paired

    @property
    def scan_log(self) -> ScanLog:
        """This device's log; NotPairedError before pairing."""
        return self.place().scan_log

    @property
    def pairing(self) -> Pairing:
        """Who this device is; NotPairedError before pairing."""
        return self.place().pairing

    def scan(self, payload: str, source: Source, people: int = 1) -> ScanResult:
        """One scan for so many people."""
        place = self.place()
        result = place.session.scan(payload, source, people)
        place.pace.scanned()
        place.wrote()
        return result

    def admit_by_hand(self, ticket_id: TicketId, operator: str, people: int = 1, why: str = "") -> ScanResult:
        """As a scan of this ticket, at the word of ``operator``."""
        place = self.place()
        result = place.session.admit_by_hand(ticket_id, operator, people, why)
        place.wrote()
        return result

    def undo(self, entry: EntryName, reason: str = "", operator: str = "") -> ActResult:
        """Take back an admission or an exit."""
        return self._told(self.place().session.undo(entry, reason, operator))

    def undo_last(self, reason: str = "", operator: str = "") -> ActResult:
        """Take back the last admission or exit of this door."""
        return self._told(self.place().session.undo_last(reason, operator))

    def turn_away(self, entry: EntryName, operator: str = "") -> ActResult:
        """Take back the admission of somebody who was looked at and sent away."""
        return self._told(self.place().session.turn_away(entry, operator))

    def override(self, result: ScanResult, pin: str, operator: str) -> ActResult:
        """Let in whom the rule refused, at a manager's word."""
        return self._told(self.place().session.override(result, pin, operator))

    def check_pin(self, pin: str) -> ActResult:
        """Whether ``pin`` is the managers'; wrong ones are counted, and after some there is a pause."""
        return self.place().session.check_pin(pin)

    @property
    def has_pin(self) -> bool:
        """Whether the organizer has set a managers' PIN; NotPairedError before pairing."""
        return bool(self.place().session.policy.pin_hash)

    def acknowledge(self, incident: Incident, operator: str = "") -> ActResult:
        """Say that somebody has dealt with an incident."""
        return self._told(self.place().session.acknowledge(incident, operator))

    def incidents(self) -> list[ShownIncident]:
        """What went wrong at the event, the newest first."""
        return self.place().session.incidents()

    def find_people(self, text: str, most: int = 20) -> list[FoundPerson]:
        """Tickets by name or code."""
        return self.place().session.find_people(text, most)

    def set_training(self, *, is_training: bool) -> None:
        """Practise, or count again."""
        self.place().session.set_training(is_training=is_training)
        self._on_news()

    def set_direction(self, direction: Direction | None) -> None:
        """Pass people this way, or as the gate's rule says."""
        self.place().session.direction = direction

    def _told(self, result: ActResult) -> ActResult:
        """Let others hear of what was done."""
        if result.is_done and self._paired is not None:
            self._paired.wrote()
        return result
