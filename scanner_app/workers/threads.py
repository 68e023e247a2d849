"""A thread for a worker: the worker's slots run there, its signals arrive wherever their receivers live."""

import structlog
from PySide6.QtCore import QObject, QThread

log = structlog.get_logger()


class WorkerThread(QThread):
    """Runs the event loop that a worker's slots are called on."""

    def __init__(self, name: str, *workers: QObject) -> None:
        super().__init__()
        self.setObjectName(name)
        self._workers = workers
        for worker in workers:
            worker.moveToThread(self)

    def finish(self, timeout_ms: int = 5_000) -> bool:
        """Let the slot that runs end, then the thread; False where it does not end within ``timeout_ms``.

        Such a one is kept: Qt aborts the process where the object of a running thread is destroyed.
        """
        self.quit()
        has_ended = self.wait(timeout_ms)
        if not has_ended:
            log.warning("thread_left_running", name=self.objectName())
            _left_running.append(self)
        return has_ended


_left_running: list[WorkerThread] = []


def is_any_left_running() -> bool:
    """Whether a thread that would not end still runs. The process can then not end as others do: see ``leave``."""
    return any(thread.isRunning() for thread in _left_running)
