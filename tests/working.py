"""Work after commit for tests that have no server process: whatever is enqueued is carried out here and now."""

import json
from dataclasses import dataclass
from typing import Literal

from dbos import DBOSClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from server.context import Context
from server.work.collected import HANDLERS
from server.work.handlers import Handlers
from server.work.machine import work_client
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
    """Carry out all that is enqueued, and what that enqueues in its turn, on the caller's thread.

    The same code decides as in a server; only DBOS's threads are left out. Work that waits for a later moment (a
    reminder, a next try) runs only with ``even_delayed``. Work that would land in the dead letters raises the
    handler's own error here, unless ``failing``: then it is laid aside as in a server and listed.
    """
    ran: list[Ran] = []
    with work_client(context.config.database_url) as client:
        while works := _waiting(client, even_delayed=even_delayed):
            for work in works:
                ran.append(_run(client, context, HANDLERS if handlers is None else handlers, work, failing=failing))
                assert len(ran) < _MOST, "The work never ends: it enqueues itself again and again"
    return ran


def waiting_work(context: Context, *, even_delayed: bool = True) -> list[Work]:
    """What is enqueued and not yet carried out."""
    with work_client(context.config.database_url) as client:
        return _waiting(client, even_delayed=even_delayed)


def _waiting(client: DBOSClient, *, even_delayed: bool) -> list[Work]:
    statuses = ["ENQUEUED", "DELAYED"] if even_delayed else ["ENQUEUED"]
    found = client.list_queued_workflows(queue_name=QUEUE, status=statuses, load_input=True)
    return [Work(one.workflow_id, *one.input["args"]) for one in found if one.input is not None]


def _run(client: DBOSClient, context: Context, handlers: Handlers, work: Work, *, failing: bool) -> Ran:
    try:
        outcome = try_once(context, handlers, work)
    except WorkFailedError as error:
        _end(client, context, work, "ERROR", str(error))
        if not failing and error.__cause__ is not None:
            raise error.__cause__ from None
        return Ran(work.kind, work.reference, work.attempt, None, str(error))
    _end(client, context, work, "SUCCESS")
    return Ran(work.kind, work.reference, work.attempt, outcome)


def _end(
    client: DBOSClient, context: Context, work: Work, status: Literal["SUCCESS", "ERROR"], error: str | None = None
) -> None:
    """Record how it ended, as DBOS does with what it has claimed."""
    table = "workflow_status" if context.database.is_sqlite else "dbos.workflow_status"

    def claim(session: Session) -> None:
        statement = f"UPDATE {table} SET status = 'PENDING' WHERE workflow_uuid = :id"  # noqa: S608  Our own names.
        session.execute(text(statement), {"id": work.id})

    context.database.write_now(claim)
    failure = None if error is None else json.dumps({"name": "WorkFailedError", "message": error})
    assert client._sys_db.update_workflow_outcome(work.id, status, error=failure)
