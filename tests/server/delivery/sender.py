"""Sends one delivery in a process of its own and is killed between handing it over and recording that.

Run as ``python -m tests.server.delivery.sender DELIVERY``, configured by the variables of the server.
"""

import os
import signal
import sys

from server.config import read_config
from server.delivery import work
from tests.serving import open_context


def main() -> None:
    """Die as by a power cut at the moment when the carrier has the message and nobody knows."""
    work._record = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
    with open_context(read_config(os.environ)) as context:
        work.send_message(context, sys.argv[1])


if __name__ == "__main__":
    main()
