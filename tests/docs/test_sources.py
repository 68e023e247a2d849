"""docs/sources.md cannot rot: every test, route and file that it names exists, and every row says what shows it."""

import re
from functools import cache
from pathlib import Path

import pytest

from tests.server.routes import make_app

_ROOT = Path(__file__).parents[2]
_DOCUMENT = (_ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
_SOURCES = ("booking-api", "payment-api", "ticketing-and-scanner", "secure-bookings", "marketplace-plan")
_CODE = re.compile(r"`([^`]+)`")
_ROUTE = re.compile(r"(GET|HEAD|POST|PUT|PATCH|DELETE) (/\S+)")
_FILE = re.compile(r"[a-z_]+(?:/[A-Za-z0-9_.-]+)+\.(?:py|md)")
_NEEDS_NO_TEST = ("Missing: ", "Outside: ", "Partly: ")
_DEFINED = re.compile(r"^\s*(?:async )?def (test_\w+)", re.MULTILINE)


def _rows() -> list[list[str]]:
    """The cells of every row of every table, but for the heads and their lines."""
    lines = [line for line in _DOCUMENT.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines if not line.startswith("|---")]
    return [row for row in cells if row[0] != "the source says"]


def _named() -> list[str]:
    return [name for row in _rows() for name in _CODE.findall(" | ".join(row[1:]))]


@cache
def _tests_in(file: str) -> frozenset[str]:
    return frozenset(_DEFINED.findall((_ROOT / "tests" / file).read_text(encoding="utf-8")))


@cache
def _routes() -> frozenset[str]:
    """Every method and path of the OpenAPI document, parameters as ``{}``."""
    paths = make_app().openapi()["paths"]
    return frozenset(f"{method.upper()} {_bare(path)}" for path, methods in paths.items() for method in methods)


def _bare(path: str) -> str:
    return re.sub(r"\{[^}]*\}", "{}", path)


@pytest.mark.parametrize("source", _SOURCES)
def test_every_source_has_its_tables(source: str) -> None:
    _, _, after = _DOCUMENT.partition(f"({source}.md)\n")

    assert after.partition("\n## ")[0].count("\n|---|---|---|") >= 3


def test_every_row_says_what_is_here_and_what_shows_it() -> None:
    for row in _rows():
        assert len(row) == 3, row
        assert all(row), row
        assert "::" in row[2] or row[2].startswith(_NEEDS_NO_TEST), row


def test_every_test_that_is_named_exists() -> None:
    named = [name for name in _CODE.findall(_DOCUMENT) if "::" in name]

    assert len(named) > 200
    assert [name for name in named if name.partition("::")[2] not in _tests_in(name.partition("::")[0])] == []


def test_every_route_that_is_named_is_in_the_openapi_document() -> None:
    named = [name for name in _named() if _ROUTE.fullmatch(name)]

    assert len(named) > 40
    assert [name for name in named if _bare(name) not in _routes()] == []


def test_every_file_that_is_named_exists() -> None:
    named = [name for name in _named() if _FILE.fullmatch(name)]

    assert len(named) > 40
    assert [name for name in named if not (_ROOT / name).is_file()] == []
