"""Two real doors of the agreement table: one that makes history, and one that is asked, by CLAIM and offline."""

import time
from functools import partial
from pathlib import Path

import httpx
import msgspec

from scanner_app.door.session import DoorSession, gate_of
from scanner_app.door.shown import Source
from sync.device.client import ServerClient
from sync.device.clock import SystemClock
from sync.device.database import Store
from sync.device.gossip import Told
from sync.device.pairing import load_policy, load_policy_in, pair
from sync.device.round import Round
from sync.device.scan_log import ScanLog
from sync.device.ticket_cache import find_aliases, find_ticket
from sync.protocol.codec import decode_message, encode_message
from sync.protocol.log import Happening, Reading
from sync.protocol.messages import ClaimAnswer, ClaimRequest, Entry
from sync.rules.alias import read_payload
from sync.rules.clock import Offset
from sync.rules.code import UnreadableCode
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import GateId, LogId, TicketId
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis, Verdict
from tests.agreement.case import Case, Step

PATIENCE_S = 30.0
MINUTE_MS = 60_000


class WrongClock:
    """A clock that is off by what the case says: by so much that it knows of, and perhaps by so much besides."""

    def __init__(self, case: Case) -> None:
        self._off_ms = int(case.clock_off_min * MINUTE_MS)
        self._error_ms = int(case.clock_error_min * MINUTE_MS)

    def read(self) -> Reading:
        now = time.time_ns() // 1_000_000
        return Reading(now + self._off_ms, now, "asked", Offset(-self._off_ms, self._error_ms))

    def learn(self, offset: Offset) -> None:
        """It stays as wrong as it is."""


class AllHeard:
    """The other door where its entries are held here already, by the sync before."""

    def tell(self, attempt: Entry, deadline_s: float) -> Told:
        return Told(heard=1, missing=0)


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
        self._round = Round(self.store, self.log, self._client, self.clock, self.pairing.authority_key)

    def write(self, step: Step, ticket_id: TicketId, gate: GateId, now: int, target: tuple[LogId, int] | None) -> Entry:
        """Put a step of history into this door's log, as it would have been written then."""
        off_ms = int(step.clock_off_min * MINUTE_MS)
        at = now - int(step.ago_min * MINUTE_MS)
        reading = Reading(wall=at + off_ms, mono=at, boot_id="history", offset=Offset(-off_ms, 0))
        happening = Happening(
            event=self._event_id,
            ticket_id=ticket_id,
            kind=step.kind,
            basis=step.basis,
            gate=gate,
            direction=Direction.EXIT if step.kind is Kind.EXIT else Direction.ENTRY,
            reason=step.reason,
            target=target,
            people=step.people,
            party=step.party,
            training=step.training,
        )
        with self.store.writing() as connection:
            return self.log.append(connection, happening, reading)

    def upload(self) -> None:
        self._round.push_all(lambda _: None, lambda: False)

    def sync(self) -> None:
        self._round.run(full=True, report=lambda _: None, is_cancelled=lambda: False)

    def claim(self, payload: str, case: Case, gate_id: GateId) -> tuple[ClaimAnswer, Entry]:
        """Ask the server, as the door session does while it is online; the answer, and the attempt it was asked by."""
        with self.store.reading() as reading:
            code = read_payload(payload, load_policy_in(reading).event, partial(find_aliases, reading))
        happening = Happening(
            event=self._event_id,
            ticket_id=None if isinstance(code, UnreadableCode) else code.ticket_id,
            kind=Kind.ATTEMPT,
            basis=Basis.LOCAL,
            gate=gate_id,
            direction=case.direction or gate_of(load_policy(self.store), gate_id).direction,
            people=case.people,
        )
        with self.store.writing() as connection:
            attempt = self.log.append(connection, happening, WrongClock(case).read())
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
        return answer, attempt

    def scan_alone(self, payload: str, case: Case, gate_id: GateId) -> Verdict:
        """Decide without the server, from what the last sync brought and the other door said."""
        pairing = msgspec.structs.replace(self.pairing, gate_id=gate_id)
        self.store.put(synced_at=WrongClock(case).read().corrected.ms - int(case.list_age_h * 60 * MINUTE_MS))
        peers = AllHeard() if case.asks_doors else None
        session = DoorSession(self.store, self.log, pairing, WrongClock(case), peers=peers)
        session.direction = case.direction
        return session.scan(payload, Source.CAMERA, case.people).verdict

    def ticket(self, ticket_id: TicketId) -> Ticket | None:
        """The ticket as this door knows it."""
        with self.store.reading() as connection:
            return find_ticket(connection, ticket_id, self._event_id)

    def close(self) -> None:
        self._client.close()
        self.store.close()
