"""The battery's charge, where the system tells it."""

import sys
from pathlib import Path

_POWER_SUPPLIES = Path("/sys/class/power_supply")


def battery_percent(supplies: Path = _POWER_SUPPLIES) -> int | None:
    """The charge of the first battery in percent (Linux power_supply class), or None where none is known."""
    if sys.platform != "linux":
        return None
    try:
        for battery in sorted(supplies.glob("BAT*/capacity")):
            return max(0, min(100, int(battery.read_text(encoding="ascii"))))
    except (OSError, ValueError):
        return None
    return None
