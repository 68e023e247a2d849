"""Make one scan of a code that is held in view for a while."""

from __future__ import annotations

from collections.abc import Iterable

from scanner_app.decode.codes import Code, each_once


class QuietPeriod:
    """Lets a code through once, and again only after it was out of view for `quiet_ms` milliseconds.

    Time is an argument (seconds of a monotonic clock), so the same frames give the same scans.
    """

    def __init__(self, quiet_ms: float = 2000) -> None:
        self._quiet_s = quiet_ms / 1000
        self._last_seen: dict[tuple[str, str], float] = {}

    def fresh(self, codes: Iterable[Code], at_mono: float) -> list[Code]:
        """Note what is in view at `at_mono` and return the codes that begin a new scan, each once."""
        # What has been away long enough begins anew, so it need not be remembered.
        self._last_seen = {k: seen for k, seen in self._last_seen.items() if at_mono - seen < self._quiet_s}
        fresh = []
        for code in each_once(codes):
            key = (code.format, code.text)
            if key not in self._last_seen:
                fresh.append(code)
            self._last_seen[key] = at_mono
        return fresh

    def forget(self) -> None:
        """Start over: the next sight of any code is a new scan."""
        self._last_seen.clear()
