"""Fulfilment tried again, and renewals, after the commit."""

from server.work.handlers import Handlers

HANDLERS: Handlers = {}
