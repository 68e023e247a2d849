"""Sending messages and webhooks, after the commit."""

from server.work.handlers import Handlers

HANDLERS: Handlers = {}
