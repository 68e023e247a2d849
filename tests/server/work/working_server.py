"""The real server with a handler of the test's own: each message is posted to a sink, with its id as idempotency key.

Run as ``python -m tests.server.work.working_server SINK_URL``, configured by the usual variables. It says
``working`` on its standard output once it leads, and ``listening URL`` once it answers requests.
"""

import os
import sys
import threading

import httpx
import uvicorn

from server.app import create_app
from server.config import read_config
from server.context import Context
from server.errors import ProviderRefusedError, ProviderUnavailableError
from server.log import configure_logging
from server.work.executor import Executor
from server.work.queue import Kind


class SinkPost:
    """Posts a reference to the sink: 429 and 5xx mean later, other refusals mean never."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=url, timeout=60)

    def __call__(self, _context: Context, reference: str) -> None:
        headers = {"Idempotency-Key": reference, "Poster": str(os.getpid())}
        try:
            status = self._client.post("/", headers=headers).status_code
        except httpx.TransportError as error:
            raise ProviderUnavailableError from error
        if status == 429 or status >= 500:
            raise ProviderUnavailableError
        if status >= 400:
            raise ProviderRefusedError


def main(sink_url: str) -> None:
    """Serve until told to stop."""
    configure_logging()
    app = create_app(read_config(os.environ))
    executor = Executor(app.state.context, {Kind.MESSAGE: SinkPost(sink_url)})
    app.state.executor = executor
    threading.Thread(target=_tell_when_leading, args=(executor,), daemon=True).start()
    _Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False)).run()


class _Server(uvicorn.Server):
    async def startup(self, sockets: object = None) -> None:
        await super().startup()
        _say(f"listening http://127.0.0.1:{self.servers[0].sockets[0].getsockname()[1]}")


def _tell_when_leading(executor: Executor) -> None:
    if executor.wait_until_leading(1e6):
        _say("working")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
