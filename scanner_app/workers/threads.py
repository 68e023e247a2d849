"""A thread for a worker: the worker's slots run there, its signals arrive wherever their receivers live."""

from PySide6.QtCore import QObject, QThread


class WorkerThread(QThread):
    """Runs the event loop that a worker's slots are called on."""

    def __init__(self, name: str, *workers: QObject) -> None:
        super().__init__()
        self.setObjectName(name)
        self._workers = workers
        for worker in workers:
            worker.moveToThread(self)

    def finish(self, timeout_ms: int = 5_000) -> None:
        """Let the slot that runs end, then the thread."""
        self.quit()
        self.wait(timeout_ms)
