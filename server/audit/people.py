"""A person's rights: all that an organization keeps of them as JSON, and its erasure (GDPR articles 15, 17 and 20)."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from pydantic.alias_generators import to_camel
from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from server.audit.finding import Found
from server.audit.models import AuditEntry
from server.audit.personal import BLANKS, KEPT, NAMING, NEVER_EXPORTED
from server.audit.trail import record
from server.audit.upcoming import cancel_upcoming, find_upcoming
from server.base import Base
from server.doors.ingest import decode_entry
from server.doors.models import DoorEntry
from server.errors import ConflictError
from server.idempotency import IdempotentAnswer
from server.ids import now_ms
from server.ledger.models import LedgerEntry
from server.orders.models import Order, OrderStatus
from server.orders.seats import lock_event
from server.orders.tools import Tools
from server.outbox.feed import take_positions
from server.payments.models import ProviderEvent
from server.tickets.erased_codes import keep_hashes
from server.tickets.models import Ticket
from server.vault import Vault

_NOT_EXPORTED = ("provider_events", "test_charges")
_PAID = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)


class StillNeededError(ConflictError):
    """The person has tickets, sessions or deliveries to come; ``upcoming`` lists their ids."""

    code = "STILL_NEEDED"
    says = "Something is still to come for this person: wait until it is over, or cancel it with cancelUpcoming"


def export_person(session: Session, found: Found, *, actor: str) -> dict[str, Any]:
    """All that is kept of them, in the words of the API: rows by kind, secrets left out."""
    exported: dict[str, Any] = {
        to_camel(name): [_as_said(row) for row in _rows(session, _table(name), found.ids[name])]
        for name in found.ids
        if name not in _NOT_EXPORTED
    }
    exported["doorEntries"] = _door_entries(session, found)
    exported["audit"] = _audit_of(session, found)
    rows = sum(len(rows) for rows in exported.values())
    record(session, actor, "person.exported", found.named_by, organization_id=found.organization_id, rows=rows)
    return exported


def erase_person(session: Session, tools: Tools, found: Found, *, actor: str, is_cancelling: bool) -> dict[str, Any]:
    """Take their data out of every row; what was erased, cancelled and kept. Again there is nothing left to erase.

    StillNeededError where something is still to come, unless ``is_cancelling``.
    """
    at = now_ms()
    coming = find_upcoming(session, found, at)
    if coming and not is_cancelling:
        raise StillNeededError(upcoming=",".join(one.id for one in coming))
    cancel_upcoming(session, tools, coming, at)
    session.flush()
    keep_hashes(session, tools.vault, found.ids["tickets"])
    erased: Counter[str] = Counter()
    words: set[str] = set()
    for name, blanks in BLANKS.items():
        rows = _rows(session, _table(name), found.ids[name])
        words.update(row[column] for row in rows for column in blanks if column in NAMING and row[column])
        erased[name] = _blank(session, name, rows)
    _tell_doors(session, found)
    erased["provider_events"] = _drop_bodies(session, found)
    erased["idempotent_answers"] = _blank_answers(session, tools.vault, found, words)
    session.expire_all()
    record(
        session,
        actor,
        "person.erased",
        found.named_by,
        organization_id=found.organization_id,
        rows=erased.total(),
        cancelled=len(coming),
    )
    return {
        "erased": {to_camel(name): count for name, count in erased.items() if count},
        "cancelled": [{"kind": one.kind, "id": one.id} for one in coming],
        "refundable": _refundable(session, found) if coming else [],
        "kept": _kept(session, found),
    }


def _blank(session: Session, name: str, rows: list[dict[str, Any]]) -> int:
    """Put the blanks in the place of what the rows hold; tickets also take new places in their events' feeds."""
    table, blanks = _table(name), BLANKS[name]
    key = next(iter(table.primary_key.columns))
    changed = []
    for row in rows:
        values = {column: blank(row) for column, blank in blanks.items()}
        if any(row[column] != value for column, value in values.items()):
            changed.append({**values, "key_of_row": row[key.name], "event_of_row": row.get("event_id")})
    if name == "tickets":
        _take_places(session, changed)
    for values in changed:
        key_of_row = values.pop("key_of_row")
        values.pop("event_of_row")
        session.execute(update(table).where(key == key_of_row).values(values))
    return len(changed)


def _tell_doors(session: Session, found: Found) -> None:
    """The doors hear of the other tickets of their orders, too: each tells the buyer's e-mail address and phone."""
    others = select(Ticket.id, Ticket.event_id).where(
        Ticket.order_id.in_(found.ids["orders"]), Ticket.id.not_in(found.ids["tickets"])
    )
    changed: list[dict[str, Any]] = [
        {"key_of_row": ticket_id, "event_of_row": event_id} for ticket_id, event_id in session.execute(others)
    ]
    _take_places(session, changed)
    for values in changed:
        session.execute(
            update(Ticket)
            .where(Ticket.id == values["key_of_row"])
            .values(feed_position=values["feed_position"], updated_at=values["updated_at"])
        )


def _take_places(session: Session, changed: list[dict[str, Any]]) -> None:
    """The doors hear of these tickets: each event is locked, one after the other, as everyone locks them."""
    events = sorted({values["event_of_row"] for values in changed})
    for event_id in events:
        lock_event(session, event_id)
    for event_id in events:
        mine = [values for values in changed if values["event_of_row"] == event_id]
        first = take_positions(session, event_id, len(mine))
        for place, values in enumerate(mine):
            values.update(feed_position=first + place, updated_at=now_ms())


def _drop_bodies(session: Session, found: Found) -> int:
    ids = found.ids["provider_events"]
    if ids:
        session.execute(update(ProviderEvent).where(ProviderEvent.id.in_(ids)).values(sealed_body=b""))
    return len(ids)


def _blank_answers(session: Session, vault: Vault, found: Found, words: set[str]) -> int:
    """The kept answers stay, so that what was asked is not done twice; they only name nobody any more."""
    folded = {word.casefold() for word in words if word.strip()}
    mine = (
        IdempotentAnswer.organization_id == found.organization_id,
        IdempotentAnswer.key == bindparam("asked_under"),
    )
    count = 0
    for key in found.answer_keys:
        sealed = session.scalar(select(IdempotentAnswer.sealed_answer).where(*mine), {"asked_under": key})
        if not sealed:
            continue
        answer = json.loads(vault.open(sealed))
        blanked = _without(answer, folded)
        if blanked != answer:
            body = json.dumps(blanked, ensure_ascii=False, separators=(",", ":")).encode()
            session.connection().execute(
                update(IdempotentAnswer).where(*mine).values(sealed_answer=vault.seal(body)), {"asked_under": key}
            )
            count += 1
    return count


def _without(value: Any, words: set[str]) -> Any:  # noqa: ANN401  JSON is any value.
    if isinstance(value, str):
        return "" if value.casefold() in words else value
    if isinstance(value, list):
        return [_without(item, words) for item in value]
    if isinstance(value, dict):
        return {name: _without(item, words) for name, item in value.items()}
    return value


def _refundable(session: Session, found: Found) -> list[str]:
    statement = select(Order.id).where(
        Order.id.in_(found.ids["orders"]), Order.status.in_(_PAID), Order.amount_cents > Order.refunded_cents
    )
    return list(session.scalars(statement.order_by(Order.id)))


def _kept(session: Session, found: Found) -> list[dict[str, Any]]:
    """What stays, and why."""
    ledger = session.scalars(select(LedgerEntry.id).where(LedgerEntry.order_id.in_(found.ids["orders"]))).all()
    kept = [
        ("invoices", found.ids["invoices"], KEPT["invoices", "body"]),
        ("ledger", ledger, "The ledger is never changed; it names orders, and nobody"),
        ("foreignCodes", _hashed_codes(session, found), KEPT["tickets", "foreign_hash"]),
        ("doorEntries", _door_entry_ids(session, found), "Signed by the doors; they name tickets, and nobody"),
    ]
    return [{"what": what, "ids": list(ids), "why": why} for what, ids, why in kept if ids]


def _hashed_codes(session: Session, found: Found) -> list[str]:
    """The tickets whose codes, another system's, would be known again."""
    statement = select(Ticket.id).where(Ticket.id.in_(found.ids["tickets"]), Ticket.foreign_hash.is_not(None))
    return list(session.scalars(statement.order_by(Ticket.id)))


def _door_entry_ids(session: Session, found: Found) -> list[str]:
    statement = select(DoorEntry.log_id, DoorEntry.seq).where(DoorEntry.ticket_id.in_(found.ids["tickets"]))
    return [f"{row.log_id}:{row.seq}" for row in session.execute(statement.order_by(DoorEntry.log_id, DoorEntry.seq))]


def _door_entries(session: Session, found: Found) -> list[dict[str, Any]]:
    statement = select(DoorEntry.body).where(DoorEntry.ticket_id.in_(found.ids["tickets"]))
    entries = [decode_entry(body) for body in session.scalars(statement.order_by(DoorEntry.feed_position))]
    return [
        {
            "ticketId": entry.ticket_id,
            "kind": entry.kind,
            "direction": entry.direction,
            "gateId": entry.gate,
            "at": entry.wall,
        }
        for entry in entries
    ]


def _audit_of(session: Session, found: Found) -> list[dict[str, Any]]:
    ids = [row_id for ids in found.ids.values() for row_id in ids]
    statement = select(AuditEntry).where(
        AuditEntry.organization_id == found.organization_id, AuditEntry.object_id.in_(ids)
    )
    return [
        {"action": entry.action, "objectId": entry.object_id, "actor": entry.actor, "createdAt": entry.created_at}
        for entry in session.scalars(statement.order_by(AuditEntry.id))
    ]


def _rows(session: Session, table: Table, ids: Iterable[str]) -> list[dict[str, Any]]:
    key = next(iter(table.primary_key.columns))
    return [dict(row) for row in session.execute(select(table).where(key.in_(ids)).order_by(key)).mappings()]


def _as_said(row: dict[str, Any]) -> dict[str, Any]:
    return {
        to_camel(name): value
        for name, value in row.items()
        if name not in NEVER_EXPORTED and not isinstance(value, bytes)
    }


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
