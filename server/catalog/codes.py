"""How an event's ticket codes begin: ``{PREFIX}-{EVENTCODE}-{YYYYMMDD}``, without the letters I, L and O."""

import re
import unicodedata
from collections.abc import Container
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

_LETTERS = re.compile(r"[0-9A-HJKMNP-Z]")
_CODE = re.compile(r"[0-9A-HJKMNP-Z]{1,8}")
_MOST_INITIALS = 4
_LONGEST = 8


def is_event_code(text: str) -> bool:
    """Whether ``text`` can stand in the middle of a code."""
    return _CODE.fullmatch(text) is not None


def event_code_of(name: str) -> str:
    """The initials of a name that codes may hold, e.g. ``PF`` for "Perreo Fridays"; ``EV`` where there are none."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[0-9A-Z]+", ascii_name)
    initials = [word[0] for word in words if _LETTERS.match(word[0])]
    return "".join(initials[:_MOST_INITIALS]) or "EV"


def free_code_prefix(prefix: str, event_code: str, day: str, taken: Container[str]) -> str:
    """The first of ``PF``, ``PF2``, ``PF3``… whose code prefix is not taken on that day."""
    number, code = 1, event_code
    while f"{prefix}-{code}-{day}" in taken:
        number += 1
        code = f"{event_code[: _LONGEST - len(str(number))]}{number}"
    return f"{prefix}-{code}-{day}"


def day_of(at: int, time_zone: str) -> str:
    """The date ``YYYYMMDD`` of a moment (Unix ms) in the event's zone."""
    return datetime.fromtimestamp(at / 1000, UTC).astimezone(ZoneInfo(time_zone)).strftime("%Y%m%d")
