"""Cancelling at the calendar, after the commit."""

from server.work.handlers import Handlers

HANDLERS: Handlers = {}
