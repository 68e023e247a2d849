"""The language of the screen, by Qt Linguist's files: ``resources/translations/doorward_*.qm``, made by their sources.

Standard dialogs (files, printing) are in Qt's own translations. The language holds for what is made after it was
chosen: a window that stands is made anew by whoever made it.
"""

from collections.abc import Sequence

import structlog
from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

import resources
from scanner_app.settings import LANGUAGES
from scanner_app.speech import ENGLISH, Tongue, speak

log = structlog.get_logger()

CONTEXT = "Doorward"
"""The one context of all texts in the translation files."""
_SOURCE_LANGUAGE = "en"
_QT_CATALOGUES = ("qtbase",)


class Language:
    """What one application speaks. ``choose`` as often as somebody wants another language."""

    def __init__(self, application: QApplication) -> None:
        self._application = application

    def choose(self, wanted: str) -> str:
        """Speak ``wanted`` (a code of LANGUAGES; empty follows the system) from now on; which one it is, is given."""
        code = language_for(wanted, QLocale.system().uiLanguages())
        locale = _locale(code)
        QLocale.setDefault(locale)
        self._application.setLayoutDirection(locale.textDirection())
        for before in self._application.findChildren(QTranslator):
            self._application.removeTranslator(before)
            before.deleteLater()
        self._translate_qt(code)
        speak(tongue(code))
        log.info("language_chosen", language=code)
        return code

    def _translate_qt(self, code: str) -> None:
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name in _QT_CATALOGUES:
            translator = QTranslator(self._application)
            if translator.load(f"{name}_{code}", folder):
                self._application.installTranslator(translator)


def language_for(wanted: str, system: Sequence[str]) -> str:
    """``wanted`` if the app is translated to it, else the first of the ``system``'s languages that it is, else English.

    Languages are BCP 47 tags, of which the part before the hyphen counts.
    """
    for tag in (wanted, *system):
        code = tag.replace("_", "-").split("-")[0].lower()
        if code in LANGUAGES:
            return code
    return _SOURCE_LANGUAGE


def tongue(code: str) -> Tongue:
    """How ``code`` of LANGUAGES is spoken; English where its file is missing or broken."""
    locale = _locale(code)

    def number(value: float, places: int) -> str:
        return locale.toString(float(value), "f", places)

    if code == _SOURCE_LANGUAGE:
        return Tongue(ENGLISH.translate, ENGLISH.translate_count, number)
    catalogue = QTranslator()
    if not catalogue.load(str(resources.path(f"translations/doorward_{code}.qm"))):
        log.error("translations_unreadable", language=code)
        return ENGLISH
    return Tongue(
        translate=lambda template: catalogue.translate(CONTEXT, template) or "",
        # The singular stands as the plural's comment: Qt Linguist shows it beside the forms.
        translate_count=lambda one, many, count: catalogue.translate(CONTEXT, many, one, count) or "",
        number=number,
    )


def _locale(code: str) -> QLocale:
    """The system's own locale where it speaks ``code``: its region may write numbers in another way."""
    system = QLocale.system()
    locale = system if system.name().split("_")[0] == code else QLocale(code)
    # An app that is set to a language writes all numbers in its digits and groups.
    locale.setNumberOptions(QLocale.NumberOption.DefaultNumberOptions)
    return locale
