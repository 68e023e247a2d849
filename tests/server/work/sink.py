"""Where the work of these tests arrives: a service that honours idempotency keys, and servers that post to it."""

import os
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from server.context import Context
from server.work.queue import Kind, enqueue
from tests.fakes.loopback import Answered, Asked, LoopbackServer
from tests.serving import STOP_S

_ROOT = Path(__file__).parent.parent.parent.parent
WAIT_S = 40.0


class Sink:
    """``effects`` holds what happened, once a key; ``posters`` the processes that caused it."""

    def __init__(self, *, takes_s: float = 0.0, refuses: Sequence[str] = ()) -> None:
        self.effects: Counter[str] = Counter()
        self.posters: set[str] = set()
        self.refuses = set(refuses)
        self.is_stuck = False
        self._takes_s = takes_s
        self._known: set[str] = set()
        self._lock = threading.Lock()
        self._released = threading.Event()
        self.server = LoopbackServer(self._answer)

    def _answer(self, asked: Asked) -> Answered:
        key = asked.headers["idempotency-key"]
        if self.is_stuck:
            self._released.wait(60)
        time.sleep(self._takes_s)
        if key in self.refuses:
            return Answered(422, {"message": "no"})
        with self._lock:
            if key not in self._known:  # As a provider does: the same key again has no second effect.
                self._known.add(key)
                self.effects[key] += 1
                self.posters.add(asked.headers["poster"])
        return Answered(200, {})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._released.set()
        self.server.close()


class WorkingServer:
    """A real server process that posts to a sink."""

    def __init__(self, context: Context, sink: Sink) -> None:
        config = context.config
        environment = {"DOORWARD_DATA_DIR": str(config.data_dir), "DOORWARD_DATABASE_URL": config.database_url}
        self.log = config.data_dir / "server.log"
        with self.log.open("ab") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.server.work.working_server", sink.server.url],
                stdout=subprocess.PIPE,
                stderr=stderr,
                text=True,
                cwd=_ROOT,
                env={**os.environ, **environment},
            )
        self.said: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def url(self) -> str:
        wait_until(lambda: any(line.startswith("listening ") for line in self.said))
        return next(line for line in self.said if line.startswith("listening ")).split()[1]

    def wait_until_working(self) -> None:
        """Until it leads."""
        wait_until(lambda: "working" in self.said, lambda: self.log.read_text()[-3000:])

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        self.process.kill()
        self._ended()

    def stop(self) -> float:
        """Ask it to stop; the seconds that this took."""
        began = time.monotonic()
        self.process.terminate()
        self._ended()
        return time.monotonic() - began

    def _ended(self) -> None:
        self.process.wait(STOP_S)
        self._reader.join(STOP_S)
        if self.process.stdout is not None:
            self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said.append(line.strip())


@contextmanager
def working_server(context: Context, sink: Sink) -> Iterator[WorkingServer]:
    """One for a ``with`` block, killed at its end where it still runs."""
    server = WorkingServer(context, sink)
    try:
        yield server
    finally:
        if server.process.poll() is None:
            server.kill()


def put(context: Context, *references: str) -> None:
    """Enqueue a message for each, in one transaction."""
    with context.database.transaction() as session:
        for reference in references:
            enqueue(session, Kind.MESSAGE, reference)


def wait_until(is_so: Callable[[], bool], explain: Callable[[], object] = lambda: "") -> None:
    """Until it is so; fails with an explanation where that takes too long."""
    deadline = time.monotonic() + WAIT_S
    while not is_so():
        assert time.monotonic() < deadline, f"Waited in vain: {explain()}"
        time.sleep(0.02)
