"""A scan by the camera: frame in → verdict painted, stage by stage, on 720p video; decoding against zxing-cpp alone.

Everything runs as at a door, only without a screen: camera thread, decoder thread, scan thread with its commit on the
disk, window. Tickets are held up one after the other, each for three frames of a 30th of a second.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from typing import cast

import cv2
import numpy as np
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from zxingcpp import BarcodeFormat, BarcodeFormats, TextMode, read_barcodes

from scanner_app.decode import Code, FrameReader
from scanner_app.decode.codes import Gray
from scanner_app.decode.filters import to_gray
from scanner_app.door.session import DoorSession
from scanner_app.door.shown import ScanResult, Source
from scanner_app.door.station import Station
from scanner_app.views.main_window import MainWindow
from scanner_app.workers.scan import ScanWorker
from scanner_app.workers.threads import WorkerThread
from scanner_app.workers.watch import Watcher
from sync.rules.verdict import Outcome
from tests.bench.doorstep import OfflineDoor, issue
from tests.bench.harness import Row, alone, compared, latencies, percentile
from tests.pictures import Picture, empty_frame, noise, qr_picture

TICKETS = 80
"""A round."""
FRAMES_EACH = 3
FPS = 30.0
_MS = 1_000
_LONGEST_S = 60
_QR = BarcodeFormats(BarcodeFormat.QRCodeModel2)
_STAGES = {
    "frame in → verdict painted": ("in", "painted", ""),
    "frame in → decoder": ("in", "taken", ""),
    "decoding": ("taken", "read", "as zxing-cpp alone, below"),
    "read → decided, on the disk": ("read", "decided", ""),
    "decided → painted": ("decided", "painted", ""),
}


def run(rounds: int) -> list[Row]:
    """Hold up tickets, a round's worth at a time, and note when each of them passed which stage."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication.instance() or QApplication([])
    tickets = issue(2 * TICKETS * (rounds + 1))
    with tempfile.TemporaryDirectory() as folder:
        door = OfflineDoor(Path(folder), tickets)
        tokens = {door.token(ticket): ticket.ticket_id for ticket in tickets}
        desk = _Desk(door.session, {ticket_id: token for token, ticket_id in tokens.items()})
        held = iter(tokens)
        told, bare = [], []
        try:
            for _ in range(rounds + 1):
                told.append(desk.hold_up(list(islice(held, TICKETS))))
                bare.append(latencies(lambda token: door.session.scan(token, Source.CAMERA), islice(held, TICKETS)))
        finally:
            desk.close()
            application.processEvents()
        door.store.close()
    # The first round is where everything is opened and loaded.
    return [*_stage_rows(told[1:], bare[1:]), *_decode_rows(list(tokens), rounds)]


class _Desk(QObject):
    """The door's parts between a camera and a window."""

    _scan = Signal(str, object, int)

    def __init__(self, session: DoorSession, tokens: Mapping[str, str]) -> None:
        super().__init__()
        self._tokens = tokens
        self._marks: dict[str, dict[str, float]] = {}
        self._window = MainWindow()
        self._window.show()
        self._watcher = Watcher()
        worker = ScanWorker(cast("Station", session))
        self._thread = WorkerThread("scans", worker)
        self._loop = QEventLoop()
        self._watcher.frame.connect(self._window.show_frame)
        self._watcher.found.connect(self._found, Qt.ConnectionType.DirectConnection)
        self._scan.connect(worker.scan)
        worker.decided.connect(self._decided, Qt.ConnectionType.DirectConnection)
        worker.decided.connect(self._show)
        self._thread.start()

    def hold_up(self, tokens: Sequence[str]) -> list[dict[str, float]]:
        """Show these tickets to the camera; when each of them passed the stages, in seconds."""
        self._marks = {token: {} for token in tokens}
        self._watcher.watch(".", loop=False, opener=lambda _: _Film(tokens, self._marks), reader=_Timed(self._marks))
        QTimer.singleShot(_LONGEST_S * _MS, self._loop.quit)
        self._loop.exec()
        self._watcher.stop()
        missed = sum("painted" not in marks for marks in self._marks.values())
        if missed:
            raise RuntimeError(f"{missed} of {len(tokens)} tickets had no verdict")
        return list(self._marks.values())

    def close(self) -> None:
        """End the threads."""
        self._watcher.stop()
        self._thread.finish()
        self._window.close()

    def _found(self, payload: str) -> None:
        self._marks[payload]["read"] = time.perf_counter()
        self._scan.emit(payload, Source.CAMERA, 1)

    def _decided(self, result: ScanResult) -> None:
        if result.verdict.outcome is not Outcome.ADMITTED:
            raise RuntimeError(f"a ticket of the list was not admitted: {result.verdict}")
        self._marks[self._tokens[str(result.verdict.ticket_id)]]["decided"] = time.perf_counter()

    def _show(self, result: ScanResult) -> None:
        self._window.show_result(result)
        self._window.verdict_panel.repaint()
        self._marks[self._tokens[str(result.verdict.ticket_id)]]["painted"] = time.perf_counter()
        if all("painted" in marks for marks in self._marks.values()):
            self._loop.quit()


class _Film:
    """A camera before which tickets are held up; it notes when the first frame of each was there."""

    fps: float | None = FPS

    def __init__(self, tokens: Sequence[str], marks: dict[str, dict[str, float]]) -> None:
        # Drawn beforehand: a camera does not take the processor from its door.
        drawn = [(token, _held(token)) for token in tokens]
        self._frames = [(token, held, at) for token, held in drawn for at in range(FRAMES_EACH)]
        self._marks = marks

    def read(self) -> Picture | None:
        if not self._frames:
            time.sleep(1 / FPS)
            return None
        token, held, at = self._frames.pop(0)
        picture = _pasted(held)
        if at == 0:
            self._marks[token]["in"] = time.perf_counter()
        return picture

    def rewind(self) -> bool:
        return False

    def close(self) -> None:
        self._frames = []


class _Timed(FrameReader):
    """Notes when it took up the frame in which it read a code first."""

    def __init__(self, marks: dict[str, dict[str, float]]) -> None:
        super().__init__()
        self._marks = marks

    def read(self, frame: Gray) -> list[Code]:
        began = time.perf_counter()
        codes = super().read(frame)
        for code in codes:
            self._marks[code.text].setdefault("taken", began)
        return codes


def _stage_rows(told: list[list[dict[str, float]]], bare: list[list[float]]) -> list[Row]:
    rows = []
    for name, (start, end, target) in _STAGES.items():
        spans = [[(marks[end] - marks[start]) * _MS for marks in of_round] for of_round in told]
        for percent in (50, 99):
            values = [percentile(of_round, percent) for of_round in spans]
            rows.append(alone("scan", f"{name}, p{percent}", "ms", values=values, target=target))
    decided = [[(marks["decided"] - marks["read"]) * _MS for marks in of_round] for of_round in told]
    alone_ms = [percentile(of_round, 50) * _MS for of_round in bare]
    ours = [percentile(of_round, 50) for of_round in decided]
    figure = "read → decided, p50, against the decision alone"
    rows.append(compared("scan", figure, "ms", ours=ours, baseline=alone_ms, target="for comparison"))
    rest = [[_without_decoding(marks) for marks in of_round] for of_round in told]
    for percent in (50, 99):
        values = [percentile(of_round, percent) for of_round in rest]
        rows.append(alone("scan", f"everything but decoding, p{percent}", "ms", values=values, target="≤ 10 ms"))
    return rows


def _without_decoding(marks: dict[str, float]) -> float:
    return (marks["painted"] - marks["in"] - (marks["read"] - marks["taken"])) * _MS


def _decode_rows(tokens: Sequence[str], rounds: int) -> list[Row]:
    """The film's reader and zxing-cpp alone, in turn frame by frame, on one core."""
    threads = cv2.getNumThreads()
    cv2.setNumThreads(1)
    frames = [_frame(token) for token in tokens[: TICKETS // 4]]
    ours: list[float] = []
    bare: list[float] = []
    try:
        for number in range(rounds):
            reader = FrameReader()
            times: dict[bool, list[float]] = {True: [], False: []}
            for index in range(len(frames) * FRAMES_EACH):
                frame = frames[index // FRAMES_EACH]
                for is_ours in (True, False) if (index + number) % 2 else (False, True):
                    began = time.perf_counter()
                    if is_ours:
                        reader.read(frame)
                    else:
                        read_barcodes(to_gray(frame), _QR, text_mode=TextMode.Plain)
                    times[is_ours].append((time.perf_counter() - began) * _MS)
            ours.append(median(times[True]))
            bare.append(median(times[False]))
    finally:
        cv2.setNumThreads(threads)
    return [compared("scan", "decoding / zxing alone", "ms", ours=ours, baseline=bare, target="≤ 1.1 ×")]


Held = tuple[Picture, int, int]
"""A picture of a code, and where it is held: left and top in the frame."""


def _frame(token: str) -> Picture:
    return _pasted(_held(token))


def _held(token: str) -> Held:
    """Somebody's phone with a ticket before a door, somewhere near the middle."""
    rng = np.random.default_rng(sum(token.encode()))
    side = int(rng.integers(280, 420))
    left, top = (int(rng.integers(low, high)) for low, high in ((380, 900 - side), (120, 620 - side)))
    code = cv2.resize(qr_picture(token, module_px=8), (side, side), interpolation=cv2.INTER_AREA)
    return np.asarray(code, np.uint8), left, top


def _pasted(held: Held) -> Picture:
    code, left, top = held
    frame = _backdrop().copy()
    frame[top : top + code.shape[0], left : left + code.shape[1]] = code[..., None]
    return frame


_BACKDROPS: list[Picture] = []


def _backdrop() -> Picture:
    if not _BACKDROPS:
        rng = np.random.default_rng(1)
        _BACKDROPS.append(noise(empty_frame(rng), rng, 4.0))
    return _BACKDROPS[0]
