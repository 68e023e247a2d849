"""What is installed is pinned, hashed, and named without an address."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LISTS = ["app.txt", "dev.txt", "uv.txt"]


def pinned(name: str) -> dict[str, str]:
    """The packages of a list and the line that pins each."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8").replace("\\\n", " ")
    return {re.split(r"==", line)[0]: line for line in text.splitlines() if line and not line.startswith("#")}


def wanted(*extras: str) -> list[Requirement]:
    """What the project names itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = project["dependencies"] + [line for extra in extras for line in project["optional-dependencies"][extra]]
    return [Requirement(line) for line in named]


@pytest.mark.parametrize("name", LISTS)
def test_every_package_has_one_version_and_a_hash(name: str) -> None:
    for package, line in pinned(name).items():
        assert re.match(rf"{re.escape(package)}==[^\s;]+ ", line), line
        assert "--hash=sha256:" in line, line


@pytest.mark.parametrize("name", LISTS)
def test_no_list_names_an_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text.replace("importlib", "")


@pytest.mark.parametrize(
    ("name", "extras"), [("app.txt", ["scanner", "server"]), ("dev.txt", ["scanner", "server", "dev"])]
)
def test_a_list_has_what_the_project_names_in_a_version_that_it_allows(name: str, extras: list[str]) -> None:
    lines = pinned(name)
    for requirement in wanted(*extras):
        version = lines[requirement.name].split()[0].partition("==")[2]
        assert requirement.specifier.contains(version), f"{requirement} is pinned to {version}: run make lock"


def test_both_lists_agree_on_every_version() -> None:
    dev = pinned("dev.txt")
    for package, line in pinned("app.txt").items():
        assert dev[package].split()[0] == line.split()[0]
