"""What the program is."""

from collections.abc import Callable

from scanner_app.shipped import Part
from scanner_app.views.about_page import AboutPage
from scanner_app.views.page import Page

PARTS = (
    Part("cffi", "2.1.1", "MIT-0"),
    Part("cryptography", "50.0.2", "Apache-2.0 OR BSD-3-Clause"),
    Part("Inter (typeface)", "", "OFL-1.1"),
    Part("numpy", "2.4.6", "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0"),
    Part("PySide6_Essentials", "6.11.3", "LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only"),
)


def _page() -> AboutPage:
    page = AboutPage("0.1.0", PARTS)
    page.show_device(
        [
            ("Event", "Midnight Gala – Porto Festival"),
            ("Gate", "Gate A"),
            ("Device name", "Door 1 – the old laptop with the cracked corner"),
            ("Device number", "dev_0194a2c81f7e7d3b"),
            ("Server", "https://tickets.example.org"),
            ("Data folder", "/home/door/.local/share/doorward/scanner"),
        ]
    )
    return page


def _unpaired() -> AboutPage:
    page = AboutPage("0.1.0", PARTS[:2])
    page.show_device([("Event", "Not paired yet"), ("Data folder", "/home/door/.local/share/doorward/scanner")])
    page.show_copied()
    return page


PAGES: dict[str, Callable[[], Page]] = {"about": _page, "about-unpaired": _unpaired}
