"""What went wrong, and what to do about it."""

from PySide6.QtCore import QObject

from scanner_app.shell import Shell


class Incidents(QObject):
    """Connects its pages with the shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
