"""Codes: what is read back from any spelling, and what is never taken for another ticket."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from sync.rules.code import (
    CROCKFORD,
    LONGEST_TYPED_CODE,
    SignedCode,
    TypedCode,
    UnreadableCode,
    is_code_prefix,
    make_ticket_id,
    read_code,
    ticket_number_of,
)
from sync.rules.ids import TicketId
from sync.rules.token import TICKET_NUMBER_BITS, TOKEN_CHARACTERS
from sync.rules.verdict import Reason
from tests.sync.making import EVENT, OTHER_KEY, OTHER_PREFIX, PREFIX, make_id, make_token

numbers = st.integers(0, 2**TICKET_NUMBER_BITS - 20)
ticket_ids = numbers.map(make_id)
LETTERS = "0123456789ABCDEFGHJKMNPQRSTUVWXYZ"


def read_id(payload: str) -> TicketId | None:
    """The ticket of this event that ``payload`` is taken for."""
    code = read_code(payload, EVENT)
    return None if isinstance(code, UnreadableCode) else code.ticket_id


def reason_of(payload: str) -> Reason:
    code = read_code(payload, EVENT)
    assert isinstance(code, UnreadableCode), code
    return code.reason


def drawn_id(prefix: str, number: int) -> TicketId:
    """The ticket id with this number, for examples where there is one."""
    made = make_ticket_id(prefix, number)
    assume(made is not None)
    assert made is not None
    return made


@st.composite
def spellings(draw: st.DrawFn, ticket_id: str) -> str:
    """The ways in which people and other systems write a code down."""
    looks = {"0": "0Oo", "1": "1IiLl"}
    spelled = "".join(draw(st.sampled_from(looks.get(letter, letter + letter.lower()))) for letter in ticket_id)
    if draw(st.booleans()):
        spelled = spelled.replace("-", draw(st.sampled_from(["", " "])))
    return draw(st.sampled_from(["", " ", "\t"])) + spelled + draw(st.sampled_from(["", " ", "\r\n"]))


@given(st.data(), ticket_ids)
def test_every_ticket_id_is_read_back_from_any_spelling(data: st.DataObject, ticket_id: TicketId) -> None:
    assert read_code(data.draw(spellings(ticket_id)), EVENT) == TypedCode(ticket_id, is_of_event=True)


@given(ticket_ids, st.data())
def test_one_wrong_character_is_never_accepted(ticket_id: TicketId, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([at for at, letter in enumerate(ticket_id) if letter != "-"]))
    wrong = data.draw(st.sampled_from(LETTERS.replace(ticket_id[place], "")))
    assert isinstance(read_code(ticket_id[:place] + wrong + ticket_id[place + 1 :], EVENT), UnreadableCode)


@given(ticket_ids, st.data())
def test_two_neighbours_in_each_others_place_are_never_accepted(ticket_id: TicketId, data: st.DataObject) -> None:
    compact = ticket_id.replace("-", "")
    swappable = [at for at in range(len(compact) - 1) if compact[at] != compact[at + 1]]
    assume(swappable)
    at = data.draw(st.sampled_from(swappable))
    swapped = compact[:at] + compact[at + 1] + compact[at] + compact[at + 2 :]
    assert isinstance(read_code(swapped, EVENT), UnreadableCode)


@given(ticket_ids, st.data())
def test_a_code_with_a_character_missing_or_too_many_is_never_the_same_ticket(
    ticket_id: TicketId, data: st.DataObject
) -> None:
    at = data.draw(st.sampled_from([at for at, letter in enumerate(ticket_id) if letter != "-"]))
    more = data.draw(st.sampled_from(LETTERS))
    assert read_id(ticket_id[:at] + ticket_id[at + 1 :]) != ticket_id
    assert read_id(ticket_id[:at] + more + ticket_id[at:]) != ticket_id


def test_a_wrong_character_is_named_as_a_wrong_check() -> None:
    ticket_id = make_id(99)
    assert reason_of(ticket_id[:-1] + ("A" if ticket_id[-1] != "A" else "B")) is Reason.BAD_CHECK


@given(numbers)
def test_a_code_with_another_prefix_is_another_events(number: int) -> None:
    made = drawn_id(OTHER_PREFIX, number)
    for spelled in (made, made.lower(), made.replace("-", "")):
        code = read_code(spelled, EVENT)
        assert isinstance(code, TypedCode)
        assert not code.is_of_event


@given(st.text(max_size=200))
@example("")
@example("A" * 4096)
@example("1" * TOKEN_CHARACTERS)
@example("\x00" * TOKEN_CHARACTERS)
@example("\n" * TOKEN_CHARACTERS)
@example("\ud800" * TOKEN_CHARACTERS)
@example("-" * LONGEST_TYPED_CODE)
@example("\x1b[2J\x07\x00")
@example("https://example.org/t/MGY-PF-20250115-7K3M9QXZ5")
def test_no_text_makes_reading_fail(payload: str) -> None:
    assert isinstance(read_code(payload, EVENT), UnreadableCode)


@given(st.text(alphabet="0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:", min_size=132, max_size=132))
def test_a_text_of_a_tokens_length_that_is_none_is_refused(payload: str) -> None:
    assert reason_of(payload) in (Reason.MALFORMED, Reason.UNKNOWN_KEY, Reason.BAD_SIGNATURE)


@pytest.mark.parametrize(
    ("foreign", "ascii_letter"),
    [("ı", "I"), ("ſ", "S"), ("\N{KELVIN SIGN}", "K"), ("１", "1"), ("А", "A"), ("٣", "3"), ("ﬀ", "FF")],
)
def test_foreign_letters_whose_capitals_look_right_are_not_folded(foreign: str, ascii_letter: str) -> None:
    readable = (make_id(number) for number in range(0, 2**20, 7919))
    ticket_id = next(made for made in readable if ascii_letter.replace("I", "1") in made)
    assert reason_of(ticket_id.replace(ascii_letter.replace("I", "1"), foreign, 1)) is Reason.MALFORMED


@pytest.mark.parametrize("mark", ["\x00", "\x07", "\x1b", "\x7f", "\u200b", "\ufeff", "\N{EN DASH}"])
def test_invisible_and_control_characters_inside_a_code_are_refused(mark: str) -> None:
    ticket_id = make_id(5)
    assert reason_of(ticket_id[:20] + mark + ticket_id[20:]) is Reason.MALFORMED


def test_four_kilobytes_of_a_repeated_good_code_are_refused() -> None:
    assert reason_of((make_id(3) + " ") * 160) is Reason.MALFORMED


@given(numbers)
def test_the_number_of_a_ticket_is_read_back_from_its_id(number: int) -> None:
    made = drawn_id(PREFIX, number)
    assert ticket_number_of(made) == number


@given(numbers)
def test_the_check_character_is_never_one_that_folding_would_change(number: int) -> None:
    made = make_ticket_id(PREFIX, number)
    assert made is None or made[-1] in LETTERS


@pytest.mark.parametrize("number", [-1, 2**TICKET_NUMBER_BITS])
def test_a_number_of_more_than_fifty_bits_is_a_bug_of_the_caller(number: int) -> None:
    with pytest.raises(ValueError, match="50 bits"):
        make_ticket_id(PREFIX, number)


@pytest.mark.parametrize(
    "prefix",
    [
        "",
        "MGY",
        "MGY-PF",
        "MGY-PF-2025011",
        "mgy-PF-20250115",
        "MGI-PF-20250115",
        "MGY-PL-20250115",
        "MGY--20250115",
        "MGY-PF-20250115-",
        "TOO0LONG0-PF-20250115",
        "MGY-PF-20250115\n",
        "MGY-PF-２０２５０１１５",
        "MGY-PF-٢٠٢٥٠١١٥",
    ],
)
def test_a_prefix_that_reading_could_not_give_back_is_refused(prefix: str) -> None:
    assert not is_code_prefix(prefix)
    with pytest.raises(ValueError, match="not a code prefix"):
        make_ticket_id(prefix, 1)


@given(
    st.text(alphabet=CROCKFORD, min_size=1, max_size=8),
    st.text(alphabet=CROCKFORD, min_size=1, max_size=8),
    st.text(alphabet="0123456789", min_size=8, max_size=8),
    numbers,
)
def test_codes_of_any_events_prefix_are_read_back_with_and_without_dashes(
    organization: str, event: str, day: str, number: int
) -> None:
    prefix = f"{organization}-{event}-{day}"
    made = drawn_id(prefix, number)
    own = type(EVENT)(EVENT.event_id, EVENT.number, EVENT.name, code_prefix=prefix)
    for spelled in (made, made.replace("-", "")):
        assert read_code(spelled, own) == TypedCode(made, is_of_event=True)


@given(numbers)
def test_a_signed_token_names_the_same_ticket_as_its_typed_code(number: int) -> None:
    made = drawn_id(PREFIX, number)
    code = read_code(make_token(number), EVENT)
    assert isinstance(code, SignedCode)
    assert code.ticket_id == made


def test_a_token_whose_number_would_make_an_unreadable_check_is_malformed() -> None:
    number = next(at for at in range(1000) if make_ticket_id(PREFIX, at) is None)
    assert reason_of(make_token(number)) is Reason.MALFORMED


def test_a_token_of_another_event_names_no_ticket_of_this_one() -> None:
    code = read_code(make_token(event_number=EVENT.number + 1), EVENT)
    assert isinstance(code, SignedCode)
    assert code.ticket_id is None


def test_a_tokens_window_is_given_in_milliseconds() -> None:
    code = read_code(make_token(valid_from_s=1_700_000_000, valid_until_s=1_800_000_000), EVENT)
    assert isinstance(code, SignedCode)
    assert (code.valid_from, code.valid_until) == (1_700_000_000_000, 1_800_000_000_000)


def test_a_token_by_another_key_under_our_key_id_is_a_bad_signature() -> None:
    assert reason_of(make_token(key=OTHER_KEY)) is Reason.BAD_SIGNATURE


def test_a_token_by_a_key_we_do_not_have_is_an_unknown_key() -> None:
    assert reason_of(make_token(key=OTHER_KEY, key_id=18)) is Reason.UNKNOWN_KEY
