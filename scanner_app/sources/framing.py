"""Bytes of a serial line cut into codes. Pure: no Qt, no clock, no port."""

import re

_ENDS = b"\r\n\t\x03\x04"
"""Carriage return, line feed, tab, and the ends of text and transmission."""
_PIECES = re.compile(rb"[%b]|[^%b]+" % (_ENDS, _ENDS))
LONGEST_CODE = 8192
SILENCE_MS = 200
"""A scanner sends a code without a pause; after so much silence it is whole, or will never be."""


class Framer:
    """Takes what arrives piece by piece and gives every code once.

    A code ends at an end mark, or by silence where the line has not shown an end mark yet. Once it has, what lacks one
    is the piece of a code that was torn off, and is dropped. Nothing longer than LONGEST_CODE is kept or given.
    """

    def __init__(self) -> None:
        self._rest = bytearray()
        self._is_too_long = False
        self._has_ends = False
        self._is_garbled = False

    @property
    def is_garbled(self) -> bool:
        """Whether the last code was no text, as it is where the line's speed is wrong."""
        return self._is_garbled

    @property
    def is_within_code(self) -> bool:
        """Whether there is something that no end mark has followed."""
        return bool(self._rest) or self._is_too_long

    def feed(self, data: bytes) -> list[str]:
        """The codes that ``data`` completes."""
        found: list[str] = []
        for piece in _PIECES.findall(data):
            if piece[0] in _ENDS:
                self._has_ends = True
                found.append(self._take())
            else:
                self._keep(piece)
        return [code for code in found if code]

    def silence(self) -> str:
        """Nothing has come for SILENCE_MS: the code that ended by it, or empty."""
        code = self._take()
        return "" if self._has_ends else code

    def forget(self) -> None:
        """The line broke: what is left of a code will never be whole."""
        self._rest.clear()
        self._is_too_long = False
        self._has_ends = False

    def _keep(self, piece: bytes) -> None:
        if len(self._rest) + len(piece) > LONGEST_CODE:
            self._is_too_long = True
            self._rest.clear()
        if not self._is_too_long:
            self._rest += piece

    def _take(self) -> str:
        raw, is_too_long = bytes(self._rest), self._is_too_long
        self._rest.clear()
        self._is_too_long = False
        if raw:
            self._is_garbled = not _is_text(raw)
        return "" if is_too_long else readable(raw)


def readable(raw: bytes) -> str:
    """``raw`` as text without control characters: UTF-8, or Latin 1 where it is none."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return "".join(letter for letter in text if letter.isprintable())


def _is_text(raw: bytes) -> bool:
    try:
        return not any(letter in "\0\ufffd" for letter in raw.decode())
    except UnicodeDecodeError:
        return False
