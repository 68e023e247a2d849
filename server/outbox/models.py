"""Feeds and the server's state as tables."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Feed(Base):
    """One counter an event: the position of the last change that a door may have to hear of."""

    __tablename__ = "feeds"

    event_id: Mapped[str] = mapped_column(ForeignKey("events.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class ServerState(Base):
    """Facts about this database as a whole, e.g. its ``epoch``."""

    __tablename__ = "server_state"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
