"""What the scanner is made of besides its own code: names, versions, licences. No Qt."""

import platform
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution

_PROGRAM, _EXTRA = "doorward", "scanner"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_LONGEST_LICENCE = 60
_NOT_ASKED_FOR = {"pip"}
"""Required by something for what the scanner never does; not shipped."""
_BESIDES = (
    ("Inter (typeface)", "", "OFL-1.1"),
    ("OpenSSL", "", "Apache-2.0"),
    ("SQLCipher", "", "BSD-3-Clause"),
    ("ZBar", "", "LGPL-2.1-or-later"),
)
"""What no distribution tells of: the typeface, and libraries inside of others."""
_SAID_ELSEWHERE = {"sqlcipher3": "Zlib"}
"""Licences that stand in the source and not in the metadata."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something of others that is shipped: its name, version and licence, empty where it does not say."""

    name: str
    version: str
    licence: str


@cache
def shipped_parts() -> tuple[Part, ...]:
    """All that the scanner brings along, by name: what it needs to run, Python itself, and fonts."""
    parts = [Part(found.name, found.version, _licence_of(found)) for found in _needed()]
    parts.append(Part("Python", platform.python_version(), "PSF-2.0"))
    parts += [Part(*part) for part in _BESIDES]
    return tuple(sorted(parts, key=lambda part: part.name.lower()))


def needed_names() -> list[str]:
    """The distributions that the scanner needs, itself among them: whoever packs it packs what they say of it."""
    return [_PROGRAM, *(found.name for found in _needed())]


def _needed() -> list[Distribution]:
    """The distributions that are installed of all that the scanner asks for, and of what those ask for."""
    found: dict[str, Distribution] = {}
    waiting = [(_PROGRAM, _EXTRA)]
    seen: set[str] = set()
    while waiting:
        name, extra = waiting.pop()
        if _same(name) in seen or name in _NOT_ASKED_FOR:
            continue
        seen.add(_same(name))
        try:
            it = distribution(name)
        except PackageNotFoundError:  # For another system, or not asked for here.
            continue
        if name != _PROGRAM:
            found[_same(name)] = it
        waiting += [(wanted, "") for wanted in _requirements(it, extra)]
    return list(found.values())


def _requirements(it: Distribution, extra: str) -> Iterator[str]:
    """The names that ``it`` requires, with those of its ``extra``."""
    for line in it.requires or ():
        wanted, _, marker = line.partition(";")
        name = _NAME.match(wanted.strip())
        is_extra = "extra" in marker
        if name and (not is_extra or (extra and re.search(rf"extra\s*==\s*['\"]{extra}['\"]", marker))):
            yield name.group()


def _licence_of(it: Distribution) -> str:
    """The licence as a name: an SPDX expression, a short field, or what the classifiers say."""
    for field in ("License-Expression", "License"):
        said = "".join(it.metadata.get_all(field) or []).strip()
        if said and "\n" not in said and len(said) <= _LONGEST_LICENCE and said.upper() != "UNKNOWN":
            return said
    classifiers = it.metadata.get_all("Classifier") or []
    names = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    return ", ".join(names) or _SAID_ELSEWHERE.get(it.name, "")


def _same(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
