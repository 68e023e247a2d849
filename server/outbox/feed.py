"""The feed of an event: who writes a row that doors must hear of takes its position here, as the last step.

The counter's row stays locked until the transaction ends, so positions become visible in their order: a door's cursor
never passes a row that commits late (invariant I6).
"""

import secrets

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from server.outbox.models import Feed, ServerState
from server.writer import CHANGED_EVENTS

_EPOCH = "epoch"
_RAISE = (
    update(Feed)
    .where(Feed.event_id == bindparam("event"))
    .values(position=Feed.position + bindparam("count"))
    .returning(Feed.position)
)

_POSITION = select(Feed.position).where(Feed.event_id == bindparam("event"))
_LOCK = _POSITION.with_for_update()
_NEW_EPOCH = update(ServerState).where(ServerState.key == bindparam("which")).values(value=bindparam("fresh"))
_STATE = select(ServerState.value).where(ServerState.key == bindparam("key"))


def take_positions(session: Session, event_id: str, count: int) -> int:
    """The first of ``count`` new positions in the event's feed; the rows that carry them must follow at once."""
    last = session.connection().execute(_RAISE, {"event": event_id, "count": count}).scalar_one()
    session.info.setdefault(CHANGED_EVENTS, set()).add(event_id)
    return int(last) - count + 1


def lock_feed(session: Session, event_id: str) -> None:
    """Hold the event's counter until the transaction ends: it is the lock of the event's log and its policy."""
    session.connection().execute(_LOCK, {"event": event_id})


def create_feed(session: Session, event_id: str) -> None:
    """Start the feed of a new event."""
    session.execute(insert(Feed).values(event_id=event_id, position=0))


def feed_position(session: Session, event_id: str) -> int:
    """The position of the last change, 0 where there is none or no such event."""
    return session.connection().scalar(_POSITION, {"event": event_id}) or 0


def server_epoch(session: Session) -> str:
    """16 hex digits that name this life of the database; empty before ``ensure_epoch``."""
    return session.connection().scalar(_STATE, {"key": _EPOCH}) or ""


def ensure_epoch(session: Session) -> str:
    """The epoch, drawn at the first start."""
    known = server_epoch(session)
    if not known:
        known = secrets.token_hex(8)
        session.add(ServerState(key=_EPOCH, value=known))
        session.flush()
    return known


def renew_epoch(session: Session) -> str:
    """Begin a new epoch, as must be done after a restore: doors then fetch all anew and offer what they hold."""
    fresh = secrets.token_hex(8)
    session.connection().execute(_NEW_EPOCH, {"fresh": fresh, "which": _EPOCH})
    return fresh
