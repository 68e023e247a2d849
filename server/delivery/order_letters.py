"""The mails about an order: confirmed, refunded, cancelled, paid too late, not paid, and the event coming up."""

from collections.abc import Iterable
from dataclasses import replace

from server.catalog.models import Event
from server.delivery.attachments import invoice_pdf, qr_picture, tickets_pdf
from server.delivery.case import Case, OutdatedError
from server.delivery.item_links import links_of
from server.delivery.letter import Attachment, Letter, Link, Links, Note, Paragraph, Part, Row, Table, TicketCard
from server.delivery.opening import opening
from server.fulfilment.links import signed_link
from server.orders.models import Order, OrderStatus, PurchaseItem
from server.payments.models import Refund
from server.tickets.models import Ticket
from sync.rules.ticket import TicketStatus

MOST_CARDS = 10
"""How many tickets a mail shows; all of them are in its PDF. Mail programs cut long mails off."""
_STANDING = (OrderStatus.PAID, OrderStatus.PARTIALLY_REFUNDED)
_HOUR_MS = 3_600_000
_LINK_MS = 30 * 24 * _HOUR_MS


def order_confirmation(case: Case) -> Letter:
    """What was bought, the tickets with their QR, how to get in, the links, and the PDFs."""
    order, words = case.placed(), case.words
    if order.status not in _STANDING:
        raise OutdatedError("The order is not paid any more")
    items, tickets = case.items(), case.tickets()
    events = _events_of(case, tickets)
    parts: list[Part] = [_confirmed(case, tickets, events)]
    parts += [Table(case.event_rows(event)) for event in events]
    cards, pictures = _cards(case, tickets[:MOST_CARDS])
    parts += cards
    if len(tickets) > MOST_CARDS:
        parts.append(Paragraph(words.count("more_tickets", len(tickets) - MOST_CARDS)))
    if tickets:
        parts.append(Note(_entry_text(case, tickets, events), words.say("order_confirmation.entry_title")))
    parts.append(_sums(case, order, items))
    invoice = invoice_pdf(case)
    if invoice is not None:
        parts.append(Paragraph(words.say("order_confirmation.invoice")))
    links = _ticket_links(case, tickets) + [link for item in items for link in links_of(case, item)]
    if links:
        parts.append(Links(links))
    subject = "subject" if events else "subject_other"
    section = "order_confirmation"
    letter = opening(case, section, event=case.what(), product=case.what())
    return replace(
        letter,
        subject=words.say(f"{section}.{subject}", event=case.what(), product=case.what()),
        heading=words.say(f"{section}.{'heading' if events else 'heading_other'}"),
        parts=parts,
        attachments=[*pictures, *tickets_pdf(case, tickets), *([invoice] if invoice else [])],
    )


def order_refunded(case: Case) -> Letter:
    """How much goes back, and what is no longer valid."""
    order, words = case.placed(), case.words
    amount = words.money(_amount_of(case), order.currency)
    is_whole = order.status == OrderStatus.REFUNDED
    parts: list[Part] = [
        Paragraph(words.say("order_refunded.intro", amount=amount)),
        Table([Row(words.say("labels.product"), case.what()), Row(words.say("labels.amount"), amount, is_strong=True)]),
    ]
    voided = [item for item in case.items() if item.fulfillment_status == "revoked"]
    if is_whole or voided:
        parts.append(Paragraph(words.say(f"order_refunded.{'void_all' if is_whole else 'void_some'}")))
    note = invoice_pdf(case, refund_id=str(case.facts.get("refundId", "")))
    if note is not None:
        parts.append(Paragraph(words.say("order_refunded.credit_note")))
    return replace(opening(case, "order_refunded", amount=amount), parts=parts, attachments=[note] if note else [])


def order_cancelled(case: Case) -> Letter:
    """It is cancelled, and nothing was charged."""
    what = case.what()
    letter = opening(case, "order_cancelled", what=what)
    return replace(letter, parts=[Paragraph(case.words.say("order_cancelled.intro", what=what))])


def late_payment_refunded(case: Case) -> Letter:
    """The money came when the seats were gone, and goes back."""
    words, what = case.words, case.what()
    amount = words.money(_amount_of(case), case.placed().currency)
    parts = [
        Paragraph(words.say("late_payment_refunded.intro", what=what, amount=amount)),
        Paragraph(words.say("late_payment_refunded.sorry")),
    ]
    return replace(opening(case, "late_payment_refunded", what=what), parts=parts)


def payment_failed(case: Case) -> Letter:
    """The payment did not go through. Not sent where another one did meanwhile."""
    order, words, what = case.placed(), case.words, case.what()
    if order.status in _STANDING:
        raise OutdatedError("The order was paid meanwhile")
    amount = words.money(order.amount_cents, order.currency)
    parts = [
        Paragraph(words.say("payment_failed.intro", amount=amount, what=what)),
        Paragraph(words.say("payment_failed.again")),
    ]
    return replace(opening(case, "payment_failed", what=what), parts=parts)


def event_reminder(case: Case) -> Letter:
    """The holder's ticket once more, a day before."""
    ticket = case.session.get(Ticket, str(case.facts.get("ticketId", "")))
    event = case.session.get(Event, ticket.event_id) if ticket is not None else None
    if ticket is None or event is None or ticket.status != TicketStatus.ACTIVE or event.status != "published":
        raise OutdatedError("The ticket does not admit any more")
    words = case.words
    hours = words.count("hours", int(case.facts.get("hours", 24)))
    cards, pictures = _cards(case, [ticket])
    parts: list[Part] = [
        Paragraph(words.say("event_reminder.intro", event=event.name, hours=hours)),
        Table(case.event_rows(event)),
        *cards,
        Note(_entry_text(case, [ticket], [event]), words.say("order_confirmation.entry_title")),
    ]
    letter = opening(case, "event_reminder", name=ticket.holder_name, event=event.name)
    return replace(letter, parts=parts, attachments=[*pictures, *tickets_pdf(case, [ticket])])


def _confirmed(case: Case, tickets: list[Ticket], events: list[Event]) -> Paragraph:
    if not events:
        return Paragraph(case.words.say("order_confirmation.intro_other"))
    count = case.words.count("tickets", len(tickets))
    names = ", ".join(event.name for event in events)
    return Paragraph(case.words.say("order_confirmation.intro", tickets=count, event=names))


def _events_of(case: Case, tickets: Iterable[Ticket]) -> list[Event]:
    ids = dict.fromkeys(ticket.event_id for ticket in tickets)
    return [case.session.get_one(Event, event_id) for event_id in ids]


def _cards(case: Case, tickets: Iterable[Ticket]) -> tuple[list[TicketCard], list[Attachment]]:
    cards, pictures = [], []
    for number, ticket in enumerate(tickets, start=1):
        picture = qr_picture(case, ticket, number)
        name = case.product_name(ticket.product_id)
        admits = case.words.count("admits", ticket.admits) if ticket.admits > 1 else ""
        cards.append(TicketCard(ticket.holder_name, name, ticket.id, picture.content_id, ticket.note, admits))
        pictures.append(picture)
    return cards, pictures


def _entry_text(case: Case, tickets: Iterable[Ticket], events: Iterable[Event]) -> str:
    """How to get in; after it what the organizer wants said of it (``customProperties.entryInstructions``)."""
    own = [event.custom_properties.get("entryInstructions") for event in events]
    entry = "entry_group" if any(ticket.admits > 1 for ticket in tickets) else "entry"
    return " ".join([case.words.say(f"order_confirmation.{entry}"), *(text for text in own if isinstance(text, str))])


def _sums(case: Case, order: Order, items: list[PurchaseItem]) -> Table:
    """The items with what they cost, alike ones in one row, then tax, shipping and the total."""
    words, currency = case.words, order.currency
    bought: dict[tuple[str, str], list[PurchaseItem]] = {}
    for item in items:
        bought.setdefault((item.product_id, item.description), []).append(item)
    rows = []
    for (product_id, description), alike in bought.items():
        quantity = sum(item.quantity for item in alike)
        name = f"{quantity} × {case.product_name(product_id, description)}"
        rows.append(Row(name, words.money(sum(item.total_cents for item in alike), currency)))
    if order.shipping_cents:
        rows.append(Row(words.say("labels.shipping"), words.money(order.shipping_cents, currency)))
    total = words.money(order.amount_cents, currency) if order.amount_cents else words.say("labels.free")
    is_included = all(item.is_tax_included for item in items)
    tax = Row(words.say(f"labels.{'tax_included' if is_included else 'tax'}"), words.money(order.tax_cents, currency))
    rows += [tax] if order.tax_cents and not is_included else []
    rows.append(Row(words.say("labels.total"), total, is_strong=True))
    rows += [tax] if order.tax_cents and is_included else []
    return Table(rows, words.say("order_confirmation.bought"), is_sum=True)


def _ticket_links(case: Case, tickets: list[Ticket]) -> list[Link]:
    if not tickets:
        return []
    path = f"/api/v1/tickets/{tickets[0].id}/download?order=1"
    url = signed_link(case.context.vault, case.base_url, path, case.delivery.created_at + _LINK_MS)
    return [Link(case.words.say("links.tickets"), url)]


def _amount_of(case: Case) -> int:
    """What this mail's refund gives back: as posted, else of the refund it names, else all that went back so far."""
    order = case.placed()
    if "amount_cents" in case.facts:
        return int(case.facts["amount_cents"])
    refund = case.session.get(Refund, str(case.facts.get("refundId", "")))
    if refund is not None:
        return refund.amount_cents
    return order.refunded_cents or order.amount_cents
