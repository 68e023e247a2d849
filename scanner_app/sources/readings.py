"""What the keys of a scan mean, whatever layout, Caps Lock or Shift made of them. Pure: no Qt, no clock."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scanner_app.settings import KeyReading
from scanner_app.sources.key_places import without_shift

FOREIGN, PRINTABLE, CODE_LIKE, KNOWN = range(4)
"""How likely a text is what a scanner read: letters no scanner types, any printable ASCII, the letters of our codes'
QR mode, and a code that surely is one of this event's."""

_CODE_LETTERS = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
_SYMBOLOGY = re.compile(r"\][A-Za-z][0-9A-Za-z](?=.)")
"""The mark of the symbology that many scanners can put before a code. Source: ISO/IEC 15424."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key press: the text that the layout made of it, and the US character at the same place of the keyboard.

    ``at_position`` is empty where the place is not known. ``is_overlapping``: two keys before it were still down.
    """

    text: str
    at_position: str = ""
    is_terminator: bool = False
    is_tab: bool = False
    has_caps: bool = False
    is_overlapping: bool = False


def rate_text(text: str) -> int:
    """How likely ``text`` is a code, by its letters alone: FOREIGN, PRINTABLE or CODE_LIKE."""
    if text and _CODE_LETTERS.issuperset(text):
        return CODE_LIKE
    return PRINTABLE if text and text.isascii() and text.isprintable() else FOREIGN


def readings(keys: Sequence[Key]) -> list[str]:
    """What ``keys`` can mean, each text once, the likelier first: as the layout typed them, and by place.

    By place reads a scanner that takes every keyboard for a US one. Scanners press Shift for capitals and know nothing
    of Caps Lock, which is undone.
    """
    found = [typed(keys), by_place(keys)]
    if any(key.has_caps for key in keys):
        found = [typed(keys).swapcase(), by_place(keys), typed(keys)]
    return [text for text in dict.fromkeys(found) if text]


def read_keys(
    keys: Sequence[Key], reading: KeyReading, rate: Callable[[str], int], trimmed: Callable[[str], str]
) -> str:
    """The one meaning of ``keys``, empty where they have none.

    As it was learned, if it was; but a reading that ``rate`` calls KNOWN comes first whatever was learned. Only a KNOWN
    code is looked for under a Caps Lock or a Shift that nobody told us of.
    """
    found = [text for text in dict.fromkeys(map(trimmed, readings(keys))) if text]
    if not found:
        return ""
    best = max(found, key=rate)
    if rate(best) >= KNOWN:
        return best
    repaired = (trimmed(typed(keys).swapcase()), trimmed(without_shift(by_place(keys))))
    known = next((text for text in repaired if rate(text) >= KNOWN), "")
    if known or reading is KeyReading.AUTOMATIC:
        return known or best
    return trimmed(by_place(keys)) if reading is KeyReading.PLACES else found[0]


def trim(text: str, prefix: str, suffix: str) -> str:
    """``text`` without what the scanner puts around it, as far as it is there, and without a symbology's mark."""
    text = text.removeprefix(prefix).removesuffix(suffix)
    return _SYMBOLOGY.sub("", text, count=1) if _SYMBOLOGY.match(text) else text


def typed(keys: Sequence[Key]) -> str:
    """What the layout made of ``keys``."""
    return "".join(key.text for key in keys)


def by_place(keys: Sequence[Key]) -> str:
    """What a US keyboard has at the places of ``keys``."""
    return "".join(key.at_position or key.text for key in keys)
