"""Full disks, restarts and busy uploaders: nothing is green that is not written down, nothing written is lost."""

from typing import Any

import pytest

from scanner_app.door.station import Station
from sync.rules.door_log import Kind
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, cut, scan, sync


def _set_limit(station: Station, pages: int) -> None:
    """Let the store grow to so many pages and no further, as a full disk does."""
    station.store._writer.execute(f"PRAGMA max_page_count={pages}")


def _pages(station: Station) -> int:
    return int(station.store._writer.execute("PRAGMA page_count").fetchone()[0])


@pytest.mark.parametrize("is_online", [True, False], ids=["online", "offline"])
def test_on_a_full_disk_nothing_is_green_and_with_space_the_same_ticket_is_let_in(
    place: Place, is_online: bool
) -> None:
    tickets = place.tickets(40)
    if not is_online:
        cut(place)
    _set_limit(place.station, _pages(place.station))
    results = [scan(place.station, ticket) for ticket in tickets]
    green = [ticket for ticket, seen in zip(tickets, results, strict=True) if seen.verdict.outcome is Outcome.ADMITTED]
    amber = [ticket for ticket in tickets if ticket not in green]
    assert amber, "the disk was not full"
    assert {seen.verdict.reason for seen in results if seen.verdict.outcome is not Outcome.ADMITTED} == {
        Reason.NOT_RECORDED
    }
    logged = {entry.ticket_id for entry in place.station.scan_log.recent(1000) if entry.kind is Kind.ADMIT}
    assert logged == {ticket["ticketId"] for ticket in green}
    _set_limit(place.station, 1_000_000)
    assert {scan(place.station, ticket).verdict.outcome for ticket in amber} == {Outcome.ADMITTED}
    assert {scan(place.station, ticket).verdict.outcome for ticket in green} <= {Outcome.REFUSED}
    place.cable.plug_in()
    assert sync(place.station)
    assert place.venue.attendance()["inside"] == 40


def test_an_online_scan_waits_for_the_disk_no_more_than_twice(place: Place) -> None:
    [ticket] = place.tickets()
    statements: list[str] = []
    place.station.store._writer.set_trace_callback(statements.append)
    assert scan(place.station, ticket).basis is Basis.SERVER
    place.station.store._writer.set_trace_callback(None)
    assert statements.count("COMMIT") == 2


def test_a_restart_remembers_everything(place: Place) -> None:
    inside, waiting = place.tickets(2)
    scan(place.station, inside)
    cut(place)
    scan(place.station, waiting)
    station = place.reopen()
    assert station.status().expected == 2
    assert station.status().inside == 2
    assert station.status().waiting >= 2
    assert {scan(station, ticket).verdict.reason for ticket in (inside, waiting)} == {Reason.ALREADY_INSIDE}
    place.cable.plug_in()
    assert sync(station)
    assert place.venue.attendance()["inside"] == 2


def test_an_attempt_that_was_uploaded_meanwhile_is_still_asked_about(place: Place) -> None:
    [ticket] = place.tickets()
    station = place.station
    paired = station.place()
    claims = paired.session._claims

    class Meddling:
        """Uploads what waits at the very moment when it is to be asked about."""

        def are_possible(self) -> bool:
            return True

        def ask(self, *asked: Any) -> Any:
            assert claims is not None
            paired.round.push_all(lambda _: None, lambda: False)
            return claims.ask(*asked)

    paired.session._claims = Meddling()  # type: ignore[assignment]
    assert scan(station, ticket).basis is Basis.SERVER
