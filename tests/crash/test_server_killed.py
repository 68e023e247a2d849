"""kill -9 of the server in the middle of an upload: the upload goes on where the server's memory ends."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from doorward.demo.cable import Cable
from scanner_app.door.station import Station
from sync.device.progress import SyncPhase, SyncProgress
from sync.protocol.log import Happening
from sync.protocol.messages import MOST_ENTRIES_A_PUSH
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from sync.rules.verdict import Basis
from tests.crash.chain import assert_chains_are_whole, assert_server_agrees
from tests.scanner_app.door.place import Place, sync
from tests.server.doors.venue import Venue, open_venue
from tests.serving import RunningServer, start_server

ENTRIES = 8_000
KILLS = 3


def _queue(station: Station, ticket_ids: list[str]) -> None:
    """Write down so many admissions and exits as a long outage leaves behind."""
    place = station.place()
    with station.store.writing() as connection:
        for number in range(ENTRIES):
            happening = Happening(
                event=place.session.policy.event.event_id,
                ticket_id=TicketId(ticket_ids[number % len(ticket_ids)]),
                kind=Kind.EXIT if number // len(ticket_ids) % 2 else Kind.ADMIT,
                basis=Basis.LOCAL,
                gate=place.pairing.gate_id,
                direction=Direction.ENTRY,
            )
            place.scan_log.append(connection, happening, station.clock.read())


class _Striking:
    """Watches an upload and kills the server a moment after its second turn has begun."""

    def __init__(self, server: RunningServer, delay_s: float) -> None:
        self._server = server
        self._timer = threading.Timer(delay_s, server.process.kill)

    def __call__(self, progress: SyncProgress) -> None:
        is_due = progress.phase is SyncPhase.UPLOADING and progress.done >= MOST_ENTRIES_A_PUSH
        if is_due and self._timer.ident is None:
            self._timer.start()

    def finish(self) -> None:
        """Wait until the server is dead."""
        self._timer.join()
        self._server.kill()


def test_an_upload_survives_the_servers_death_with_nothing_twice_and_nothing_missing(
    tmp_path: Path, accidents: random.Random
) -> None:
    server = start_server(tmp_path / "server")
    try:
        with open_venue(server) as venue, _place(venue, server.port, tmp_path) as place:
            station = place.open_station("door-1")
            _queue(station, [ticket["ticketId"] for ticket in place.tickets(50)])
            for _ in range(KILLS):
                strike = _Striking(server, accidents.uniform(0, 0.1))
                assert not station.sync(full=False, report=strike, is_cancelled=lambda: False)
                strike.finish()
                server = start_server(tmp_path / "server", port=server.port)
            assert 0 < station.scan_log.waiting() < ENTRIES
            assert sync(station)
            assert len(assert_chains_are_whole(station)) == ENTRIES
            assert_server_agrees(venue, station)
    finally:
        server.stop()


@contextmanager
def _place(venue: Venue, port: int, folder: Path) -> Iterator[Place]:
    place = Place(venue, Cable(port), folder)
    try:
        yield place
    finally:
        for station in place.stations:
            station.close()
        place.cable.pull()
