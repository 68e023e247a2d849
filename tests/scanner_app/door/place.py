"""A door as it stands in the world: a venue on a server, a cable, and the station of one scanner."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from doorward.demo.cable import Cable
from scanner_app.door.shown import Connection, ScanResult, Source
from scanner_app.door.station import Station
from server.context import Context
from sync.device.progress import SyncProgress
from sync.device.ticket_cache import find_ticket, put_tickets
from sync.rules.code import make_ticket_id
from sync.rules.door_log import Kind
from sync.rules.ids import EventId, ProductNumber, TicketId
from sync.rules.ticket import Ticket
from sync.rules.verdict import Basis
from tests.server.doors.venue import Venue, open_venue, wait_until
from tests.serving import RunningServer


@dataclass(slots=True)
class Place:
    """One station at one venue; ``url`` leads through the cable."""

    venue: Venue
    cable: Cable
    folder: Path
    stations: list[Station] = field(default_factory=list)

    @property
    def station(self) -> Station:
        """The first station."""
        return self.stations[0]

    @property
    def url(self) -> str:
        """The server's address through the cable."""
        return f"http://127.0.0.1:{self.cable.port}"

    def open_station(self, name: str, gate_id: str | None = None) -> Station:
        """A station that is paired and synced; it does not follow by itself."""
        station = Station(self.folder / name, allow_keyring=False)
        self.stations.append(station)
        station.pair(self.url, self.venue.pairing_code(gate_id), name)
        assert sync(station)
        return station

    def reopen(self) -> Station:
        """Close the first station and open its store again, as a restart does."""
        folder = self.station.store.path.parent
        self.station.close()
        self.stations[0] = Station(folder, allow_keyring=False)
        return self.stations[0]

    def tickets(self, people: int = 1) -> list[dict[str, Any]]:
        """New tickets, synced to every station."""
        booked = self.venue.tickets(people)
        for station in self.stations:
            assert sync(station)
        return booked


@contextmanager
def open_place(server: RunningServer, context: Context, folder: Path) -> Iterator[Place]:
    """A place with one station, everything closed at the end."""
    with open_venue(server, context) as venue:
        place = Place(venue, Cable(server.port), folder)
        try:
            place.open_station("door-1")
            yield place
        finally:
            for station in place.stations:
                station.close()
            place.cable.pull()


def sync(station: Station, *, full: bool = False) -> bool:
    """One round; whether all of it was done."""
    return station.sync(full=full, report=lambda _: None, is_cancelled=lambda: False)


def sync_steps(station: Station, *, full: bool = False) -> list[SyncProgress]:
    """One round; all that was told of it."""
    steps: list[SyncProgress] = []
    station.sync(full=full, report=steps.append, is_cancelled=lambda: False)
    return steps


def scan(station: Station, ticket: dict[str, Any]) -> ScanResult:
    """Scan a booked ticket's QR."""
    return station.scan(ticket["signedCode"], Source.CAMERA)


def held(station: Station, ticket: dict[str, Any]) -> Ticket | None:
    """The ticket as this station's list has it."""
    event_id = EventId(station.pairing.device_id)
    with station.store.reading() as connection:
        return find_ticket(connection, TicketId(ticket["ticketId"]), event_id)


def wait_for(station: Station, connection: Connection) -> None:
    """Wait until the station says that it is online, or offline."""
    wait_until(lambda: station.status().connection is connection, f"the door is {connection}")


def kinds(station: Station) -> list[tuple[Kind, Basis]]:
    """What the log says, oldest first."""
    return [(entry.kind, entry.basis) for entry in reversed(station.scan_log.recent(1000))]


def cut(place: Place) -> None:
    """Pull the cable and let the station notice by a sync that fails."""
    place.cable.pull()
    assert not sync(place.station)


def own_ticket(place: Place, **fields: Any) -> Ticket:
    """A ticket put straight into the station's list."""
    event = place.station.place().session.policy.event
    ticket_id = None
    while ticket_id is None:
        ticket_id = make_ticket_id(event.code_prefix, secrets.randbits(50))
    ticket = Ticket(ticket_id=ticket_id, event_id=EventId(event.event_id), product=ProductNumber(1), **fields)
    with place.station.store.writing() as connection:
        put_tickets(connection, [ticket])
    return ticket
