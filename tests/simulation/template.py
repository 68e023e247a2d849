"""What every night begins with: a server with one event and its doors paired, made once by the product's own services.

Kept as bytes, so that a seed begins with a few files written. The same seed makes the same ids in every process.
"""

import contextlib
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl import pwhash
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from server.app import make_context
from server.catalog.models import Event
from server.config import read_config
from server.context import Context
from server.doors.pairing import create_gate, create_pairing_code
from server.outbox.feed import ensure_epoch
from server.tickets.models import Ticket
from sync.device import pairing
from sync.device.database import Store
from sync.rules.gate import Direction, Gate, ReEntry
from sync.rules.ids import EventId, GateId
from tests.factories import Club, book, make_club
from tests.simulation.hub import Hub
from tests.simulation.machine import STORE_SECRET
from tests.simulation.office import Answer, InlineDatabase, Letter, Office, WorldLoop
from tests.simulation.seeded import put, seeded
from tests.simulation.wires import WireClient

NIGHT_MS = 1_736_978_400_000
"""2025-01-15 22:00 UTC: when every night begins."""
PIN = "4711"
MOST_DOORS = 4
TICKETS = 12
GROUPS = (2, 3, 5)
"""Which of the tickets are groups'; they let in four."""
UNSOLD = (10, 11)
"""Tickets that are printed and not on the list yet: sold during the night."""


@dataclass(frozen=True, slots=True)
class Guest:
    """One ticket and what its holder shows."""

    ticket_id: str
    signed: str
    order_id: str
    party: int


@dataclass(frozen=True, slots=True)
class Template:
    """The files a night begins with, by the number of its doors."""

    server: bytes
    doors: tuple[bytes, ...]
    club: Club
    gates: tuple[GateId, ...]
    guests: tuple[Guest, ...]
    unsold: tuple[dict[str, Any], ...]


class Workshop:
    """Makes templates, and keeps what is dear to make: the server's engines and compiled statements."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loop = WorldLoop()
        said = {"DOORWARD_SECRET_KEY": bytes(range(32)).hex()}
        url = f"sqlite:///{folder / 'server' / 'doorward.db'}"
        config = read_config(said, {"data_dir": folder / "server", "database_url": url})
        context = make_context(config)
        context.database.close()
        self.context = _with_database(context, InlineDatabase(url))
        self._templates: dict[int, Template] = {}

    def template(self, doors: int) -> Template:
        """The template with so many doors."""
        if not self._templates:
            self._make_all()
        return self._templates[doors]

    def close(self) -> None:
        self.context.database.close()
        self.loop.close()

    def _make_all(self) -> None:
        chance, hub = random.Random(0), Hub(NIGHT_MS - 3_600_000)
        with seeded(chance, lambda: hub.now):
            self.context.database.migrate()
            office = Office(self.context, self.folder / "server", hub, self.loop)
            club = make_club(self.context, ticket_format="signed")
            gates = self._make_gates(office, club)
            guests, unsold = self._make_guests(office, club)
            kept: list[bytes] = []
            for number in range(MOST_DOORS):
                gate = gates[0] if number < 2 else gates[1 + number % 2]
                kept.append(self._pair(office, club, hub, gate, number))
                if number:
                    content = office.back_up()
                    self._templates[number + 1] = Template(content, tuple(kept), club, gates, guests, unsold)
            office.close()

    def _make_gates(self, office: Office, club: Club) -> tuple[GateId, ...]:
        def make(session: Session) -> tuple[GateId, ...]:
            ensure_epoch(session)
            pin_hash = pwhash.argon2id.str(PIN.encode(), pwhash.argon2id.OPSLIMIT_MIN, pwhash.argon2id.MEMLIMIT_MIN)
            session.execute(update(Event).values(pin_hash=pin_hash.decode()))
            asked = [
                Gate(GateId(""), EventId(club.event_id), "Main"),
                Gate(GateId(""), EventId(club.event_id), "Garden"),
                Gate(GateId(""), EventId(club.event_id), "Smokers", re_entry=ReEntry.AFTER_EXIT),
                Gate(GateId(""), EventId(club.event_id), "Way out", direction=Direction.EXIT),
            ]
            return tuple(create_gate(session, club.organization_id, gate).gate_id for gate in asked)

        return office.act(make)

    def _make_guests(self, office: Office, club: Club) -> tuple[tuple[Guest, ...], tuple[dict[str, Any], ...]]:
        for number in range(TICKETS):
            book(self.context, club, email=f"guest{number}@example.com")

        def finish(session: Session) -> tuple[tuple[Guest, ...], tuple[dict[str, Any], ...]]:
            rows = session.scalars(select(Ticket).order_by(Ticket.id)).all()
            for number in GROUPS:
                rows[number].admits = 4
            session.flush()
            guests = tuple(Guest(row.id, row.signed_code, row.order_id, row.admits) for row in rows)
            unsold = tuple(
                {column.name: getattr(rows[number], column.name) for column in Ticket.__table__.columns}
                for number in UNSOLD
            )
            for number in UNSOLD:
                session.delete(rows[number])
            return guests, unsold

        return office.act(finish)

    def _pair(self, office: Office, club: Club, hub: Hub, gate: GateId, number: int) -> bytes:
        code = office.act(lambda session: create_pairing_code(session, club.organization_id, gate))
        folder = self.folder / f"paired{number}"

        def post(letter: Letter, _patience_ms: int) -> Answer:
            answers: list[Answer] = []
            office.hear(letter, answers.append)
            hub.run()
            return answers[0]

        with contextlib.ExitStack() as stack:
            put(stack, pairing, "ServerClient", lambda _address, _token="": WireClient(post, ""))
            store = Store(folder, STORE_SECRET)
            stack.callback(store.close)
            pairing.pair(store, "http://127.0.0.1:1", code, f"Door {number + 1}")
        return (folder / "scanner.db").read_bytes()


def _with_database(context: Context, database: InlineDatabase) -> Context:
    values = {name: getattr(context, name) for name in Context.__slots__}
    return Context(**{**values, "database": database})
