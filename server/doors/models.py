"""Gates, devices and what they wrote, as tables. Times are Unix ms."""

from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Gate(Base):
    """A place with its rules; ``rules`` is a ``sync.rules.gate.Gate`` as JSON."""

    __tablename__ = "gates"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), index=True)
    rules: Mapped[bytes]
    created_at: Mapped[int]


class PairingCode(Base):
    """A one-time code that makes a device; only its hash is kept."""

    __tablename__ = "pairing_codes"

    code_hash: Mapped[bytes] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"))
    gate_id: Mapped[str] = mapped_column(ForeignKey("gates.id"))
    expires_at: Mapped[int]
    used_at: Mapped[int | None]


class Device(Base):
    """A paired scanner, bound to one event. ``token_hash`` is that of its first token (server.doors.device_tokens)."""

    __tablename__ = "devices"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), index=True)
    gate_id: Mapped[str] = mapped_column(ForeignKey("gates.id"))
    name: Mapped[str]
    app_version: Mapped[str]
    public_key: Mapped[bytes]
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    created_at: Mapped[int]
    revoked_at: Mapped[int | None]
    is_desk: Mapped[bool] = mapped_column(default=False)
    """The server's own place in the log, for what organizers do from afar; its key is derived, nobody holds a token."""
    held: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Of a revoked device: up to where its logs count, by log id."""
    is_to_wipe: Mapped[bool] = mapped_column(default=False)
    message: Mapped[str] = mapped_column(default="")
    message_id: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The latest ``DeviceReport``."""
    seen_at: Mapped[int | None]
    token_expires_at: Mapped[int | None]
    """Only of tokens that were given before they ended by themselves: when the one kept here ends, once it does."""


class DoorLog(Base):
    """How far this server holds one device's log. ``digest`` is empty where the last entry could not be trusted."""

    __tablename__ = "door_logs"

    log_id: Mapped[str] = mapped_column(primary_key=True)
    device_id: Mapped[str] = mapped_column(ForeignKey("devices.id"))
    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), index=True)
    seq: Mapped[int]
    digest: Mapped[bytes]


class DoorEntry(Base):
    """One accepted log entry; ``body`` is the whole entry as MessagePack."""

    __tablename__ = "door_entries"
    __table_args__ = (Index("ix_door_entries_event_id_feed_position", "event_id", "feed_position"),)

    log_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str]
    ticket_id: Mapped[str | None] = mapped_column(index=True)
    digest: Mapped[bytes]
    body: Mapped[bytes]
    feed_position: Mapped[int]
    received_at: Mapped[int]


class QuarantinedEntry(Base):
    """An entry that does not count, kept as evidence: forged, forked, or of another event."""

    __tablename__ = "quarantined_entries"
    __table_args__ = (UniqueConstraint("log_id", "seq", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    log_id: Mapped[str]
    seq: Mapped[int]
    digest: Mapped[bytes]
    device_id: Mapped[str]
    why: Mapped[str]
    body: Mapped[bytes]
    received_at: Mapped[int]


class Grant(Base):
    """The server's yes to one attempt. It counts as an admission until the device's own entry has come."""

    __tablename__ = "grants"

    log_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[str]
    ticket_id: Mapped[str] = mapped_column(index=True)
    gate_id: Mapped[str]
    granted_at: Mapped[int]
    people: Mapped[int] = mapped_column(default=1)
    party: Mapped[int] = mapped_column(default=1)
    """How many the ticket lets in altogether."""
    rule: Mapped[str] = mapped_column(default="")
    """The re-entry rule that the yes stood on."""


class PolicyVersion(Base):
    """The latest policy given out for an event: its number rises when its content changes."""

    __tablename__ = "policy_versions"

    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    version: Mapped[int]
    content_hash: Mapped[bytes]
    issued_at: Mapped[int] = mapped_column(default=0)


class Incident(Base):
    """What the log shows went wrong; ``body`` is a ``sync.rules.incidents.Incident`` as MessagePack."""

    __tablename__ = "incidents"
    __table_args__ = (Index("ix_incidents_event_id_at", "event_id", "at"),)

    kind: Mapped[str] = mapped_column(primary_key=True)
    log_id: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(unique=True)
    """Made of the three above, for addresses."""
    event_id: Mapped[str]
    ticket_id: Mapped[str | None] = mapped_column(index=True)
    at: Mapped[int]
    body: Mapped[bytes]
    found_at: Mapped[int]
    acknowledged_at: Mapped[int | None]
    acknowledged_by: Mapped[str] = mapped_column(default="")
