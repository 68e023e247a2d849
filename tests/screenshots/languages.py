"""The language of the pictures: any that the app is translated to, or a made-up one that runs from right to left."""

import re

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication

from scanner_app.language import Language
from scanner_app.speech import Tongue, speak

MIRRORED = "ar"
"""Latin letters for Arabic ones: nobody can read it, and everything that does not turn around shows."""
_LETTERS = str.maketrans(
    dict(
        zip(
            "abcdefghijklmnopqrstuvwxyz",
            "ابسدعفغهيجكلمنوبقرستثفوخيز",
            strict=True,
        )
    )
)
_PARTS = re.compile(r"(\{\w*\})")


def speak_in(application: QApplication, code: str) -> None:
    """Take the pictures in ``code``."""
    if code != MIRRORED:
        Language(application).choose(code)
        return
    arabic = QLocale(QLocale.Language.Arabic)
    QLocale.setDefault(arabic)
    application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    speak(
        Tongue(
            translate=mirrored,
            translate_count=lambda one, many, count: mirrored(one if count == 1 else many),
            number=lambda value, places: arabic.toString(float(value), "f", places),
        )
    )


def mirrored(template: str) -> str:
    """``template`` in the made-up language, its ``{values}`` in place."""
    return "".join(
        part if part.startswith("{") else part.lower().translate(_LETTERS) for part in _PARTS.split(template)
    )
