"""Texts as people look for them: without accents, case and punctuation, in Latin letters. Pure.

``Müller`` is found as Muller, Mueller and MÜLLER, ``Ærø`` as Aero, ``Жанна`` as Zhanna, ``王小明`` as xiaoming.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

_SEPARATORS = re.compile(r"[^a-z0-9]+")
_NOT_IN_ADDRESSES = re.compile(r"[^a-z0-9@._+\-]+")
_NOT_IN_CODES = re.compile(r"[^A-Z0-9]+")
_SYLLABLE = re.compile("([\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff])")
"""A Chinese character or a Korean syllable begins a word of its own: nothing else says where one does."""
_SPELLED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_DIGRAPHS = re.compile("(?<=[aou])e|(?<=a)a")
_CODE_LETTERS = str.maketrans({"O": "0", "I": "1", "L": "1"})
_MOST_JOINED = 6
_MOST_KEPT = 50_000


def words_of(text: str) -> list[tuple[str, ...]]:
    """The words of a name, each in all its spellings, the plainest first.

    What is written as one is one from each of its parts on, too: ``O'Brien`` is also obrien, ``王小明`` also xiaoming.
    """
    words: list[tuple[str, ...]] = []
    joined: list[tuple[str, ...]] = []
    for chunk in text.split():
        parts = _parts(chunk)
        words += [_with_loose(spellings) for spellings in parts]
        if len(parts) == 1:
            continue
        plain = [spellings[0] for spellings in parts[:_MOST_JOINED]]
        joined += [("".join(plain[at:]),) for at in range(len(plain) - 1)]
    return words + joined


def asked_words(text: str) -> list[tuple[str, ...]]:
    """The words somebody looks for, each in all its spellings, the plainest first."""
    return [spellings for chunk in text.split() for spellings in _parts(chunk)]


def loosely(word: str) -> str:
    """The word as who left the dots out may have written it: ``mueller`` as ``muller``."""
    return _DIGRAPHS.sub("", word)


def folded(text: str) -> str:
    """The plainest spelling of a name, one space between words."""
    return " ".join(spellings[0] for spellings in asked_words(text))


def address_key(text: str) -> str:
    """An e-mail address, or its beginning, as they are compared."""
    return _NOT_IN_ADDRESSES.sub("", _latin(text))


def code_key(text: str) -> str:
    """A code or a reference, or its end, as they are compared: as codes of ours are read (sync/rules/code.py)."""
    return _NOT_IN_CODES.sub("", _latin(text).upper()).translate(_CODE_LETTERS)


def phone_key(text: str) -> str:
    """The digits of a phone number without the zeros before it."""
    return "".join(letter for letter in _latin(text) if letter.isdigit()).lstrip("0")


def _parts(chunk: str) -> Sequence[tuple[str, ...]]:
    if not chunk.isascii():
        return _foreign_parts(chunk)
    lower = chunk.lower()
    return [(lower,)] if lower.isalnum() else [(part,) for part in _SEPARATORS.split(lower) if part]


@lru_cache(_MOST_KEPT)
def _foreign_parts(chunk: str) -> tuple[tuple[str, ...], ...]:
    plain = _SYLLABLE.sub(r" \1 ", _composed(chunk))
    spelled = [_split(anyascii(text)) for text in (plain, _unmarked(plain), plain.translate(_SPELLED_OUT))]
    if len(set(map(len, spelled))) > 1:  # A letter that one of them has no word for.
        return tuple((part,) for part in spelled[0])
    return tuple(tuple(dict.fromkeys(forms)) for forms in zip(*spelled, strict=True))


def _with_loose(spellings: tuple[str, ...]) -> tuple[str, ...]:
    loose = loosely(spellings[0])
    return spellings if loose in spellings else (*spellings, loose)


def _latin(text: str) -> str:
    return text.lower() if text.isascii() else anyascii(_composed(text)).lower()


def _composed(text: str) -> str:
    """One spelling of each letter, without case; twice, because taking the case away may take letters apart."""
    once = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", once.casefold())


def _unmarked(text: str) -> str:
    """Without what stands over and under letters, as keyboards without them write it: ``й`` as ``и``."""
    apart = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(letter for letter in apart if not unicodedata.combining(letter)))


def _split(text: str) -> list[str]:
    return [part for part in _SEPARATORS.split(text.lower()) if part]
