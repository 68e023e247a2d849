"""Pictures of every screen: ``python -m tests.screenshots [FOLDER] [--only PART]``; ``docs/screenshots`` by default.

Every page is taken in each layout, dark and light, and at 360 × 640 with letters twice as large. ``--language de``
takes them in another language, ``ar`` in a made-up one that runs from right to left.
"""

import argparse
import importlib
import os
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from scanner_app.settings import LANGUAGES
from scanner_app.theme import Mode, Theme
from scanner_app.views.kiosk_page import KioskPage
from scanner_app.views.main_window import MainWindow
from scanner_app.views.page import Page
from tests.screenshots import pages, window
from tests.screenshots.languages import MIRRORED, speak_in

_SIZES = {"1280x800": window.LANDSCAPE, "480x800": window.PORTRAIT, "360x640": window.SMALL}
_HUGE = Theme(Mode.DARK, 2.0)
_LOOKS = [(label, size, theme) for label, size in _SIZES.items() for theme in (window.DARK, window.LIGHT)]


def main() -> None:
    """Make every picture whose name has ``--only`` in it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=Path("docs/screenshots"))
    parser.add_argument("--only", default="", metavar="PART")
    parser.add_argument("--language", default="en", choices=(*LANGUAGES, MIRRORED))
    told = parser.parse_args()
    told.folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    speak_in(app, told.language)
    for name, take in pictures(app):
        if told.only in name and not take().save(str(told.folder / f"{name}.png")):
            raise SystemExit(f"cannot write {told.folder / name}.png")


def pictures(app: QApplication) -> Iterator[tuple[str, Callable[[], QPixmap]]]:
    """Every picture's name, and how it is taken."""
    for shot in window.shots():
        yield shot.name, lambda shot=shot: window.take(app, shot)  # type: ignore[misc]
    for name, size, theme, make in window.dialogs():
        yield name, lambda size=size, theme=theme, make=make: window.take_dialog(app, size, theme, make)  # type: ignore[misc]
    for name, make_page in all_pages().items():
        for label, size, theme in (*_LOOKS, ("200-percent-360x640", window.SMALL, _HUGE)):
            mode = "light-" if theme.mode is Mode.LIGHT else ""
            yield (
                f"page-{name}-{mode}{label}",
                lambda size=size, theme=theme, make=make_page: take_page(app, size, theme, make),  # type: ignore[misc]
            )


def all_pages() -> dict[str, Callable[[], Page]]:
    """Every state of every page."""
    found: dict[str, Callable[[], Page]] = {}
    for module in pkgutil.iter_modules(pages.__path__):
        found |= importlib.import_module(f"{pages.__name__}.{module.name}").PAGES
    return found


def take_page(app: QApplication, size: tuple[int, int], theme: Theme, make: Callable[[], Page]) -> QPixmap:
    """A page in the window, as a picture."""
    shown = MainWindow(theme)
    shown.resize(*size)
    shown.show()
    shown.show_status(window.ONLINE)
    page = make()
    shown.open_page(page)
    shown.set_bare(is_bare=isinstance(page, KioskPage))
    window.settle(app)
    picture = shown.grab()
    shown.set_bare(is_bare=False)
    shown.close()
    return picture


if __name__ == "__main__":
    main()
