"""Read the frames of a video: cheap on each frame, thorough over a few of them."""

from __future__ import annotations

from time import perf_counter

import numpy as np

from scanner_app.decode.agreement import Agreement
from scanner_app.decode.cascade import Look, first_stage, later_stages, run_stage
from scanner_app.decode.codes import Code, Gray, each_once
from scanner_app.decode.regions import Region, around, crop, guide, moved
from scanner_app.decode.zxing import ALL_FORMATS

_LARGE_PX = 1_400_000
"""A frame larger than 720p is looked at in the middle first; a smaller one costs hardly more as a whole."""
_WHOLE_EVERY = 3
"""Where a code is held in view, every third frame is looked at as a whole, for a second one beside it."""
_GUIDE_STAGES = 2
"""The middle is a third of a frame: for less than the price of one stage on the whole it gets two."""
_MEMORY = 30
"""Frames for which it is remembered what helped, and where."""


class FrameReader:
    """Reads successive frames of one camera, within a budget a frame.

    A frame without a code is the common case, so each gets the first stage and a little of the later ones, taking turns
    over the frames, in the middle and on the whole; only where a symbol was located, or was read by a later stage a
    moment ago, is the whole budget spent. A code that is held in view is looked for where it was. Bar codes count only
    when two frames agree (`Agreement`). `formats` may be changed between frames.
    """

    def __init__(
        self, *, budget_ms: float = 25.0, all_formats: bool = False, formats: frozenset[str] = frozenset()
    ) -> None:
        self.formats = ALL_FORMATS if all_formats else formats
        self._budget_s = budget_ms / 1000
        self._agreement = Agreement()
        self._frame = 0
        self._turns = {True: 0, False: 0}
        self._helped: str | None = None
        self._near: Region | None = None
        self._is_held = False
        self._since_hit = 0
        self._since_whole = 0
        self._last_texts: frozenset[str] = frozenset()

    def read(self, frame: Gray) -> list[Code]:
        """Return the codes in one frame (gray or BGR), each once."""
        self._frame += 1
        until = perf_counter() + self._budget_s
        codes = self._read_part(frame, until)
        if not codes:
            self._since_whole = 0
            look = Look(frame, self.formats, until)
            codes = first_stage(look)
            codes = self._read_beside(look, codes) if codes else self._read_later(look)
        self._remember(codes, frame)
        return self._agreement.agreed(codes)

    def _remember(self, codes: list[Code], frame: Gray) -> None:
        self._is_held = any(code.text in self._last_texts for code in codes[:1])
        self._last_texts = frozenset(code.text for code in codes)
        self._since_hit = 0 if codes else self._since_hit + 1
        if codes:
            self._near = around(codes[0].corners, frame)
        elif self._since_hit > _MEMORY:
            self._helped = self._near = None

    def _read_part(self, frame: Gray, until: float) -> list[Code]:
        """Read only where a code is held since two frames at least, or in the middle of a large frame."""
        self._since_whole += 1
        region = self._near if self._is_held else None
        if region is None and frame.shape[0] * frame.shape[1] > _LARGE_PX:
            region = guide(frame)
        if region is None or self._since_whole >= _WHOLE_EVERY:
            return []
        return moved(first_stage(Look(crop(frame, region), self.formats, until)), region)

    def _read_beside(self, look: Look, codes: list[Code]) -> list[Code]:
        """Look closer at a second symbol beside codes that are known already: the first sight of one does not wait."""
        if look.located and self._last_texts.issuperset(code.text for code in codes):
            return each_once([*codes, *run_stage("snap", look)])
        return codes

    def _read_later(self, look: Look) -> list[Code]:
        region = self._worth(look)
        focus = look if region is None else Look(crop(look.image, region), self.formats, look.until)
        codes = run_stage(self._helped, focus) if self._helped is not None and self._helped != "snap" else []
        if not codes and look.located:
            codes = run_stage("snap", look)
            if codes:
                self._helped = "snap"
                return codes
        if not codes:
            # A symbol in view that does not read yet is worth the whole budget.
            few = 1 if region is None else _GUIDE_STAGES
            codes = self._take_turns(focus, len(later_stages()) if look.located or self._helped else few, region)
        return codes if region is None else moved(codes, region)

    def _worth(self, look: Look) -> Region | None:
        """What to look at closer: every other frame the whole (None), lest something that is no code takes all time."""
        if self._frame % 2 == 0:
            return None
        if look.located:
            corners = np.rint(look.located[0].corners * look.enlarge).astype(int).tolist()
            return around(tuple((x, y) for x, y in corners), look.image)
        return self._near or guide(look.image)

    def _take_turns(self, look: Look, most: int, region: Region | None) -> list[Code]:
        names = [name for name in later_stages() if name != "snap"]
        for _ in range(min(most, len(names))):
            name = names[self._turns[region is None] % len(names)]
            self._turns[region is None] += 1
            codes = run_stage(name, look)
            if codes:
                self._helped = name
                return codes
            if not look.has_time():
                break
        return []
