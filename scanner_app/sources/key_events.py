"""Qt's key events in the terms of a burst: what was typed, and copies that can be delivered later."""

import sys

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent

from scanner_app.sources.key_places import pad_character, us_character
from scanner_app.sources.readings import Key

_MODIFIER_KEYS = frozenset(
    {
        Qt.Key.Key_Shift,
        Qt.Key.Key_Control,
        Qt.Key.Key_Alt,
        Qt.Key.Key_AltGr,
        Qt.Key.Key_Meta,
        Qt.Key.Key_Super_L,
        Qt.Key.Key_Super_R,
        Qt.Key.Key_Mode_switch,
        Qt.Key.Key_CapsLock,
        Qt.Key.Key_NumLock,
        Qt.Key.Key_ScrollLock,
    }
)
_TERMINATOR_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
# X11's LockMask, Qt's own on Windows (qwindowskeymapper.h), NSEventModifierFlagCapsLock.
_CAPS_BIT = {"win32": 0x100, "darwin": 0x10000}.get(sys.platform, 0x2)


def is_modifier(event: QKeyEvent) -> bool:
    """Whether the key types nothing itself."""
    return event.key() in _MODIFIER_KEYS


def is_with_alt(event: QKeyEvent) -> bool:
    """Whether Alt is down with it, but not for a character's number on the number pad."""
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier) and not alt_digit(event)


def alt_digit(event: QKeyEvent) -> str:
    """The digit of a character's number that is typed on the number pad with Alt down, empty where it is none."""
    if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return ""
    character = pad_character(event.nativeScanCode(), event.nativeVirtualKey())
    return character if character.isdigit() else ""


def alt_character(digits: str) -> str:
    """The character of a number typed with Alt: of Windows' code page, or of the PC's without a leading zero."""
    number = int(digits or "0")
    if not 32 <= number <= 255:
        return ""
    return bytes([number]).decode("cp1252" if digits.startswith("0") else "cp437", "ignore")


def key_of(event: QKeyEvent, *, is_overlapping: bool = False) -> Key:
    """What the press ``event`` types. A command such as Ctrl+B, F8 or Esc types nothing."""
    text = event.text()
    if event.key() in _TERMINATOR_KEYS or text in ("\r", "\n", "\t"):
        return Key("", is_terminator=True, is_tab=event.key() == Qt.Key.Key_Tab)
    has_text = bool(text) and text.isprintable()
    if alt_digit(event) or (event.modifiers() & _COMMAND and not has_text):
        return Key("", is_overlapping=is_overlapping)
    is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    place = us_character(event.nativeScanCode(), event.nativeVirtualKey(), is_shifted=is_shifted)
    has_caps = bool(event.nativeModifiers() & _CAPS_BIT)
    return Key(text if has_text else "", place, has_caps=has_caps, is_overlapping=is_overlapping)


def place_of(event: QKeyEvent) -> int:
    """What a press and its release have in common. Shift may have changed between them, the place has not."""
    return event.nativeScanCode() or event.key()


class KeptKeyEvent(QKeyEvent):
    """A key event that was kept back and is delivered now: nobody is to keep it back again."""


class KeptInputMethodEvent(QInputMethodEvent):
    """A composed letter that was kept back likewise."""


def copy_of(event: QKeyEvent, kind: QEvent.Type | None = None) -> KeptKeyEvent:
    """The same event, alive after Qt's own is gone; of another ``kind`` where one is given."""
    return KeptKeyEvent(
        event.type() if kind is None else kind,
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )
