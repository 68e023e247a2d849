"""What comes out of a printer, read back from its PDF: text, code and size."""

import subprocess
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from pypdf import PdfReader
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from scanner_app.decode.files import decode_files
from scanner_app.door.shown import ScanResult, Source
from scanner_app.printing.drawing import slip_picture
from scanner_app.printing.printer import NoPrinterError, PrintError, print_slip, print_to_file
from scanner_app.printing.slip import PAPERS, Paper, Slip, SlipKind, make_slip, slip_of_scan
from sync.rules.ids import TicketId
from sync.rules.verdict import Basis, Outcome, Reason, Verdict

_CODE = TicketId("MGY-PF-20250115-7K3M9QXZ5")
_POINT_MM = 25.4 / 72
_LONG = "Wolfeschlegelsteinhausenbergerdorff-Nguyen, Maximiliane Alexandra Theodora von und zu Hohenlohe"
_LABEL = PAPERS[1]


@pytest.fixture(autouse=True)
def application(qapp: object) -> None:
    """Fonts need Qt's application."""


def _slip(name: str = "Maria Pereira", kind: SlipKind = SlipKind.BADGE, code: TicketId | None = _CODE) -> Slip:
    return make_slip(kind, name, "Weekend pass", "Midnight Gala", code)


def _printed(tmp_path: Path, slip: Slip, paper: Paper) -> Path:
    path = tmp_path / "slip.pdf"
    print_to_file(slip, paper, path)
    return path


def _text(path: Path) -> str:
    """The letters of a PDF, without white and in the forms that Unicode counts as the same."""
    [page] = PdfReader(path).pages
    return "".join(unicodedata.normalize("NFKC", page.extract_text()).split())


def _letters(text: str) -> str:
    return "".join(sorted("".join(unicodedata.normalize("NFKC", text).split())))


@pytest.mark.parametrize(
    "paper", [*PAPERS, Paper("", 90.4, 29.7)], ids=lambda paper: f"{paper.width_mm}x{paper.height_mm}"
)
@pytest.mark.parametrize("kind", list(SlipKind))
def test_the_paper_has_its_size_and_one_page(tmp_path: Path, paper: Paper, kind: SlipKind) -> None:
    [page] = PdfReader(_printed(tmp_path, _slip(kind=kind), paper)).pages
    assert float(page.mediabox.width) * _POINT_MM == pytest.approx(paper.width_mm, abs=0.5)
    assert float(page.mediabox.height) * _POINT_MM == pytest.approx(paper.height_mm, abs=0.5)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
@pytest.mark.parametrize("kind", list(SlipKind))
def test_name_type_event_and_code_are_on_it_and_the_code_reads(tmp_path: Path, paper: Paper, kind: SlipKind) -> None:
    path = _printed(tmp_path, _slip(kind=kind), paper)
    text = _text(path)
    for part in ("MariaPereira", "Weekendpass", "MidnightGala"):
        assert part in text
    subprocess.run(["pdftoppm", "-r", "203", "-png", str(path), str(tmp_path / "page")], check=True)
    [picture] = tmp_path.glob("page*.png")
    [read] = decode_files([picture])
    assert [code["text"] for code in read["codes"]] == [_CODE]


@pytest.mark.parametrize("paper", [_LABEL, PAPERS[0]], ids=lambda paper: paper.name)
@pytest.mark.parametrize(
    "name",
    [_LONG, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2, "山田太郎" * 12, "やまだ たろう", "Ng"],
    ids=["long", "unbroken", "chinese", "japanese", "short"],
)
def test_every_letter_of_a_name_is_on_the_paper(tmp_path: Path, paper: Paper, name: str) -> None:
    slip = Slip(SlipKind.BADGE, name)
    text = _text(_printed(tmp_path, slip, paper))
    assert _letters(text) == _letters(name)


@pytest.mark.parametrize("name", ["محمد عبد الرحمن الخطيب", "יוסי כהן"], ids=["arabic", "hebrew"])
def test_names_from_right_to_left_are_whole(tmp_path: Path, name: str) -> None:
    text = _text(_printed(tmp_path, Slip(SlipKind.BADGE, name), PAPERS[0]))
    assert _letters(text) == _letters(name)


@pytest.mark.parametrize("kind", list(SlipKind))
@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_no_ink_touches_the_edge(paper: Paper, kind: SlipKind) -> None:
    long = make_slip(kind, _LONG, "Weekend pass with backstage and camping " * 2, "Festival " * 9, _CODE)
    dots = _dots(slip_picture(long, paper, 203))
    edge = round(2 * 203 / 25.4)
    inner = np.zeros_like(dots)
    inner[edge:-edge, edge:-edge] = True
    assert dots.any()
    assert not (dots & ~inner).any()


def test_the_modules_of_the_code_are_whole_dots() -> None:
    dots = _dots(slip_picture(Slip(SlipKind.BADGE, "", code=_CODE), PAPERS[0], 203))
    rows, columns = np.nonzero(dots)
    symbol = dots[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    side = symbol.shape[0]
    assert symbol.shape == (side, side)
    assert side % 25 == 0
    per_module = side // 25
    modules = symbol.reshape(25, per_module, 25, per_module)
    assert (modules.all(axis=(1, 3)) | ~modules.any(axis=(1, 3))).all()
    assert per_module * 25.4 / 203 > 0.33  # Millimetres: what a phone's camera reads with ease.


def test_markup_and_turned_text_are_plain() -> None:
    slip = make_slip(SlipKind.BADGE, "<b>Eve</b>\u202egnp.exe\n\x00", "<img src=x>", "A\u2066B", None)
    assert slip.name == "<b>Eve</b>gnp.exe"
    assert (slip.ticket_type, slip.event, slip.code) == ("<img src=x>", "AB", "")


def test_markup_is_printed_as_it_was_written(tmp_path: Path) -> None:
    assert "<b>Eve</b>" in _text(_printed(tmp_path, _slip("<b>Eve</b>"), PAPERS[0]))


def test_somebody_without_a_name_has_a_badge(tmp_path: Path) -> None:
    assert "Guest" in _text(_printed(tmp_path, _slip("  "), _LABEL))


def test_a_receipt_spells_the_code_and_says_where_and_when(tmp_path: Path) -> None:
    verdict = Verdict(Outcome.ADMITTED, Reason.ADMITTED, _CODE)
    result = ScanResult(verdict, Basis.SERVER, 1_763_759_040_000, Source.CAMERA, "Maria", "VIP", gate="Gate A")
    slip = slip_of_scan(result, SlipKind.RECEIPT, "Midnight Gala", "Europe/Lisbon")
    assert slip is not None
    text = _text(_printed(tmp_path, slip, PAPERS[5]))
    assert _CODE in text
    assert "GateA·21:04" in text


@pytest.mark.parametrize(
    ("outcome", "reason", "is_training"),
    [
        (Outcome.REFUSED, Reason.ALREADY_INSIDE, False),
        (Outcome.LOOK, Reason.NEEDS_LOOK, False),
        (Outcome.EXIT, Reason.EXIT_RECORDED, False),
        (Outcome.ADMITTED, Reason.NOT_RECORDED, False),
        (Outcome.ADMITTED, Reason.ADMITTED, True),
    ],
)
def test_only_who_is_let_in_gets_a_slip(outcome: Outcome, reason: Reason, is_training: bool) -> None:
    verdict = Verdict(outcome, reason, _CODE)
    result = ScanResult(verdict, Basis.LOCAL, 0, Source.CAMERA, "Maria", is_training=is_training)
    assert slip_of_scan(result, SlipKind.BADGE, "Gala", "UTC") is None


def test_a_printer_that_is_not_there_is_told(qtbot: QtBot) -> None:
    with pytest.raises(NoPrinterError):
        print_slip(_slip(), PAPERS[0], "no such printer")


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(PrintError):
        print_to_file(_slip(), PAPERS[0], tmp_path / "nowhere" / "slip.pdf")


def _dots(picture: QImage) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    """Where there is ink."""
    gray = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    raw = np.frombuffer(bytes(gray.constBits()), np.uint8).reshape(gray.height(), gray.bytesPerLine())
    return np.asarray(raw[:, : gray.width()] < 128)
