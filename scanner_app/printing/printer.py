"""Printing a slip by the system's printers, or into a PDF file."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from scanner_app.printing.drawing import Dots, draw_slip
from scanner_app.printing.slip import Paper, Slip

_FILE_DPI = 300
_MOST_DPI = 600
"""Finer dots are seen by nobody, and take four times as long."""


class PrintError(Exception):
    """Nothing came out; says why."""


class NoPrinterError(PrintError):
    """The printer is not there."""


def printer_names() -> list[str]:
    """The system's printers, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    names = QPrinterInfo.availablePrinterNames()
    return sorted(names, key=lambda name: (name != usual, name.casefold()))


def print_slip(slip: Slip, paper: Paper, printer_name: str = "") -> None:
    """Print on ``printer_name``, empty for the usual one. A PrintError says why nothing comes out."""
    info = QPrinterInfo.printerInfo(printer_name) if printer_name else QPrinterInfo.defaultPrinter()
    if info.isNull():
        raise NoPrinterError(printer_name)
    printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
    if not printer.isValid():
        raise NoPrinterError(printer_name)
    if printer.resolution() > _MOST_DPI:
        printer.setResolution(_MOST_DPI)
    _print(printer, slip, paper)


def print_to_file(slip: Slip, paper: Paper, path: Path) -> None:
    """Write a PDF of one page. A PrintError says why not."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setResolution(_FILE_DPI)
    _print(printer, slip, paper)


def _print(printer: QPrinter, slip: Slip, paper: Paper) -> None:
    size = QSizeF(paper.width_mm, paper.height_mm)
    exact = QPageSize(size, QPageSize.Unit.Millimeter, paper.name, QPageSize.SizeMatchPolicy.ExactMatch)
    printer.setPageLayout(QPageLayout(exact, QPageLayout.Orientation.Portrait, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)
    printer.setDocName("Doorward")  # Names of guests have no place in the system's list of jobs.
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError(printer.printerName())
    box = printer.pageLayout().fullRectPixels(printer.resolution())
    draw_slip(painter, slip, Dots(box.width(), box.height(), printer.resolution() / 25.4))
    if not painter.end() or printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
        raise PrintError(printer.printerName())
