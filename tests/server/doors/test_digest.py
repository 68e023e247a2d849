"""DIGEST: the server says what its ticket list comes to, of the caller's event only, and as doors are given it."""

from concurrent.futures import ThreadPoolExecutor

from sync.protocol.codec import TicketRow, decode_message, row_of
from sync.protocol.digest import ListDigest
from sync.protocol.messages import DigestAnswer
from tests.server.doors.door import Door
from tests.server.doors.venue import Venue


def ask(door: Door) -> DigestAnswer:
    answer = door.http.get("digest")
    assert answer.is_success, answer.text
    return decode_message(answer.content, DigestAnswer)


def rows_of(door: Door) -> list[TicketRow]:
    """The list as the feed gives it."""
    pulled = door.pull()
    assert not pulled.more
    return sorted({ticket.ticket_id: row_of(ticket) for ticket in pulled.tickets}.values())


def digest_of(rows: list[TicketRow]) -> bytes:
    digest = ListDigest()
    digest.add(rows)
    return digest.digest


def test_the_digest_is_that_of_the_list_which_doors_are_given(venue: Venue) -> None:
    door = venue.door()
    venue.tickets(5)
    answer = ask(door)
    rows = rows_of(door)
    assert (answer.tickets, answer.digest) == (len(rows), digest_of(rows))
    assert answer.epoch == door.enrolled.epoch


def test_a_sold_and_a_cancelled_ticket_change_it_and_a_scan_does_not(venue: Venue) -> None:
    door = venue.door()
    booking = venue.book(2)
    first = ask(door)
    door.push(door.entry(ticket_id=booking["tickets"][0]["ticketId"]))
    assert ask(door) == first
    venue.cancel(booking["bookingId"])
    second = ask(door)
    assert (second.tickets, second.cursor > first.cursor) == (first.tickets, True)
    assert second.digest == digest_of(rows_of(door)) != first.digest


def test_many_doors_at_once_get_one_answer(venue: Venue) -> None:
    doors = [venue.door(f"Door {number}") for number in range(4)]
    venue.tickets(3)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, doors * 4))
    assert len(set(answers)) == 1


def test_nobody_asks_without_a_token(venue: Venue) -> None:
    door = venue.door()
    del door.http.headers["Authorization"]
    assert door.http.get("digest").status_code == 401
