"""Anything may be scanned, and any name may be on a ticket."""

import pytest

from scanner_app.door.shown import Source
from sync.device.ticket_cache import put_tickets
from sync.rules.code import make_ticket_id
from sync.rules.door_log import Kind
from sync.rules.ids import ProductNumber
from sync.rules.ticket import Ticket, TicketStatus
from sync.rules.verdict import Basis, Outcome, Reason
from tests.scanner_app.door.place import Place, cut, kinds, own_ticket, sync

HOSTILE = [
    "",
    " ",
    "\x00",
    "\x00\x01\x02\x1b[31m\x7f",
    "A" * 4096,
    "%" * 4296,
    "\u202eMGY-PF-20250115",
    "ſhort K",
    "\U0001f389" * 132,
    "\ud800",
    "https://example.com/?q=' OR 1=1 --",
    '{"ticket": true}',
    "0" * 132,
    "BEGIN:VCARD\nFN:Somebody\nEND:VCARD",
]


@pytest.mark.parametrize("payload", HOSTILE, ids=range(len(HOSTILE)))
def test_anything_else_is_refused_and_written_down(place: Place, payload: str) -> None:
    result = place.station.scan(payload, Source.CAMERA)
    assert result.verdict.outcome is Outcome.REFUSED
    assert result.verdict.ticket_id is None
    assert kinds(place.station)[-1] == (Kind.DENY, Basis.LOCAL)
    assert sync(place.station)


def test_hostile_names_go_through_unharmed(place: Place) -> None:
    name = "Robert'); DROP TABLE tickets;-- <b>é\u200f"
    ticket = own_ticket(place, holder=name, note="\u202e VIP")
    cut(place)
    result = place.station.scan(ticket.ticket_id, Source.TYPED)
    assert (result.holder, result.note) == (name, "\u202e VIP")


def test_one_of_a_hundred_thousand_tickets_is_found_by_its_typed_code(place: Place) -> None:
    event = place.station.place().session.policy.event
    numbers = range(100_000)
    ids = [code for number in numbers if (code := make_ticket_id(event.code_prefix, number * 7_919))]
    tickets = [
        Ticket(ticket_id=code, event_id=event.event_id, product=ProductNumber(1), holder=f"Guest {at}")
        for at, code in enumerate(ids)
    ]
    with place.station.store.writing() as connection:
        put_tickets(connection, tickets)
    place.cable.pull()
    for at in (0, len(ids) // 2, len(ids) - 1):
        result = place.station.scan(ids[at].lower().replace("-", ""), Source.TYPED)
        assert (result.verdict.outcome, result.holder) == (Outcome.ADMITTED, f"Guest {at}")
    assert place.station.scan(ids[0], Source.TYPED).verdict.reason is Reason.ALREADY_INSIDE


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (TicketStatus.REVOKED, Reason.REVOKED),
        (TicketStatus.CANCELLED, Reason.CANCELLED),
        (TicketStatus.REFUNDED, Reason.REFUNDED),
        (TicketStatus.UNPAID, Reason.UNPAID),
    ],
)
def test_offline_the_list_says_what_a_ticket_is_worth(place: Place, status: TicketStatus, reason: Reason) -> None:
    ticket = own_ticket(place, status=status)
    cut(place)
    assert place.station.scan(ticket.ticket_id, Source.TYPED).verdict.reason is reason
