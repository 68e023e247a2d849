"""Providers' events, refunds and closing sessions, after the commit."""

from server.work.handlers import Handlers

HANDLERS: Handlers = {}
