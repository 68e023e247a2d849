"""All that managers do at a door, in rows: sync, queue, gate and mode, files, leaving."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from scanner_app.door.shown import DoorStatus
from scanner_app.theme import Space, Theme
from scanner_app.views.cards import RowButton
from scanner_app.views.form_parts import Card, ChoiceRow, say_if_any
from scanner_app.views.labels import WrappedLabel, breakable
from scanner_app.views.page import Page
from scanner_app.wording import plain, say, say_count
from sync.rules.gate import Direction

TWO_COLUMNS_PX = 900
AS_GATE = "gate"
"""The choice that leaves the way people pass to the gate's own rule."""
_REAL, _TRAINING = "real", "training"
_WAYS = {Direction.ENTRY: "Entry", Direction.EXIT: "Exit", Direction.LOOK: "Look only"}


class ManagerAct(StrEnum):
    """What a row asks for."""

    SYNC = "sync"
    RESYNC = "resync"
    QUEUE = "queue"
    INCIDENTS = "incidents"
    STATISTICS = "statistics"
    ANOTHER_GATE = "another_gate"
    SETTINGS = "settings"
    EXPORT_LOG = "export_log"
    EXPORT_RESCUE = "export_rescue"
    IMPORT_RESCUE = "import_rescue"
    UNPAIR = "unpair"
    WIPE = "wipe"


class ManagerPage(Page):
    """``wanted`` carries a ManagerAct, ``direction_chosen`` a Direction or None, ``training_chosen`` a bool."""

    is_for_managers = True
    fills_width = True
    wanted = Signal(object)
    direction_chosen = Signal(object)
    training_chosen = Signal(bool)
    lock_wanted = Signal()
    stopped = Signal()
    """Stop what goes on in the background."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(say("Manager"), parent)
        self.rows: dict[ManagerAct, RowButton] = {}
        self._who = WrappedLabel()
        self.lock_button = QPushButton(say("Lock now"))
        self.lock_button.setAutoDefault(False)
        self.lock_button.clicked.connect(self.lock_wanted)
        self._note = WrappedLabel()
        self._bar = QProgressBar(textVisible=False)
        self._bar.setAccessibleName(say("How much of it is done"))
        self.stop_button = QPushButton(say("Cancel"))
        self.stop_button.setAutoDefault(False)
        self.stop_button.clicked.connect(self.stopped)
        self._event, self._gate = WrappedLabel(size="lead"), WrappedLabel(tone="muted")
        ways = [(AS_GATE, say("As the gate says")), *((way.value, say(_WAYS[way])) for way in Direction)]
        self.directions = ChoiceRow(say("People pass"), ways)
        self.directions.chosen.connect(self._choose_direction)
        self.modes = ChoiceRow(say("What is scanned"), [(_REAL, say("Counts")), (_TRAINING, say("Training"))])
        self.modes.chosen.connect(lambda mode: self.training_chosen.emit(mode == _TRAINING))
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._fill_body()
        self.show_note("")
        self.show_work("", 0, 0)

    @property
    def who_text(self) -> str:
        """Who is unlocked, and for how long."""
        return self._who.text()

    @property
    def note_text(self) -> str:
        """What came of the last act."""
        return self._note.text().replace("\u200b", "")

    def show_who(self, text: str, *, is_locked_by_pin: bool) -> None:
        """Say who is unlocked and for how long; without a PIN there is nothing to lock."""
        self._who.setText(text)
        self.lock_button.setVisible(is_locked_by_pin)

    def show_status(self, status: DoorStatus, gate_way: Direction, chosen: Direction | None) -> None:
        """Show how the door stands; ``gate_way`` is the gate's own rule, ``chosen`` what stands in its place here."""
        self._event.setText(breakable(plain(status.event)))
        self._gate.setText(
            say("{gate}: {way}", gate=breakable(plain(status.gate)) or say("No gate"), way=say(_WAYS[gate_way]))
        )
        self.directions.set_value(AS_GATE if chosen is None else chosen.value)
        self.modes.set_value(_TRAINING if status.is_training else _REAL)
        waiting = status.waiting
        self.rows[ManagerAct.QUEUE].tell(
            say_count("{count} scan waits for upload.", "{count} scans wait for upload.", waiting)
            if waiting
            else say("Nothing waits for upload.")
        )
        count = status.incidents_open
        self.rows[ManagerAct.INCIDENTS].tell(
            say_count("{count} waits for somebody to deal with it.", "{count} wait to be dealt with.", count)
            if count
            else say("Nothing is left to deal with.")
        )

    def show_note(self, text: str, *, is_bad: bool = False) -> None:
        """Say what came of the last act."""
        say_if_any(self._note, breakable(text))
        self._note.set_tone("bad" if is_bad else "good")
        self._notes.setVisible(bool(text) or self._bar.isVisibleTo(self._notes))

    def show_work(self, text: str, done: int, total: int) -> None:
        """Show what goes on in the background, with its progress; empty where nothing does."""
        if text:
            self._note.set_tone("")
            say_if_any(self._note, text)
        for part in (self._bar, self.stop_button):
            part.setVisible(bool(text))
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._notes.setVisible(bool(text) or bool(self._note.text()))
        for act in (ManagerAct.EXPORT_LOG, ManagerAct.EXPORT_RESCUE, ManagerAct.IMPORT_RESCUE):
            self.rows[act].setEnabled(not text)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for row in self.rows.values():
            row.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= TWO_COLUMNS_PX * self.theme.font_scale
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom)

    def _choose_direction(self, way: str) -> None:
        self.direction_chosen.emit(None if way == AS_GATE else Direction(way))

    def _fill_body(self) -> None:
        who, self._notes = Card(), Card()
        for part in (self._who, self.lock_button):
            who.add(part)
        for block in (self._note, self._bar, self.stop_button):
            self._notes.add(block)
        one, other = _column(), _column()
        one.addWidget(who)
        self._add_event(one)
        self._add_rows(other, say("Tickets and scans"), _SCANS)
        self._add_rows(other, say("Files"), _FILES)
        self._add_rows(one, say("This device"), _DEVICE)
        self._sides.setSpacing(Space.XL)
        for column in (one, other):
            column.addStretch(1)
            self._sides.addLayout(column, 1)
        self.body.addWidget(self._notes)
        self.body.addLayout(self._sides)
        self.body.addStretch(1)

    def _add_event(self, column: QVBoxLayout) -> None:
        card = Card()
        for part in (
            self._event,
            self._gate,
            WrappedLabel(say("People pass")),
            self.directions,
            WrappedLabel(say("What is scanned")),
            self.modes,
        ):
            card.add(part)
        column.addWidget(card)
        self._add_row(column, ManagerAct.ANOTHER_GATE)

    def _add_rows(self, column: QVBoxLayout, title: str, acts: tuple[ManagerAct, ...]) -> None:
        column.addWidget(WrappedLabel(title, size="lead"))
        for act in acts:
            self._add_row(column, act)

    def _add_row(self, column: QVBoxLayout, act: ManagerAct) -> None:
        title, icon_name, detail = _ROWS[act]
        row = RowButton(say(title), icon_name, say(detail), is_grave=act in (ManagerAct.UNPAIR, ManagerAct.WIPE))
        row.clicked.connect(lambda: self.wanted.emit(act))
        self.rows[act] = row
        column.addWidget(row)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(Space.M)
    return column


_SCANS = (
    ManagerAct.SYNC,
    ManagerAct.RESYNC,
    ManagerAct.QUEUE,
    ManagerAct.INCIDENTS,
    ManagerAct.STATISTICS,
)
_FILES = (ManagerAct.EXPORT_LOG, ManagerAct.EXPORT_RESCUE, ManagerAct.IMPORT_RESCUE)
_DEVICE = (ManagerAct.SETTINGS, ManagerAct.UNPAIR, ManagerAct.WIPE)
_ROWS = {
    ManagerAct.SYNC: ("Sync now", "sync", "Send what waits, and get what is new."),
    ManagerAct.RESYNC: ("Full resync", "download", "Get every ticket anew, for when the list seems wrong."),
    ManagerAct.QUEUE: ("Queue", "upload", "What waits for upload, and why."),
    ManagerAct.INCIDENTS: ("Incidents", "warning", "What went wrong, and what to do about it."),
    ManagerAct.STATISTICS: ("Statistics", "chart", "Who came when, by gate and by ticket type."),
    ManagerAct.ANOTHER_GATE: (
        "Another gate or event",
        "link",
        "A device stands at the gate that it was paired with. Pair it again with a code of the other gate.",
    ),
    ManagerAct.SETTINGS: ("Settings", "settings", "Look, language, sound."),
    ManagerAct.EXPORT_LOG: (
        "Export the log",
        "disk",
        "Every scan held here as a table (CSV). It has guests’ names: keep it safe.",
    ),
    ManagerAct.EXPORT_RESCUE: (
        "Rescue to a USB stick",
        "usb",
        "This device’s scans in a file that only the organizer can open, for when there is no network.",
    ),
    ManagerAct.IMPORT_RESCUE: (
        "Send a rescue file",
        "upload",
        "Carry a rescue file of any door of this event to the server.",
    ),
    ManagerAct.UNPAIR: ("Unpair", "close", "Leave this event. What the server lacks stays until it is uploaded."),
    ManagerAct.WIPE: ("Wipe", "trash", "Destroy the list, the log and the keys on this device."),
}
