"""Settings of this device."""

from collections.abc import Callable

from scanner_app.settings import Appearance, Settings, SoundSettings
from scanner_app.theme import Mode
from scanner_app.views.page import Page
from scanner_app.views.settings_page import SettingsPage


def _page(settings: Settings, *, has_voice: bool = True) -> SettingsPage:
    page = SettingsPage()
    page.show_settings(settings)
    page.set_voice(is_there=has_voice)
    return page


def _usual() -> SettingsPage:
    return _page(Settings())


def _silent() -> SettingsPage:
    look = Appearance(Mode.LIGHT, 1.5, "fr")
    return _page(Settings(appearance=look, sound=SoundSettings(volume=0.0)), has_voice=False)


PAGES: dict[str, Callable[[], Page]] = {"settings": _usual, "settings-silent": _silent}
