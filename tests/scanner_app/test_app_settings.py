"""Settings hold at once and over a restart; the voice says types of those who are let in; About says what this is."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.door.shown import Source
from scanner_app.screens.about import About
from scanner_app.screens.preferences import Preferences
from scanner_app.theme import Mode
from scanner_app.views.settings_page import SettingsPage
from scanner_app.voice import Voice
from sync.rules.verdict import Outcome
from tests.scanner_app.windows import config_of, new_tickets, wait
from tests.server.doors.venue import Venue


@pytest.fixture
def page(unpaired: ScannerApp) -> SettingsPage:
    preferences = unpaired.screen(Preferences)
    preferences.open()
    assert unpaired.window.page is preferences.page
    return preferences.page


@pytest.fixture
def voice(scanner: ScannerApp) -> Voice:
    """The scanner with a voice that can be heard by tests."""
    preferences = scanner.screen(Preferences)
    preferences.voice = Voice(preferences, engine="mock")
    preferences.open()
    preferences.page.spoken_row.button("on").click()
    scanner.window.go_home()
    return preferences.voice


def test_what_is_chosen_holds_at_once(unpaired: ScannerApp, page: SettingsPage) -> None:
    page.mode_row.button("light").click()
    page.scale_row.button("1.5").click()
    assert (unpaired.window.theme.mode, unpaired.window.theme.font_scale) == (Mode.LIGHT, 1.5)
    page.volume_slider.setValue(30)
    assert unpaired._sounds.volume == 0.3
    assert unpaired.window.page is page


def test_what_was_chosen_is_there_after_a_restart(unpaired: ScannerApp, page: SettingsPage, tmp_path: Path) -> None:
    page.scale_row.button("2.0").click()
    page.volume_slider.setValue(45)
    page.language_row.button("fr").click()
    page.mode_row.button("light").click()
    unpaired.window.close()
    unpaired.close()
    again = ScannerApp(config_of(tmp_path / "scanner", mode=Mode.LIGHT))
    again.start()
    try:
        assert again.window.theme.font_scale == 2.0
        assert again._sounds.volume == 0.45
        preferences = again.screen(Preferences)
        preferences.open()
        shown = preferences.page
        assert (shown.scale_row.value, shown.language_row.value, shown.mode_row.value) == ("2.0", "fr", "light")
        assert shown.volume_slider.value() == 45
    finally:
        again.window.close()
        again.close()


def test_looking_at_the_settings_changes_nothing(unpaired: ScannerApp, page: SettingsPage) -> None:
    before = unpaired.shell.settings
    unpaired.screen(Preferences).open()
    assert unpaired.shell.settings == before


def test_another_language_is_asked_for_once(unpaired: ScannerApp, page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unpaired.language_changed):
        page.language_row.button("de").click()
    assert unpaired.shell.settings.appearance.language == "de"
    with qtbot.assertNotEmitted(unpaired.language_changed):
        page.language_row.button("de").click()


def test_the_test_sound_is_that_of_somebody_let_in(unpaired: ScannerApp, page: SettingsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(unpaired.window.sound_wanted) as told:
        page.test_button.click()
    assert told.args == ["admitted"]


def test_the_slider_goes_by_keys_too(unpaired: ScannerApp, page: SettingsPage) -> None:
    page.volume_slider.setFocus()
    QTest.keyClick(page.volume_slider, Qt.Key.Key_PageDown)
    assert unpaired.shell.settings.sound.volume == 0.9


def test_without_a_voice_speech_cannot_be_chosen_and_the_page_says_why(page: SettingsPage) -> None:
    page.set_voice(is_there=False)
    assert not page.spoken_row.isEnabled()
    assert "no voice" in page.voice_note
    page.set_voice(is_there=True)
    assert page.spoken_row.isEnabled()
    assert page.voice_note == ""


def test_the_type_of_whoever_is_let_in_is_said_and_no_name(
    scanner: ScannerApp, venue: Venue, voice: Voice, qtbot: QtBot
) -> None:
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    [product] = scanner.station.place().session.policy.products
    assert voice.engine is not None
    words: list[str] = []
    voice.engine.sayingWord.connect(lambda word, *_: words.append(word))
    scanner.take(ticket["signedCode"], Source.CAMERA)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    assert words == []
    wait(qtbot, lambda: " ".join(words) == product.name)
    scanner.take(ticket["signedCode"], Source.CAMERA)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.REFUSED)
    qtbot.wait(900)
    assert " ".join(words) == product.name


def test_about_says_what_this_device_is_and_copies_nothing_of_people(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    new_tickets(scanner, venue, qtbot, 1)
    about = scanner.screen(About)
    about.open()
    facts = about.page.facts
    assert facts["Device number"] == scanner.station.pairing.device_id
    assert (facts["Event"], facts["Device name"]) == ("Perreo Fridays", "Door 1")
    about.page.copy_button.click()
    clipboard = QGuiApplication.clipboard()
    wait(qtbot, lambda: "Doorward" in clipboard.text())
    text = clipboard.text()
    assert scanner.station.pairing.device_id in text
    for personal in ("Perreo", "Door 1", "Main entrance", facts["Data folder"], facts["Server"]):
        assert personal not in text


def test_about_works_before_there_is_an_event(unpaired: ScannerApp, qtbot: QtBot) -> None:
    about = unpaired.screen(About)
    about.open()
    assert about.page.facts["Event"] == "Not paired yet"
    about.page.copy_button.click()
    wait(qtbot, lambda: "Paired: no" in QGuiApplication.clipboard().text())


def _block(scanner: ScannerApp) -> None:
    """Let the disk take no settings any more."""
    path = scanner._config.settings_path
    path.with_name(path.name + ".part").mkdir()


def test_a_setting_that_the_disk_does_not_take_holds_and_is_told_of(scanner: ScannerApp, qtbot: QtBot) -> None:
    _block(scanner)
    scanner.window.theme_chosen.emit(Mode.LIGHT.value)
    assert scanner.window.theme.mode is Mode.LIGHT
    banner = scanner.window.message_banner
    wait(qtbot, lambda: "cannot be kept" in banner.text)
    banner.read_button.click()
    wait(qtbot, lambda: not banner.text)


def test_it_is_told_of_before_pairing_too_and_leads_nowhere_else(unpaired: ScannerApp, page: SettingsPage) -> None:
    _block(unpaired)
    unpaired.window.theme_chosen.emit(Mode.LIGHT.value)
    assert "cannot be kept" in unpaired.window.banner.text
    assert unpaired.window.page is page
