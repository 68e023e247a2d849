"""Made-up events, tickets and door entries for the tests of both ends' shared rules."""

from itertools import count

from nacl.signing import SigningKey

from sync.protocol.log import Happening, LogHead, Reading, next_entry
from sync.protocol.messages import Entry
from sync.rules.clock import Offset
from sync.rules.code import make_ticket_id
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, Gate
from sync.rules.ids import EventId, EventNumber, GateId, KeyId, LogId, ProductNumber, TicketId
from sync.rules.ticket import Event, TicketKey
from sync.rules.token import Token, sign_token
from sync.rules.verdict import Basis

PREFIX = "MGY-PF-20250115"
OTHER_PREFIX = "MGY-GA-20250116"
NOW = 1_736_978_400_000
"""2025-01-15 22:00 UTC in ms."""
KEY = SigningKey(bytes(range(32)))
OTHER_KEY = SigningKey(bytes(range(1, 33)))
AUTHORITY = SigningKey(bytes(range(2, 34)))
"""Signs the policies of the made-up event."""
EVENT = Event(
    event_id=EventId("evt_1"),
    number=EventNumber(7_000_000),
    name="Perreo Fridays",
    code_prefix=PREFIX,
    keys=(TicketKey(KeyId(17), bytes(KEY.verify_key)),),
)
GATE = Gate(gate_id=GateId("gat_main"), event_id=EVENT.event_id, name="Main entrance")


def make_id(number: int, prefix: str = PREFIX) -> TicketId:
    """The first ticket id with a readable check character at ``number`` or after it."""
    return next(ticket_id for at in count(number) if (ticket_id := make_ticket_id(prefix, at)) is not None)


def make_token(
    number: int = 12_345,
    *,
    key: SigningKey = KEY,
    key_id: int = 17,
    event_number: int = EVENT.number,
    product: int = 1,
    valid_from_s: int | None = None,
    valid_until_s: int | None = None,
) -> str:
    """A signed token of the event, unless told otherwise."""
    token = Token(KeyId(key_id), EventNumber(event_number), number, ProductNumber(product), valid_from_s, valid_until_s)
    return sign_token(token, key)


class Chain:
    """One door's log, growing entry by entry."""

    def __init__(self, log_id: str = "dev_other.1", key: SigningKey = OTHER_KEY) -> None:
        self.key = key
        self.head = LogHead(LogId(log_id))

    def add(
        self,
        kind: Kind,
        ticket_id: TicketId | None,
        *,
        at: int = NOW,
        offset: Offset | None = None,
        target: tuple[LogId, int] | None = None,
        basis: Basis = Basis.LOCAL,
        direction: Direction = Direction.ENTRY,
    ) -> Entry:
        """The next entry, written when the wall clock stood at ``at``."""
        happening = Happening(
            EVENT.event_id, ticket_id, kind, basis, GATE.gate_id, direction, reason="", operator="", target=target
        )
        reading = Reading(wall=at, mono=at - NOW, boot_id="boot", offset=offset or Offset(0, 0))
        entry, self.head = next_entry(self.head, happening, reading, self.key)
        return entry
