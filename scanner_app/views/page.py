"""A page over the scan screen: a head with the way back, a body that scrolls, a foot for what it does."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from scanner_app.door.shown import ScanResult, Source
from scanner_app.theme import Space, Theme
from scanner_app.views.appearance import icon
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.labels import WrappedLabel
from scanner_app.wording import Wording, say

WIDEST_PX = 760
"""Text and forms are not drawn wider than reads well."""


class Page(QWidget):
    """One screen. Subclasses fill ``body`` (a column) and add buttons by ``add_act``; ``left`` says it was closed.

    The window asks it first about codes (``take``) and verdicts (``show_verdict``); by default both lead back to the
    scan screen, so that nobody at the door is kept waiting by an open page.
    """

    back_wanted = Signal()
    left = Signal()
    is_for_managers = False
    """Whether only somebody with the PIN may see it."""
    fills_width = False
    """Whether the body takes the whole width, as a list or a plot does well."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(title)
        self.title = title
        self.theme = Theme()
        self.back_button = QToolButton()
        self.back_button.setAccessibleName(say("Back"))
        self.back_button.setToolTip(say("Back (Esc)"))
        self.back_button.clicked.connect(self.back_wanted)
        self.heading = WrappedLabel(title, size="title")
        self.body = QVBoxLayout()
        self._foot = QFrame()
        self._foot.setObjectName("actBar")
        self._foot.setVisible(False)
        self._acts = _flow_in(self._foot)
        self._lay_out()

    def set_theme(self, theme: Theme) -> None:
        """Draw with ``theme`` from now on."""
        self.theme = theme
        name = "chevron_right" if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else "chevron_left"
        self.back_button.setIcon(icon(name, theme.palette.ink))

    def entered(self) -> None:
        """The page is in sight now: the place to ask for what it shows."""

    def take(self, payload: str, source: Source) -> bool:
        """Use a code that was read; False lets it be scanned as a ticket."""
        return False

    def show_verdict(self, result: ScanResult, wording: Wording) -> bool:
        """Show a verdict here; False lets the scan screen come back and show it."""
        return False

    def show_frame(self, frame: QImage) -> None:
        """Show the camera's newest picture, where the page has a place for it."""

    def show_camera_state(self, state: str, detail: str) -> None:
        """Say what the camera is doing, where the page shows its picture."""

    def add_act(self, text: str, *, is_primary: bool = False) -> QPushButton:
        """A button at the page's foot."""
        button = WrappedButton(text)
        button.setAutoDefault(False)
        if is_primary:
            button.setProperty("primary", "true")
        self._acts.addWidget(button)
        self._foot.setVisible(True)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        head.setSpacing(Space.S)  # “Einstellungen” at 200 % fits the smallest screen by it.
        head.addWidget(self.back_button)
        head.addWidget(self.heading, 1)
        self.body.setContentsMargins(Space.L, Space.S, Space.L, Space.L)
        self.body.setSpacing(Space.M)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(_scrolling(self.body, fills_width=self.fills_width), 1)
        column.addWidget(self._foot)


def _flow_in(foot: QFrame) -> FlowLayout:
    """A row of buttons in ``foot`` that breaks where there is no room."""
    row = QWidget()
    flow = FlowLayout(row, Space.S)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    column = QVBoxLayout(foot)
    column.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
    column.addWidget(row)
    return flow


def _scrolling(body: QLayout, *, fills_width: bool) -> QScrollArea:
    """``body`` in an area that scrolls up and down and never sideways."""
    inside = QWidget()
    inside.setObjectName("ground")
    inside.setLayout(body)
    if not fills_width:
        inside.setMaximumWidth(WIDEST_PX)
    holder = QWidget()
    holder.setObjectName("ground")
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(inside, 1_000)
    row.addStretch(0 if fills_width else 1)  # What is not as wide as the window begins where its head does.
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(holder)
    return area
