"""Leaving an event and wiping: what goes, what stays, and a button that is not pressed by accident."""

from PySide6.QtCore import QElapsedTimer, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from scanner_app.theme import Space
from scanner_app.views.buttons import WrappedButton
from scanner_app.views.form_parts import Card, say_if_any
from scanner_app.views.labels import WrappedLabel, breakable
from scanner_app.views.page import Page
from scanner_app.wording import say, say_count

HOLD_MS = 3_000
_STEP_MS = 50


class HoldButton(QWidget):
    """A button that does its work once it was held down for ``hold_ms``, by finger, mouse or space bar."""

    held = Signal()

    def __init__(self, text: str, parent: QWidget | None = None, *, hold_ms: int = HOLD_MS) -> None:
        super().__init__(parent)
        self._hold_ms = hold_ms
        self.button = WrappedButton(text)
        self.button.setAutoDefault(False)
        self.button.setProperty("grave", "true")
        self.button.setAccessibleDescription(say("Hold it down for three seconds."))
        self._bar = QProgressBar(textVisible=False)
        self._bar.setRange(0, hold_ms)
        self._since = QElapsedTimer()
        self._timer = QTimer(self, interval=_STEP_MS)
        self._timer.timeout.connect(self._look)
        self.button.pressed.connect(self._begin)
        self.button.released.connect(self._end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(self.button)
        column.addWidget(self._bar)

    def _begin(self) -> None:
        self._since.start()
        self._timer.start()

    def _end(self) -> None:
        self._timer.stop()
        self._bar.setValue(0)

    def _look(self) -> None:
        self._bar.setValue(min(self._since.elapsed(), self._hold_ms))
        if self._since.elapsed() >= self._hold_ms:
            self._end()
            self.held.emit()


class LeavePage(Page):
    """Unpairing. ``leave_wanted`` comes once nothing waits, or what waits was carried away, and the button was held."""

    is_for_managers = True
    leave_wanted = Signal()
    sync_wanted = Signal()
    rescue_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, hold_ms: int = HOLD_MS) -> None:
        super().__init__(say("Unpair"), parent)
        self._event = WrappedLabel(size="title")
        self._goes = WrappedLabel()
        self._stays = WrappedLabel()
        self._waiting = Card()
        self._waits = WrappedLabel(tone="bad")
        self.sync_button = WrappedButton(say("Sync now"))
        self.sync_button.clicked.connect(self.sync_wanted)
        self.rescue_button = WrappedButton(say("Rescue to a USB stick"))
        self.rescue_button.clicked.connect(self.rescue_wanted)
        self._note = WrappedLabel(tone="good")
        self._error = WrappedLabel(tone="bad")
        self.hold = HoldButton(say("Hold to unpair"), hold_ms=hold_ms)
        self.hold.held.connect(self.leave_wanted)
        self._fill_body()
        self.show_error("")
        self.show_note("")

    @property
    def waits_text(self) -> str:
        """What stands in the way, empty where nothing does."""
        return self._waits.text()

    @property
    def error_text(self) -> str:
        """Why it could not be done."""
        return self._error.text()

    def show_state(self, event: str, waiting: int, *, is_carried: bool) -> None:
        """Say what unpairing does; ``is_carried`` tells that a rescue file has what waits."""
        self._event.setText(say("Leave {event}", event=breakable(event)))
        text = say_count("{count} scan waits for upload.", "{count} scans wait for upload.", waiting)
        if waiting and not is_carried:
            text = f"{text} " + say("Sync first. Without a network, carry them away on a USB stick.")
        elif waiting:
            text = f"{text} " + say("They are in the rescue file, and stay here too until they are uploaded.")
        say_if_any(self._waits, text if waiting else "")
        self._waits.set_tone("" if is_carried else "bad")
        self._waiting.setVisible(waiting > 0)
        self.hold.setEnabled(not waiting or is_carried)

    def show_note(self, text: str) -> None:
        """Say what came of a sync or a rescue file."""
        say_if_any(self._note, text)

    def show_error(self, why: str) -> None:
        """Say why all is as it was."""
        say_if_any(self._error, why)

    def _fill_body(self) -> None:
        self._goes.setText(
            say(
                "The ticket list with its names, the rules, the keys and this device’s place at the gate go. It then is"
                " as at its first start, and can be paired again with this event or another."
            )
        )
        self._stays.setText(
            say(
                "Settings stay. Scans that the server lacks stay too, encrypted, and go up once this device is paired"
                " with the event again. The organizer still lists this device until it is removed there."
            )
        )
        for part in (self._waits, self.sync_button, self.rescue_button, self._note):
            self._waiting.add(part)
        for block in (self._event, self._goes, self._stays, self._waiting, self._error, self.hold):
            self.body.addWidget(block)
        self.body.addStretch(1)


class WipePage(Page):
    """Wiping. ``wipe_wanted`` comes once the button was held."""

    is_for_managers = True
    wipe_wanted = Signal()

    def __init__(self, parent: QWidget | None = None, *, hold_ms: int = HOLD_MS) -> None:
        super().__init__(say("Wipe"), parent)
        self._goes = WrappedLabel(
            say(
                "The key of the ticket store is destroyed, and with it the list, the log and this device’s place."
                " Nobody can bring them back."
            )
        )
        self._stays = WrappedLabel()
        self._error = WrappedLabel(tone="bad")
        self.hold = HoldButton(say("Hold to wipe"), hold_ms=hold_ms)
        self.hold.held.connect(self._want)
        for part in (
            WrappedLabel(say("Wipe this device"), size="title"),
            self._goes,
            self._stays,
            self._error,
            self.hold,
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.show_error("")

    @property
    def stays_text(self) -> str:
        """What is left."""
        return self._stays.text()

    @property
    def error_text(self) -> str:
        """Why it could not be done."""
        return self._error.text()

    def show_state(self, waiting: int) -> None:
        """Say what becomes of what waits."""
        if waiting:
            self._stays.setText(
                say_count(
                    "{count} scan waits for upload. It is sent first; without a network it is left in a sealed file"
                    " that only the organizer can open.",
                    "{count} scans wait for upload. They are sent first; without a network they are left in a sealed"
                    " file that only the organizer can open.",
                    waiting,
                )
            )
        else:
            self._stays.setText(say("No scan waits: the server has them all. Nothing but settings is left."))

    def show_error(self, why: str) -> None:
        """Say why it was not wiped."""
        say_if_any(self._error, why)
        self.hold.setEnabled(True)

    def _want(self) -> None:
        self.hold.setEnabled(False)
        self.wipe_wanted.emit()
