"""Read the frames of a video: cheap on each frame, thorough over a few of them."""

from __future__ import annotations

from time import perf_counter

from scanner_app.decode.cascade import Look, first_stage, later_stages, run_stage
from scanner_app.decode.codes import Code, Gray


class FrameReader:
    """Reads successive frames of one camera, within a budget a frame.

    A frame without a code is the common case, so each gets the first stage and one later stage, taking turns over the
    frames; only where a symbol was located, or was read by a later stage a moment ago, is the whole budget spent.
    """

    def __init__(self, *, budget_ms: float = 25.0, all_formats: bool = False) -> None:
        self._budget_s = budget_ms / 1000
        self._all_formats = all_formats
        self._turn = 0
        self._helped: str | None = None
        self._since_hit = 0

    def read(self, frame: Gray) -> list[Code]:
        """Return the codes in one frame (gray or BGR), each once."""
        look = Look(frame, self._all_formats, perf_counter() + self._budget_s)
        codes = first_stage(look) or self._read_later(look)
        self._since_hit = 0 if codes else self._since_hit + 1
        if self._since_hit > 30:
            self._helped = None
        return codes

    def _read_later(self, look: Look) -> list[Code]:
        if self._helped is not None:
            codes = run_stage(self._helped, look)
            if codes:
                return codes
        if look.located:
            codes = run_stage("snap", look)
            if codes:
                self._helped = "snap"
                return codes
        # A symbol in view that does not read yet is worth the whole budget.
        return self._take_turns(look, len(later_stages()) if look.located or self._helped else 1)

    def _take_turns(self, look: Look, most: int) -> list[Code]:
        names = [name for name in later_stages() if name != "snap"]
        for _ in range(min(most, len(names))):
            name = names[self._turn % len(names)]
            self._turn += 1
            codes = run_stage(name, look)
            if codes:
                self._helped = name
                return codes
            if not look.has_time():
                break
        return []
