"""Messages to bytes and back: what was sent is what is read, and bad bytes are a DecodeError and nothing else."""

import random
from typing import Any

import msgspec
import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from sync.protocol.codec import (
    FRAME_HEAD,
    LARGEST_FRAME,
    DecodeError,
    FrameKind,
    TicketColumns,
    TicketRow,
    decode_entries,
    decode_message,
    decode_tickets,
    encode_entries,
    encode_message,
    encode_tickets,
    frame,
    row_of,
    ticket_of,
)
from sync.protocol.columns import Orders
from sync.protocol.messages import ClaimRequest, Entry, PullAnswer, PullRequest, PushRequest
from sync.rules.door_log import Kind
from sync.rules.ids import LARGEST_WHOLE, EventId, LogId, ProductNumber, TicketId
from sync.rules.ticket import LARGEST_PARTY, Ticket, TicketStatus
from tests.sync.making import EVENT, NOW, PREFIX, Chain, make_id

times = st.integers(-LARGEST_WHOLE, LARGEST_WHOLE)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
own_ids = st.integers(0, 2**40).map(make_id)
foreign_ids = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), min_size=1, max_size=30)
rows: st.SearchStrategy[TicketRow] = st.tuples(
    own_ids | foreign_ids,
    st.integers(0, 2**16 - 1),
    st.integers(0, len(TicketStatus) - 1),
    st.none() | times,
    st.none() | times,
    texts,
    texts,
    st.integers(0, 1),
    st.integers(1, LARGEST_PARTY),
    st.none() | times,
    st.just("") | texts | st.sampled_from(["ord_1", "ord_2", "ord_21"]),
    st.just("") | texts | st.sampled_from(["ana@example.com", "bo@example.com"]),
    st.just("") | texts,
    st.just("") | texts,
)
ROW: TicketRow = (make_id(1), 1, 0, NOW, None, "Nguyễn Thị Minh", "", 0, 1, None, "ord_1", "", "+49 1", "4006381333931")
NOTHING_ELSE = ("", "", "", "")
"""No reference, e-mail, phone or alias."""


def compressed(raw: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(raw)


def unpacked(body: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompress(body)


def as_sent(row: TicketRow) -> TicketRow:
    """A row as it arrives: line breaks are blanks but in aliases, for the columns are lines."""
    ticket_id, product, status, begins, ends, holder, note, needs_look, admits, since, *order, alias = row
    holder, note, reference, email, phone = (text.replace("\n", " ") for text in (holder, note, *order))
    return (
        *(ticket_id, product, status, begins, ends, holder, note, needs_look, admits, since),
        *(reference, email, phone, alias),
    )


def refuses(body: bytes) -> None:
    """Both frame readers either read the bytes or raise DecodeError."""
    for decode in (decode_tickets, decode_entries):
        try:
            decode(body)
        except DecodeError:
            continue


@given(st.lists(rows, max_size=8))
@example([])
@example([("", 0, 0, None, None, "", "", 0, 1, None, *NOTHING_ELSE)])
@example([(PREFIX + "-", 0, 0, None, None, "", "", 1, 1, 0, "\n", "\n", "", "\n")] * 2)
@example(
    [
        (make_id(1), 1, 0, None, None, "A\nB", "\n", 0, 5, None, *NOTHING_ELSE),
        (make_id(2), 1, 4, 0, -1, "", "x\r\ny\u2028z", 1, 1, -1, "é", "x@y", "\n", "\x1d01\n"),
    ]
)
def test_every_list_of_tickets_is_read_back(sent: list[TicketRow]) -> None:
    assert decode_tickets(encode_tickets(sent, PREFIX)) == [as_sent(row) for row in sent]


@given(st.lists(st.integers(0, 2**40).map(make_id), min_size=1, max_size=20, unique=True))
def test_ids_of_one_event_travel_without_their_prefix(ids: list[TicketId]) -> None:
    body = encode_tickets([(ticket_id, *ROW[1:]) for ticket_id in ids], PREFIX)
    assert [row[0] for row in decode_tickets(body)] == ids
    assert unpacked(body).count(PREFIX.encode()) == 1


def test_a_hundred_thousand_tickets_without_names_take_under_a_megabyte() -> None:
    body = encode_tickets(
        [(make_id(at * 7_919), 1, 0, None, None, "", "", 0, 1, None, *NOTHING_ELSE) for at in range(100_000)], PREFIX
    )
    assert len(body) < 1_000_000


@given(st.binary(max_size=300))
@example(b"")
@example(b"\x28\xb5\x2f\xfd")
@example(b"<html>Please log in</html>")
def test_garbage_is_a_decode_error(raw: bytes) -> None:
    with pytest.raises(DecodeError):
        decode_tickets(raw)
    with pytest.raises(DecodeError):
        decode_entries(raw)


@given(st.binary(max_size=300))
def test_garbage_that_is_well_compressed_is_a_decode_error(raw: bytes) -> None:
    refuses(compressed(raw))


def test_every_truncated_frame_is_a_decode_error() -> None:
    tickets = encode_tickets([ROW, (make_id(2), *ROW[1:])], PREFIX)
    entries = encode_entries([Chain().add(Kind.ADMIT, make_id(1))])
    for at in range(len(tickets)):
        with pytest.raises(DecodeError):
            decode_tickets(tickets[:at])
    for at in range(len(entries)):
        with pytest.raises(DecodeError):
            decode_entries(entries[:at])


def test_no_flipped_bit_raises_anything_but_a_decode_error() -> None:
    bodies = [
        encode_tickets([ROW, ("foreign", *ROW[1:])], PREFIX),
        encode_tickets([ROW, (make_id(2), *ROW[1:])], PREFIX),
        encode_entries([Chain().add(Kind.ADMIT, make_id(1))]),
    ]
    for body in bodies:
        for raw, wrap in ((body, bytes), (unpacked(body), compressed)):
            for bit in range(8 * len(raw)):
                flipped = bytearray(raw)
                flipped[bit // 8] ^= 1 << bit % 8
                refuses(wrap(bytes(flipped)))


COLUMNS = TicketColumns(2, "P-", 1, b"AB", bytes(4), bytes(2), bytes(16), bytes(16), "", "")


@pytest.mark.parametrize(
    "changes",
    [
        {"count": 3},
        {"count": 0},
        {"count": -2, "id_width": -1},
        {"count": 10**12},
        {"count": 2**63 - 1},
        {"count": 2**64 - 1, "id_width": 0},
        {"count": 10**12, "id_width": 0},
        {"id_width": 2**63 - 1},
        {"id_width": -1},
        {"ids": b""},
        {"ids": "äö".encode()},
        {"ids": b"\xff\xfe"},
        {"id_width": 0, "ids": b"A\nB\nC"},
        {"products": bytes(3)},
        {"products": bytes(6)},
        {"statuses": b"\x00"},
        {"statuses": b"\x00\x7f"},
        {"valid_from": bytes(15)},
        {"valid_until": b""},
        {"holders": "one line"},
        {"holders": "three\nlines\nhere"},
        {"notes": "\n\n\n"},
        {"admits": b"\x01\x00"},
        {"admits": b"\x01\x00\x00\x00"},
        {"admits": b"\x01\x00\xff\xff"},
        {"since": bytes(8)},
        {"since": bytes(15)},
    ],
)
def test_columns_that_do_not_fit_each_other_are_a_decode_error(changes: dict[str, object]) -> None:
    assert len(decode_tickets(compressed(msgspec.msgpack.encode(COLUMNS)))) == 2
    with pytest.raises(DecodeError):
        decode_tickets(compressed(msgspec.msgpack.encode(msgspec.structs.replace(COLUMNS, **changes))))


def test_a_frame_that_says_it_unpacks_to_too_much_is_refused() -> None:
    bomb = compressed(bytes(LARGEST_FRAME + 1))
    assert len(bomb) < 10_000
    for decode in (decode_tickets, decode_entries):
        with pytest.raises(DecodeError, match="too much"):
            decode(bomb)


def test_a_frame_that_does_not_say_how_much_it_unpacks_to_is_stopped() -> None:
    packer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    silent = b"".join(packer.compress(bytes(1024 * 1024)) for _ in range(LARGEST_FRAME // 1024**2 + 1))
    with pytest.raises(DecodeError):
        decode_tickets(silent + packer.flush())


def test_deeply_nested_bytes_are_a_decode_error() -> None:
    nested = b"\x91" * 100_000 + b"\x90"
    in_unknown_field = b"\x91\x81\xa1x" + nested
    for raw in (nested, in_unknown_field, b"\x9a" + nested):
        with pytest.raises(DecodeError):
            decode_entries(compressed(raw))
        with pytest.raises(DecodeError):
            decode_tickets(compressed(raw))
    with pytest.raises(DecodeError):
        decode_message(b'{"x":' + b"[" * 100_000, PullRequest)


def test_text_that_is_not_utf8_is_a_decode_error() -> None:
    entry = Chain("dev_other.1").add(Kind.ADMIT, make_id(1))
    raw = unpacked(encode_entries([entry])).replace(b"dev_other.1", b"dev_\xff\xfeher.1")
    with pytest.raises(DecodeError):
        decode_entries(compressed(raw))
    with pytest.raises(DecodeError):
        decode_message(encode_message(entry).replace(b"dev_other.1", b"dev_\xff\xfeher.1"), Entry)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"<html><body>Welcome to the venue's Wi-Fi</body></html>",
        b'{"entries":[]',
        b'{"entries":{}}',
        b'{"entries":[{}]}',
        b'{"entries":[null]}',
        b"\xff\xfe\x00",
        b'{"entries":[' + b"9" * 5000 + b"]}",
    ],
)
def test_json_that_is_not_the_message_is_a_decode_error(raw: bytes) -> None:
    with pytest.raises(DecodeError, match="not a PushRequest"):
        decode_message(raw, PushRequest)


@pytest.mark.parametrize("field", ["seq", "wall", "mono", "offset", "offset_err", "hlc"])
@pytest.mark.parametrize("value", [LARGEST_WHOLE + 1, -LARGEST_WHOLE - 1, 2**63, -(2**63) - 1, 10**40])
def test_a_number_that_no_database_could_keep_is_a_decode_error(field: str, value: int) -> None:
    entry = Chain().add(Kind.ADMIT, make_id(1))
    held = getattr(entry, field)
    raw = encode_message(PushRequest((entry,))).replace(f'"{field}":{held},'.encode(), f'"{field}":{value},'.encode())
    assert str(value).encode() in raw
    with pytest.raises(DecodeError):
        decode_message(raw, PushRequest)


@pytest.mark.parametrize("column", [3, 4, 9], ids=["valid-from", "valid-until", "status-since"])
@pytest.mark.parametrize("time", [LARGEST_WHOLE + 1, -LARGEST_WHOLE - 1, 2**63 - 1, -(2**63) + 1])
def test_a_ticket_frame_with_a_time_beyond_all_bounds_is_a_decode_error(column: int, time: int) -> None:
    row: Any = (*ROW[:column], time, *ROW[column + 1 :])
    with pytest.raises(DecodeError, match="beyond all bounds"):
        decode_tickets(encode_tickets([ROW, row], PREFIX))


def test_fields_of_a_later_protocol_are_passed_over() -> None:
    request = PullRequest(LogId("dev_a.1"), "epoch", 5, 2)
    raw = encode_message(request)[:-1] + b',"colour":{"of":["the","door"]}}'
    assert decode_message(raw, PullRequest) == request


@given(texts, st.none() | own_ids)
def test_claims_carry_any_scanned_text(code: str, ticket_id: TicketId | None) -> None:
    request = ClaimRequest((Chain().add(Kind.ATTEMPT, ticket_id),), code)
    assert decode_message(encode_message(request), ClaimRequest) == request


@given(rows)
def test_tickets_go_through_rows_and_json_unchanged(row: TicketRow) -> None:
    ticket = ticket_of(row, EVENT.event_id)
    assert row_of(ticket) == row
    page = PullAnswer("epoch", 1, (ticket,), (), {}, None, more=False)
    assert decode_message(encode_message(page), PullAnswer) == page


def test_a_ticket_and_its_row_say_the_same() -> None:
    ticket = Ticket(
        *(TicketId("T-1"), EventId("evt_1"), ProductNumber(3), TicketStatus.UNPAID, 1, 2, "Holder", "ID", True, 5, 7),
        *("ord_1", "ana@example.com", "+49 30 1", "4006381333931"),
    )
    assert row_of(ticket) == (
        *("T-1", 3, 1, 1, 2, "Holder", "ID", 1, 5, 7),
        *("ord_1", "ana@example.com", "+49 30 1", "4006381333931"),
    )


def test_entries_go_through_a_frame_unchanged() -> None:
    chain = Chain()
    entries = [chain.add(kind, make_id(at)) for at, kind in enumerate(Kind)]
    assert decode_entries(encode_entries(entries)) == entries
    assert decode_entries(encode_entries([])) == []


@given(st.sampled_from(FrameKind), st.binary(max_size=100))
def test_a_frame_is_its_kind_its_length_and_its_body(kind: FrameKind, body: bytes) -> None:
    raw = frame(kind, body)
    assert FRAME_HEAD.unpack_from(raw) == (kind, len(body))
    assert raw[FRAME_HEAD.size :] == body


def test_an_order_of_many_tickets_travels_once() -> None:
    rows = [(make_id(at), *ROW[1:10], "ord_01k2abcdefgh", "ana@example.com", "+49 30 1", "") for at in range(500)]
    body = encode_tickets(rows, PREFIX)
    assert decode_tickets(body) == rows
    assert unpacked(body).count(b"ana@example.com") == 1


def test_tickets_with_their_orders_take_under_twenty_five_bytes_each() -> None:
    draw = random.Random(1)
    letters = "0123456789abcdefghjkmnpqrstvwxyz"
    rows = [
        (ticket_id, *ROW[1:5], "", "", 0, 1, None, "ord_01k2" + "".join(draw.choices(letters, k=22)), "", "", "")
        for ticket_id in sorted(make_id(draw.getrandbits(48)) for _ in range(10_000))
    ]
    assert len(encode_tickets(rows, PREFIX)) < 25 * len(rows)


@pytest.mark.parametrize(
    "changes",
    [
        {"orders": None},
        {"order_of": b""},
        {"order_of": bytes(4)},
        {"order_of": b"\xff" * 8},
        {"order_of": b"\2\0" + bytes(6)},
        {"aliases": ("1",)},
        {"prefix": "a\n"},
        {"count": 3},
        {"count": -1},
        {"width": -1},
        {"references": b"1"},
        {"emails": "a\nb\nc"},
        {"phones": "1\n2\n3"},
    ],
    ids=str,
)
def test_orders_that_do_not_fit_their_tickets_are_a_decode_error(changes: dict[str, object]) -> None:
    rows = [ROW, (make_id(2), *ROW[1:10], "ord_2", "a", "", "")]
    columns = msgspec.msgpack.decode(unpacked(encode_tickets(rows, PREFIX)), type=TicketColumns)
    assert columns.orders is not None
    inside = {name: value for name, value in changes.items() if name in Orders.__struct_fields__ and name != "orders"}
    outside = {name: value for name, value in changes.items() if name not in inside}
    orders = msgspec.structs.replace(columns.orders, **inside)
    changed = msgspec.structs.replace(columns, **({"orders": orders} | outside))
    with pytest.raises(DecodeError):
        decode_tickets(compressed(msgspec.msgpack.encode(changed)))
