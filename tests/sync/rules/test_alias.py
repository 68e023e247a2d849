"""Tickets that other systems sold: a payload names the one ticket that it can only mean, or none."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.rules.alias import LONGEST_PAYLOAD, Alias, AnyCode, ForeignCode, alias_key, read_payload
from sync.rules.code import SignedCode, TypedCode, UnreadableCode
from sync.rules.ids import TicketId
from sync.rules.verdict import Reason
from tests.sync.making import EVENT, OTHER_KEY, OTHER_PREFIX, make_id, make_token

ANNA, MAX = make_id(1), make_id(50)
UPC = "036000291452"


def read(payload: str, *aliases: tuple[str, TicketId]) -> AnyCode:
    known = [Alias(alias, ticket_id) for alias, ticket_id in aliases]
    return read_payload(payload, EVENT, lambda key: [each for each in known if alias_key(each.alias) == key])


def foreign(payload: str, *aliases: tuple[str, TicketId]) -> TicketId | None:
    code = read(payload, *aliases)
    return code.ticket_id if isinstance(code, ForeignCode) else None


@pytest.mark.parametrize(
    ("printed", "read_as"),
    [
        ("4006381333931", "4006381333931"),
        ("4006381333931", " 4006381333931\r\n"),
        ("TKT-0001-XyZ", "tkt 0001 xyz"),
        ("TKT-0001-XyZ", "TKT0001XYZ"),
        ("https://tickets.example/t/9?a=b", "https://tickets.example/t/9?a=b"),
        ("\x1d01040063813339312112345", "01040063813339312112345"),
        ("BEGIN:VCARD\nFN:Zoë\nEND:VCARD", "BEGIN:VCARD\r\nFN:Zoë\r\nEND:VCARD"),
        ("--", "--"),
        (UPC, "0" + UPC),
        ("0" + UPC, UPC),
    ],
)
def test_what_was_printed_is_known_however_it_is_read_or_typed(printed: str, read_as: str) -> None:
    assert foreign(read_as, (printed, ANNA), ("another", MAX)) == ANNA


def test_what_nobody_printed_is_read_as_before() -> None:
    assert read("4006381333931", ("4006381333948", ANNA)) == UnreadableCode(Reason.MALFORMED)
    assert read("", ("x", ANNA)) == UnreadableCode(Reason.MALFORMED)
    assert read("\x00", ("x", ANNA)) == UnreadableCode(Reason.MALFORMED)
    assert read("x" * (LONGEST_PAYLOAD + 1), ("x" * (LONGEST_PAYLOAD + 1), ANNA)) == UnreadableCode(Reason.MALFORMED)


def test_of_two_codes_that_look_alike_the_very_one_is_meant_and_else_none() -> None:
    alike = (("aB1", ANNA), ("Ab1", MAX))
    assert (foreign("aB1", *alike), foreign("Ab1", *alike), foreign("AB1", *alike)) == (ANNA, MAX, None)
    assert foreign("AB-1", *alike) is None
    assert read("AB1", *alike) == UnreadableCode(Reason.MALFORMED)


def test_a_code_of_this_event_is_never_another_systems() -> None:
    token = make_token()
    assert isinstance(read(ANNA, (ANNA, MAX)), TypedCode)
    assert isinstance(read(ANNA.replace("-", ""), (ANNA, MAX)), TypedCode)
    assert isinstance(read(token, (token, MAX)), SignedCode)


def test_nor_is_a_signed_one_of_another_event() -> None:
    token = make_token(event_number=EVENT.number + 1)
    assert isinstance(read(token, (token, MAX)), SignedCode)


def test_a_number_that_looks_like_another_events_code_is_what_was_printed() -> None:
    looks_ours = make_id(7, OTHER_PREFIX).replace("-", "")
    code = read(looks_ours)
    assert isinstance(code, TypedCode)
    assert not code.is_of_event
    assert foreign(looks_ours, (looks_ours, ANNA)) == ANNA


def test_a_token_that_nobody_signed_opens_nothing_unless_it_was_printed() -> None:
    forged = make_token(key=OTHER_KEY)
    assert read(forged) == UnreadableCode(Reason.BAD_SIGNATURE)
    assert foreign(forged, (forged, ANNA)) == ANNA


@given(st.text(max_size=300))
@example("\ud800")
@example("ß" * 200)
def test_any_text_has_a_key_that_databases_take_and_that_is_its_own(text: str) -> None:
    key = alias_key(text)
    assert "\x00" not in key
    key.encode()
    assert alias_key(alias_key(key)) == alias_key(key)
    read(text, (text, ANNA))
