"""Work that was laid aside for a person: to look at, and to have tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.context import Context
from server.errors import NotFoundError
from server.work.queue import QUEUE, WORKFLOW, Work, enqueue_next_try

if TYPE_CHECKING:
    from dbos import DBOSClient, WorkflowStatus

FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_WAITING = ["ENQUEUED", "DELAYED", "PENDING"]
_RETRIED = "retried"
"""The attribute of what was laid aside and then tried again."""
_MOST = 10_000


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One piece of work that was laid aside. It holds ids and no personal data."""

    id: str
    kind: str
    reference: str
    error: str
    attempts: int
    since: int


@dataclass(frozen=True, slots=True)
class WaitingWork:
    """One piece of work that waits or runs."""

    id: str
    kind: str
    reference: str
    attempts: int
    """How often it was tried before."""
    due: int
    """When it may run, in Unix milliseconds: the past, where it only waits for its turn."""


def list_dead_letters(context: Context, ids: Sequence[str] = ()) -> list[DeadLetter]:
    """What was laid aside and not tried again since, newest first; of ``ids`` only, where there are any."""
    from server.work.machine import work_client  # noqa: PLC0415  DBOS takes long to import.

    with work_client(context.config.database_url) as client:
        return _dead_letters(client, ids)


def list_waiting(context: Context) -> list[WaitingWork]:
    """What is to be done and is not done, the oldest first."""
    from server.work.machine import work_client  # noqa: PLC0415  As above.

    with work_client(context.config.database_url) as client:
        found = client.list_workflows(name=WORKFLOW, queue_name=QUEUE, status=_WAITING, limit=_MOST, load_output=False)
    works = ((_work_of(status), status.delay_until_epoch_ms or status.created_at or 0) for status in found)
    return [WaitingWork(work.id, work.kind, work.reference, work.attempt - 1, due) for work, due in works]


def retry(context: Context, ids: Sequence[str] = ()) -> list[DeadLetter]:
    """Have dead letters tried again, at once and with all their tries: those of ``ids``, or all. Gives which.

    Raises NotFoundError for an id that names no dead letter, before any is tried.
    """
    from server.work.machine import work_client  # noqa: PLC0415  As above.

    with work_client(context.config.database_url) as client:
        letters = _dead_letters(client, ids)
        missing = set(ids) - {letter.id for letter in letters}
        if missing:
            raise NotFoundError(f"Not among the failed work: {', '.join(sorted(missing))}")
        for letter in letters:
            _try_again(context, letter)
            # Were this lost, the letter would be listed still; to retry it once more causes nothing new.
            client.update_workflow_attributes(letter.id, {_RETRIED: True})
    return letters


def was_retried(status: "WorkflowStatus") -> bool:
    """Whether what was laid aside was tried again, so that it is no dead letter any more."""
    return bool((status.attributes or {}).get(_RETRIED))


def _try_again(context: Context, letter: DeadLetter) -> None:
    work = Work(letter.id, letter.kind, letter.reference, letter.attempts)
    context.database.write_now(lambda session: enqueue_next_try(session, work, attempt=1, delay_s=0))


def _dead_letters(client: "DBOSClient", ids: Sequence[str]) -> list[DeadLetter]:
    found = client.list_workflows(
        name=WORKFLOW, status=FAILED, workflow_ids=list(ids) or None, sort_desc=True, limit=_MOST
    )
    return [_dead_letter(status) for status in found if not was_retried(status)]


def _dead_letter(status: "WorkflowStatus") -> DeadLetter:
    work = _work_of(status)
    error = str(status.error) if status.error is not None else "The server ended each time while this ran"
    since = status.completed_at or status.updated_at or 0
    return DeadLetter(work.id, work.kind, work.reference, error, work.attempt, since)


def _work_of(status: "WorkflowStatus") -> Work:
    arguments = status.input["args"] if status.input is not None else ("", "")
    return Work(status.workflow_id, *arguments)
