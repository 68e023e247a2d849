"""Object links for reading. Only offers are rows; a ticket's links are its foreign keys, told as links."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.api import read_page
from server.catalog.models import Offer
from server.catalog.schemas import LinkObject, LinkPage
from server.catalog.views import offer_object
from server.tickets.models import Ticket

_OFFERS = "offers"
_ADMITS_TO = "admits_to"
_ISSUED_FROM = "issued_from"


def page_of_links(
    session: Session,
    organization_id: str,
    *,
    from_id: str | None,
    to_id: str | None,
    link_type: str | None,
    cursor: str | None,
    limit: int,
) -> LinkPage:
    """The links that match all that is given."""
    if from_id is not None and (ticket := session.get(Ticket, from_id)) is not None:
        links = [] if ticket.organization_id != organization_id else _links_of(ticket)
        matching = [link for link in links if link_type in (None, link.linkType) and to_id in (None, link.toObjectId)]
        return LinkPage(objectLinks=matching)
    if link_type not in (None, _OFFERS):
        return LinkPage(objectLinks=[])
    statement = select(Offer).where(Offer.organization_id == organization_id)
    if from_id is not None:
        statement = statement.where(Offer.event_id == from_id)
    if to_id is not None:
        statement = statement.where(Offer.product_id == to_id)
    rows, following = read_page(session, statement, Offer.id, cursor=cursor, limit=limit)
    return LinkPage(objectLinks=[offer_object(row) for row in rows], nextCursor=following)


def _links_of(ticket: Ticket) -> list[LinkObject]:
    return [
        LinkObject(
            id=f"{ticket.id}.{link_type}",
            organizationId=ticket.organization_id,
            fromObjectId=ticket.id,
            toObjectId=target,
            linkType=link_type,
            properties={},
            createdAt=ticket.created_at,
        )
        for link_type, target in ((_ADMITS_TO, ticket.event_id), (_ISSUED_FROM, ticket.product_id))
    ]
