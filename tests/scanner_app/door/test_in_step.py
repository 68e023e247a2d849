"""Staying in step: what two threads fetch at once loses nothing, and a closed connection is no bug."""

import threading

import pytest

from scanner_app.door.station import Station
from sync.device.client import ServerClient
from sync.device.errors import ServerUnreachableError
from sync.device.progress import SyncPhase, SyncProgress
from sync.device.round import Round
from sync.protocol.messages import PullAnswer, PullRequest
from sync.rules.ticket import TicketStatus
from tests.scanner_app.door.place import Place, held, sync


class _TellingClient(ServerClient):
    """Says when a PULL is on its way."""

    asked: threading.Event

    def pull(self, request: PullRequest) -> PullAnswer:
        self.asked.set()
        return super().pull(request)


def _round_of(station: Station) -> tuple[Round, _TellingClient]:
    client = _TellingClient(station.pairing.server, station.pairing.token)
    client.asked = threading.Event()
    return Round(station.store, station.scan_log, client, station.clock, station.pairing.authority_key), client


def test_a_change_that_comes_during_a_full_resync_is_not_lost_to_a_listener(place: Place) -> None:
    station = place.station
    first, second, third = (place.venue.book() for _ in range(3))
    assert sync(station)
    listening, listener = _round_of(station)
    waiting: list[threading.Thread] = []

    def while_downloading(progress: SyncProgress) -> None:
        if progress.phase is not SyncPhase.DOWNLOADING or progress.done == 0 or waiting:
            return
        # All tickets have come. Now one changes, the listener hears of it at once, and listens on from there …
        place.venue.cancel(first["bookingId"])
        listening.pull_once(0.0)
        assert _status(station, first) is TicketStatus.CANCELLED
        listener.asked.clear()
        waiting.append(threading.Thread(target=listening.pull_once, args=(20.0,)))
        waiting[0].start()
        assert listener.asked.wait(5)

    station.place().round.take_snapshot(while_downloading, lambda: False)
    # … and the next change ends its wait, after the copy took the place of the list.
    place.venue.cancel(second["bookingId"])
    waiting[0].join(20)
    assert sync(station)
    seen = [_status(station, booking) for booking in (first, second, third)]
    assert seen == [TicketStatus.CANCELLED, TicketStatus.CANCELLED, TicketStatus.ACTIVE]
    listener.close()


def test_a_page_that_comes_late_does_not_bring_back_what_was(place: Place) -> None:
    station = place.station
    booking, other = place.venue.book(), place.venue.book()
    answers: list[PullAnswer] = []

    class Held(_TellingClient):
        """Keeps an answer until another thread has fetched more."""

        def pull(self, request: PullRequest) -> PullAnswer:
            answer = super().pull(request)
            answers.append(answer)
            place.venue.cancel(booking["bookingId"])
            assert sync(station)
            return answer

    held_up = Held(station.pairing.server, station.pairing.token)
    held_up.asked = threading.Event()
    late = Round(station.store, station.scan_log, held_up, station.clock, station.pairing.authority_key)
    late.pull_once(0.0)
    assert {ticket.status for ticket in answers[0].tickets} == {TicketStatus.ACTIVE}
    assert _status(station, booking) is TicketStatus.CANCELLED
    assert _status(station, other) is TicketStatus.ACTIVE
    held_up.close()


def test_a_connection_that_is_closed_meanwhile_is_no_bug(place: Place) -> None:
    _, client = _round_of(place.station)
    client.close()
    with pytest.raises(ServerUnreachableError):
        client.time(0)
    with pytest.raises(ServerUnreachableError):
        list(client.snapshot(place.station.scan_log.log_id, "", ""))


def test_a_wait_is_cut_off_by_closing(place: Place) -> None:
    station = place.station
    listening, client = _round_of(station)
    seen: list[BaseException | None] = []

    def listen() -> None:
        try:
            listening.pull_once(20.0)
        except ServerUnreachableError as error:
            seen.append(error)

    thread = threading.Thread(target=listen)
    thread.start()
    assert client.asked.wait(5)
    client.close()
    thread.join(10)
    assert not thread.is_alive()
    assert len(seen) == 1


def _status(station: Station, booking: dict[str, object]) -> TicketStatus | None:
    tickets = booking["tickets"]
    assert isinstance(tickets, list)
    ticket = held(station, tickets[0])
    return None if ticket is None else ticket.status
