"""Who stands before the screen: door staff, or a manager who gave the PIN a moment ago."""

from PySide6.QtCore import QObject, QTimer, Signal

LOCK_AFTER_MS = 5 * 60_000
"""A manager who walks away leaves the door to its staff again."""


class Roles(QObject):
    """``changed`` tells whether a manager is there. The time begins anew with what they do (``touch``)."""

    changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_manager = False
        self._timer = QTimer(self, singleShot=True, interval=LOCK_AFTER_MS)
        self._timer.timeout.connect(self.lock)

    @property
    def is_manager(self) -> bool:
        """Whether what only managers see may be shown."""
        return self._is_manager

    @property
    def locks_in_s(self) -> float:
        """How long a manager who does nothing more stays unlocked; 0 for staff."""
        return max(0, self._timer.remainingTime()) / 1000 if self._is_manager else 0.0

    def unlock(self) -> None:
        """The PIN was right."""
        self._timer.start()
        self._change(is_manager=True)

    def touch(self) -> None:
        """The manager is still there."""
        if self._is_manager:
            self._timer.start()

    def lock(self) -> None:
        """Staff again."""
        self._timer.stop()
        self._change(is_manager=False)

    def _change(self, *, is_manager: bool) -> None:
        if is_manager != self._is_manager:
            self._is_manager = is_manager
            self.changed.emit(is_manager)
