"""Published events for the public: what they are, when and where, their pictures, and what they sell."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.catalog.models import Event
from server.catalog.places import place_of
from server.errors import InvalidRequestError
from server.media.models import MediaFile
from server.media.views import address_of
from server.public import rfc3339
from server.shop.availability import Named, Seats, seats_of
from server.shop.schemas import PublicEvent, PublicEvents, ShownFile
from server.text import LAST_MOMENT_MS, read_time

_starts = func.coalesce(Event.starts_at, LAST_MOMENT_MS)
"""What the list is sorted by: events without a date come last."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which events; None for any. ``since`` is Unix ms."""

    organization: str | None = None
    since: int | None = None
    text: str | None = None


def read_since(text: str | None) -> int | None:
    """A moment in Unix ms from a query's Unix ms or RFC 3339 text; InvalidRequestError for anything else."""
    try:
        return read_time(int(text) if text and text.isascii() and text.isdigit() else text)
    except (ValueError, OverflowError):
        raise InvalidRequestError("from is no time: Unix milliseconds, or such as 2025-01-15T22:00:00Z") from None


def page_of_events(
    session: Session, sought: Sought, site: str, at: int, *, cursor: str | None, limit: int
) -> PublicEvents:
    """The published events that match all that is sought, the earliest first; ``at`` is now in Unix ms."""
    statement = _statement(sought)
    if cursor is not None:
        statement = statement.where(_is_after(cursor))
    rows = session.execute(statement.order_by(_starts, Event.id).limit(limit + 1)).all()
    found = [Named(event, slug, name) for event, slug, name in rows[:limit]]
    following = _cursor_of(found[-1].event) if len(rows) > limit else None
    return PublicEvents(events=read_events(session, found, site, at), nextCursor=following)


def read_events(session: Session, found: Sequence[Named], site: str, at: int) -> list[PublicEvent]:
    """These events as the public sees them; ``site`` is where pictures are, ``at`` is now in Unix ms."""
    seats = seats_of(session, [named.event for named in found], at)
    shown = _files_of(session, [named.event.id for named in found])
    return [_public_event(named, seats[named.event.id], shown[named.event.id], site) for named in found]


def _statement(sought: Sought) -> Select[Event, str, str]:
    statement = (
        select(Event, Organization.slug, Organization.name)
        .join(Organization, Organization.id == Event.organization_id)
        .where(Event.status == "published")
    )
    if sought.organization:
        owned = (Organization.id, Organization.slug, Organization.ticket_prefix)
        statement = statement.where(or_(*(column == sought.organization for column in owned)))
    if sought.since is not None:
        statement = statement.where(func.coalesce(Event.ends_at, _starts) >= sought.since)
    if sought.text:
        statement = statement.where(_holds(sought.text))
    return statement


def _holds(text: str) -> ColumnElement[bool]:
    """SQLite folds the case of ASCII letters only, so other letters are also looked for as people write them."""
    spellings = sorted({text, text.lower(), text.upper(), text.title()})
    columns = (Event.name, Event.description)
    return or_(*(column.icontains(spelling, autoescape=True) for column in columns for spelling in spellings))


def _cursor_of(event: Event) -> str:
    return f"{LAST_MOMENT_MS if event.starts_at is None else event.starts_at}.{event.id}"


def _is_after(cursor: str) -> ColumnElement[bool]:
    start, _, event_id = cursor.partition(".")
    if not (start.isascii() and start.isdigit() and int(start) <= LAST_MOMENT_MS):
        raise InvalidRequestError("cursor is not the nextCursor of a page")
    return or_(_starts > int(start), and_(_starts == int(start), Event.id > event_id))


def _files_of(session: Session, event_ids: Sequence[str]) -> dict[str, list[MediaFile]]:
    files: dict[str, list[MediaFile]] = defaultdict(list)
    statement = select(MediaFile).where(MediaFile.event_id.in_(event_ids), MediaFile.is_public)
    for row in session.scalars(statement.order_by(MediaFile.id)):
        files[str(row.event_id)].append(row)
    return files


def _public_event(named: Named, seats: Seats, files: Sequence[MediaFile], site: str) -> PublicEvent:
    event, place = named.event, place_of(named.event.custom_properties)
    shown = [ShownFile(url=address_of(site, row), contentType=row.content_type) for row in files]
    return PublicEvent(
        id=event.id,
        name=event.name,
        slug=event.slug,
        subtype=event.subtype,
        description=event.description,
        organization=named.organization,
        organizationName=named.organization_name,
        startsAt=event.starts_at,
        endsAt=event.ends_at,
        event_date=None if event.starts_at is None else rfc3339(event.starts_at),
        event_end_date=None if event.ends_at is None else rfc3339(event.ends_at),
        timeZone=event.time_zone,
        location=place.line or None,
        address=place.address,
        geo=place.geo,
        pictures=[file for file in shown if file.contentType.startswith("image/")],
        videos=[file for file in shown if file.contentType.startswith("video/")],
        capacity=event.capacity,
        remaining=seats.remaining,
        ticketTypes=seats.ticket_types,
    )
