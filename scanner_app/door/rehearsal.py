"""An outage rehearsed: the line to the server is cut for a moment, and the door decides a ticket alone. No Qt."""

import time
from dataclasses import dataclass

from scanner_app.door.book import DoorBook, Question
from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from sync.device.database import Connection
from sync.device.errors import ServerUnreachableError
from sync.protocol.codec import STATUS_INDEX
from sync.rules.code import read_code
from sync.rules.ids import TicketId
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Whether the server was really out of reach, and what the door said of a ticket meanwhile (None without one)."""

    was_cut: bool
    verdict: Verdict | None = None
    took_s: float = 0.0


def rehearse_outage(station: Station) -> Rehearsal:
    """Cut, decide, connect again. A DeviceError where the store cannot be read. Scans meanwhile are decided alone."""
    place = station.place()
    with place.client.cut_off():
        try:
            place.client.time(0)
        except ServerUnreachableError:
            return _decide_one(station)
    return Rehearsal(was_cut=False)


def _decide_one(station: Station) -> Rehearsal:
    """Decide the list's first good ticket over a connection that can read and nothing else."""
    began = time.perf_counter()
    place = station.place()
    book = DoorBook(station.store, place.scan_log, place.pairing, station.clock)
    book.direction = place.session.direction
    with station.store.reading() as connection:
        ticket_id = _first_good(connection)
        if ticket_id is None:
            return Rehearsal(was_cut=True)
        code = read_code(ticket_id, book.policy.event)
        verdict, _ = book.decide(connection, Question(code, ticket_id, Source.TYPED, book.gate))
    return Rehearsal(was_cut=True, verdict=verdict, took_s=time.perf_counter() - began)


def _first_good(connection: Connection) -> TicketId | None:
    active = (STATUS_INDEX[TicketStatus.ACTIVE],)
    row = connection.execute("SELECT ticket_id FROM tickets WHERE status = ? LIMIT 1", active).fetchone()
    return None if row is None else TicketId(row[0])
