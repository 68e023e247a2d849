"""Which US character lies at a key's place. Scanners type by place, as if every computer had a US keyboard."""

import sys

# Linux numbers keys as the PC's scan codes of set 1; X11 and Wayland add 8. Source: linux/input-event-codes.h.
_ROWS = ((2, "1234567890-="), (16, "qwertyuiop[]"), (30, "asdfghjkl;'`"), (43, "\\zxcvbnm,./"), (57, " "))
_SET_1 = {first + at: letter for first, row in _ROWS for at, letter in enumerate(row)}
_X11_OFFSET = 8

# macOS virtual key codes from 0 on, "\0" where none is printable. Source: Carbon HIToolbox/Events.h, kVK_ANSI_*.
_MAC_ORDER = "asdfhgzxcv\0bqweryt123465=97-80]ou[ip\0lj'k;\\,/nm.\0 `"
_MAC = {code: letter for code, letter in enumerate(_MAC_ORDER) if letter != "\0"}

# The number pad's keys, which Shift does not change. The slash lies beyond set 1; Windows marks such codes by 0x100.
_SET_1_PAD = {71 + at: letter for at, letter in enumerate("789-456+1230.")} | {55: "*"}
_LINUX_PAD = _SET_1_PAD | {98: "/"}
_WINDOWS_PAD = _SET_1_PAD | {0x135: "/"}
_MAC_PAD = {0x41: ".", 0x43: "*", 0x45: "+", 0x4B: "/", 0x4E: "-", 0x5B: "8", 0x5C: "9"}
_MAC_PAD |= {0x52 + digit: str(digit) for digit in range(8)}

_SHIFTED = dict(zip("1234567890-=[];'`\\,./", '!@#$%^&*()_+{}:"~|<>?', strict=True))
_UNSHIFTED = str.maketrans({shifted: plain for plain, shifted in _SHIFTED.items()})


def us_character(scan_code: int, virtual_key: int, *, is_shifted: bool, platform: str = sys.platform) -> str:
    """The character that a US keyboard types with this key, empty where the place is not known.

    ``scan_code`` and ``virtual_key`` are Qt's native values; Caps Lock and Num Lock are left out on purpose.
    """
    on_pad = pad_character(scan_code, virtual_key, platform=platform)
    if on_pad:
        return on_pad
    code, letters = (virtual_key, _MAC) if platform == "darwin" else (_set_1_code(scan_code, platform), _SET_1)
    letter = letters.get(code, "")
    return _SHIFTED.get(letter, letter.upper()) if is_shifted else letter


def pad_character(scan_code: int, virtual_key: int, *, platform: str = sys.platform) -> str:
    """The character on this key of the number pad, empty where it is another key."""
    if platform == "darwin":
        return _MAC_PAD.get(virtual_key, "")
    pad = _WINDOWS_PAD if platform == "win32" else _LINUX_PAD
    return pad.get(_set_1_code(scan_code, platform), "")


def without_shift(text: str) -> str:
    """``text`` of a US keyboard as if Shift had changed its letters only, as it is where the key is stuck."""
    return text.translate(_UNSHIFTED)


def _set_1_code(scan_code: int, platform: str) -> int:
    return scan_code if platform == "win32" else scan_code - _X11_OFFSET
