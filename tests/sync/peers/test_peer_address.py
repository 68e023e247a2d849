"""Addresses of other doors as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.device.database import Store
from sync.device.peer_address import PEER_PORT, Address, plain_host, read_address, remembered_addresses, store_addresses
from tests.sync.peers.doors import HereDoor


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("192.168.1.20", Address("192.168.1.20", PEER_PORT)),
        (" 192.168.1.20:4000 ", Address("192.168.1.20", 4000)),
        ("door-2.local", Address("door-2.local", PEER_PORT)),
        ("door_2:65535", Address("door_2", 65_535)),
        ("fe80::1%eth0", Address("fe80::1%eth0", PEER_PORT)),
        ("[2001:db8::1]:4000", Address("2001:db8::1", 4000)),
        ("[2001:db8::1]", Address("2001:db8::1", PEER_PORT)),
    ],
)
def test_what_people_type_is_understood_and_spelled_the_same_way_again(typed: str, read: Address) -> None:
    assert read_address(typed) == read
    assert read_address(str(read)) == read


@pytest.mark.parametrize(
    "typed",
    ["", " ", ":", ":80", "door:", "door:0", "door:65536", "door:x", "https://door", "a b", "-door", "[::1", "[]:1"],
)
def test_what_is_no_address_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(ValueError, match=r"looks like 192\.168\.1\.20"):
        read_address(typed)


@given(st.text())
def test_no_text_at_all_is_more_than_refused(typed: str) -> None:
    try:
        address = read_address(typed)
    except ValueError:
        return
    assert 0 < address.port < 65_536


def test_an_ipv4_address_in_ipv6_clothes_is_taken_out_of_them() -> None:
    assert plain_host("::ffff:192.168.1.20") == "192.168.1.20"
    assert plain_host("fe80::1") == "fe80::1"


def test_addresses_outlive_the_program(two: tuple[HereDoor, HereDoor]) -> None:
    store: Store = two[0].store
    assert remembered_addresses(store) == set()
    kept = {read_address("192.168.1.20"), read_address("[2001:db8::1]:4000")}
    store_addresses(store, kept)
    assert remembered_addresses(store) == kept
