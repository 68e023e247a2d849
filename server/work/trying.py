"""One try at one piece of work: call its handler, and decide what follows from how that ended."""

import itertools
import time
import traceback
from enum import StrEnum
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from server.context import Context
from server.errors import CallerError, WorldFailedError
from server.work.handlers import Handler, Handlers
from server.work.queue import Kind, Work, enqueue_next_try

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 600.0
MOST_ATTEMPTS = 36
"""With these delays, some 4 hours: longer than most services are away."""
_DATABASE_WAITS_S = (0.1, 0.3, 1.0, 3.0, 5.0)
_ROOT = Path(__file__).parent.parent.parent
log = structlog.get_logger()


class Outcome(StrEnum):
    """How a try ended, where it did not end in the dead letters."""

    DONE = "done"
    AGAIN_LATER = "again_later"


class WorkFailedError(Exception):
    """This work is laid aside for a person. The text says what failed and where, and never repeats data."""


def delay_after(attempt: int) -> float:
    """Seconds between a failed try and the next: half a second, doubling up to ten minutes."""
    return min(FIRST_DELAY_S * 2.0 ** min(attempt - 1, 30), LONGEST_DELAY_S)


def try_once(context: Context, handlers: Handlers, work: Work, *, is_retried: bool = False) -> Outcome:
    """Carry out ``work``. Where the world failed, the next try is enqueued, in a transaction of its own.

    ``is_retried``: a person asked for it, so that it has all its tries again. Raises WorkFailedError, from the
    handler's own error, where trying again would not help or was tried often enough.
    """
    began = time.perf_counter()
    try:
        _handler_of(handlers, work)(context, work.reference)
    except (WorldFailedError, OperationalError, InterfaceError) as error:
        # The last two: the database itself is away, or has something else to do.
        if work.attempt >= MOST_ATTEMPTS and not is_retried:
            raise _laid_aside(work, error, began) from error
        delay_s = delay_after(1 if is_retried else work.attempt)
        attempt = 2 if is_retried else work.attempt + 1
        _enqueue_next_try(context, work, attempt=attempt, delay_s=delay_s)
        log.warning("work_postponed", **_fields(work, began), error=describe(error), delay_s=delay_s)
        return Outcome.AGAIN_LATER
    except Exception as error:
        raise _laid_aside(work, error, began) from error
    log.info("work_done", **_fields(work, began))
    return Outcome.DONE


def describe(error: BaseException) -> str:
    """An error in one line without data: its class, our own errors' sentence, and the last place in our own code.

    What libraries say is left out: it quotes addresses, rows and answers.
    """
    sentence = f": {error.says}" if isinstance(error, WorldFailedError | CallerError) else ""
    places = [
        f"{Path(frame.filename).relative_to(_ROOT).as_posix()}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).is_relative_to(_ROOT / "server")
    ]
    cause = f", from {type(error.__cause__).__name__}" if error.__cause__ is not None else ""
    return f"{type(error).__name__}{sentence}{cause}" + (f" ({places[-1]})" if places else "")


def _handler_of(handlers: Handlers, work: Work) -> Handler:
    return handlers[Kind(work.kind)]


def _enqueue_next_try(context: Context, work: Work, *, attempt: int, delay_s: float) -> None:
    """Until the database takes it: were this try given up with its successor unwritten, the work would be lost."""
    for wait_s in itertools.chain(_DATABASE_WAITS_S, itertools.repeat(_DATABASE_WAITS_S[-1])):
        try:
            context.database.write_now(
                lambda session: enqueue_next_try(session, work, attempt=attempt, delay_s=delay_s)
            )
        except WorldFailedError:
            time.sleep(wait_s)
        else:
            return


def _laid_aside(work: Work, error: Exception, began: float) -> WorkFailedError:
    text = describe(error)
    log.error("work_failed", **_fields(work, began), error=text)
    return WorkFailedError(text)


def _fields(work: Work, began: float) -> dict[str, Any]:
    ms = round((time.perf_counter() - began) * 1000)
    return {"kind": work.kind, "reference": work.reference, "attempt": work.attempt, "ms": ms}
