"""What each replica of the event's log holds and makes of it, read out for comparison."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from sqlalchemy import select
from sqlalchemy.orm import Session

from scanner_app.door.shown import EntryName
from server.doors.facts import TICKET_COLUMNS, ticket_of_row
from server.doors.incidents import decode_incident
from server.doors.ingest import decode_entry
from server.doors.models import DoorEntry
from server.doors.models import Incident as IncidentRow
from server.tickets.models import Ticket as TicketRow
from sync.protocol.messages import Entry
from sync.rules.ids import EventId, TicketId
from sync.rules.incidents import Incident
from sync.rules.ticket import Ticket
from tests.simulation.office import Office
from tests.simulation.scanner import Scanner

_decode_entry = msgspec.msgpack.Decoder(Entry).decode
Held = dict[EntryName, Entry]
_COUNTING = """
SELECT body FROM entries JOIN logs ON logs.log_id = entries.log_id
WHERE logs.event_id = ? AND (logs.cut IS NULL OR entries.seq <= logs.cut)
"""


@dataclass(frozen=True, slots=True)
class View:
    """One replica: the entries that count there, its incidents, and its tickets."""

    name: str
    held: Held
    incidents: list[Incident]
    tickets: Mapping[TicketId, Ticket]


def view_of_server(office: Office) -> View:
    """The server's."""

    def look(session: Session) -> View:
        bodies = session.execute(select(DoorEntry.body)).scalars()
        entries = [decode_entry(body) for body in bodies]
        incidents = [decode_incident(body) for body in session.execute(select(IncidentRow.body)).scalars()]
        event_id = EventId(session.execute(select(TicketRow.event_id).limit(1)).scalar_one())
        tickets = [ticket_of_row(row, event_id) for row in session.execute(TICKET_COLUMNS)]
        return View("server", _named(entries), incidents, {ticket.ticket_id: ticket for ticket in tickets})

    return office.look(look)


def view_of_door(name: str, scanner: Scanner) -> View:
    """A door's."""
    with scanner.store.reading() as connection:
        bodies = connection.execute(_COUNTING, (scanner.pairing.event_id,)).fetchall()
        tickets = read_tickets(scanner)
    return View(name, _named([_decode_entry(body) for (body,) in bodies]), scanner.scan_log.incidents(), tickets)


def read_tickets(scanner: Scanner) -> dict[TicketId, Ticket]:
    """The list of a door. The caller holds the reading connection."""
    from sync.device.ticket_cache import _COLUMNS
    from sync.protocol.codec import ticket_of

    rows = scanner.store._reader.execute(f"SELECT {_COLUMNS} FROM tickets").fetchall()  # noqa: S608
    tickets = [ticket_of(row, scanner.pairing.event_id) for row in rows]
    return {ticket.ticket_id: ticket for ticket in tickets}


def _named(entries: list[Entry]) -> Held:
    return {(entry.log_id, entry.seq): entry for entry in entries}
