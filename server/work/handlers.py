"""What carries out enqueued work: one function a kind, collected by the composition root."""

from collections.abc import Callable, Mapping

from server.context import Context
from server.work.queue import Kind

Handler = Callable[[Context, str], None]
"""Gets the context and the reference. It runs on a thread of its own and may run again after a crash, so it gives the
reference (or what it stands for) to others as the idempotency key. It raises WorldFailedError to be tried again later,
anything else to be laid aside for a person."""
Handlers = Mapping[Kind, Handler]
