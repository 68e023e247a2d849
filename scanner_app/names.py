"""How much of a guest's name is shown: managers see all of it, door staff what they need. Pure."""

import re
import unicodedata
from enum import IntEnum

from scanner_app.wording import plain

LONGEST_NAME = 80
_TITLES = frozenset(
    ("dr", "prof", "mr", "mrs", "ms", "mx", "miss", "sir", "herr", "frau", "hr", "fr", "m", "mme", "mlle", "sra")
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md", "msc", "ma", "ba"))
_FAMILY_FIRST = ("CJK", "HIRAGANA", "HANGUL")
"""Scripts whose names begin with the family's, by how Unicode calls their letters. Katakana spells foreign ones."""
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")


class Names(IntEnum):
    """What is shown of a name; the larger the more."""

    FIRST = 1
    """The first name: what somebody at a door needs to greet and to check by."""
    INITIAL = 2
    """The first name and the initial of the last: what it takes to pick one of a list."""
    FULL = 3
    """All of it, and how to reach the guest."""


def shown_name(holder: str, names: Names) -> str:
    """``holder`` as somebody may see it who sees ``names``; empty where there is none.

    Reads ``Anna Schmidt``, ``Schmidt, Anna``, ``Dr. Anna Schmidt jr.``, ``山田 太郎`` and ``王小明``; of an e-mail
    address the first word before the @. A name of one word is a first name.
    """
    name = plain(unicodedata.normalize("NFC", holder), LONGEST_NAME)
    if names is Names.FULL or not name:
        return name
    first, last = _parts(name)
    if names is Names.FIRST or not last:
        return first
    initial = _initial(last)
    return f"{initial} {first}" if _is_family_first(last) else f"{first} {initial}."


def _parts(name: str) -> tuple[str, str]:
    """The first name and the last; the last is empty where there is none."""
    if "@" in name:
        return re.split(r"[._+\-@]", name.lstrip("@"), maxsplit=1)[0].strip() or "…", ""
    if "," in name:
        last, _, rest = name.partition(",")
        words, family = _words(rest.partition(",")[0]), _words(last)
        if words and family and _bare(words[0]) not in _SUFFIXES:
            return words[0], family[-1]
        name = last if family else rest
    words = _words(name.replace("・", " ").replace("·", " "))
    if not words:
        return plain(name) or "…", ""
    if _is_family_first(words[0]):
        return (words[-1], words[0]) if len(words) > 1 else _halves(words[0])
    return words[0], words[-1] if len(words) > 1 else ""


def _words(text: str) -> list[str]:
    """The words of a name that have a letter, without titles before it and degrees behind it."""
    words = [word for word in text.split() if word[0] != "(" and any(letter.isalpha() for letter in word)]
    while len(words) > 1 and _bare(words[0]) in _TITLES:
        words = words[1:]
    while len(words) > 1 and _bare(words[-1]) in _SUFFIXES:
        words = words[:-1]
    return words


def _bare(word: str) -> str:
    return _MARKS.sub("", word).casefold()


def _halves(word: str) -> tuple[str, str]:
    """A name in one piece whose family comes first: nobody writes where it ends, so the given name is two letters."""
    given = 2 if len(word) > 2 else 1
    return (word[-given:], word[:-given]) if len(word) > 1 else (word, "")


def _is_family_first(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith(_FAMILY_FIRST)


def _initial(word: str) -> str:
    """The first letter, with the marks that belong to it."""
    letters = _MARKS.sub("", word) or word
    end = 1
    while end < len(letters) and unicodedata.combining(letters[end]):
        end += 1
    return letters[:end].upper()
