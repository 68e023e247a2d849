"""Looking somebody up: by name, code, booking, e-mail address or phone. No Qt."""

from scanner_app.door.book import DoorBook, product_name
from scanner_app.door.shown import FoundPerson
from sync.device.database import Connection
from sync.device.search import search_tickets
from sync.device.search_index import SearchIndex
from sync.rules.ticket import Ticket


def find_people(book: DoorBook, index: SearchIndex | None, text: str, most: int) -> list[FoundPerson]:
    """At most ``most`` tickets that fit ``text``, the best first; without ``index`` as many as a moment finds."""
    event = book.policy.event
    found = search_tickets(book.store, index, text, most, event.event_id, event.code_prefix)
    with book.store.reading() as connection:
        return [_found_person(book, connection, ticket) for ticket in found]


def _found_person(book: DoorBook, connection: Connection, ticket: Ticket) -> FoundPerson:
    history = book.history(connection, ticket.ticket_id)
    return FoundPerson(
        ticket_id=ticket.ticket_id,
        holder=ticket.holder,
        ticket_type=product_name(book.policy, ticket.product),
        status=ticket.status,
        note=ticket.note,
        party=ticket.admits,
        inside=history.inside,
        was_in=history.admissions > 0,
        reference=ticket.reference,
        email=ticket.email,
        phone=ticket.phone,
    )
