"""Pairing links are read in every form people hand over, and nothing else is taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.pairing_link import PairingLink, make_pairing_link, read_pairing_link, read_server_url


@pytest.mark.parametrize(
    "payload",
    [
        "doorward://pair?server=https://tickets.example.org&code=7K3M-9QXZ",
        "doorward://pair?server=https%3A%2F%2Ftickets.example.org&code=7K3M-9QXZ",
        "  doorward:pair?server=tickets.example.org&code=7K3M-9QXZ\n",
        "https://tickets.example.org/pair?code=7K3M-9QXZ",
    ],
)
def test_every_form_of_link_gives_server_and_code(payload: str) -> None:
    assert read_pairing_link(payload) == PairingLink("https://tickets.example.org", "7K3M-9QXZ")


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "MGY-PF-20250115-7K3M9QXZ5",
        "https://example.org/menu",
        "doorward://pair?server=https://x.org",
        "doorward://pair?code=1",
        "doorward://pair?server=file:///etc/passwd&code=1",
        "doorward://wipe?server=https://x.org&code=1",
        "http://[::1/pair?code=1",
        "doorward://pair?server=https://x.org&code=" + "9" * 5000,
    ],
)
def test_other_payloads_are_no_link(payload: str) -> None:
    assert read_pairing_link(payload) is None


def test_a_server_below_a_path_keeps_its_path() -> None:
    assert read_pairing_link("https://example.org/tickets/pair?code=1") == PairingLink(
        "https://example.org/tickets", "1"
    )


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tickets.example.org", "https://tickets.example.org"),
        (" http://127.0.0.1:8000/ ", "http://127.0.0.1:8000"),
        ("ftp://example.org", None),
        ("two words", None),
        ("http://example.org:99999", None),
        ("", None),
    ],
)
def test_addresses_are_read_as_people_type_them(typed: str, meant: str | None) -> None:
    assert read_server_url(typed) == meant


def test_a_made_link_is_read_back() -> None:
    link = make_pairing_link("http://127.0.0.1:8000", "A B&C=1")
    assert read_pairing_link(link) == PairingLink("http://127.0.0.1:8000", "A B&C=1")


@given(st.text(max_size=300))
def test_any_text_is_answered_without_an_error(text: str) -> None:
    read_pairing_link(text)
    read_pairing_link(f"doorward://pair?{text}")
    read_server_url(text)
