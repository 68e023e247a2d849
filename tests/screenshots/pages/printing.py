"""Printing: usual, no printer, a failure, long names."""

from collections.abc import Callable

from scanner_app.printing.drawing import slip_picture
from scanner_app.printing.slip import Paper, Slip, SlipKind, make_slip
from scanner_app.settings import PrintSettings
from scanner_app.views.page import Page
from scanner_app.views.printing_page import PrintingPage
from tests.screenshots.window import LONG_NAME, ONLINE, TICKET

_PRINTERS = ("Brother QL-820NWB", "Office-MFC-L8690CDW-second-floor-behind-the-cloakroom")


def _page(settings: PrintSettings, slip: Slip, printers: tuple[str, ...] = _PRINTERS) -> PrintingPage:
    page = PrintingPage()
    page.show_settings(settings)
    page.show_printers(printers)
    page.show_preview(slip_picture(slip, Paper("", settings.width_mm, settings.height_mm), 203))
    return page


def _slip(name: str = "Maria João Pereira", kind: SlipKind = SlipKind.BADGE) -> Slip:
    return make_slip(kind, name, "Weekend pass", ONLINE.event, TICKET)


def _failed() -> Page:
    page = _page(PrintSettings(printer="Zebra ZD421", width_mm=90.0, height_mm=55.0), _slip(LONG_NAME))
    page.show_outcome("Zebra ZD421 did not print. Check that it is on and has paper; nothing is lost.", is_good=False)
    page.show_waiting(3)
    return page


def _receipt() -> Page:
    settings = PrintSettings(width_mm=80.0, height_mm=120.0, is_on_admit=True, kind=SlipKind.RECEIPT.value)
    page = _page(settings, _slip(kind=SlipKind.RECEIPT))
    page.show_outcome("It is at the printer.", is_good=True)
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "printing": lambda: _page(PrintSettings(), _slip()),
    "printing-none": lambda: _page(PrintSettings(width_mm=62.0, height_mm=29.0), _slip("山田太郎"), ()),
    "printing-failed": _failed,
    "printing-receipt": _receipt,
}
