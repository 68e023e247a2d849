"""Which US character lies at a key's place. Scanners type by place, as if every computer had a US keyboard."""

import sys

# Linux numbers keys as the PC's scan codes of set 1; X11 and Wayland add 8. Source: linux/input-event-codes.h.
_ROWS = ((2, "1234567890-="), (16, "qwertyuiop[]"), (30, "asdfghjkl;'`"), (43, "\\zxcvbnm,./"), (57, " "))
_SET_1 = {first + at: letter for first, row in _ROWS for at, letter in enumerate(row)}
_X11_OFFSET = 8

# macOS virtual key codes from 0 on, "\0" where none is printable. Source: Carbon HIToolbox/Events.h, kVK_ANSI_*.
_MAC_ORDER = "asdfhgzxcv\0bqweryt123465=97-80]ou[ip\0lj'k;\\,/nm.\0 `"
_MAC = {code: letter for code, letter in enumerate(_MAC_ORDER) if letter != "\0"}

_SHIFTED = dict(zip("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?', strict=True))


def us_character(scan_code: int, virtual_key: int, *, is_shifted: bool, platform: str = sys.platform) -> str:
    """The character that a US keyboard types with this key, empty where the place is not known.

    ``scan_code`` and ``virtual_key`` are Qt's native values; Caps Lock is left out on purpose.
    """
    if platform == "darwin":
        letter = _MAC.get(virtual_key, "")
    elif platform == "win32":
        letter = _SET_1.get(scan_code, "")
    else:
        letter = _SET_1.get(scan_code - _X11_OFFSET, "")
    return _SHIFTED.get(letter, letter.upper()) if is_shifted else letter
