"""What is always visible: connection, list age, waiting entries, people, gate and battery."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from scanner_app.door.shown import Connection, DoorStatus
from scanner_app.theme import TOUCH_PX, Space
from scanner_app.views.appearance import repolish
from scanner_app.views.flow_layout import FlowLayout
from scanner_app.views.labels import ElidedLabel, PlainLabel
from scanner_app.wording import duration, plain, say, say_count
from sync.rules.gate import Direction

FRESH_BELOW_S = 60
STALE_AFTER_S = 600
LOW_BATTERY_PERCENT = 20
_TITLE_PX = 200
_DIRECTIONS = {Direction.ENTRY: "Entry", Direction.EXIT: "Exit", Direction.LOOK: "Look only"}


class StatusBar(QFrame):
    """One row in landscape, two in portrait. It shows the DoorStatus told last and holds the actions' buttons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        # Laid out for a wide window, its buttons must not keep the window from becoming narrow.
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(say("Door status"))
        self._waiting = 0
        self._is_portrait, self._is_stacked = False, True
        self._event = ElidedLabel(say("Doorward"), size="lead")
        self._gate = ElidedLabel(say("Not paired"), tone="muted")
        self._connection, self._age, self._queue = _chip(), _chip(), _chip()
        self._people, self._battery, self._sound, self._key = _chip(), _chip(), _chip(), _chip()
        self._peers, self._incidents = _chip(), _chip()
        self._buttons = QWidget()
        self._wide_buttons: list[QToolButton] = []
        self._worded_buttons: list[QToolButton] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        self._grid.setHorizontalSpacing(Space.L)
        self._grid.setVerticalSpacing(Space.S)
        self._title = _stacked(self._event, self._gate)
        self._chips = self._make_chips()
        self._button_row = QHBoxLayout(self._buttons)
        self._button_row.setContentsMargins(0, 0, 0, 0)
        self._button_row.setSpacing(Space.S)
        self._show_sound(has_sound=True)
        self.show_connection(None)
        self.set_portrait(is_portrait=False)

    @property
    def connection_text(self) -> str:
        """``Online`` or ``Offline``; empty before the first status."""
        return self._connection.text()

    @property
    def list_age_text(self) -> str:
        """The age of the list in words, empty where it is not known."""
        return self._age.text()

    @property
    def waiting(self) -> int:
        """How many entries are not yet on the server."""
        return self._waiting

    @property
    def waiting_text(self) -> str:
        """The waiting entries in words, empty when there are none."""
        return self._queue.text()

    @property
    def people_text(self) -> str:
        """Inside, expected and capacity in words."""
        return self._people.text()

    @property
    def gate_text(self) -> str:
        """The gate and its direction."""
        return self._gate.text()

    @property
    def event_text(self) -> str:
        """The event's name."""
        return self._event.text()

    def show_status(self, status: DoorStatus) -> None:
        """Show ``status`` in place of the one before."""
        self._event.setText(plain(status.event) or say("Doorward"))
        gate = plain(status.gate) or say("No gate")
        self._gate.setText(f"{gate} · {say(_DIRECTIONS[status.direction])}")
        self.show_connection(status.connection)
        self._show_age(status)
        self._waiting = status.waiting
        _fill(self._queue, say("{count} waiting", count=status.waiting) if status.waiting else "", "warn")
        _fill(self._people, _people(status), "")
        self._show_battery(status.battery_percent)
        self._show_key(status)
        self._show_others(status)
        self._arrange()

    @property
    def incidents_text(self) -> str:
        """The incidents that nobody has dealt with, in words; empty when there are none."""
        return self._incidents.text()

    @property
    def peers_text(self) -> str:
        """How many other doors are in sight; empty where nobody looks for them."""
        return self._peers.text()

    @property
    def key_text(self) -> str:
        """A warning where the list's key lies in a file, else empty."""
        return self._key.text()

    def show_connection(self, connection: Connection | None) -> None:
        """Show ``connection``, or nothing before the first status."""
        if connection is None:
            _fill(self._connection, "", "")
        elif connection is Connection.ONLINE:
            _fill(self._connection, say("Online"), "good")
        else:
            _fill(self._connection, say("Offline"), "warn")

    def show_has_sound(self, *, has_sound: bool) -> None:
        """Say so while verdicts cannot be heard."""
        self._show_sound(has_sound=has_sound)

    def add_button(
        self, action: QAction, *, menu: QMenu | None = None, only_wide: bool = False, has_words: bool = False
    ) -> QToolButton:
        """A button for ``action``; ``only_wide`` hides it in portrait, ``has_words`` shows its text in landscape."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setIconSize(QSize(24, 24))
        button.setMinimumSize(TOUCH_PX, TOUCH_PX)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleName(action.text())
        if menu is not None:
            button.setMenu(menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        if has_words:
            self._worded_buttons.append(button)
        if only_wide:
            self._wide_buttons.append(button)
        self._button_row.addWidget(button)
        return button

    def set_portrait(self, *, is_portrait: bool) -> None:
        """Show what a tall or a wide window has room for."""
        self._is_portrait = is_portrait
        for button in self._wide_buttons:
            button.setVisible(not is_portrait)
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        for button in self._worded_buttons:
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly if is_portrait else style)
            repolish(button, "wide", value="false" if is_portrait else "true")
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_key(self, status: DoorStatus) -> None:
        _fill(self._key, "" if status.is_key_in_keyring else say("Key in a file"), "warn")
        self._key.setToolTip(say("The ticket list’s key lies in a file, not in a key store. Keep this device locked."))

    def _show_others(self, status: DoorStatus) -> None:
        seen, expected = str(status.peers_seen), str(status.peers_expected)
        # Whether doors see each other matters once the server is away; till then it is only noise.
        is_told = status.peers_expected > 0 and status.connection is Connection.OFFLINE
        tone = "good" if status.peers_seen >= status.peers_expected else "warn"
        _fill(
            self._peers,
            say("{seen} of {expected} doors in sight", seen=seen, expected=expected) if is_told else "",
            tone,
        )
        count = status.incidents_open
        said = say_count("{count} incident", "{count} incidents", count)
        _fill(self._incidents, said if count else "", "bad")

    def _arrange(self) -> None:
        """One row where everything fits on one, else the chips below."""
        wanted = self._chips.sizeHint().width() + self._buttons.sizeHint().width()
        is_stacked = self._is_portrait or wanted + _TITLE_PX + 4 * Space.L > self.width()
        if is_stacked == self._is_stacked:
            return
        self._is_stacked = is_stacked
        for part in (self._title, self._chips, self._buttons):
            self._grid.removeWidget(part)
        self._grid.addWidget(self._title, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        if is_stacked:
            self._grid.addWidget(self._buttons, 0, 1)
            self._grid.addWidget(self._chips, 1, 0, 1, 2)
        else:
            self._grid.addWidget(self._chips, 0, 1, Qt.AlignmentFlag.AlignVCenter)
            self._grid.addWidget(self._buttons, 0, 2)
        self._grid.setColumnStretch(0, 1)
        side = Space.M if self._is_portrait else Space.L
        self._grid.setContentsMargins(side, Space.S, side, Space.S)

    def _make_chips(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, 6)
        warnings = (self._incidents, self._age, self._queue, self._battery, self._sound, self._key)
        for chip in (self._connection, self._peers, *warnings, self._people):
            flow.addWidget(chip)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        holder.setSizePolicy(policy)
        return holder

    def _show_age(self, status: DoorStatus) -> None:
        if status.list_age_s is None:
            _fill(self._age, say("No list yet"), "warn")
        elif status.list_age_s < FRESH_BELOW_S:
            _fill(self._age, say("List up to date"), "")
        else:
            tone = "warn" if status.list_age_s >= STALE_AFTER_S else ""
            _fill(self._age, say("List {age} old", age=duration(status.list_age_s)), tone)

    def _show_battery(self, percent: int | None) -> None:
        tone = "bad" if percent is not None and percent <= LOW_BATTERY_PERCENT else ""
        _fill(self._battery, "" if percent is None else say("Battery {percent}%", percent=percent), tone)

    def _show_sound(self, *, has_sound: bool) -> None:
        _fill(self._sound, "" if has_sound else say("No sound"), "warn")


def _people(status: DoorStatus) -> str:
    text = say("Inside {inside} / {expected}", inside=status.inside, expected=status.expected)
    if status.capacity is None:
        return text
    return say("{people} · max {capacity}", people=text, capacity=status.capacity)


def _chip() -> ElidedLabel:
    chip = ElidedLabel()
    chip.setObjectName("chip")
    chip.setVisible(False)
    return chip


def _fill(chip: PlainLabel, text: str, tone: str) -> None:
    chip.setText(text)
    chip.setAccessibleName(text)
    chip.set_tone(tone)
    chip.setVisible(bool(text))


def _stacked(*labels: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for label in labels:
        column.addWidget(label)
    return holder
