"""Find everything that an organization keeps of one person, by their e-mail address."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.appointments.models import Appointment
from server.contacts.models import Contact
from server.delivery.models import Delivery
from server.errors import InvalidRequestError
from server.fulfilment.models import Entitlement
from server.idempotency import IdempotentAnswer
from server.ledger.models import Invoice
from server.orders.models import Order, PurchaseItem
from server.payments.models import Payment, ProviderEvent, Refund, TestCharge
from server.text import fold_email
from server.tickets.models import Ticket
from server.vault import Vault

_WORKED = ("done", "ignored")
Ids = list[str]


@dataclass(slots=True)
class Found:
    """Where a person's rows are: ids by table. Tickets and items of their guests are the guests' own."""

    organization_id: str
    ids: dict[str, Ids] = field(default_factory=dict)
    answer_keys: Ids = field(default_factory=list)
    """Idempotency keys whose kept answers name them."""

    @property
    def named_by(self) -> str:
        """What the audit trail calls them: an id, never the address."""
        known = [*self.ids["contacts"], *self.ids["orders"], *self.ids["tickets"], *self.ids["deliveries"]]
        return known[0] if known else self.organization_id


def find_person(session: Session, vault: Vault, organization_id: str, email: str) -> Found:
    """All rows of the organization that are about the person of this address. Reads much; changes nothing.

    InvalidRequestError for no address: it would be that of all who gave none.
    """
    found = Found(organization_id)
    address = fold_email(email)
    if not address:
        raise InvalidRequestError("Name the person by their e-mail address")

    def ids_of(model: Any, *conditions: ColumnElement[bool]) -> Ids:  # noqa: ANN401  Any of our models.
        key = next(iter(model.__table__.primary_key.columns))
        statement = select(key).where(or_(false(), *conditions)).order_by(key)
        if "organization_id" in model.__table__.columns:
            statement = statement.where(model.organization_id == organization_id)
        found.ids[model.__tablename__] = list(session.scalars(statement))
        return found.ids[model.__tablename__]

    def is_theirs(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
        return or_(func.lower(column) == address, column == email)

    contacts = ids_of(Contact, Contact.email == address)
    orders = ids_of(Order, Order.customer_key == address)
    tickets = ids_of(Ticket, Ticket.contact_id.in_(contacts), is_theirs(Ticket.holder_email))
    held = select(Ticket.purchase_item_id).where(Ticket.id.in_(tickets))
    goods = PurchaseItem.order_id.in_(orders) & (PurchaseItem.fulfillment_type != "ticket")
    items = ids_of(PurchaseItem, goods, PurchaseItem.id.in_(held), is_theirs(PurchaseItem.buyer_email))
    ids_of(Entitlement, Entitlement.purchase_item_id.in_(items))
    ids_of(Appointment, Appointment.order_id.in_(orders), is_theirs(Appointment.customer_email))
    ids_of(Delivery, Delivery.order_id.in_(orders), is_theirs(Delivery.recipient))
    payments = ids_of(Payment, Payment.order_id.in_(orders))
    ids_of(Refund, Refund.order_id.in_(orders))
    ids_of(Invoice, Invoice.order_id.in_(orders))
    ids_of(TestCharge, TestCharge.payment_id.in_(payments))
    references = _references(session, payments)
    worked = ProviderEvent.reference.in_(references) & ProviderEvent.outcome.in_(_WORKED)
    ids_of(ProviderEvent, worked & (ProviderEvent.sealed_body != b""))
    found.answer_keys = _answers_about(session, vault, found, address)
    return found


def _references(session: Session, payment_ids: Ids) -> Ids:
    rows = session.execute(select(Payment.reference, Payment.charge_reference).where(Payment.id.in_(payment_ids)))
    return [reference for row in rows for reference in row if reference is not None]


def _answers_about(session: Session, vault: Vault, found: Found, address: str) -> Ids:
    """The keys of kept answers that hold the address, or the id of an order or ticket."""
    marks = [address.encode(), *(made.encode() for table in ("orders", "tickets") for made in found.ids[table])]
    rows = session.execute(
        select(IdempotentAnswer.key, IdempotentAnswer.sealed_answer).where(
            IdempotentAnswer.organization_id == found.organization_id, IdempotentAnswer.sealed_answer != b""
        )
    )
    return [key for key, sealed in rows if _holds(vault.open(sealed), marks)]


def _holds(answer: bytes, marks: list[bytes]) -> bool:
    folded = answer.lower()
    return any(mark in answer or mark in folded for mark in marks)
