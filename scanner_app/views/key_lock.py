"""Keeps whoever stands before the screen from doing anything but what the page in sight takes."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QWidget

_SHUT_OUT = (
    QEvent.Type.ContextMenu,
    QEvent.Type.DragEnter,
    QEvent.Type.DragMove,
    QEvent.Type.Drop,
    QEvent.Type.ToolTip,
    QEvent.Type.WhatsThis,
)


class KeyLock(QObject):
    """From ``begin`` to ``end`` no key in ``window`` is a shortcut, and nothing is dragged in or asked for by menu.

    Dialogs over the window are left alone: the one that asks for the PIN is typed into.
    """

    def __init__(self, window: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window

    def begin(self) -> None:
        """Lock; a second call does nothing more."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            application.installEventFilter(self)

    def end(self) -> None:
        """Unlock."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        kind = event.type()
        if kind is not QEvent.Type.ShortcutOverride and kind not in _SHUT_OUT:
            return False
        if not self._is_of_window(watched):
            return False
        # A key whose override is accepted comes as a plain key; the rest is simply gone.
        event.setAccepted(kind is QEvent.Type.ShortcutOverride)
        return True

    def _is_of_window(self, watched: QObject) -> bool:
        if isinstance(watched, QWindow):
            return watched is self._window.windowHandle()
        return isinstance(watched, QWidget) and watched.window() is self._window
