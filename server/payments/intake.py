"""Take in what providers send: kept under its own id before any work, answered fast, worked once, and replayable."""

from collections.abc import Mapping

import structlog
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from server.context import Context
from server.errors import ConflictError, NotFoundError
from server.ids import new_id, now_ms
from server.payments.models import ProviderEvent
from server.payments.provider import EventKind, ReadEvent
from server.work.queue import Kind, enqueue

PENDING, DONE, IGNORED, UNMATCHED, FAILED = "pending", "done", "ignored", "unmatched", "failed"
log = structlog.get_logger()


async def receive(context: Context, provider: str, headers: Mapping[str, str], body: bytes) -> None:
    """Keep one event and have it worked after the commit; the same event again changes nothing.

    Raises NotFoundError where the provider is not configured and BadSignatureError for what it did not sign.
    """
    source = context.providers.named(provider)
    if source is None:
        raise NotFoundError
    lower = {name.lower(): value for name, value in headers.items()}
    event = source.read_event(lower, body, now_ms())
    sealed = context.vault.seal(body)
    is_new = await context.database.write(lambda session: keep_event(session, provider, event, sealed))
    log.info("provider_event_received", provider=provider, type=event.type, is_new=is_new)


def keep_event(session: Session, provider: str, event: ReadEvent, sealed_body: bytes) -> bool:
    """Write the event and enqueue its work; False where it is known already."""
    row_id = new_id("pev")
    is_ignored = event.kind is EventKind.IGNORED
    # SQLite and PostgreSQL spell this statement alike.
    statement = (
        insert(ProviderEvent)
        .values(
            id=row_id,
            provider=provider,
            event_id=event.event_id,
            type=event.type,
            reference=event.reference,
            sealed_body=sealed_body,
            outcome=IGNORED if is_ignored else PENDING,
            detail="",
            received_at=now_ms(),
        )
        .on_conflict_do_nothing()
        .returning(ProviderEvent.id)
    )
    if session.connection().execute(statement).first() is None:
        return False
    if not is_ignored:
        enqueue(session, Kind.PROVIDER_EVENT, row_id)
    return True


def match_events(session: Session, provider: str, reference: str) -> int:
    """Have events worked that came before the payment of this reference was known; how many there were."""
    waiting = select(ProviderEvent.id).where(
        ProviderEvent.outcome == UNMATCHED, ProviderEvent.reference == reference, ProviderEvent.provider == provider
    )
    event_ids = session.scalars(waiting).all()
    for event_id in event_ids:
        replay(session, event_id)
    return len(event_ids)


def replay(session: Session, event_id: str) -> ProviderEvent:
    """Have a kept event worked again, whatever became of it; NotFoundError where none has this id."""
    event = session.get(ProviderEvent, event_id)
    if event is None:
        raise NotFoundError("Provider event not found")
    if not event.sealed_body:
        raise ConflictError("This event was worked, and its body erased with the person whom it named")
    event.outcome = PENDING
    session.flush()
    enqueue(session, Kind.PROVIDER_EVENT, event.id)
    return event


def note_outcome(session: Session, event_id: str, outcome: str, detail: str = "") -> None:
    """Say what became of an event. ``detail`` holds ids and codes only."""
    session.execute(
        update(ProviderEvent)
        .where(ProviderEvent.id == event_id)
        .values(outcome=outcome, detail=detail[:300], worked_at=now_ms())
    )
