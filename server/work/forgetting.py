"""Forget work that was done long ago, so that its tables do not grow for ever."""

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import structlog

from server.context import Context
from server.work.dead_letters import FAILED, without_followed
from server.work.queue import WORKFLOW
from server.work.sweeps import Sweep

if TYPE_CHECKING:
    from dbos import DBOSClient, WorkflowStatus

KEPT_DAYS = 14
"""How long work that was done can be looked at."""
KEPT_ONCE_DAYS = 400
"""How long work enqueued with ``once`` is remembered, so that it is not done twice."""
_BATCH = 500
_DAY_S = 86_400.0
_PREFIX = "wrk_"
log = structlog.get_logger()


def forget_finished_work(context: Context) -> None:
    """Delete what is done and old. Dead letters stay until they are tried again."""
    from server.work.machine import work_client  # noqa: PLC0415  DBOS takes long to import.

    with work_client(context.config.database_url) as client:
        forgotten = _forget(client, KEPT_DAYS, _PREFIX) + _forget(client, KEPT_ONCE_DAYS, None)
    if forgotten:
        log.info("finished_work_forgotten", works=forgotten)


FORGETTING = Sweep("forget_finished_work", _DAY_S / 4, forget_finished_work)


def _forget(client: "DBOSClient", days: int, prefix: str | None) -> int:
    before = datetime.fromtimestamp(time.time() - days * _DAY_S, UTC).isoformat()
    forgotten = 0
    while ids := _finished(client, before, prefix):
        client.delete_workflows(ids)
        forgotten += len(ids)
    return forgotten


def _finished(client: "DBOSClient", before: str, prefix: str | None) -> list[str]:
    def find(status: str | list[str], limit: int | None) -> "list[WorkflowStatus]":
        return client.list_workflows(
            name=WORKFLOW,
            status=status,
            completed_before=before,
            workflow_id_prefix=prefix,
            load_input=False,
            load_output=False,
            limit=limit,
        )

    failed = find(FAILED, None)
    left = {status.workflow_id for status in without_followed(client, failed)}
    # What failed goes before what followed on it: else it would be a dead letter once more.
    followed = [status.workflow_id for status in failed if status.workflow_id not in left]
    return followed or [status.workflow_id for status in find("SUCCESS", _BATCH)]
