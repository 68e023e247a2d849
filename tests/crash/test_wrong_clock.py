"""Laptops whose clocks are a day wrong: no verdict differs, but where nobody can know the time well enough."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from sync.device.clock import SystemClock
from sync.rules.ticket import Ticket
from sync.rules.verdict import Outcome, Reason
from tests.scanner_app.door.place import Place, own_ticket, sync
from tests.sync.device.steered_clock import Storage

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
ADMITTED = (Outcome.ADMITTED, Reason.ADMITTED)


class LaptopClock(SystemClock):
    """The system's clocks as they run, the wall clock ``wrong_ms`` off; ``storage`` outlives it."""

    def __init__(self, storage: Storage, wrong_ms: int, boot: str = "boot-1") -> None:
        self.storage, self.wrong_ms, self.boot = storage, wrong_ms, boot
        super().__init__(storage)

    def _wall_ms(self) -> int:  # type: ignore[override]
        return super()._wall_ms() + self.wrong_ms

    def _os_boot(self) -> str:  # type: ignore[override]
        return self.boot


@pytest.fixture
def laptop(place: Place) -> Callable[[int], LaptopClock]:
    """Puts a station with a wrong clock in the first one's place, paired and synced; then its cable is pulled."""

    def set_up(wrong_ms: int) -> LaptopClock:
        clock = LaptopClock(Storage(), wrong_ms)
        station = Station(place.folder / "laptop", allow_keyring=False, clock=clock)
        place.stations.insert(0, station)
        station.pair(place.url, place.venue.pairing_code(), "laptop")
        assert sync(station)
        place.cable.pull()
        assert not sync(station)
        return clock

    return set_up


def restart(place: Place, clock: LaptopClock) -> None:
    """End the program and start it again, the network still away."""
    folder: Path = place.station.store.path.parent
    place.station.close()
    place.stations[0] = Station(folder, allow_keyring=False, clock=clock)


def verdicts(place: Place, now: int) -> list[tuple[Outcome, Reason]]:
    """What tickets get whose time is an hour over, an hour away, and an hour from its beginning and end."""
    over = own_ticket(place, valid_until=now - HOUR_MS)
    early = own_ticket(place, valid_from=now + HOUR_MS)
    good = own_ticket(place, valid_from=now - HOUR_MS, valid_until=now + HOUR_MS)
    return [_scan(place.station, ticket) for ticket in (over, early, good)]


def _scan(station: Station, ticket: Ticket) -> tuple[Outcome, Reason]:
    verdict = station.scan(ticket.ticket_id, Source.TYPED).verdict
    return verdict.outcome, verdict.reason


RIGHT = [(Outcome.REFUSED, Reason.NO_LONGER_VALID), (Outcome.REFUSED, Reason.NOT_YET_VALID), ADMITTED]


def true_now() -> int:
    return SystemClock().read().wall


@pytest.mark.parametrize("wrong_ms", [0, DAY_MS, -DAY_MS])
def test_a_clock_that_is_a_day_wrong_changes_no_verdict_once_it_was_compared(
    place: Place, laptop: Callable[[int], LaptopClock], wrong_ms: int
) -> None:
    laptop(wrong_ms)
    assert verdicts(place, true_now()) == RIGHT


@pytest.mark.parametrize("wrong_ms", [DAY_MS, -DAY_MS])
def test_nor_after_the_program_was_started_again_offline(
    place: Place, laptop: Callable[[int], LaptopClock], wrong_ms: int
) -> None:
    clock = laptop(wrong_ms)
    restart(place, LaptopClock(clock.storage, wrong_ms))
    assert verdicts(place, true_now()) == RIGHT


@pytest.mark.parametrize("wrong_ms", [DAY_MS, -DAY_MS])
def test_nor_when_somebody_sets_it_right_meanwhile(
    place: Place, laptop: Callable[[int], LaptopClock], wrong_ms: int
) -> None:
    clock = laptop(wrong_ms)
    clock.wrong_ms = 0
    assert verdicts(place, true_now()) == RIGHT
    restart(place, LaptopClock(clock.storage, 0))
    assert verdicts(place, true_now()) == RIGHT


@pytest.mark.parametrize("is_set_right", [True, False])
def test_after_a_new_start_of_the_computer_offline_nobody_in_their_time_is_refused(
    place: Place, laptop: Callable[[int], LaptopClock], *, is_set_right: bool
) -> None:
    clock = laptop(-DAY_MS)
    restart(place, LaptopClock(clock.storage, 0 if is_set_right else -DAY_MS, boot="boot-2"))
    at = place.station.clock.read().corrected
    now = true_now()
    assert abs(at.ms - now) <= at.error_ms
    assert verdicts(place, now)[2] == ADMITTED
    # The error says that an hour cannot be told: who came too late or too early is let in, and days tell.
    long_over = own_ticket(place, valid_until=now - 3 * DAY_MS)
    assert _scan(place.station, long_over) == (Outcome.REFUSED, Reason.NO_LONGER_VALID)


@pytest.mark.parametrize("wrong_ms", [DAY_MS, -DAY_MS])
def test_what_a_wrong_clock_wrote_stands_at_the_right_time_at_the_server(
    place: Place, laptop: Callable[[int], LaptopClock], wrong_ms: int
) -> None:
    laptop(wrong_ms)
    place.cable.plug_in()
    [ticket] = place.venue.tickets()
    assert sync(place.station)
    place.station.scan(ticket["signedCode"], Source.CAMERA)
    assert sync(place.station)
    at = [entry["at"] for entry in place.venue.entries() if entry["ticketId"] == ticket["ticketId"]]
    assert at
    assert all(abs(moment - true_now()) < MINUTE_MS for moment in at)
