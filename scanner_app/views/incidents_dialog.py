"""What went wrong at the event, in a list, and the word that somebody has dealt with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from scanner_app.act_wording import describe_act, describe_incident
from scanner_app.door.shown import ActResult, ShownIncident
from scanner_app.theme import Space
from scanner_app.views.dialog_parts import closing_row, fit_into_window
from scanner_app.views.labels import WrappedLabel
from scanner_app.wording import say

_WIDTH_PX, _HEIGHT_PX = 620, 560


class IncidentsDialog(QDialog):
    """``acknowledged`` carries the Incident that was dealt with. Open ones come first."""

    acknowledged = Signal(object)

    def __init__(self, parent: QWidget | None = None, time_zone: str = "UTC") -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Incidents"))
        self._time_zone = time_zone
        self._shown: list[ShownIncident] = []
        self.list_view = QListWidget()
        self.list_view.setAccessibleName(say("Incidents"))
        self.list_view.setWordWrap(True)
        self.list_view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list_view.currentRowChanged.connect(self._show_choice)
        self._hint = WrappedLabel(tone="muted")
        self.acknowledge_button = QPushButton(say("Acknowledge"))
        self.acknowledge_button.setProperty("primary", "true")
        self.acknowledge_button.setAutoDefault(False)
        self.acknowledge_button.clicked.connect(self._submit)
        self._lay_out()
        self.show_incidents([])

    @property
    def hint_text(self) -> str:
        """What is said below the list."""
        return self._hint.text()

    def show_incidents(self, shown: list[ShownIncident]) -> None:
        """List them, the open ones first; the choice stays where it was."""
        chosen = self._chosen()
        self._shown = sorted(shown, key=lambda each: not each.is_open)
        self.list_view.clear()
        for each in self._shown:
            what, where = describe_incident(each, self._time_zone)
            mark = "" if each.is_open else say("✓ Dealt with: ")
            self.list_view.addItem(QListWidgetItem(f"{mark}{what}\n{where}"))
        names = [each.incident.entry.name for each in self._shown]
        if chosen is not None and chosen.incident.entry.name in names:
            self.list_view.setCurrentRow(names.index(chosen.incident.entry.name))
        is_any_open = any(each.is_open for each in self._shown)
        self._hint.setText(
            say("Choose one, deal with it, then acknowledge it.")
            if is_any_open
            else say("Nothing is left to deal with.")
        )
        self._show_choice(self.list_view.currentRow())

    def show_answer(self, result: ActResult) -> None:
        """Say what came of an acknowledgement."""
        self._hint.setText(describe_act(result))

    def _chosen(self) -> ShownIncident | None:
        row = self.list_view.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def _show_choice(self, _row: int) -> None:
        chosen = self._chosen()
        self.acknowledge_button.setEnabled(chosen is not None and chosen.is_open)

    def _submit(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self.acknowledge_button.setEnabled(False)
            self.acknowledged.emit(chosen.incident)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        column.setSpacing(Space.S)
        column.addWidget(WrappedLabel(say("Incidents"), size="title"))
        column.addWidget(self.list_view, 1)
        column.addWidget(self._hint)
        column.addLayout(closing_row(self, self.acknowledge_button))
        fit_into_window(self, _WIDTH_PX, _HEIGHT_PX)
