"""Finding a guest by name or code, and letting them in by hand."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from scanner_app.act_wording import describe_person
from scanner_app.door.shown import FoundPerson
from scanner_app.theme import Space
from scanner_app.views.appearance import repolish
from scanner_app.views.dialog_parts import closing_row, fit_into_window
from scanner_app.views.labels import WrappedLabel
from scanner_app.views.stepper import Stepper
from scanner_app.wording import say

SEARCH_AFTER_MS = 200
"""A pause in typing that long, and the search begins."""
_WIDTH_PX, _HEIGHT_PX = 520, 600


class GuestDialog(QDialog):
    """``searched`` carries what was typed, ``chosen`` the ticket id, how many people, why, and the operator."""

    searched = Signal(str)
    chosen = Signal(str, int, str, str)

    def __init__(self, parent: QWidget | None = None, operator: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Find a guest"))
        self.search_field = _field(say("Name or code"))
        self.list_view = QListWidget()
        self.list_view.setAccessibleName(say("Guests found"))
        self.list_view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list_view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name_field = _field(say("Your name"), operator)
        self.reason_field = _field(say("Why by hand (if you like)"))
        self.stepper = Stepper()
        self.stepper.setVisible(False)
        self._hint = WrappedLabel(say("Type a part of the name, or the end of the code."), tone="muted")
        self.admit_button = QPushButton(say("Let in"))
        self.admit_button.setProperty("primary", "true")
        self.admit_button.setAutoDefault(False)
        self.admit_button.setEnabled(False)
        self._pause = QTimer(self, singleShot=True, interval=SEARCH_AFTER_MS)
        self._pause.timeout.connect(lambda: self.searched.emit(self.search_field.text().strip()))
        self._people: list[FoundPerson] = []
        self._lay_out()
        self.search_field.textEdited.connect(lambda _: self._pause.start())
        self.list_view.currentRowChanged.connect(self._show_choice)
        self.admit_button.clicked.connect(self._submit)

    @property
    def hint_text(self) -> str:
        """What is said between the list and the buttons."""
        return self._hint.text()

    def show_people(self, text: str, people: list[FoundPerson]) -> None:
        """List who was found for ``text``; an answer to an older question is passed over."""
        if text != self.search_field.text().strip():
            return
        self._people = people
        self.list_view.clear()
        for person in people:
            self.list_view.addItem(QListWidgetItem("\n".join(describe_person(person))))
        if people:
            self._say(say("Choose a guest."))
        else:
            self._say(say("Nobody found. Check the spelling.") if text else say("Type a part of the name."))
        self._show_choice(-1)

    def _show_choice(self, row: int) -> None:
        person = self._people[row] if 0 <= row < len(self._people) else None
        self.admit_button.setEnabled(person is not None)
        most = 1 if person is None else max(1, person.party - person.inside)
        self.stepper.set_value(1, most=most)
        self.stepper.setVisible(most > 1)

    def _submit(self) -> None:
        name = self.name_field.text().strip()
        repolish(self.name_field, "invalid", value="false" if name else "true")
        if not name:
            self._say(say("Type your name: it stands beside what you decide."))
            self.name_field.setFocus()
            return
        person = self._people[self.list_view.currentRow()]
        reason = self.reason_field.text().strip()
        self.chosen.emit(person.ticket_id, self.stepper.value, reason, name)
        self.accept()

    def _say(self, text: str) -> None:
        self._hint.setText(text)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(WrappedLabel(say("Find a guest"), size="title"))
        column.addWidget(self.search_field)
        column.addWidget(self.list_view, 1)
        column.addWidget(self._hint)
        column.addWidget(self.stepper, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.name_field)
        column.addWidget(self.reason_field)
        column.addLayout(closing_row(self, self.admit_button))
        fit_into_window(self, _WIDTH_PX, _HEIGHT_PX)
        QTimer.singleShot(0, self.search_field.setFocus)


def _field(title: str, value: str = "") -> QLineEdit:
    field = QLineEdit(value)
    field.setPlaceholderText(title)
    field.setAccessibleName(title)
    field.setMaxLength(200)
    return field
