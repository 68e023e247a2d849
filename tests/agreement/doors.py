"""Two real doors of the agreement table: one that makes history, and one that is asked, by CLAIM and offline."""

from pathlib import Path

import httpx
import msgspec

from scanner_app.door.session import DoorSession, gate_of
from scanner_app.door.shown import Source
from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store
from sync.device.pairing import load_policy, pair
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import find_ticket
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.log import Happening, Reading
from sync.protocol.messages import ClaimAnswer, ClaimRequest, Entry
from sync.rules.clock import Offset
from sync.rules.code import UnreadableCode, read_code
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, Gate
from sync.rules.ids import GateId, LogId, TicketId
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis, Verdict
from tests.agreement.table import Step

PATIENCE_S = 30.0
MINUTE_MS = 60_000


class Door:
    """A paired scanner without a screen: the device's own store, log, and sync."""

    def __init__(self, data_dir: Path, url: str, pairing_code: str, name: str) -> None:
        self._url = url
        self.store = Store(data_dir, bytes(range(32)))
        self.pairing = pair(self.store, url, pairing_code, name)
        self.log = ScanLog(self.store, self.pairing.log_id, self.pairing.signing_key)
        self.clock = SystemClock()
        self._event_id = load_policy(self.store).event.event_id
        self._client = ServerClient(url, self.pairing.token)
        self._round = Round(self.store, self.log, self._client, self.clock)

    def write(self, step: Step, ticket_id: TicketId, gate: GateId, now: int, target: tuple[LogId, int] | None) -> Entry:
        """Put a step of history into this door's log, as it would have been written then."""
        off_ms = int(step.clock_off_min * MINUTE_MS)
        at = now - int(step.ago_min * MINUTE_MS)
        reading = Reading(wall=at + off_ms, mono=at, boot_id="history", offset=Offset(-off_ms, 0))
        direction = Direction.EXIT if step.kind is Kind.EXIT else Direction.ENTRY
        happening = self._happening(ticket_id, step.kind, step.basis, gate, direction, target)
        with self.store.writing() as connection:
            return self.log.append(connection, happening, reading)

    def upload(self) -> None:
        self._round.push_all(lambda _: None, lambda: False)

    def sync(self) -> None:
        self._round.run(full=True, report=lambda _: None, is_cancelled=lambda: False)

    def claim(self, payload: str, gate_id: GateId, direction: Direction | None) -> ClaimAnswer:
        """Ask the server, as the door session does while it is online."""
        code = read_code(payload, load_policy(self.store).event)
        ticket_id = None if isinstance(code, UnreadableCode) else code.ticket_id
        passing = direction or self._gate(gate_id).direction
        happening = self._happening(ticket_id, Kind.ATTEMPT, Basis.LOCAL, gate_id, passing, None)
        with self.store.writing() as connection:
            self.log.append(connection, happening, self.clock.read())
        response = httpx.post(
            f"{self._url}/door/v1/claim",
            content=encode_message(ClaimRequest(self.log.tail(1000), payload)),
            headers={"Authorization": f"Bearer {self.pairing.token}"},
            timeout=PATIENCE_S,
            trust_env=False,
        )
        assert response.status_code == 200, response.text
        answer = decode_message(response.content, ClaimAnswer)
        self.log.confirm(answer.vector)
        return answer

    def scan_offline(self, payload: str, gate_id: GateId, direction: Direction | None) -> Verdict:
        """Decide alone, from what the last sync brought."""
        pairing = msgspec.structs.replace(self.pairing, gate_id=gate_id)
        session = DoorSession(self.store, self.log, pairing, self.clock)
        session.direction = direction
        return session.scan(payload, Source.CAMERA).verdict

    def ticket(self, ticket_id: TicketId) -> Ticket | None:
        """The ticket as this door knows it."""
        with self.store.reading() as connection:
            return find_ticket(connection, ticket_id, self._event_id)

    def close(self) -> None:
        self._client.close()
        self.store.close()

    def _gate(self, gate_id: GateId) -> Gate:
        return gate_of(load_policy(self.store), gate_id)

    def _happening(
        self,
        ticket_id: TicketId | None,
        kind: Kind,
        basis: Basis,
        gate: GateId,
        direction: Direction,
        target: tuple[LogId, int] | None,
    ) -> Happening:
        return Happening(self._event_id, ticket_id, kind, basis, gate, direction, target=target)
