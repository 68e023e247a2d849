"""How many came when, through which gate, with which tickets, as plots."""

from PySide6.QtCore import QObject

from scanner_app.shell import Shell


class Statistics(QObject):
    """Connects its pages with the shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
