"""Work after commit for tests that have no server process: whatever is enqueued is carried out here and now."""

from dataclasses import dataclass

from dbos import DBOSClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from server.context import Context
from server.work.collected import HANDLERS
from server.work.handlers import Handlers
from server.work.queue import QUEUE, Work
from server.work.trying import Outcome, WorkFailedError, try_once

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Ran:
    """One try: what it was for, how it ended, and the error text where it was laid aside (outcome None)."""

    kind: str
    reference: str
    attempt: int
    outcome: Outcome | None
    error: str = ""


def run_work(
    context: Context, handlers: Handlers | None = None, *, even_delayed: bool = False, failing: bool = False
) -> list[Ran]:
    """Carry out all that is enqueued, and what that enqueues in its turn, oldest first, on the caller's thread.

    The same code decides as in a server; only DBOS's threads are left out. Work that waits for a later moment (a
    reminder, a next try) runs only with ``even_delayed``. Work that would land in the dead letters raises the
    handler's own error here, unless ``failing``: then it is laid aside as in a server and listed.
    """
    ran: list[Ran] = []
    while works := waiting_work(context, even_delayed=even_delayed):
        for work in works:
            ran.append(_run(context, HANDLERS if handlers is None else handlers, work, failing=failing))
            assert len(ran) < _MOST, "The work never ends: it enqueues itself again and again"
    return ran


def waiting_work(context: Context, *, even_delayed: bool = True) -> list[Work]:
    """What is enqueued and not yet carried out, oldest first."""
    statuses = ["ENQUEUED", "DELAYED"] if even_delayed else ["ENQUEUED"]
    client = DBOSClient(system_database_url=context.config.database_url)
    try:
        found = client.list_queued_workflows(queue_name=QUEUE, status=statuses, load_input=True)
    finally:
        client.destroy()
    return [Work(one.workflow_id, *one.input["args"]) for one in found if one.input is not None]


def _run(context: Context, handlers: Handlers, work: Work, *, failing: bool) -> Ran:
    try:
        outcome = try_once(context, handlers, work)
    except WorkFailedError as error:
        _end(context, work, "ERROR")
        if not failing and error.__cause__ is not None:
            raise error.__cause__ from None
        return Ran(work.kind, work.reference, work.attempt, None, str(error))
    _end(context, work, "SUCCESS")
    return Ran(work.kind, work.reference, work.attempt, outcome)


def _end(context: Context, work: Work, status: str) -> None:
    table = "workflow_status" if context.database.is_sqlite else "dbos.workflow_status"

    def record(session: Session) -> None:
        statement = f"UPDATE {table} SET status = :status WHERE workflow_uuid = :id"  # noqa: S608  Our own names.
        session.execute(text(statement), {"status": status, "id": work.id})

    context.database.write_now(record)
