"""Work that was laid aside for a person: to look at, and to have tried again."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from server.context import Context
from server.work.queue import QUEUE, WORKFLOW, Work, enqueue_next_try, next_try_id

if TYPE_CHECKING:
    from dbos import DBOSClient, WorkflowStatus

FAILED = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
_WAITING = ["ENQUEUED", "DELAYED", "PENDING"]
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
    """What was laid aside and not tried again since, newest first; where ``ids`` are given, of those only."""
    from server.work.machine import work_client  # noqa: PLC0415  DBOS takes long to import.

    with work_client(context.config.database_url) as client:
        failed = client.list_workflows(
            name=WORKFLOW, status=FAILED, workflow_ids=list(ids) or None, sort_desc=True, limit=_MOST
        )
        return [_dead_letter(status) for status in without_followed(client, failed)]


def list_waiting(context: Context) -> list[WaitingWork]:
    """What is to be done and is not done, the oldest first."""
    from server.work.machine import work_client  # noqa: PLC0415  As above.

    with work_client(context.config.database_url) as client:
        found = client.list_workflows(name=WORKFLOW, queue_name=QUEUE, status=_WAITING, limit=_MOST, load_output=False)
    works = ((_work_of(status), status.delay_until_epoch_ms or status.created_at or 0) for status in found)
    return [WaitingWork(work.id, work.kind, work.reference, work.attempt - 1, due) for work, due in works]


def try_again(session: Session, letters: Sequence[DeadLetter]) -> None:
    """Have dead letters tried again after the commit, at once and with all their tries; they are none from then on."""
    for letter in letters:
        work = Work(letter.id, letter.kind, letter.reference, letter.attempts)
        enqueue_next_try(session, work, attempt=1, delay_s=0)


def without_followed(client: "DBOSClient", failed: "list[WorkflowStatus]") -> "list[WorkflowStatus]":
    """Those that no other try follows on: what a person had tried again is no dead letter any more."""
    followers = {next_try_id(status.workflow_id): status.workflow_id for status in failed}
    if not followers:
        return []
    there = client.list_workflows(workflow_ids=list(followers), load_input=False, load_output=False)
    followed = {followers[status.workflow_id] for status in there}
    return [status for status in failed if status.workflow_id not in followed]


def _dead_letter(status: "WorkflowStatus") -> DeadLetter:
    work = _work_of(status)
    error = str(status.error) if status.error is not None else "The server ended each time while this ran"
    since = status.completed_at or status.updated_at or 0
    return DeadLetter(work.id, work.kind, work.reference, error, work.attempt, since)


def _work_of(status: "WorkflowStatus") -> Work:
    arguments = status.input["args"] if status.input is not None else ("", "")
    return Work(status.workflow_id, *arguments)
