"""Codes read and milliseconds a picture: each reader alone, and the cascade, over made frames and photographs.

Photographs come from the folder that `DOORWARD_BENCH_PHOTOGRAPHS` names, which holds pictures and `texts.json`
(file name -> text, or "" or null where none is known); without it only made frames are measured.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

import cv2
import numpy as np
from zxingcpp import BarcodeFormat, BarcodeFormats, TextMode, read_barcodes

from scanner_app.decode import FrameReader, read_codes
from scanner_app.decode.files import load_picture
from scanner_app.decode.filters import at_most, to_gray
from scanner_app.decode.zbar import read_zbar
from tests.bench.harness import Row, alone, compared, interleave, percentile
from tests.pictures import Picture, made_frames

DEADLINE_MS = 25.0
EACH = 13
"""Frames of each kind: 16 kinds with a code and two without make 234."""

_QR = BarcodeFormats(BarcodeFormat.QRCodeModel2)

Reader = Callable[[Picture], list[str]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture and what it says; `None` = no code in it, "" = not known."""

    picture: Picture
    text: str | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one reader made of a set: pictures read, wrong texts, and the milliseconds of each picture."""

    read: int
    wrong: int
    ms: list[float]


def run(rounds: int) -> list[Row]:
    """Measure all readers on the same pictures, in turn."""
    threads = cv2.getNumThreads()
    # The figures are of one core.
    cv2.setNumThreads(1)
    try:
        made = [Sample(frame.picture, frame.text) for frame in made_frames(EACH)]
        rows = _set_rows("made frames", made, rounds)
        rows += _without_trouble(made, rounds)
        photographs = _photographs()
        return rows + (_set_rows("photographs", photographs, rounds) if photographs else [])
    finally:
        cv2.setNumThreads(threads)


def _set_rows(label: str, samples: list[Sample], rounds: int) -> list[Row]:
    measures = {name: partial(_outcome, reader, samples) for name, reader in READERS.items()}
    taken = interleave(rounds, measures)
    with_code = sum(sample.text is not None for sample in samples)
    rows = []
    for name, outcomes in taken.items():
        figure = f"{label}, {name}"
        most = "more than any single reader" if name == CASCADE else ""
        last = percentile([t for outcome in outcomes for t in outcome.ms], 95)
        rows += [
            alone("decode", f"{figure}: read of {with_code}", "", values=[o.read for o in outcomes], target=most),
            alone("decode", f"{figure}: wrong", "", values=[o.wrong for o in outcomes], target="0"),
            alone("decode", f"{figure}: median", "ms", values=[median(o.ms) for o in outcomes], target=""),
            alone("decode", f"{figure}: p95", "ms", values=[last], target="<= 50 ms" if name == CASCADE else ""),
        ]
    return rows


def _outcome(reader: Reader, samples: list[Sample]) -> Outcome:
    read, wrong, took = 0, 0, []
    for sample in samples:
        started = perf_counter()
        texts = reader(sample.picture)
        took.append((perf_counter() - started) * 1000)
        misread = [text for text in texts if sample.text not in ("", text)]
        wrong += bool(misread)
        read += bool(texts) and not misread
    return Outcome(read, wrong, took)


def _without_trouble(made: list[Sample], rounds: int) -> list[Row]:
    """Compare the cascade, and a video's reader, with zxing-cpp alone: frames it reads at once, and empty frames."""
    easy = [s for s in made if s.text is not None and _zxing(s.picture) == [s.text]]
    empty = [s for s in made if s.text is None]
    video = FrameReader()
    rows = []
    for figure, reader, samples, target in (
        ("cascade / zxing, frames without trouble", _cascade, easy, "<= 1.1"),
        ("video / zxing, frames without trouble", video.read, easy, "<= 1.1"),
        ("video / zxing, frames without a code", video.read, empty, ""),
    ):
        ours, bare = _in_turn(reader, samples, rounds)
        rows.append(compared("decode", figure, "ms", ours=ours, baseline=bare, target=target))
    return rows


def _in_turn(
    reader: Callable[[Picture], object], samples: list[Sample], rounds: int
) -> tuple[list[float], list[float]]:
    """Median milliseconds a picture of `reader` and of zxing-cpp alone, a value a round, taken picture by picture."""
    ours, bare = [], []
    for number in range(rounds):
        times: dict[bool, list[float]] = {True: [], False: []}
        for index, sample in enumerate(samples):
            for is_ours in (True, False) if (index + number) % 2 else (False, True):
                started = perf_counter()
                (reader if is_ours else _zxing)(sample.picture)
                times[is_ours].append((perf_counter() - started) * 1000)
        ours.append(median(times[True]))
        bare.append(median(times[False]))
    return ours, bare


def _photographs() -> list[Sample]:
    folder = os.environ.get("DOORWARD_BENCH_PHOTOGRAPHS")
    if not folder:
        return []
    texts: dict[str, str | None] = json.loads((Path(folder) / "texts.json").read_text(encoding="utf-8"))
    found = []
    for name, text in texts.items():
        picture, _ = at_most(load_picture(Path(folder) / name), 1280)
        found.append(Sample(picture, text or ""))
    return found


def _zxing(picture: Picture) -> list[str]:
    found = read_barcodes(to_gray(picture), _QR, text_mode=TextMode.Plain)
    return [barcode.text for barcode in found]


def _pyzbar(picture: Picture) -> list[str]:
    return [code.text for code in read_zbar(to_gray(picture), "pyzbar")]


def _opencv(picture: Picture) -> list[str]:
    try:
        _, texts, _, _ = cv2.QRCodeDetectorAruco().detectAndDecodeMulti(np.ascontiguousarray(to_gray(picture)))
    except (UnicodeDecodeError, cv2.error):
        # It raises on texts that are no UTF-8.
        return []
    return [text for text in texts if text]


def _cascade(picture: Picture) -> list[str]:
    return [code.text for code in read_codes(picture, deadline_ms=DEADLINE_MS)]


CASCADE = "cascade"
READERS: dict[str, Reader] = {"zxing": _zxing, "pyzbar": _pyzbar, "opencv": _opencv, CASCADE: _cascade}
