"""Logging: one JSON line an event on stderr, constant names and fields, never personal data."""

import logging
import sys
import traceback
from types import TracebackType

import structlog

_MOST_CAUSES = 10


def configure_logging() -> None:
    """Set structlog up for this process; stdout stays free for what people asked for."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(tell_exception),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def tell_exception(exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> str:
    """Where an exception and those before it were raised, and their classes; the first comes first.

    What they say is left out: a database quotes rows, a service its answers, a validator what it was given.
    """
    told: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None and len(told) < _MOST_CAUSES:
        told.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(reversed(told))
