"""Finding a guest, a ticket's details and history, recent scans, and acts by hand from there."""

from PySide6.QtCore import QObject

from scanner_app.shell import Shell


class Tickets(QObject):
    """Connects its pages with the shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
