"""The scan screen below the status bar: camera, verdict, code field and recent scans."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from scanner_app.models.recent_scans import RecentScans
from scanner_app.theme import Space, Theme
from scanner_app.views.arrangement import LEAST_LIST_PX, Box, arrange
from scanner_app.views.camera_view import CameraView
from scanner_app.views.code_entry import CodeEntry
from scanner_app.views.idle_face import strip_height
from scanner_app.views.recent_list import RecentList
from scanner_app.views.verdict_panel import VerdictPanel


class ScanArea(QWidget):
    """Places its four parts by its own size; in portrait a verdict lies over all of them."""

    def __init__(self, model: RecentScans, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_portrait, self._theme = False, theme
        self.camera = CameraView(theme, self)
        self.verdict = VerdictPanel(theme, self)
        self.entry = CodeEntry(self)
        self.recent = RecentList(model, theme, self)
        self.verdict.changed.connect(self.rearrange)
        self.setMinimumSize(336, 220)
        QWidget.setTabOrder(self.entry.field, self.entry.button)
        QWidget.setTabOrder(self.entry.button, self.recent.list_view)
        QWidget.setTabOrder(self.recent.list_view, self.verdict)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        for part in (self.camera, self.verdict, self.recent):
            part.set_theme(theme)
        self._theme = theme
        self.rearrange()

    def set_portrait(self, *, is_portrait: bool) -> None:
        """Lay the parts out for a tall or a wide window."""
        self._is_portrait = is_portrait
        self.rearrange()

    def rearrange(self) -> None:
        """Put every part in its place."""
        rows = self.recent.list_view.sizeHintForRow(0)
        places = arrange(
            self.width(),
            self.height(),
            portrait=self._is_portrait,
            camera_aspect=self.camera.aspect,
            entry_height=self.entry.heightForWidth(self.width() - 2 * Space.M)
            if self.entry.hasHeightForWidth()
            else self.entry.sizeHint().height(),
            row_height=max(rows, 52),
            strip_height=strip_height(self._theme),
        )
        covers = self._is_portrait and self.verdict.is_showing
        self.verdict.set_covering(covers_screen=covers)
        _place(self.camera, places.camera)
        _place(self.entry, places.entry)
        _place(self.recent, places.recent)
        # A list too low for one row is only clutter.
        self.recent.setVisible(places.recent.height >= LEAST_LIST_PX)
        _place(self.verdict, places.verdict_full if covers else places.verdict)
        if covers:
            self.verdict.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rearrange()

    def event(self, event: QEvent) -> bool:
        # A child that needs more room, such as the field with an error below it, asks by a layout request.
        if event.type() == QEvent.Type.LayoutRequest:
            self.rearrange()
        return super().event(event)

    def sizeHint(self) -> QSize:
        return QSize(1280, 736)


def _place(part: QWidget, box: Box) -> None:
    part.setGeometry(box.x, box.y, box.width, box.height)
