"""Workers: one plain call each, off the screen's thread, with a signal at the end whatever happens."""

import threading
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pytest
from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import DoorStatus, Source, SyncPhase
from scanner_app.door.station import Station
from scanner_app.sources.camera import CameraState
from scanner_app.workers.pair import PairWorker
from scanner_app.workers.scan import ScanWorker
from scanner_app.workers.status import StatusWorker
from scanner_app.workers.sync import SyncWorker
from scanner_app.workers.threads import WorkerThread
from scanner_app.workers.watch import Watcher
from tests.pictures import qr_picture

PATIENCE_MS = 10_000


@pytest.fixture
def station(tmp_path: Path, qapp: QApplication) -> Iterator[Station]:
    """A station that is not paired."""
    opened = Station(tmp_path, allow_keyring=False)
    yield opened
    opened.close()


class _Teller(QObject):
    """Says on which thread its slot is called."""

    told = Signal(object)

    @Slot()
    def tell(self) -> None:
        self.told.emit(threading.current_thread().ident)


class _Asker(QObject):
    asked = Signal()


def test_a_workers_slots_run_on_its_thread_and_its_signals_arrive_here(qtbot: QtBot) -> None:
    teller, asker = _Teller(), _Asker()
    thread = WorkerThread("test", teller)
    asker.asked.connect(teller.tell)
    thread.start()
    try:
        with qtbot.waitSignal(teller.told, timeout=PATIENCE_MS) as told:
            asker.asked.emit()
        assert told.args is not None
        assert told.args[0] != threading.current_thread().ident
    finally:
        thread.finish()
    assert not thread.isRunning()


def test_nothing_is_decided_before_pairing(station: Station, qtbot: QtBot) -> None:
    worker = ScanWorker(station)
    with qtbot.assertNotEmitted(worker.decided):
        worker.scan("MGY-PF-20250115-7K3M9QXZ5", Source.TYPED)


def test_a_sync_before_pairing_ends_with_what_to_do(station: Station, qtbot: QtBot) -> None:
    worker = SyncWorker(station)
    with qtbot.waitSignal(worker.progress, timeout=PATIENCE_MS) as told:
        worker.run(full=True)
    assert told.args is not None
    assert told.args[0].phase is SyncPhase.FAILED
    assert "not paired" in told.args[0].detail


@pytest.mark.parametrize(
    ("server", "why"), [("http://127.0.0.1:1", "cannot be reached"), ("nonsense://", "looks like"), ("", "looks like")]
)
def test_a_pairing_that_fails_is_refused_in_words(station: Station, qtbot: QtBot, server: str, why: str) -> None:
    worker = PairWorker(station, "Door", "0")
    with qtbot.waitSignal(worker.refused, timeout=PATIENCE_MS) as told:
        worker.pair(server, "00000-00000")
    assert told.args is not None
    assert why in told.args[0]
    assert not station.is_paired


def test_there_is_no_status_before_pairing(station: Station, qtbot: QtBot) -> None:
    worker = StatusWorker(station)
    seen: list[DoorStatus] = []
    worker.status.connect(seen.append)
    worker.begin()
    worker.end()
    assert seen == []


def test_ending_twice_is_fine(station: Station, qtbot: QtBot) -> None:
    worker = StatusWorker(station)
    worker.end()
    worker.begin()
    (timer,) = worker.findChildren(QTimer)
    assert timer.isActive()
    worker.end()
    worker.end()
    assert not timer.isActive()


@pytest.fixture
def watcher(qapp: QApplication) -> Iterator[Watcher]:
    opened = Watcher()
    yield opened
    opened.stop()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder with one picture of a code."""
    folder = tmp_path / "pictures"
    folder.mkdir()
    cv2.imwrite(str(folder / "1.png"), qr_picture("HELLO"))
    return folder


def test_a_code_in_view_is_told_once_and_every_picture_is_shown(watcher: Watcher, pictures: Path, qtbot: QtBot) -> None:
    found: list[str] = []
    watcher.found.connect(found.append)
    shown: list[QImage] = []
    watcher.frame.connect(shown.append)
    watcher.watch(str(pictures), loop=True)
    qtbot.waitUntil(lambda: watcher.frames_read >= 5 and bool(found), timeout=PATIENCE_MS)
    assert found == ["HELLO"]
    assert shown
    assert max(image.width() for image in shown) <= 960


def test_a_picture_is_shown_no_wider_than_a_screen_needs(watcher: Watcher, tmp_path: Path, qtbot: QtBot) -> None:
    cv2.imwrite(str(tmp_path / "wide.png"), np.full((1080, 1920, 3), 90, np.uint8))
    with qtbot.waitSignal(watcher.frame, timeout=PATIENCE_MS) as told:
        watcher.watch(str(tmp_path), loop=True)
    assert told.args is not None
    image = told.args[0]
    assert (image.width(), image.height()) == (960, 540)


def test_a_camera_that_is_not_there_is_told_and_may_be_changed_for_one_that_is(
    watcher: Watcher, pictures: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    states: list[CameraState] = []
    watcher.state.connect(states.append)
    watcher.watch(str(tmp_path / "missing.avi"), loop=True)
    qtbot.waitUntil(lambda: CameraState.LOST in states, timeout=PATIENCE_MS)
    with qtbot.waitSignal(watcher.found, timeout=PATIENCE_MS):
        watcher.watch(str(pictures), loop=True)


def test_watching_again_and_stopping_twice_leave_no_thread(watcher: Watcher, pictures: Path, qtbot: QtBot) -> None:
    for _ in range(3):
        watcher.watch(str(pictures), loop=True)
    watcher.stop()
    watcher.stop()
    assert not [thread for thread in threading.enumerate() if thread.name == "decoder"]
