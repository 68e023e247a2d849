"""What organizers and operators do meanwhile, by the product's own services on the server of a simulated world."""

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from server.doors.desk_log import write_as_desk
from server.doors.incidents import decode_incident, note_changed_tickets
from server.doors.models import Incident as IncidentRow
from server.doors.pairing import change_gate, find_gate, revoke_device
from server.errors import DoorwardError
from server.orders.changes import cancel_order, revoke_ticket
from server.outbox.feed import take_positions
from server.tickets.models import Ticket
from sync.protocol.log import Happening
from sync.rules.door_log import Kind
from sync.rules.gate import Direction, ReEntry
from sync.rules.ids import EventId
from sync.rules.incidents import ACKNOWLEDGED
from sync.rules.verdict import Basis
from tests.simulation.world import World


class Organizers:
    """Their acts; one that the server refuses, or that comes while it is down, does nothing."""

    def __init__(self, world: World) -> None:
        self._world, self._chance = world, world.chance
        self._club = world.template.club
        self._unsold = list(world.template.unsold)
        self._backups: list[bytes] = []

    def back_up(self) -> None:
        if self._world.office.is_up:
            self._world.tell("backup")
            self._backups.append(self._world.office.back_up())

    def put_back(self) -> None:
        """The server is put back to an earlier state, which the operator says with a new epoch."""
        if self._backups:
            self._world.tell("restore")
            self._world.ledger.restores += 1
            self._world.office.put_back(
                self._chance.choice(self._backups), with_new_epoch=self._world.parts.has_new_epoch
            )

    def revoke_device(self) -> None:
        """A device was stolen; who has it goes on scanning."""
        door = self._chance.choice(self._world.doors)
        if len(self._world.ledger.revoked) == 0 and len(self._world.template.doors) > 2:
            self._world.tell(f"{door.name} is revoked")
            if self._act(lambda session: revoke_device(session, self._club.organization_id, door.device_id)):
                self._world.ledger.revoked.add(door.device_id)

    def change_gate(self) -> None:
        gate_id = self._chance.choice(self._world.template.gates)
        rule = self._chance.choice((ReEntry.SINGLE, ReEntry.AFTER_EXIT, ReEntry.MULTI, ReEntry.PER_DAY))
        most = self._chance.choice((1, 2))

        def change(session: Session) -> None:
            gate = find_gate(session, self._club.organization_id, gate_id)
            changed = msgspec.structs.replace(gate, re_entry=rule, most_entries=most)
            change_gate(session, self._club.organization_id, changed)

        self._world.tell(f"gate {gate_id} {rule}:{most}")
        self._act(change)

    def revoke_ticket(self) -> None:
        guest = self._chance.choice(self._world.template.guests)
        self._world.tell(f"ticket {guest.ticket_id} is revoked")
        self._act(lambda session: revoke_ticket(session, guest.ticket_id))

    def cancel_order(self) -> None:
        guest = self._chance.choice(self._world.template.guests)
        self._world.tell(f"order {guest.order_id} is cancelled")
        tools = self._world.office.context.tools
        self._act(lambda session: cancel_order(session, tools, guest.order_id))

    def sell(self) -> None:
        """One more ticket is on the list."""
        if not self._unsold:
            return
        row = self._unsold[-1]

        def write(session: Session) -> None:
            if session.get(Ticket, row["id"]) is None:
                position = take_positions(session, row["event_id"], 1)
                session.execute(insert(Ticket).values({**row, "feed_position": position}))
                note_changed_tickets(session, row["event_id"], [row["id"]])

        self._world.tell(f"sold {row['id']}")
        if self._act(write):
            self._unsold.pop()

    def change_late(self) -> None:
        """A transaction that takes its time: its place in the feed is taken as its last step, under the lock.

        Where the feed is naive its place is drawn at the beginning, as from a sequence, and others commit meanwhile.
        """
        guest = self._chance.choice(self._world.template.guests)
        note = f"Note {self._world.step}"
        drawn: list[int] = []

        def draw(session: Session) -> None:
            drawn.append(take_positions(session, self._club.event_id, 1))

        def write(session: Session) -> None:
            position = drawn[0] if drawn else take_positions(session, self._club.event_id, 1)
            session.execute(
                update(Ticket).where(Ticket.id == guest.ticket_id).values(note=note, feed_position=position)
            )

        def finish() -> None:
            self._world.tell(f"{guest.ticket_id} has a note")
            self._act(write)

        if self._world.parts.is_feed_naive:
            self._act(draw)
        self._world.hub.at(self._chance.randint(1, 2_000), finish)

    def acknowledge(self) -> None:
        """An organizer says at the dashboard that an incident was dealt with."""

        def note(session: Session) -> None:
            rows = session.scalars(
                select(IncidentRow).where(IncidentRow.acknowledged_at.is_(None)).order_by(IncidentRow.id)
            ).all()
            if rows:
                incident = decode_incident(self._chance.choice(rows).body)
                happening = Happening(
                    event=EventId(self._club.event_id),
                    ticket_id=incident.ticket_id,
                    kind=Kind.NOTE,
                    basis=Basis.SERVER,
                    gate=incident.entry.gate,
                    direction=Direction.LOOK,
                    reason=ACKNOWLEDGED,
                    operator="Organizer",
                    target=incident.entry.name,
                )
                write_as_desk(session, self._world.office.context.vault, happening)
                self._world.tell(f"the desk acknowledges {incident.entry.name}")

        self._act(note)

    def _act(self, work: Callable[[Session], Any]) -> bool:
        if not self._world.office.is_up:
            return False
        try:
            self._world.office.act(work)
        except DoorwardError as error:
            self._world.tell(f"refused: {error.code}")
            return False
        return True
