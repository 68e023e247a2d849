"""Choosing the printer and the paper, with what comes out beside the choices."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from scanner_app.printing.slip import LARGEST_MM, LEAST_MM, PAPERS, SlipKind, is_paper
from scanner_app.settings import PrintSettings
from scanner_app.theme import Space, Theme
from scanner_app.views.form_parts import Card, ChoiceRow, FieldRow, say_if_any
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.page import Page
from scanner_app.wording import plain, say, say_count

_SIDE_BY_SIDE_PX = 820
_WIDEST_PX = 1160
_USUAL, _CUSTOM = "", "custom"
_NEVER, _ON_ADMIT = "never", "on_admit"


class PrintingPage(Page):
    """Every choice is told at once by ``changed``, which carries PrintSettings."""

    changed = Signal(object)
    test_wanted = Signal()
    again_wanted = Signal()
    put_away_wanted = Signal()
    fills_width = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Printing"), parent)
        self._settings = PrintSettings()
        self.preview = SlipView()
        self.printers: ChoiceRow | None = None
        self._printer_card = Card(say("Printer"))
        self._no_printer = WrappedLabel(say("The system knows no printer. Add one there, and it shows up here."))
        kinds = [(SlipKind.BADGE.value, say("Badge")), (SlipKind.RECEIPT.value, say("Receipt"))]
        self.kinds = ChoiceRow(say("What is printed"), kinds)
        sizes = [(paper.name, paper.name) for paper in PAPERS]
        self.sizes = ChoiceRow(say("Paper, in millimetres"), [*sizes, (_CUSTOM, say("Another size"))])
        self.width_field, self.height_field = (
            FieldRow(say("Width in mm"), QLineEdit()),
            FieldRow(say("Height in mm"), QLineEdit()),
        )
        self._own_size = QWidget()
        whens = [(_NEVER, say("When somebody asks")), (_ON_ADMIT, say("For everybody who is let in"))]
        self.whens = ChoiceRow(say("When"), whens)
        self._status = WrappedLabel()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.test_button = self.add_act(say("Test print"), is_primary=True)
        self.again_button = self.add_act("")
        self.put_away_button = self.add_act(say("Put away"))
        self._lay_out_body()
        self._connect()
        self.show_waiting(0)
        self.show_printers([])

    @property
    def status_text(self) -> str:
        """What came of the last print."""
        return self._status.text()

    def show_printers(self, names: Sequence[str]) -> None:
        """Offer the system's printers by their names."""
        if self.printers is not None:
            self._printer_card.column.removeWidget(self.printers)
            self.printers.hide()
            self.printers.deleteLater()
        offered = [(name, plain(name, 24)) for name in names]
        chosen = self._settings.printer
        if chosen and chosen not in names:
            offered.append((chosen, say("{name} (not there)", name=plain(chosen, 24))))
        self.printers = ChoiceRow(say("Printer"), [(_USUAL, say("The system’s usual one")), *offered])
        self.printers.set_value(chosen)
        self.printers.chosen.connect(lambda name: self._keep(printer=name))
        self._printer_card.add(self.printers)
        self._no_printer.setVisible(not names)

    def show_settings(self, settings: PrintSettings) -> None:
        """Show what is set."""
        self._settings = settings
        same = [
            paper for paper in PAPERS if (paper.width_mm, paper.height_mm) == (settings.width_mm, settings.height_mm)
        ]
        self.sizes.set_value(same[0].name if same else _CUSTOM)
        self._own_size.setVisible(not same)
        for row, length in ((self.width_field, settings.width_mm), (self.height_field, settings.height_mm)):
            if not row.field.hasFocus():
                row.field.setText(QLocale().toString(length, "f", 1))
        self.kinds.set_value(settings.kind)
        self.whens.set_value(_ON_ADMIT if settings.is_on_admit else _NEVER)
        if self.printers is not None:
            self.printers.set_value(settings.printer)

    def show_preview(self, picture: QImage) -> None:
        """Show what would come out."""
        self.preview.show_picture(picture)

    def show_outcome(self, text: str, *, is_good: bool) -> None:
        """Say what came of a print."""
        say_if_any(self._status, text)
        self._status.set_tone("good" if is_good else "bad")

    def show_waiting(self, count: int) -> None:
        """Offer to print again what did not come out."""
        self.again_button.setText(say_count("Print {count} again", "Print {count} again", count))
        for button in (self.again_button, self.put_away_button):
            button.setVisible(count > 0)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.preview.set_theme(theme)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _keep(self, **fields: object) -> None:
        settings = {name: getattr(self._settings, name) for name in self._settings.__struct_fields__}
        self.changed.emit(PrintSettings(**(settings | fields)))

    def _choose_size(self, name: str) -> None:
        for paper in PAPERS:
            if paper.name == name:
                self._keep(width_mm=paper.width_mm, height_mm=paper.height_mm)
        self._own_size.setVisible(name == _CUSTOM)

    def _read_size(self) -> None:
        lengths = [QLocale().toDouble(row.field.text()) for row in (self.width_field, self.height_field)]
        for row, (length, is_number) in zip((self.width_field, self.height_field), lengths, strict=True):
            is_good = is_number and is_paper(length, length)
            least, largest = f"{LEAST_MM:g}", f"{LARGEST_MM:g}"
            row.mark("" if is_good else say("A number from {least} to {largest}", least=least, largest=largest))
        if all(is_number and is_paper(length, length) for length, is_number in lengths):
            self._keep(width_mm=round(lengths[0][0], 1), height_mm=round(lengths[1][0], 1))

    def _connect(self) -> None:
        self.kinds.chosen.connect(lambda kind: self._keep(kind=kind))
        self.sizes.chosen.connect(self._choose_size)
        self.whens.chosen.connect(lambda when: self._keep(is_on_admit=when == _ON_ADMIT))
        self.test_button.clicked.connect(self.test_wanted)
        self.again_button.clicked.connect(self.again_wanted)
        self.put_away_button.clicked.connect(self.put_away_wanted)
        for row in (self.width_field, self.height_field):
            row.field.textEdited.connect(self._read_size)

    def _lay_out_body(self) -> None:
        own = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._own_size)
        own.setContentsMargins(0, 0, 0, 0)
        own.setSpacing(Space.M)
        own.addWidget(self.width_field)
        own.addWidget(self.height_field)
        self._printer_card.add(self._no_printer)
        paper_card, when_card = Card(say("Paper, in millimetres")), Card(say("When"))
        what_card = Card(say("What is printed"))
        what_card.add(self.kinds)
        paper_card.add(self.sizes)
        paper_card.add(self._own_size)
        when_card.add(self.whens)
        choices, shown = QVBoxLayout(), QVBoxLayout()
        choices.setSpacing(Space.M)
        for part in (self._status, self._printer_card, what_card, paper_card, when_card):
            choices.addWidget(part)
        choices.addStretch(1)
        shown.addWidget(self.preview)
        shown.addStretch(1)
        self._halves.setSpacing(Space.XL)
        self._halves.addLayout(choices, 3)
        self._halves.addLayout(shown, 2)
        holder = QWidget()
        holder.setMaximumWidth(_WIDEST_PX)
        holder.setLayout(self._halves)
        self._halves.setContentsMargins(0, 0, 0, 0)
        # In a row: a column would reckon its height as if it were as wide as the page.
        row = QHBoxLayout()
        row.addWidget(holder, 1_000)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self._status.setVisible(False)

    def _fit(self) -> None:
        is_wide = self.width() >= _SIDE_BY_SIDE_PX * self.theme.font_scale
        directions = QBoxLayout.Direction
        self._halves.setDirection(directions.LeftToRight if is_wide else directions.TopToBottom)


class SlipView(QWidget):
    """Paints a slip on a table: whole, with its edges to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self._theme, self._picture = Theme(), QImage()
        self.setAccessibleName(say("What comes out"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(220)

    def show_picture(self, picture: QImage) -> None:
        """Show ``picture`` from now on."""
        self._picture = picture
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, 420)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            return
        size = QSizeF(self._picture.size()).scaled(
            QSizeF(self.width() - 2, self.height() - 2), Qt.AspectRatioMode.KeepAspectRatio
        )
        box = QRectF((self.width() - size.width()) / 2, 1, size.width(), size.height())
        ratio = self.devicePixelRatioF()
        wanted = (size * ratio).toSize()
        smooth = self._picture.scaled(
            wanted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        painter.drawImage(box, smooth)
        painter.setPen(QPen(QColor(self._theme.palette.control_line), 1))
        painter.drawRect(box)
