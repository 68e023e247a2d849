"""The languages of the screen: which one it is, how it counts and writes numbers, and what it does to the window."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.door.shown import ScanResult, Source
from scanner_app.language import Language, language_for, tongue
from scanner_app.running import run_scanner
from scanner_app.settings import LANGUAGES, SettingsFile
from scanner_app.speech import ENGLISH, clock_time, duration, number, percent, plain, say, say_count, speak, tell
from scanner_app.wording import describe
from sync.device.errors import DeviceNotAcceptedError, FileTroubleError, StoreFullError
from sync.rules.verdict import Basis, Outcome, Reason, Verdict
from sync.sentence import Sentence
from tests.scanner_app.windows import config_of

AT = 1_763_759_040_000
"""21 November 2025, 21:04 UTC."""


@pytest.fixture(autouse=True)
def _english_afterwards(qapp: QApplication) -> Iterator[None]:
    yield
    speak(ENGLISH)
    QLocale.setDefault(QLocale.c())
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def cancel_button() -> str:
    """What a standard dialog of Qt calls it."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel)
    return box.button(QMessageBox.StandardButton.Cancel).text().replace("&", "")


@pytest.mark.parametrize(
    ("wanted", "system", "spoken"),
    [
        ("de", ["fr-FR"], "de"),
        ("", ["fr-Latn-CA", "en"], "fr"),
        ("", ["es_MX"], "es"),
        ("", ["ja-JP", "de-CH"], "de"),
        ("", ["ja-JP"], "en"),
        ("", ["C"], "en"),
        ("tlh", ["es"], "es"),
    ],
)
def test_a_person_chooses_the_language_else_the_system_does(wanted: str, system: list[str], spoken: str) -> None:
    assert language_for(wanted, system) == spoken


@pytest.mark.parametrize(("code", "word"), [("en", "Admitted"), ("de", "Einlass"), ("es", "Admitida"), ("fr", "Admis")])
def test_a_verdict_is_said_in_the_language(code: str, word: str) -> None:
    speak(tongue(code))
    admitted = ScanResult(Verdict(Outcome.ADMITTED, Reason.ADMITTED, None), Basis.SERVER, AT, Source.CAMERA)
    assert describe(admitted, "UTC").word == word


@pytest.mark.parametrize(
    ("code", "none", "one", "many"),
    [
        ("en", "0 days", "1 day", "1,203 days"),
        ("de", "0 Tage", "1 Tag", "1.203 Tage"),
        ("es", "0 días", "1 día", "1203 días"),
        ("fr", "0 jour", "1 jour", "1\u202f203 jours"),
    ],
)
def test_each_language_counts_in_its_own_forms(code: str, none: str, one: str, many: str) -> None:
    speak(tongue(code))
    assert [say_count("{count} day", "{count} days", count) for count in (0, 1, 1_203)] == [none, one, many]


@pytest.mark.parametrize(
    ("code", "numbers"),
    [
        ("en", ("1,234,567", "12.5", "80%")),
        ("de", ("1.234.567", "12,5", "80\xa0%")),
        ("es", ("1.234.567", "12,5", "80\xa0%")),
        ("fr", ("1\u202f234\u202f567", "12,5", "80\u202f%")),
    ],
)
def test_each_language_writes_numbers_its_own_way(code: str, numbers: tuple[str, str, str]) -> None:
    speak(tongue(code))
    assert (number(1_234_567), number(12.5, 1), percent(0.8)) == numbers


@pytest.mark.parametrize(
    ("code", "same_year", "other_year"),
    [
        ("en", "22 Nov, 02:34", "22 Nov 2025, 02:34"),
        ("de", "22. Nov., 02:34", "22. Nov. 2025, 02:34"),
        ("es", "22 nov, 02:34", "22 nov 2025, 02:34"),
        ("fr", "22 nov., 02:34", "22 nov. 2025, 02:34"),
    ],
)
def test_a_date_is_in_the_events_zone_and_the_languages_order(code: str, same_year: str, other_year: str) -> None:
    speak(tongue(code))
    zone, hours = "Asia/Kolkata", 3_600_000
    assert clock_time(AT, zone, near=AT + hours) == "02:34"
    assert clock_time(AT, zone, near=AT + 24 * hours) == same_year
    assert clock_time(AT, zone, near=AT + 24 * 365 * hours) == other_year


def test_durations_are_said_in_the_language() -> None:
    speak(tongue("de"))
    said = [duration(seconds) for seconds in (5, 720, 10_800, 172_800)]
    assert said == [
        "unter 1 Min.",
        "12 Min.",
        "3 Std.",
        "2 Tage",
    ]


def test_what_a_device_says_of_trouble_is_said_in_the_language_with_its_values() -> None:
    error = FileTroubleError(
        "Cannot read {path}: {why}.", path="/media/stick", why=Sentence("What came is not a message.")
    )
    assert str(error) == "Cannot read /media/stick: What came is not a message.."
    speak(tongue("es"))
    assert tell(error) == "No se puede leer /media/stick: Lo que llegó no es un mensaje.."
    assert tell(StoreFullError("This device's storage is full. Free some space, then scan again.")).startswith("La mem")


def test_what_the_server_says_is_said_in_the_language_where_it_is_known() -> None:
    speak(tongue("fr"))
    known = DeviceNotAcceptedError(
        "DEVICE_UNKNOWN", "This device is not paired with this server any more. Pair it again."
    )
    assert tell(known) == "Cet appareil n’est plus associé à ce serveur. L’associer à nouveau."
    assert tell(DeviceNotAcceptedError("NEW", "Something new with {braces}.")) == "Something new with {braces}."


def test_several_sentences_in_a_row_are_each_said() -> None:
    speak(tongue("de"))
    note = Sentence.row(Sentence("Tickets: {count}.", count=1_203), "", Sentence("The connection ends here."))
    assert note == "Tickets: 1203. The connection ends here."
    assert plain(note) == "Tickets: 1.203. Die Verbindung endet hier."


def test_what_guests_are_called_is_never_translated() -> None:
    speak(tongue("de"))
    assert plain("May") == "May"
    assert tell("Camera") == "Camera"


def test_a_text_that_nobody_translated_stays_english() -> None:
    speak(tongue("de"))
    untold = "A text that is not in {any} file"
    assert say(untold, any="no") == "A text that is not in no file"


@pytest.mark.parametrize(("code", "button"), [("de", "Abbrechen"), ("es", "Cancelar"), ("fr", "Annuler")])
def test_standard_dialogs_speak_the_language(code: str, button: str, qapp: QApplication) -> None:
    Language(qapp).choose(code)
    assert cancel_button() == button
    assert QLocale().name().split("_")[0] == code
    Language(qapp).choose("en")


def test_another_language_takes_the_place_of_the_one_before(qapp: QApplication) -> None:
    language = Language(qapp)
    assert [language.choose(code) and say("Ready") for code in LANGUAGES] == ["Ready", "Bereit", "Listo", "Prêt"]
    language.choose("en")
    assert cancel_button() == "Cancel"


def test_another_language_makes_the_window_anew_and_is_kept(tmp_path: Path, qtbot: QtBot) -> None:
    config = config_of(tmp_path / "scanner")
    seen: list[str] = []

    def choose(scanner: ScannerApp, code: str) -> None:
        settings = scanner.shell.settings
        scanner.shell.change_settings(replace(settings, appearance=replace(settings.appearance, language=code)))

    def go_on(scanner: ScannerApp) -> None:
        seen.append(scanner.window.status_bar.accessibleName())
        wanted = {1: "de", 2: "fr"}.get(len(seen))
        QTimer.singleShot(0, scanner.window.close if wanted is None else partial(choose, scanner, wanted))

    assert run_scanner(config, go_on) == 0
    assert seen == ["Door status", "Stand der Tür", "État de la porte"]
    assert SettingsFile(config.settings_path).load().appearance.language == "fr"


def test_other_settings_leave_the_window_as_it_is(unpaired: ScannerApp, qtbot: QtBot) -> None:
    settings = unpaired.shell.settings
    with qtbot.assertNotEmitted(unpaired.language_changed):
        unpaired.shell.change_settings(replace(settings, appearance=replace(settings.appearance, font_scale=1.5)))
