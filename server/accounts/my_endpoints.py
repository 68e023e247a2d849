"""/api/v1/me: what a person has bought, in whichever organization."""

from collections.abc import Sequence

from fastapi import APIRouter, Response
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_PERSON, SignedIn
from server.accounts.member_schemas import MyOrder, MyOrderPage
from server.accounts.models import Organization
from server.accounts.persons import Person
from server.api import PAGE_CURSOR, PAGE_LIMIT, json_answer, read_page
from server.catalog.models import Event
from server.context import InContext
from server.orders.models import Order
from server.tokens import hash_token, token_for
from server.vault import Vault

router = APIRouter(prefix="/me", dependencies=[DOCUMENTED_PERSON])


@router.get("/orders", response_model=MyOrderPage)
async def get_my_orders(
    person: SignedIn, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """The orders of whoever asks: made when signed in, or with the address that they have proved to be theirs."""
    answer = await context.database.read(
        lambda session: _read_orders(session, context.vault, person, cursor=cursor, limit=limit)
    )
    response = json_answer(answer)
    response.headers["Cache-Control"] = "no-store"
    return response


def _read_orders(session: Session, vault: Vault, person: Person, *, cursor: str | None, limit: int) -> MyOrderPage:
    mine = select(Order).where(or_(Order.user_id == person.user_id, Order.customer_key == person.email_key))
    rows, following = read_page(session, mine, Order.id, cursor=cursor, limit=limit)
    names = _organization_names(session, rows)
    events = {
        event.id: event
        for event in session.scalars(select(Event).where(Event.id.in_({row.event_id for row in rows if row.event_id})))
    }
    orders = [
        MyOrder(
            id=row.id,
            organizationId=row.organization_id,
            organizationName=names[row.organization_id],
            eventId=row.event_id,
            eventName=events[row.event_id].name if row.event_id else None,
            startsAt=events[row.event_id].starts_at if row.event_id else None,
            status=row.status,
            quantity=row.quantity,
            amountInCents=row.amount_cents,
            refundedInCents=row.refunded_cents,
            currency=row.currency,
            createdAt=row.created_at,
            paidAt=row.paid_at,
            token=_token(vault, row),
        )
        for row in rows
    ]
    return MyOrderPage(orders=orders, nextCursor=following)


def _organization_names(session: Session, orders: Sequence[Order]) -> dict[str, str]:
    ids = {order.organization_id for order in orders}
    rows = session.execute(select(Organization.id, Organization.name).where(Organization.id.in_(ids)))
    return {row.id: row.name for row in rows}


def _token(vault: Vault, order: Order) -> str | None:
    """The buyer's token, where the order is one that its token opens."""
    token = token_for(vault, "order", order.id)
    return token if order.token_hash == hash_token(token) else None
