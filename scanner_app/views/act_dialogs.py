"""Asking before an act by hand: undo, and a manager's word against a refusal."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from scanner_app.act_wording import describe_act
from scanner_app.door.shown import ActResult, ScanResult
from scanner_app.names import Names
from scanner_app.theme import Space
from scanner_app.ticket_wording import who
from scanner_app.views.appearance import repolish
from scanner_app.views.labels import BreakingLabel, WrappedLabel
from scanner_app.wording import say

_LONGEST_NAME = 80
_LONGEST_REASON = 200
_WIDEST_PX, _HIGHEST_PX, _EDGE_PX = 460, 640, 16


class ActDialog(QDialog):
    """A question about a result, with some fields; ``submitted`` carries the result and two of the fields' texts.

    Whoever acts answers by ``show_answer``; a dialog whose act was done closes.
    """

    submitted = Signal(object, str, str)

    def __init__(self, parent: QWidget | None, result: ScanResult, title: str, text: str, do_text: str) -> None:
        super().__init__(parent)
        self._result = result
        self.setWindowTitle(title)
        inside = QWidget()
        inside.setObjectName("dialogBody")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.S)
        self._column.addWidget(WrappedLabel(title, size="title"))
        self._column.addWidget(BreakingLabel(text, tone="muted"))
        self._area = _area_of(inside)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(Space.S)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.L)
        outer.setSpacing(Space.S)
        outer.addWidget(self._area, 1)
        outer.addLayout(self._buttons)
        self._error = WrappedLabel(tone="bad")
        self._error.setVisible(False)
        self.do_button = QPushButton(do_text)
        self.do_button.setProperty("primary", "true")
        self.do_button.setDefault(True)
        self.cancel_button = QPushButton(say("Cancel"))
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)

    @property
    def error_text(self) -> str:
        """What is wrong, or empty."""
        return self._error.text()

    def show_error(self, text: str) -> None:
        """Say what is wrong, and let it be tried again."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self.do_button.setEnabled(True)
        self._fit()
        if text:
            QTimer.singleShot(0, self, lambda: self._area.ensureWidgetVisible(self._error))  # Once it is laid out.

    def show_answer(self, result: ActResult) -> None:
        """Close where it was done, else say why not."""
        if result.is_done:
            self.accept()
        else:
            self.show_error(describe_act(result))

    def showEvent(self, event: QShowEvent) -> None:
        self._fit()
        super().showEvent(event)

    def _field(self, title: str, most: int, value: str = "") -> QLineEdit:
        field, label = QLineEdit(value), WrappedLabel(title)
        field.setMaxLength(most)
        field.setAccessibleName(title)
        label.setBuddy(field)
        self._column.addWidget(label)
        self._column.addWidget(field)
        return field

    def _finish(self, submit: Callable[[], None]) -> None:
        """Put the error and the buttons below the fields; the one that acts calls ``submit``."""
        self.do_button.clicked.connect(submit)
        self._column.addWidget(self._error)
        self._column.addStretch(1)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel_button)
        self._buttons.addWidget(self.do_button)

    def _fit(self) -> None:
        """As wide as reads well and as high as the text needs, or as the window allows: then it scrolls."""
        parent = self.parentWidget()
        width, most = _WIDEST_PX, _HIGHEST_PX
        if parent is not None:
            width = min(parent.window().width() - _EDGE_PX, width)
            most = min(parent.window().height() - _EDGE_PX, most)
        self._column.activate()
        inner = self._column.totalHeightForWidth(width - 2 * Space.XL)
        foot = max(self.do_button.sizeHint().height(), self.cancel_button.sizeHint().height())
        self.setFixedSize(width, min(inner + foot + Space.XL + Space.S + Space.L, most))

    def _is_filled(self, field: QLineEdit, message: str) -> bool:
        is_filled = bool(field.text().strip())
        repolish(field, "invalid", value="false" if is_filled else "true")
        if not is_filled:
            self.show_error(message)
            field.setFocus()
        return is_filled

    def _begin(self) -> None:
        """The act is under way."""
        self.show_error("")
        self.do_button.setEnabled(False)


class UndoDialog(ActDialog):
    """Emits ``submitted`` with the result, the reason and the operator's name."""

    def __init__(self, parent: QWidget | None, result: ScanResult, operator: str, names: Names = Names.FULL) -> None:
        text = say(
            "{who} will not count as let in, and the ticket can be used again.",
            who=who(result.holder, result.verdict.ticket_id, names),
        )
        super().__init__(parent, result, say("Undo this scan?"), text, say("Undo"))
        self.reason_field = self._field(say("Why (if you like)"), _LONGEST_REASON)
        self.name_field = self._field(say("Your name (if you like)"), _LONGEST_NAME, operator)
        self._finish(self._submit)

    def _submit(self) -> None:
        self._begin()
        self.submitted.emit(self._result, self.reason_field.text().strip(), self.name_field.text().strip())


class ManagerDialog(ActDialog):
    """Emits ``submitted`` with the refused result, the PIN and the manager's name."""

    def __init__(self, parent: QWidget | None, result: ScanResult, operator: str, names: Names = Names.FULL) -> None:
        text = say(
            "{who} was refused. With a PIN you let in all the same; your name goes with it.",
            who=who(result.holder, result.verdict.ticket_id, names),
        )
        super().__init__(parent, result, say("Manager"), text, say("Let in"))
        self.name_field = self._field(say("Manager’s name"), _LONGEST_NAME, operator)
        self.pin_field = self._field(say("PIN"), 64)
        self.pin_field.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin_field.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self._finish(self._submit)
        (self.pin_field if operator else self.name_field).setFocus()

    def show_answer(self, result: ActResult) -> None:
        super().show_answer(result)
        self.pin_field.clear()
        self.pin_field.setFocus()

    def _submit(self) -> None:
        if not self._is_filled(self.name_field, say("Type your name: it stands beside what you decide.")):
            return
        if self._is_filled(self.pin_field, say("Type the manager’s PIN.")):
            self._begin()
            self.submitted.emit(self._result, self.pin_field.text(), self.name_field.text().strip())


def _area_of(inside: QWidget) -> QScrollArea:
    """``inside`` in an area that scrolls up and down where there is no room."""
    area = QScrollArea()
    area.setObjectName("dialogBody")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area
