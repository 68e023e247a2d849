"""Settings of this device: look, language, sound; and the voice, which is one of them."""

from msgspec.structs import replace
from PySide6.QtCore import QObject

from scanner_app.door.shown import ScanResult
from scanner_app.settings import Settings
from scanner_app.shell import Shell
from scanner_app.theme import Mode
from scanner_app.views.settings_page import SettingsPage
from scanner_app.voice import Voice
from scanner_app.wording import SoundName, plain, say
from sync.rules.verdict import Outcome

_LONGEST_SAID = 80


class Preferences(QObject):
    """Keeps what is chosen on its page, and says ticket types aloud where that is wanted."""

    def __init__(self, shell: Shell, *, voice: Voice | None = None) -> None:
        super().__init__(shell)
        self._shell = shell
        self.voice = Voice(self) if voice is None else voice
        self._page: SettingsPage | None = None
        shell.window.add_entry(say("Settings"), "settings", "Ctrl+,", self.open)
        shell.settings_wanted.connect(self.open)
        shell.settings_changed.connect(self._follow)
        shell.scanned.connect(self._say)

    def open(self) -> None:
        """Show the page."""
        page = self.page
        page.show_settings(self._shell.settings)
        self._shell.open(page)
        page.set_voice(is_there=self.voice.is_there)

    @property
    def page(self) -> SettingsPage:
        """The one page, made when it is first wanted."""
        if self._page is None:
            page = SettingsPage()
            page.mode_chosen.connect(lambda mode: self._change_look(mode=Mode(mode)))
            page.scale_chosen.connect(lambda scale: self._change_look(font_scale=scale))
            page.language_chosen.connect(lambda code: self._change_look(language=code))
            page.volume_chosen.connect(lambda volume: self._change_sound(volume=volume))
            page.spoken_chosen.connect(lambda is_spoken: self._change_sound(is_spoken=is_spoken))
            page.test_wanted.connect(lambda: self._shell.window.sound_wanted.emit(SoundName.ADMITTED.value))
            self._page = page
        return self._page

    def _change_look(self, **changes: Mode | str | float) -> None:
        settings = self._shell.settings
        self._shell.change_settings(replace(settings, appearance=replace(settings.appearance, **changes)))

    def _change_sound(self, **changes: Mode | str | float) -> None:
        settings = self._shell.settings
        self._shell.change_settings(replace(settings, sound=replace(settings.sound, **changes)))

    def _follow(self, settings: Settings) -> None:
        if self._page is not None:
            self._page.show_settings(settings)
        self.voice.set_volume(settings.sound.volume)
        if not settings.sound.is_spoken:
            self.voice.hush()

    def _say(self, result: ScanResult) -> None:
        """The type of whoever is let in. Whatever comes next is shown and heard first, and cuts this off."""
        is_let_in = result.verdict.outcome is Outcome.ADMITTED
        if self._shell.settings.sound.is_spoken:
            self.voice.say_soon(plain(result.ticket_type, _LONGEST_SAID) if is_let_in else "")
