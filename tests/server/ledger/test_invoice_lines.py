from hypothesis import given
from hypothesis import strategies as st

from server.ledger.invoice_lines import Words, lines_of_credit, lines_of_order, spread, sum_up
from server.ledger.schemas import InvoiceBody, InvoiceLine, InvoiceParty
from server.ledger.tax import tax_of
from server.orders.models import Order, PurchaseItem

WORDS = Words(shipping="Shipping", adjustment="Adjustment", refund="Refund")
RATES = st.sampled_from([0, 550, 700, 1000, 1900, 2100])
SOLD = st.tuples(
    st.integers(1, 20), st.integers(0, 9_999), RATES, st.booleans(), st.sampled_from(["ticket", "shipment"])
)


def item(place: int, sold: tuple[int, int, int, bool, str]) -> PurchaseItem:
    quantity, price, rate, is_included, kind = sold
    return PurchaseItem(
        id=f"pit_{place}",
        quantity=quantity,
        price_cents=price,
        total_cents=quantity * price,
        tax_rate_bp=rate,
        tax_cents=tax_of(quantity * price, rate, is_included),
        is_tax_included=is_included,
        fulfillment_type=kind,
        description=f"Thing {place % 3}",
    )


def whole(items: list[PurchaseItem]) -> int:
    return sum(one.total_cents + (0 if one.is_tax_included else one.tax_cents) for one in items)


def body_of(lines: list[InvoiceLine]) -> InvoiceBody:
    taxes = sum_up(lines)
    return InvoiceBody(
        kind="invoice",
        number="MGY-00001",
        issuedOn="2026-01-01",
        suppliedOn="2026-01-01",
        language="en",
        currency="eur",
        orderId="ord_1",
        paymentMethod="stripe",
        seller=InvoiceParty(name="S"),
        buyer=InvoiceParty(name="B"),
        lines=lines,
        taxes=taxes,
        netInCents=sum(tax.netInCents for tax in taxes),
        taxInCents=sum(tax.taxInCents for tax in taxes),
        grossInCents=sum(tax.grossInCents for tax in taxes),
    )


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), min_size=1, max_size=8))
def test_spreading_loses_nothing_and_stays_within_one_unit_of_the_share(amount: int, weights: list[int]) -> None:
    parts = spread(amount, weights)
    assert sum(parts) == amount
    total = sum(weights)
    if total:
        assert all(abs(part * total - amount * weight) < total for part, weight in zip(parts, weights, strict=True))


@given(st.lists(SOLD, min_size=1, max_size=8), st.integers(0, 5_000), st.integers(-300, 300))
def test_an_orders_lines_add_up_to_what_was_paid(
    sold: list[tuple[int, int, int, bool, str]], shipping: int, difference: int
) -> None:
    items = [item(place, one) for place, one in enumerate(sold)]
    amount = max(whole(items) + shipping + difference, 1)
    lines = lines_of_order(Order(amount_cents=amount, shipping_cents=shipping), items, WORDS)
    assert sum(line.grossInCents for line in lines) == amount
    assert all(line.netInCents + line.taxInCents == line.grossInCents for line in lines)


def test_like_items_are_one_line_and_shipping_shares_the_rates_of_what_is_sent() -> None:
    items = [
        item(0, (1, 5000, 1900, True, "ticket")),
        item(3, (1, 5000, 1900, True, "ticket")),
        item(1, (1, 3000, 1900, True, "shipment")),
        item(2, (1, 1000, 700, False, "shipment")),
    ]
    lines = lines_of_order(Order(amount_cents=whole(items) + 500, shipping_cents=500), items, WORDS)
    told = [(line.description, line.quantity, line.taxRateBp, line.grossInCents) for line in lines]
    assert told == [
        ("Thing 0", 2, 1900, 10_000),
        ("Thing 1", 1, 1900, 3_000),
        ("Thing 2", 1, 700, 1_070),
        ("Shipping", 1, 1900, 369),
        ("Shipping", 1, 700, 131),
    ]


@given(st.lists(SOLD, min_size=1, max_size=6), st.integers(0, 2_000), st.data())
def test_credit_notes_of_any_steps_undo_every_rate_exactly(
    sold: list[tuple[int, int, int, bool, str]], shipping: int, data: st.DataObject
) -> None:
    items = [item(place, one) for place, one in enumerate(sold)]
    amount = whole(items) + shipping
    if not amount:
        return
    invoice = body_of(lines_of_order(Order(amount_cents=amount, shipping_cents=shipping), items, WORDS))
    notes: list[InvoiceBody] = []
    left = amount
    for _ in range(20):
        some = data.draw(st.lists(st.sampled_from(items), unique_by=lambda one: one.id, max_size=3))
        step = min(left, whole(some)) if some else data.draw(st.integers(1, left))
        step = step or left
        notes.append(body_of(lines_of_credit(invoice, notes, step, some, WORDS)))
        assert notes[-1].grossInCents == -step
        sums = sum_up([*invoice.taxes, *(tax for note in notes for tax in note.taxes)])
        assert all(min(tax.netInCents, tax.taxInCents) >= 0 for tax in sums)
        left -= step
        if not left:
            break
    if left:
        notes.append(body_of(lines_of_credit(invoice, notes, left, [], WORDS)))
    sums = sum_up([*invoice.taxes, *(tax for note in notes for tax in note.taxes)])
    assert all((tax.netInCents, tax.taxInCents, tax.grossInCents) == (0, 0, 0) for tax in sums)
    assert lines_of_credit(invoice, notes, 100, [], WORDS) == []


def test_a_refund_of_whole_items_names_them() -> None:
    items = [item(0, (2, 1000, 1900, True, "ticket")), item(1, (1, 500, 700, True, "ticket"))]
    invoice = body_of(lines_of_order(Order(amount_cents=2500, shipping_cents=0), items, WORDS))
    (line,) = lines_of_credit(invoice, [], 500, [items[1]], WORDS)
    assert (line.description, line.quantity, line.unitPriceInCents, line.taxInCents) == ("Thing 1", 1, -500, -33)


def test_an_amount_is_spread_over_the_rates_in_proportion() -> None:
    items = [item(0, (1, 3000, 1900, True, "ticket")), item(1, (1, 1000, 700, True, "ticket"))]
    invoice = body_of(lines_of_order(Order(amount_cents=4000, shipping_cents=0), items, WORDS))
    lines = lines_of_credit(invoice, [], 1000, [], WORDS)
    told = [(line.description, line.taxRateBp, line.grossInCents, line.taxInCents) for line in lines]
    assert told == [("Refund", 1900, -750, -120), ("Refund", 700, -250, -16)]
