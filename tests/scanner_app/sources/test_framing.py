"""Bytes of a serial line become codes, whole or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner_app.sources.framing import LONGEST_CODE, Framer

CODE = "MGY-PF-20250115-7K3M9QXZ5"


@pytest.mark.parametrize("end", [b"\r", b"\n", b"\r\n", b"\n\r", b"\t", b"\x03"])
def test_every_usual_end_ends_a_code(end: bytes) -> None:
    framer = Framer()
    assert framer.feed(CODE.encode() + end + CODE.encode() + end) == [CODE, CODE]
    assert not framer.is_within_code


@given(st.lists(st.text("ABC-123", min_size=1, max_size=12), max_size=8), st.integers(1, 5))
def test_pieces_of_any_size_give_the_same_codes(codes: list[str], size: int) -> None:
    framer, sent = Framer(), "".join(f"{code}\r\n" for code in codes).encode()
    found = [code for at in range(0, len(sent), size) for code in framer.feed(sent[at : at + size])]
    assert found == codes


def test_a_line_without_ends_gives_its_code_after_silence() -> None:
    framer = Framer()
    assert framer.feed(CODE[:9].encode()) == framer.feed(CODE[9:].encode()) == []
    assert framer.silence() == CODE
    assert framer.silence() == ""


def test_a_torn_off_piece_is_dropped_where_codes_have_ends() -> None:
    framer = Framer()
    framer.feed(f"{CODE}\r{CODE[:9]}".encode())
    assert framer.silence() == ""
    assert framer.feed(f"{CODE}\r".encode()) == [CODE]


def test_a_broken_line_forgets_half_a_code() -> None:
    framer = Framer()
    framer.feed(CODE[:9].encode())
    framer.forget()
    assert framer.feed(f"{CODE}\r".encode()) == [CODE]


def test_a_hundred_kilobytes_without_an_end_are_no_code_and_are_not_kept() -> None:
    framer = Framer()
    assert [code for _ in range(1000) for code in framer.feed(b"A" * 100)] == []
    assert framer.is_within_code
    assert framer.feed(f"A\r{CODE}\r".encode()) == [CODE]


def test_the_longest_code_is_still_a_code() -> None:
    assert Framer().feed(b"A" * LONGEST_CODE + b"\r") == ["A" * LONGEST_CODE]
    assert Framer().feed(b"A" * (LONGEST_CODE + 1) + b"\r") == []


def test_control_characters_are_left_out() -> None:
    assert Framer().feed(b"\x02" + CODE.encode() + b"\x1d\x00\x1b\x7f\r") == [CODE]


def test_umlauts_of_either_encoding_are_read() -> None:
    assert Framer().feed("Müller\r".encode() + "Müller\r".encode("latin-1")) == ["Müller", "Müller"]


def test_a_wrong_speed_is_noticed_and_forgotten_with_the_next_good_code() -> None:
    framer = Framer()
    framer.feed(b"\xfe\x80\xc3\r")
    assert framer.is_garbled
    framer.feed(f"{CODE}\r".encode())
    assert not framer.is_garbled


@given(st.lists(st.binary(max_size=60), max_size=20))
def test_whatever_arrives_gives_printable_text_only(pieces: list[bytes]) -> None:
    framer = Framer()
    found = [code for piece in pieces for code in framer.feed(piece)] + [framer.silence()]
    assert all(code.isprintable() for code in found)
