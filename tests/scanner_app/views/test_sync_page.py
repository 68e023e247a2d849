"""The sync page: progress people can judge, how it ended, what to do, and a way out."""

import pytest
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import SyncPhase, SyncProgress
from scanner_app.theme import Theme
from scanner_app.views.main_window import MainWindow
from scanner_app.views.sync_page import SyncPage


@pytest.fixture
def page(qtbot: QtBot) -> SyncPage:
    times = iter(range(0, 1000, 2))
    page = SyncPage(clock=lambda: float(next(times)))
    qtbot.addWidget(page)
    page.show()
    return page


def test_progress_has_counts_rate_and_time_left(page: SyncPage) -> None:
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 0, 100_000))
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 20_000, 100_000))
    assert page.title_text == "Getting the ticket list …"
    assert page.counts_text == "20,000 of 100,000 tickets"
    assert page.pace_text == "10,000 a second · 8 s left"


def test_entries_have_a_rate_of_their_own(page: SyncPage) -> None:
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 10, entries=100))
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 10, entries=500))
    assert page.counts_text == "10 tickets · 500 entries of the log"
    assert page.pace_text == "200 entries a second"


def test_without_a_total_only_what_is_done_is_shown(page: SyncPage) -> None:
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 0))
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 40))
    assert page.counts_text == "40 tickets"
    assert "left" not in page.pace_text


def test_a_running_sync_can_only_be_cancelled_and_says_so_at_once(page: SyncPage, qtbot: QtBot) -> None:
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 1, 10))
    assert not page.sync_button.isVisible()
    with qtbot.waitSignal(page.cancelled):
        page.cancel_button.click()
    assert page.title_text == "Stopping …"
    assert not page.cancel_button.isEnabled()
    page.show_progress(SyncProgress(SyncPhase.CANCELLED))
    assert page.title_text == "Sync cancelled"
    assert page.sync_button.isVisible()
    assert not page.cancel_button.isVisible()


def test_a_failed_sync_can_be_tried_again(page: SyncPage, qtbot: QtBot) -> None:
    page.show_progress(SyncProgress(SyncPhase.FAILED))
    assert page.sync_button.text() == "Try again"
    with qtbot.waitSignal(page.sync_wanted) as told:
        page.sync_button.click()
    assert told.args == [False]


def test_the_end_of_one_sync_is_not_said_of_the_next(page: SyncPage) -> None:
    page.show_progress(SyncProgress(SyncPhase.DONE))
    page.show_ending(("3 new tickets",))
    assert page.detail_text == "3 new tickets"
    page.begin(is_full=True)
    assert page.detail_text == ""
    assert page.title_text == "Connecting …"


@pytest.mark.parametrize("font_scale", [1.0, 2.0])
def test_it_fits_the_smallest_handheld(qtbot: QtBot, font_scale: float) -> None:
    window = MainWindow(Theme(font_scale=font_scale))
    qtbot.addWidget(window)
    window.resize(360, 640)
    window.show()
    page = SyncPage()
    page.begin(is_full=False)
    window.open_page(page)
    qtbot.wait(1)
    assert window.width() == 360
    assert page.width() == 360
    assert page.cancel_button.geometry().right() < 360
