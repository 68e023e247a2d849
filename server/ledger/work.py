"""Sending payouts, after the commit."""

from server.work.handlers import Handlers

HANDLERS: Handlers = {}
