"""The sync dialog: errors in place, progress people can judge, and a way out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import SyncPhase, SyncProgress
from scanner_app.theme import Theme
from scanner_app.views.appearance import dress
from scanner_app.views.sync_dialog import SyncDialog


@pytest.fixture
def syncing(qtbot: QtBot) -> SyncDialog:
    times = iter(range(0, 1000, 2))
    dialog = SyncDialog(clock=lambda: float(next(times)))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.parametrize("font_scale", [1.0, 2.0])
def test_dialogs_fit_the_smallest_handheld(qtbot: QtBot, font_scale: float) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dress(parent, Theme(font_scale=font_scale))
    parent.resize(360, 640)
    parent.show()
    dialog = SyncDialog(parent)
    dialog.open()
    assert dialog.width() <= 360
    dialog.close()


def test_progress_has_counts_rate_and_time_left(syncing: SyncDialog) -> None:
    syncing.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 0, 100_000))
    syncing.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 20_000, 100_000))
    assert syncing.title_text == "Getting the ticket list …"
    assert syncing.counts_text == "20,000 of 100,000"
    assert syncing.pace_text.endswith("left")
    assert "a second" in syncing.pace_text


def test_without_a_total_only_what_is_done_is_shown(syncing: SyncDialog) -> None:
    syncing.show_progress(SyncProgress(SyncPhase.UPLOADING, 0))
    syncing.show_progress(SyncProgress(SyncPhase.UPLOADING, 40))
    assert syncing.counts_text == "40"
    assert "left" not in syncing.pace_text


@pytest.mark.parametrize(
    ("phase", "title", "advice"),
    [
        (SyncPhase.DONE, "Up to date", ""),
        (SyncPhase.CANCELLED, "Sync cancelled", "Nothing is lost."),
        (SyncPhase.FAILED, "Sync failed", "Check the network and try again."),
    ],
)
def test_the_end_is_said_with_what_to_do(syncing: SyncDialog, phase: SyncPhase, title: str, advice: str) -> None:
    syncing.show_progress(SyncProgress(phase, detail="The server does not answer."))
    assert syncing.title_text == title
    assert syncing.detail_text.startswith("The server does not answer.")
    assert advice in syncing.detail_text


def test_escape_cancels_a_running_sync_but_only_closes_an_ended_one(syncing: SyncDialog, qtbot: QtBot) -> None:
    syncing.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 1, 10))
    with qtbot.waitSignal(syncing.cancelled):
        QTest.keyClick(syncing, Qt.Key.Key_Escape)
    syncing.show_progress(SyncProgress(SyncPhase.DONE))
    with qtbot.assertNotEmitted(syncing.cancelled):
        QTest.keyClick(syncing, Qt.Key.Key_Escape)


def test_a_failed_sync_can_be_tried_again(syncing: SyncDialog, qtbot: QtBot) -> None:
    syncing.show_progress(SyncProgress(SyncPhase.FAILED))
    with qtbot.waitSignal(syncing.retried):
        QTest.keyClick(syncing, Qt.Key.Key_Return)
    assert syncing.title_text == "Connecting …"
