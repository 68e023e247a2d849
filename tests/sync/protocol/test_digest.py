"""The digest of a ticket list: the same list, the same digest, however it came; any difference shows."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sync.protocol.codec import TicketRow, decode_tickets, encode_tickets, row_of
from sync.protocol.digest import ListDigest
from sync.rules.ids import EventId, ProductNumber, TicketId
from sync.rules.ticket import Ticket

TICKET = Ticket(
    TicketId("MGY-PF-20250115-0000000C1S8"),
    EventId("evt_1"),
    ProductNumber(1),
    valid_until=1_736_978_400_000,
    holder="Zoë Müller",
    note="VIP",
    admits=2,
)
ROW = row_of(TICKET)
ROWS = [row_of(replace(TICKET, ticket_id=TicketId(f"MGY-PF-20250115-{number:09}"))) for number in range(20)]


def digest_of(*parts: Sequence[TicketRow]) -> bytes:
    digest = ListDigest()
    for part in parts:
        digest.add(part)
    return digest.digest


@given(st.integers(0, 20), st.integers(0, 20))
def test_it_does_not_matter_in_which_parts_the_list_came(one: int, other: int) -> None:
    first, second = sorted((one, other))
    assert digest_of(ROWS[:first], ROWS[first:second], ROWS[second:]) == digest_of(ROWS)


@pytest.mark.parametrize("column", range(len(ROW)))
def test_every_column_counts(column: int) -> None:
    changed = list(ROW)
    value = changed[column]
    changed[column] = f"{value}x" if isinstance(value, str) else (value or 0) + 1
    assert digest_of([tuple(changed)]) != digest_of([ROW])  # type: ignore[list-item]  # One value of another row.


def test_a_missing_ticket_and_one_too_many_show() -> None:
    assert len({digest_of(ROWS), digest_of(ROWS[1:]), digest_of(ROWS, [ROW]), digest_of()}) == 4


def test_a_lines_end_inside_a_text_is_the_space_that_snapshots_make_of_it() -> None:
    row = row_of(replace(TICKET, holder="Zoë\nMüller", note="a\\nb"))
    (arrived,) = decode_tickets(encode_tickets([row], "MGY-PF-20250115"))
    assert digest_of([arrived]) == digest_of([row])
    assert digest_of([row]) != digest_of([row_of(replace(TICKET, holder="Zoë Müller", note="a b"))])
