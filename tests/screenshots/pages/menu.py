"""The menu."""

from collections.abc import Callable

from PySide6.QtGui import QAction

from scanner_app.views.menu_page import MenuPage
from scanner_app.views.page import Page


def _menu() -> Page:
    page = MenuPage()
    for text, name in (
        ("Find a guest", "search"),
        ("Recent scans", "list"),
        ("Incidents (2)", "warning"),
        ("Statistics", "chart"),
        ("Preflight", "checks"),
        ("Manager", "manager"),
        ("Camera", "camera"),
        ("Handheld scanner", "barcode"),
        ("Kiosk", "kiosk"),
        ("Settings", "settings"),
        ("About", "info"),
    ):
        page.add(QAction(text, page), name)
    return page


PAGES: dict[str, Callable[[], Page]] = {"menu": _menu}
