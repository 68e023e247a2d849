"""Whether the manager is still at work: what a person does on a manager's page, or in a dialog over it, says so."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QWidget

from scanner_app.roles import Roles
from scanner_app.views.main_window import MainWindow

_BY_A_PERSON = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)


class Presence(QObject):
    """Lets the manager's time begin anew with everything they do, and runs only while there is a manager.

    Scans and what staff do on other pages leave the time as it is. Only what reaches a widget counts: the keys of a
    handheld go no further than the window.
    """

    def __init__(self, roles: Roles, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._roles, self._window = roles, window
        roles.changed.connect(self._follow)

    def touch(self) -> None:
        """Somebody did something: it counts where a page for managers is in sight."""
        page = self._window.page
        if page is not None and page.is_for_managers:
            self._roles.touch()

    def end(self) -> None:
        """Look no more."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if event.type() in _BY_A_PERSON and isinstance(watched, QWidget):
            self.touch()
        return False

    def _follow(self, is_manager: bool) -> None:  # noqa: FBT001  A signal's slot.
        application = QCoreApplication.instance()
        if is_manager and application is not None:
            application.installEventFilter(self)
        else:
            self.end()
