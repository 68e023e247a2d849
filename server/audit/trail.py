"""Write the audit trail, in the transaction of what it tells of."""

from sqlalchemy import insert
from sqlalchemy.orm import Session

from server.audit.models import AuditEntry
from server.ids import new_id, now_ms

IS_RECORDED = "is_recorded"
"""The key in ``session.info`` that is true once a job has told the trail what it did."""
_INSERT = insert(AuditEntry)


def record(
    session: Session,
    actor: str,
    action: str,
    object_id: str,
    *,
    organization_id: str | None = None,
    **facts: str | int | bool | None,
) -> None:
    """``actor`` did ``action`` to ``object_id``. ``facts`` are amounts, states and ids, never names or addresses."""
    row = {
        "id": new_id("aud"),
        "organization_id": organization_id,
        "actor": actor,
        "action": action,
        "object_id": object_id,
        "facts": facts,
        "created_at": now_ms(),
    }
    session.connection().execute(_INSERT, [row])
    session.info[IS_RECORDED] = True
