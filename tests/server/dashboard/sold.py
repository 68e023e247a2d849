"""Orders, money and door entries written straight into the tables: many, quickly, and with times of one's own."""

import random
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from server.context import Context
from server.doors.ingest import encode_entry
from server.doors.models import DoorEntry
from server.ids import new_id
from server.ledger.models import LedgerEntry
from server.orders.models import Order, PurchaseItem
from server.tickets.models import Ticket
from sync.protocol.messages import Entry
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import EventId, GateId, LogId, TicketId
from sync.rules.verdict import Basis
from tests.factories import START_MS, Club

DAY_MS = 24 * 3600 * 1000


@dataclass(slots=True)
class Sold:
    """Rows to be written together."""

    club: Club
    orders: list[dict[str, Any]] = field(default_factory=list)
    items: list[dict[str, Any]] = field(default_factory=list)
    tickets: list[dict[str, Any]] = field(default_factory=list)
    ledger: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)

    def order(self, paid_at: int | None, price: int = 1000, quantity: int = 1, **fields: Any) -> dict[str, Any]:
        """An order of one item of ``quantity``; ``fields`` replace those of its row. The fee is 5 %."""
        order_id = new_id("ord")
        gross = price * quantity
        row = {
            "id": order_id,
            "organization_id": self.club.organization_id,
            "subtype": "ticket",
            "event_id": self.club.event_id,
            "product_id": self.club.product_id,
            "customer_name": "Max Mustermann",
            "customer_email": "max@example.com",
            "customer_key": "max@example.com",
            "customer_phone": "",
            "payer_type": "individual",
            "quantity": quantity,
            "amount_cents": gross,
            "tax_cents": gross * 19 // 119,
            "refunded_cents": 0,
            "currency": "eur",
            "payment_method": "stripe",
            "status": "pending" if paid_at is None else "paid",
            "source": "web",
            "extra": {},
            "created_at": paid_at or START_MS,
            "paid_at": paid_at,
            **fields,
        }
        self.orders.append(row)
        self.items.append(self._item(row, price))
        if paid_at is not None and gross:
            self._fee(row, gross // 20)
        return row

    def ticket(self, order: dict[str, Any], ticket_id: str, status: str = "active") -> None:
        """A ticket of an order made before."""
        item = next(item for item in reversed(self.items) if item["order_id"] == order["id"])
        row = {
            "id": ticket_id,
            "organization_id": order["organization_id"],
            "event_id": order["event_id"],
            "product_id": order["product_id"],
            "product_number": 1,
            "order_id": order["id"],
            "purchase_item_id": item["id"],
            "holder_name": order["customer_name"],
            "holder_phone": "",
            "status": status,
            "needs_look": False,
            "note": "",
            "is_primary": True,
            "place": 0,
            "signed_code": "",
            "feed_position": len(self.tickets) + 1,
            "created_at": order["created_at"],
            "updated_at": order["created_at"],
        }
        self.tickets.append(row)

    def passage(
        self, ticket_id: str, at: int, kind: Kind = Kind.ADMIT, log: str = "dev.log", *, people: int = 1, party: int = 1
    ) -> None:
        """An entry of the door log."""
        seq = len(self.entries) + 1
        entry = Entry(
            log_id=LogId(log),
            seq=seq,
            prev_hash=b"",
            event=EventId(self.club.event_id),
            ticket_id=TicketId(ticket_id),
            kind=kind,
            basis=Basis.LOCAL,
            gate=GateId("gat_1"),
            direction=Direction.ENTRY,
            operator="",
            reason="",
            wall=at,
            mono=0,
            boot_id="boot",
            offset=0,
            offset_err=0,
            hlc=at,
            people=people,
            party=party,
        )
        row = {
            "log_id": log,
            "seq": seq,
            "event_id": self.club.event_id,
            "ticket_id": ticket_id,
            "digest": b"",
            "body": encode_entry(entry),
            "feed_position": seq,
            "received_at": at,
        }
        self.entries.append(row)

    def write(self, context: Context) -> None:
        """All of it in one transaction."""
        with context.database.transaction() as session:
            self.write_in(session)

    def write_in(self, session: Session) -> None:
        """All of it in the caller's transaction."""
        for model, rows in (
            (Order, self.orders),
            (PurchaseItem, self.items),
            (Ticket, self.tickets),
            (LedgerEntry, self.ledger),
            (DoorEntry, self.entries),
        ):
            if rows:
                session.execute(insert(model), rows)

    def _item(self, order: dict[str, Any], price: int) -> dict[str, Any]:
        return {
            "id": new_id("pit"),
            "organization_id": order["organization_id"],
            "order_id": order["id"],
            "product_id": order["product_id"],
            "event_id": order["event_id"],
            "quantity": order["quantity"],
            "price_cents": price,
            "total_cents": price * order["quantity"],
            "tax_cents": order["tax_cents"],
            "is_tax_included": True,
            "refunded_cents": order["refunded_cents"],
            "buyer_name": order["customer_name"],
            "buyer_email": order["customer_email"],
            "buyer_phone": "",
            "fulfillment_type": "ticket",
            "fulfillment_status": "fulfilled",
            "fulfillment_data": {},
            "created_at": order["created_at"],
        }

    def _fee(self, order: dict[str, Any], cents: int) -> None:
        for account, amount in (("organizer", cents), ("platform_fees", -cents)):
            row = {
                "id": new_id("led"),
                "organization_id": order["organization_id"],
                "transaction_id": f"fee:{order['id']}",
                "kind": "fee",
                "account": account,
                "amount_cents": amount,
                "currency": order["currency"],
                "order_id": order["id"],
                "created_at": order["paid_at"],
            }
            self.ledger.append(row)


def random_sales(club: Club, seed: int, count: int) -> Sold:
    """Orders over sixty days, paid or not, refunded or not, in three currencies."""
    draw = random.Random(seed)
    sold = Sold(club)
    for _ in range(count):
        price, quantity = draw.choice((0, 999, 2500)), draw.randint(1, 4)
        sold.order(
            draw.choice((None, START_MS + draw.randrange(60 * DAY_MS))),
            price,
            quantity,
            currency=draw.choice(("eur", "usd", "jpy")),
            refunded_cents=draw.choice((0, 0, price * quantity, price)),
        )
    return sold
