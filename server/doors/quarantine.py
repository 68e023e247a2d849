"""Entries that do not count, kept as evidence: forged, forked, of another event, or of a revoked device."""

from collections.abc import Sequence

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.doors.models import QuarantinedEntry
from server.ids import now_ms

# SQLite and PostgreSQL spell this statement alike.
_KEEP = insert(QuarantinedEntry).on_conflict_do_nothing()


def evidence(log_id: str, seq: int, digest: bytes, body: bytes, device_id: str, why: str) -> dict[str, object]:
    """A row of evidence. The digest names it, so the same bad entry pushed again and again is kept once."""
    return {
        "id": int.from_bytes(digest[:7], "big"),
        "log_id": log_id,
        "seq": seq,
        "digest": digest,
        "device_id": device_id,
        "why": why,
        "body": body,
        "received_at": now_ms(),
    }


def keep_evidence(session: Session, rows: Sequence[dict[str, object]]) -> None:
    """Keep the rows; what is there already stays as it is."""
    if rows:
        session.connection().execute(_KEEP, rows)
