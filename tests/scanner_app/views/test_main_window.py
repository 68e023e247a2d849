"""What a door sees: verdicts come at once and go by themselves, and what people do is told as signals."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import ScanResult, SyncPhase, SyncProgress
from scanner_app.theme import FIELDS, TOUCH_PX, Mode, Theme
from scanner_app.views import verdict_panel
from scanner_app.views.camera_view import CameraState
from scanner_app.views.main_window import MainWindow
from scanner_app.wording import ColourRole
from sync.rules.gate import Direction
from sync.rules.verdict import Outcome
from tests.screenshots.window import (
    ADMITTED,
    DUPLICATE,
    EXIT,
    LONG_NAME,
    LOOK,
    MALFORMED,
    NOT_RECORDED,
    OFFLINE,
    OFFLINE_ADMITTED,
    ONLINE,
    VIP,
    camera_frame,
)

SIZES = [(1280, 800), (480, 800), (360, 640)]


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow()
    qtbot.addWidget(made)
    made.show_status(ONLINE)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()


def fill(window: MainWindow) -> QColor:
    """The colour near the verdict's edge, where no text and no stripe is."""
    picture = window.verdict_panel.grab().toImage()
    return picture.pixelColor(picture.width() // 2, 24)


@pytest.mark.parametrize(
    ("result", "role"),
    [
        (ADMITTED, ColourRole.ADMITTED),
        (DUPLICATE, ColourRole.REFUSED),
        (LOOK, ColourRole.LOOK),
        (EXIT, ColourRole.EXIT),
        (NOT_RECORDED, ColourRole.LOOK),
        (OFFLINE_ADMITTED, ColourRole.ADMITTED),
    ],
)
def test_a_verdict_fills_its_place_with_its_colour(window: MainWindow, result: ScanResult, role: ColourRole) -> None:
    window.show_result(result)
    assert fill(window) == QColor(FIELDS[role].fill)
    assert window.verdict_panel.outcome is result.verdict.outcome


def test_a_verdict_replaces_the_one_before_at_once(window: MainWindow) -> None:
    window.show_result(DUPLICATE)
    window.show_result(ADMITTED)
    assert window.verdict_panel.word == "Admitted"
    assert fill(window) == QColor(FIELDS[ColourRole.ADMITTED].fill)


def test_a_verdict_replaces_one_that_is_fading(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict_panel, "ADMITTED_FOR_MS", 1)
    window.show_result(ADMITTED)
    qtbot.wait(60)
    window.show_result(DUPLICATE)
    qtbot.wait(300)
    assert window.verdict_panel.outcome is Outcome.REFUSED
    assert fill(window) == QColor(FIELDS[ColourRole.REFUSED].fill)


def test_a_verdict_fades_back_to_ready_by_itself(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verdict_panel, "ADMITTED_FOR_MS", 30)
    window.show_result(ADMITTED)
    qtbot.waitUntil(lambda: window.verdict_panel.outcome is None, timeout=2000)
    assert (window.verdict_panel.word, window.verdict_panel.reason_text) == ("Ready", "Scan a ticket")


def test_a_refusal_stays_longer_than_an_admission() -> None:
    assert verdict_panel.OTHERS_FOR_MS >= 2 * verdict_panel.ADMITTED_FOR_MS


def test_a_tap_puts_a_verdict_away(window: MainWindow) -> None:
    window.show_result(DUPLICATE)
    QTest.mouseClick(window.verdict_panel, Qt.MouseButton.LeftButton)
    assert window.verdict_panel.outcome is None


def test_escape_puts_a_verdict_away(window: MainWindow) -> None:
    window.show_result(DUPLICATE)
    QTest.keyClick(window.verdict_panel, Qt.Key.Key_Escape)
    assert window.verdict_panel.outcome is None


def test_a_repeat_shows_when_where_and_by_whom(window: MainWindow) -> None:
    window.show_result(DUPLICATE)
    assert "Entered 20:26 · Gate A · by Door 2" in window.verdict_panel.reason_text


def test_an_offline_admission_says_that_it_is_not_confirmed(window: MainWindow) -> None:
    window.show_result(OFFLINE_ADMITTED)
    assert window.verdict_panel.reason_text == "Valid, not confirmed — list 12 min old"


def test_a_gate_that_only_looks_says_valid(window: MainWindow) -> None:
    window.show_status(replace(ONLINE, direction=Direction.LOOK))
    window.show_result(ADMITTED)
    assert window.verdict_panel.word == "Valid"
    assert window.status_bar.gate_text == "Gate A · Look only"


def test_every_verdict_asks_for_its_sound(window: MainWindow, qtbot: QtBot) -> None:
    heard: list[str] = []
    window.sound_wanted.connect(heard.append)
    for result in (ADMITTED, DUPLICATE, LOOK, EXIT):
        window.show_result(result)
    assert heard == ["admitted", "refused", "look", "exit"]


def test_a_screen_reader_hears_the_verdict(window: MainWindow) -> None:
    window.show_result(VIP)
    assert window.verdict_panel.accessibleName().startswith("Admitted. Welcome in.")
    assert LONG_NAME in window.verdict_panel.accessibleName()


def test_in_portrait_a_verdict_covers_all_but_the_status_bar_and_gives_way_again(window: MainWindow) -> None:
    window.resize(480, 800)
    QApplication.processEvents()
    window.show_result(DUPLICATE)
    assert window.verdict_panel.size() == window.scan_area.size()
    assert window.status_bar.isVisible()
    window.ready()
    assert window.verdict_panel.height() < window.scan_area.height() / 3


def test_the_layout_follows_the_size(window: MainWindow) -> None:
    window.resize(1280, 800)
    QApplication.processEvents()
    assert window.verdict_panel.x() > window.camera_view.geometry().right()
    window.resize(480, 800)
    QApplication.processEvents()
    assert window.verdict_panel.y() > window.camera_view.geometry().bottom()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("font_scale", [1.0, 2.0])
def test_everything_fits_and_can_be_touched(qtbot: QtBot, size: tuple[int, int], font_scale: float) -> None:
    window = MainWindow(Theme(Mode.DARK, font_scale))
    qtbot.addWidget(window)
    window.resize(*size)
    window.show_status(OFFLINE)
    window.show()
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    for part in window.findChildren(QAbstractButton) + window.findChildren(QLineEdit):
        if part.isVisible():
            assert min(part.width(), part.height()) >= TOUCH_PX
            assert window.rect().contains(part.rect().translated(part.mapTo(window, part.rect().topLeft())))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_every_state_is_painted_in_either_reading_direction(
    window: MainWindow, size: tuple[int, int], direction: Qt.LayoutDirection
) -> None:
    window.setLayoutDirection(direction)
    window.resize(*size)
    for result in (ADMITTED, DUPLICATE, LOOK, EXIT, VIP, MALFORMED, replace(VIP, holder="x" * 4096)):
        window.show_result(result)
        assert not window.grab().isNull()
    window.ready()
    assert not window.grab().isNull()


def test_the_status_bar_tells_how_the_door_stands(window: MainWindow) -> None:
    bar = window.status_bar
    assert (bar.connection_text, bar.waiting, bar.waiting_text) == ("Online", 0, "")
    window.show_status(OFFLINE)
    assert (bar.connection_text, bar.waiting, bar.waiting_text) == ("Offline", 14, "14 waiting")
    assert bar.list_age_text == "List 12 min old"
    assert bar.people_text == "Inside 412 / 1,203 · max 1,500"
    assert bar.gate_text == "Gate A · Entry"


def test_a_problem_is_said_across_the_window_until_it_is_gone(window: MainWindow) -> None:
    window.show_status(replace(ONLINE, problem="Storage is full. Free space."))
    assert window.banner.isVisible()
    assert window.banner.text == "Storage is full. Free space."
    window.show_status(ONLINE)
    assert not window.banner.isVisible()


def test_a_key_outside_a_keyring_is_warned_of(window: MainWindow) -> None:
    window.show_status(replace(ONLINE, is_key_in_keyring=False))
    assert window.status_bar.key_text == "Key in a file"


def test_missing_sound_is_shown(window: MainWindow) -> None:
    window.show_has_sound(False)
    assert "No sound" in [label.text() for label in window.status_bar.findChildren(QLabel) if label.isVisible()]


def test_a_typed_code_is_told_and_the_field_emptied(window: MainWindow, qtbot: QtBot) -> None:
    window.code_entry.field.setText("  mgy-pf-20250115-7k3m9qxz5 ")
    with qtbot.waitSignal(window.code_typed) as told:
        QTest.keyClick(window.code_entry.field, Qt.Key.Key_Return)
    assert told.args == ["mgy-pf-20250115-7k3m9qxz5"]
    assert window.code_entry.field.text() == ""


def test_an_empty_code_is_answered_in_place(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(window.code_typed):
        QTest.mouseClick(window.code_entry.button, Qt.MouseButton.LeftButton)
    assert window.code_entry.error_text == "Type the code printed below the QR code."
    QTest.keyClicks(window.code_entry.field, "a")
    assert window.code_entry.error_text == ""


def test_the_keyboard_starts_syncs_and_pairing(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[bool] = []
    window.sync_requested.connect(asked.append)
    with qtbot.waitSignal(window.pairing_requested):
        QTest.keyClick(window, Qt.Key.Key_F6)
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert asked == [False]
    QTest.keyClick(window, Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert asked == [False, True]


def test_a_running_sync_is_not_started_twice(window: MainWindow) -> None:
    window.show_sync(SyncProgress(SyncPhase.DOWNLOADING, 10, 100))
    asked: list[bool] = []
    window.sync_requested.connect(asked.append)
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert asked == []
    window.show_sync(SyncProgress(SyncPhase.DONE))
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert asked == [False]


def test_the_theme_switch_is_told_and_redraws(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.theme_chosen) as told:
        QTest.keyClick(window, Qt.Key.Key_F8)
    assert told.args == ["light"]
    assert window.theme.mode is Mode.LIGHT


def test_a_camera_is_chosen_by_its_id(window: MainWindow, qtbot: QtBot) -> None:
    window.show_cameras([("0", "Front"), ("1", "Back & wide")], "0")
    with qtbot.waitSignal(window.camera_chosen) as told:
        window._camera_menu.actions()[1].trigger()
    assert told.args == ["1"]


def test_a_camera_that_is_lost_says_so_and_comes_back_with_its_next_picture(window: MainWindow) -> None:
    window.show_frame(camera_frame())
    assert window.camera_view.state is CameraState.LIVE
    window.show_camera_state("lost", "/dev/video0 went away")
    assert window.camera_view.hint == "Camera lost"
    window.show_frame(camera_frame())
    assert window.camera_view.hint == ""


def test_no_button_has_the_focus_after_a_page(window: MainWindow) -> None:
    window.activateWindow()
    window.open_page(window.menu)
    window.menu.findChildren(QPushButton)[0].setFocus()
    window.go_home()
    assert not isinstance(window.focusWidget(), QAbstractButton)


def test_a_picture_keeps_its_proportions(window: MainWindow) -> None:
    frame = QImage(100, 400, QImage.Format.Format_RGB32)
    frame.fill(QColor("#ff00ff"))
    window.show_frame(frame)
    picture = window.camera_view.grab().toImage()
    middle = picture.height() // 2 + 30
    width = sum(picture.pixelColor(x, middle) == QColor("#ff00ff") for x in range(picture.width()))
    assert width == pytest.approx(picture.height() / 4, abs=8)


def test_an_unpaired_door_offers_pairing_until_it_has_an_event(window: MainWindow) -> None:
    window.show_unpaired()
    assert window.verdict_panel.word == "Not paired yet"
    assert window._pair_button.isVisible()
    window.open_page(window.menu)
    assert not window._pair_button.isVisible()
    window.go_home()
    assert window._pair_button.isVisible()
    window.show_status(ONLINE)
    window.ready()
    assert window.verdict_panel.word == "Ready"
    assert not window._pair_button.isVisible()


def test_markup_in_names_is_shown_as_it_is_written(window: MainWindow) -> None:
    evil = "<img src=x><b>Bobby</b>"
    window.show_status(replace(ONLINE, event=evil, gate=evil, problem=evil))
    window.show_result(replace(ADMITTED, holder=evil, note=evil))
    assert window.verdict_panel.holder == evil
    assert window.status_bar.event_text == evil
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in window.findChildren(QLabel))


def test_closing_the_window_is_told(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()
