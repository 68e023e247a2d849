"""The signed token: one spelling, and no other bytes under it."""

import base45
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sync.rules.ids import EventNumber, KeyId, ProductNumber
from sync.rules.ticket import TicketKey
from sync.rules.token import (
    DOMAIN,
    FOREVER_S,
    TICKET_NUMBER_BITS,
    TOKEN_BYTES,
    TOKEN_CHARACTERS,
    Token,
    read_token,
    sign_token,
)
from sync.rules.verdict import Reason
from tests.sync.making import EVENT, KEY, OTHER_KEY, make_token

KEYS = EVENT.keys
tokens = st.builds(
    Token,
    key_id=st.just(KeyId(17)),
    event_number=st.integers(0, 2**32 - 1).map(EventNumber),
    ticket_number=st.integers(0, 2**TICKET_NUMBER_BITS - 1),
    product=st.integers(0, 2**16 - 1).map(ProductNumber),
    valid_from_s=st.none() | st.integers(1, FOREVER_S),
    valid_until_s=st.none() | st.integers(0, FOREVER_S - 1),
)


def respelled(raw: bytes) -> str:
    spelled: str = base45.b45encode(raw).decode()
    return spelled


@given(tokens)
def test_every_token_is_read_back(token: Token) -> None:
    text = sign_token(token, KEY)
    assert len(text) == TOKEN_CHARACTERS
    assert read_token(text, KEYS) == token


def test_a_token_with_any_one_bit_flipped_is_refused() -> None:
    good = base45.b45decode(make_token())
    for bit in range(8 * TOKEN_BYTES):
        raw = bytearray(good)
        raw[bit // 8] ^= 1 << bit % 8
        assert isinstance(read_token(respelled(bytes(raw)), KEYS), Reason), bit


@given(st.integers(0, TOKEN_CHARACTERS - 1), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"))
def test_a_token_with_any_one_character_changed_is_refused(place: int, letter: str) -> None:
    text = make_token()
    changed = text[:place] + letter + text[place + 1 :]
    assert changed == text or isinstance(read_token(changed, KEYS), Reason)


@pytest.mark.parametrize(
    "spell",
    [
        str.lower,
        lambda text: text + "0",
        lambda text: text + "00",
        lambda text: text + "\n",
        lambda text: text[:-1] + "\n",
        lambda text: " " + text,
        lambda text: text[:-1],
        lambda text: respelled(base45.b45decode(text) + b"\x00"),
        lambda text: respelled(base45.b45decode(text)[:-1]),
    ],
    ids=["lower", "one-more", "two-more", "newline", "newline-for-last", "blank", "one-less", "byte-more", "byte-less"],
)
def test_there_is_no_second_spelling_of_a_token(spell: "type[str]") -> None:
    text = next(made for number in range(100) if any(map(str.isalpha, made := make_token(number))))
    assert read_token(spell(text), KEYS) is Reason.MALFORMED


@given(st.text(max_size=140))
@example("\n" * 132)
@example("é" * 132)
@example("\ud800" * 132)
def test_reading_never_fails_on_text_that_is_no_token(text: str) -> None:
    assert isinstance(read_token(text, KEYS), Reason)


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_is_malformed_even_when_signed(version: int) -> None:
    body = bytes([version]) + base45.b45decode(make_token())[1:24]
    assert read_token(respelled(body + KEY.sign(DOMAIN + body).signature), KEYS) is Reason.MALFORMED


def test_a_ticket_number_of_more_than_fifty_bits_is_malformed_even_when_signed() -> None:
    raw = bytearray(base45.b45decode(make_token())[:24])
    raw[7] = 0xFF
    body = bytes(raw)
    assert read_token(respelled(body + KEY.sign(DOMAIN + body).signature), KEYS) is Reason.MALFORMED


def test_a_signature_without_the_domain_prefix_is_refused() -> None:
    body = base45.b45decode(make_token())[:24]
    assert read_token(respelled(body + KEY.sign(body).signature), KEYS) is Reason.BAD_SIGNATURE


def test_another_key_under_the_same_id_is_a_bad_signature() -> None:
    assert read_token(make_token(key=OTHER_KEY), KEYS) is Reason.BAD_SIGNATURE


def test_a_key_id_that_nobody_has_is_an_unknown_key() -> None:
    assert read_token(make_token(key_id=18), KEYS) is Reason.UNKNOWN_KEY
    assert read_token(make_token(), ()) is Reason.UNKNOWN_KEY


def test_each_of_several_keys_verifies_its_own_tokens() -> None:
    both = (*KEYS, TicketKey(KeyId(18), bytes(OTHER_KEY.verify_key)))
    assert isinstance(read_token(make_token(), both), Token)
    assert isinstance(read_token(make_token(key=OTHER_KEY, key_id=18), both), Token)


@pytest.mark.parametrize(
    "token",
    [
        Token(KeyId(2**16), EventNumber(1), 1, ProductNumber(1)),
        Token(KeyId(-1), EventNumber(1), 1, ProductNumber(1)),
        Token(KeyId(1), EventNumber(2**32), 1, ProductNumber(1)),
        Token(KeyId(1), EventNumber(1), -1, ProductNumber(1)),
        Token(KeyId(1), EventNumber(1), 2**TICKET_NUMBER_BITS, ProductNumber(1)),
        Token(KeyId(1), EventNumber(1), 1, ProductNumber(2**16)),
        Token(KeyId(1), EventNumber(1), 1, ProductNumber(1), valid_from_s=-1),
        Token(KeyId(1), EventNumber(1), 1, ProductNumber(1), valid_until_s=2**32),
    ],
)
def test_a_field_that_does_not_fit_is_a_bug_of_the_caller(token: Token) -> None:
    with pytest.raises(ValueError, match="out of range"):
        sign_token(token, KEY)
