"""The battery, where there is one and the system tells of it."""

from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Power:
    """A battery's charge, and whether it is being charged."""

    percent: int
    is_plugged: bool


def read_power() -> Power | None:
    """The battery as it is now; None where there is none, or none that is known."""
    read = getattr(psutil, "sensors_battery", None)  # It exists only where psutil knows how.
    try:
        battery = None if read is None else read()
    except (OSError, ValueError, RuntimeError):  # Drivers say what they like.
        return None
    if battery is None:
        return None
    # Some systems do not say whether it is plugged in: then it is not counted on.
    return Power(max(0, min(100, round(battery.percent))), bool(battery.power_plugged))


def battery_percent() -> int | None:
    """The charge in percent, or None where none is known."""
    power = read_power()
    return None if power is None else power.percent
