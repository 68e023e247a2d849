"""The scanner's log: JSON lines in files that rotate, without personal data."""

import logging
import logging.handlers
from pathlib import Path

import structlog

_FILE_BYTES = 1_000_000
_FILES_KEPT = 5


def log_to_files(folder: Path) -> None:
    """Write the log to ``folder``/scanner.log from now on; a folder that cannot be written loses the log, no scan."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "scanner.log", maxBytes=_FILE_BYTES, backupCount=_FILES_KEPT, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    logging.raiseExceptions = False  # A full disk must not print a traceback at every scan.
    logging.basicConfig(level=logging.INFO, handlers=[handler], format="%(message)s", force=True)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # It logs addresses with every request.
    logging.getLogger("wakepy").setLevel(logging.CRITICAL)  # ``awake`` says in one line what it says in ten.
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
