"""A real server process for tests: started by its own command, stopped cleanly or killed."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from server.app import make_context
from server.config import ServerConfig, read_config
from server.context import Context

START_S = 40.0
STOP_S = 20.0
_ANNOUNCEMENT = "Doorward listens on "
_NO_BOUNDS = {"DOORWARD_REQUESTS_PER_MINUTE": "10000000"}
"""All tests come from one address; those that are about the bounds set their own."""
_ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers at ``url``; its log is in ``log``."""

    url: str
    data_dir: Path
    database_url: str
    process: "subprocess.Popen[str]"
    log: Path

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    @property
    def config(self) -> ServerConfig:
        """The configuration with which this process can open the server's database."""
        return read_config({}, {"data_dir": self.data_dir, "database_url": self.database_url})

    def stop(self) -> int:
        """Ask it to stop, wait, and give the exit code (-15 where it ended by the signal itself)."""
        if self.process.poll() is None:
            self.process.terminate()
        return self._ended()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self.process.poll() is None:
            self.process.kill()
        self._ended()

    def _ended(self) -> int:
        code = self.process.wait(STOP_S)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


def start_server(
    data_dir: Path,
    *,
    database_url: str | None = None,
    port: int = 0,
    workers: int = 1,
    environment: Mapping[str, str] | None = None,
) -> RunningServer:
    """Start ``doorward serve`` on a data directory and wait until it says that it listens.

    Raises RuntimeError with the server's log where it does not. The caller stops it.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    url = database_url or f"sqlite:///{data_dir / 'doorward.db'}"
    log = data_dir / "server.log"
    command = [sys.executable, "-m", "server", "--port", str(port), "--data-dir", str(data_dir)]
    command += ["--database-url", url, "--workers", str(workers)]
    with log.open("ab") as stderr:
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            cwd=_ROOT,
            env={**os.environ, **_NO_BOUNDS, "PYTHONUNBUFFERED": "1", **(environment or {})},
        )
    try:
        address = _announced(process)
    except RuntimeError as error:
        process.kill()
        process.wait(STOP_S)
        raise RuntimeError(f"{error}\n{log.read_text(errors='replace')[-4000:]}") from None
    return RunningServer(address, data_dir, url, process, log)


@contextmanager
def running_server(
    data_dir: Path, *, database_url: str | None = None, workers: int = 1, environment: Mapping[str, str] | None = None
) -> Iterator[RunningServer]:
    """The same for a ``with`` block, stopped at its end."""
    server = start_server(data_dir, database_url=database_url, workers=workers, environment=environment)
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def open_context(config: ServerConfig) -> Iterator[Context]:
    """The server's parts on a migrated database, without a server: for arranging and for looking."""
    context = make_context(config)
    try:
        context.database.migrate()
        yield context
    finally:
        context.database.close()


def _announced(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        ready, _, _ = select.select([process.stdout], [], [], 0.2)
        if ready:
            line = process.stdout.readline()
            if line.startswith(_ANNOUNCEMENT):
                return line.removeprefix(_ANNOUNCEMENT).strip()
            if not line:
                raise RuntimeError(f"The server ended with code {process.wait(STOP_S)}")
    raise RuntimeError("The server did not say that it listens")
