"""A key's place gives the US character on every platform."""

import pytest

from scanner_app.sources.key_places import us_character


@pytest.mark.parametrize(
    ("platform", "scan_code", "virtual_key", "plain", "shifted"),
    [
        ("linux", 10, 0, "1", "!"),
        ("linux", 20, 0, "-", "_"),
        ("linux", 52, 0, "z", "Z"),
        ("linux", 29, 0, "y", "Y"),
        ("linux", 61, 0, "/", "?"),
        ("linux", 65, 0, " ", " "),
        ("win32", 0x0C, 0, "-", "_"),
        ("win32", 0x27, 0, ";", ":"),
        ("win32", 0x2C, 0, "z", "Z"),
        ("darwin", 0, 0, "a", "A"),
        ("darwin", 0, 29, "0", ")"),
        ("darwin", 0, 41, ";", ":"),
        ("darwin", 0, 47, ".", ">"),
        ("darwin", 0, 49, " ", " "),
        ("darwin", 0, 50, "`", "~"),
    ],
)
def test_places_give_us_characters(platform: str, scan_code: int, virtual_key: int, plain: str, shifted: str) -> None:
    assert us_character(scan_code, virtual_key, is_shifted=False, platform=platform) == plain
    assert us_character(scan_code, virtual_key, is_shifted=True, platform=platform) == shifted


def test_an_unknown_place_gives_nothing() -> None:
    assert us_character(0, 0, is_shifted=False, platform="linux") == ""
    assert us_character(250, 0, is_shifted=True, platform="win32") == ""
    assert us_character(0, 10, is_shifted=True, platform="darwin") == ""
