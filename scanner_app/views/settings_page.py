"""Settings of this device: look, letters, language, sound, speech. What is chosen holds at once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSlider, QWidget

from scanner_app.settings import LANGUAGES, Settings
from scanner_app.theme import Mode, Space
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.form_parts import Card, ChoiceRow, say_if_any
from scanner_app.views.labels import PlainLabel, WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import percent, say

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)
_AS_THE_SYSTEM = "system"
_OWN_NAMES = {"en": "English", "de": "Deutsch", "es": "Español", "fr": "Français"}
"""Each language in its own words: whoever looks for it reads no other."""
_ON, _OFF = "on", "off"


class SettingsPage(Page):
    """Shows Settings and emits what a person changes, each by itself."""

    mode_chosen = Signal(str)
    scale_chosen = Signal(float)
    language_chosen = Signal(str)
    """A code of LANGUAGES, empty for the system's."""
    volume_chosen = Signal(float)
    spoken_chosen = Signal(bool)
    test_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Settings"), parent)
        modes = ((Mode.DARK.value, say("Dark")), (Mode.LIGHT.value, say("Light")))
        self.mode_row = ChoiceRow(say("Appearance"), modes)
        self.scale_row = ChoiceRow(say("Letters"), [(str(scale), percent(scale)) for scale in SCALES])
        languages = [(_AS_THE_SYSTEM, say("As the system")), *((code, _OWN_NAMES[code]) for code in LANGUAGES)]
        self.language_row = ChoiceRow(say("Language"), languages)
        self.spoken_row = ChoiceRow(say("Say the ticket type"), ((_OFF, say("Off")), (_ON, say("On"))))
        self.volume_slider = QSlider(Qt.Orientation.Horizontal)
        self.volume_slider.setRange(0, 100)
        self.volume_slider.setPageStep(10)
        self.volume_slider.setTracking(False)  # What is chosen is written to the disk: once, when it is let go.
        self.volume_slider.setAccessibleName(say("Volume"))
        self._volume = PlainLabel()
        self._silent = WrappedLabel(say("Verdicts are seen and not heard."), tone="bad")
        self._no_voice = WrappedLabel(tone="muted")
        self.test_button = WrappedButton(say("Play a sound"))
        self.test_button.setAutoDefault(False)
        self._fill_body()
        self._connect()
        self.set_voice(is_there=True)

    def show_settings(self, settings: Settings) -> None:
        """Show what holds now, without a word to anybody."""
        appearance, sound = settings.appearance, settings.sound
        self.mode_row.set_value(appearance.mode.value)
        self.scale_row.set_value(str(min(SCALES, key=lambda scale: abs(scale - appearance.font_scale))))
        self.language_row.set_value(appearance.language or _AS_THE_SYSTEM)
        self.volume_slider.blockSignals(True)
        self.volume_slider.setValue(round(100 * sound.volume))
        self.volume_slider.blockSignals(False)
        self._show_volume(self.volume_slider.value())
        self.spoken_row.set_value(_ON if sound.is_spoken else _OFF)

    def set_voice(self, *, is_there: bool) -> None:
        """Offer speech, or say why there is none."""
        self.spoken_row.setEnabled(is_there)
        why = say("This system has no voice. On Linux install speech-dispatcher with a voice, then start again.")
        say_if_any(self._no_voice, "" if is_there else why)

    @property
    def voice_note(self) -> str:
        """Why speech cannot be chosen, empty where it can."""
        return self._no_voice.text()

    def _connect(self) -> None:
        self.mode_row.chosen.connect(self.mode_chosen)
        self.scale_row.chosen.connect(lambda scale: self.scale_chosen.emit(float(scale)))
        self.language_row.chosen.connect(lambda code: self.language_chosen.emit("" if code == _AS_THE_SYSTEM else code))
        self.spoken_row.chosen.connect(lambda value: self.spoken_chosen.emit(value == _ON))
        self.volume_slider.valueChanged.connect(lambda value: self.volume_chosen.emit(value / 100))
        self.volume_slider.valueChanged.connect(self._show_volume)
        self.volume_slider.sliderMoved.connect(self._show_volume)
        self.test_button.clicked.connect(self.test_wanted)

    def _show_volume(self, value: int) -> None:
        self._volume.setText(percent(value / 100))
        self._silent.setVisible(value == 0)

    def _fill_body(self) -> None:
        look = Card(say("Appearance"))
        look.add(self.mode_row)
        letters = Card(say("Letters"), say("Everything is drawn that large at once: see for yourself."))
        letters.add(self.scale_row)
        language = Card(say("Language"))
        language.add(self.language_row)
        sound = Card(say("Sound"))
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self.volume_slider, 1)
        row.addWidget(self._volume)
        sound.add(row)
        sound.add(self._silent)
        sound.column.addWidget(self.test_button, 0, Qt.AlignmentFlag.AlignLeading)
        speech = Card(say("Say the ticket type"), say("After the sound of everybody who is let in. No names."))
        speech.add(self.spoken_row)
        speech.add(self._no_voice)
        for card in (look, letters, language, sound, speech):
            self.body.addWidget(card)
        self.body.addStretch(1)
