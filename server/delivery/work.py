"""Sending messages and webhooks, after the commit."""

from server.work.handlers import Handlers
from server.work.sweeps import Sweep

HANDLERS: Handlers = {}
SWEEPS: tuple[Sweep, ...] = ()
