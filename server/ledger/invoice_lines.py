"""The lines of invoices and credit notes: pure sums that agree to the last minor unit. No clock, no database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from server.ledger.schemas import InvoiceBody, InvoiceLine, InvoiceTax
from server.ledger.tax import divide_half_up, tax_of
from server.orders.models import Order, PurchaseItem

_SHIPMENT = "shipment"


@dataclass(frozen=True, slots=True)
class Words:
    """What lines say that no product names."""

    shipping: str
    adjustment: str
    refund: str


def lines_of_order(order: Order, items: Sequence[PurchaseItem], words: Words) -> list[InvoiceLine]:
    """The order's lines: like items as one, then shipping at the rates of what is sent.

    Their gross amounts add up to ``order.amount_cents``; what an agreed price differs by is a line of its own.
    """
    lines = _merge(_line_of_item(item) for item in items)
    sent = _taxes_of_items([item for item in items if item.fulfillment_type == _SHIPMENT] or items)
    lines += _at_rates(words.shipping, order.shipping_cents, sent)
    difference = order.amount_cents - sum(line.grossInCents for line in lines)
    return lines + _at_rates(words.adjustment, difference, sum_up(lines))


def lines_of_credit(
    invoice: InvoiceBody,
    credited: Sequence[InvoiceBody],
    amount_cents: int,
    items: Sequence[PurchaseItem],
    words: Words,
) -> list[InvoiceLine]:
    """The negative lines of a credit note for ``amount_cents`` of an invoice, part of which may be credited already.

    A refund of everything repeats the invoice, one of whole items names them; any other amount is spread over the
    rates in proportion. When all is credited every rate's net and tax are zero, whatever the steps were. Empty where
    nothing is left to credit; never more than is left.
    """
    left = _left_of(invoice, credited)
    amount = min(amount_cents, sum(tax.grossInCents for tax in left))
    if amount <= 0:
        return []
    if amount == invoice.grossInCents:
        return [_negative(line) for line in invoice.lines]
    item_lines = _merge(_line_of_item(item) for item in items)
    if sum(line.grossInCents for line in item_lines) == amount and _fits(item_lines, left):
        return [_negative(line) for line in item_lines]
    parts = _spread_over_rates(amount, left, _taxes_of_items(items) if items else left)
    return [_negative(_taxed_line(words.refund, part, tax)) for part, tax in zip(parts, left, strict=True) if part]


def sum_up(lines: Iterable[InvoiceTax]) -> list[InvoiceTax]:
    """One sum a tax rate, the highest rate first."""
    sums: dict[int, InvoiceTax] = {}
    for line in lines:
        rate = line.taxRateBp
        total = sums.setdefault(rate, InvoiceTax(taxRateBp=rate, netInCents=0, taxInCents=0, grossInCents=0))
        total.netInCents += line.netInCents
        total.taxInCents += line.taxInCents
        total.grossInCents += line.grossInCents
    return [sums[rate] for rate in sorted(sums, reverse=True)]


def spread(amount: int, weights: Sequence[int]) -> list[int]:
    """``amount`` in proportion to the weights; what rounding down leaves over goes to the largest remainders.

    Amounts and weights are not negative; weights that are all zero give it all to the first.
    """
    total = sum(weights)
    if total == 0:
        return [amount, *(0 for _ in weights[1:])]
    parts = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda index: -(amount * weights[index] % total))
    for index in by_remainder[: amount - sum(parts)]:
        parts[index] += 1
    return parts


def _line_of_item(item: PurchaseItem) -> InvoiceLine:
    gross = item.total_cents + (0 if item.is_tax_included else item.tax_cents)
    return InvoiceLine(
        description=item.description,
        quantity=item.quantity,
        unitPriceInCents=item.price_cents,
        priceIncludesTax=item.is_tax_included,
        taxRateBp=item.tax_rate_bp,
        netInCents=gross - item.tax_cents,
        taxInCents=item.tax_cents,
        grossInCents=gross,
    )


def _merge(lines: Iterable[InvoiceLine]) -> list[InvoiceLine]:
    """Lines that differ in their quantity only, as one."""
    merged: dict[tuple[str, int, bool, int], InvoiceLine] = {}
    for line in lines:
        key = (line.description, line.unitPriceInCents, line.priceIncludesTax, line.taxRateBp)
        known = merged.setdefault(key, line)
        if known is not line:
            known.quantity += line.quantity
            known.netInCents += line.netInCents
            known.taxInCents += line.taxInCents
            known.grossInCents += line.grossInCents
    return list(merged.values())


def _taxes_of_items(items: Iterable[PurchaseItem]) -> list[InvoiceTax]:
    return sum_up(_line_of_item(item) for item in items)


def _at_rates(description: str, amount: int, taxes: Sequence[InvoiceTax]) -> list[InvoiceLine]:
    """``amount``, tax included, in proportion to what was taxed at each rate: a supply beside others shares theirs."""
    rates = [tax.taxRateBp for tax in taxes] or [0]
    parts = spread(abs(amount), [tax.grossInCents for tax in taxes] or [0])
    lines = [
        _inclusive_line(description, part, tax_of(part, rate, is_included=True), rate)
        for part, rate in zip(parts, rates, strict=True)
        if part
    ]
    return lines if amount > 0 else [_negative(line) for line in lines]


def _inclusive_line(description: str, gross: int, tax: int, rate_bp: int) -> InvoiceLine:
    return InvoiceLine(
        description=description,
        quantity=1,
        unitPriceInCents=gross,
        priceIncludesTax=True,
        taxRateBp=rate_bp,
        netInCents=gross - tax,
        taxInCents=tax,
        grossInCents=gross,
    )


def _left_of(invoice: InvoiceBody, credited: Sequence[InvoiceBody]) -> list[InvoiceTax]:
    """What is not credited yet, a sum a rate; credit notes are negative."""
    return sum_up([*invoice.taxes, *(tax for body in credited for tax in body.taxes)])


def _fits(lines: Sequence[InvoiceLine], left: Sequence[InvoiceTax]) -> bool:
    """Whether crediting these leaves no rate with a negative sum, nor with tax where nothing else is left."""
    after = sum_up([*left, *map(_negative, lines)])
    return all(min(tax.netInCents, tax.taxInCents) >= 0 for tax in after)


def _spread_over_rates(amount: int, left: Sequence[InvoiceTax], wanted: Sequence[InvoiceTax]) -> list[int]:
    """``amount`` over the rates of ``left`` as ``wanted`` weighs them, to no rate more than it has left."""
    weight_of = {tax.taxRateBp: tax.grossInCents for tax in wanted}
    room = [tax.grossInCents for tax in left]
    weights = [min(weight_of.get(tax.taxRateBp, 0), tax.grossInCents) for tax in left]
    first = min(amount, sum(weights))
    parts = spread(first, weights) if first else [0] * len(left)
    rest = spread(amount - first, [have - part for have, part in zip(room, parts, strict=True)])
    return [part + more for part, more in zip(parts, rest, strict=True)] if amount > first else parts


def _taxed_line(description: str, gross: int, left: InvoiceTax) -> InvoiceLine:
    """A part of what is left at a rate, with its share of the tax that is left."""
    tax = divide_half_up(left.taxInCents * gross, left.grossInCents)
    return _inclusive_line(description, gross, tax, left.taxRateBp)


def _negative(line: InvoiceLine) -> InvoiceLine:
    return line.model_copy(
        update={
            "unitPriceInCents": -line.unitPriceInCents,
            "netInCents": -line.netInCents,
            "taxInCents": -line.taxInCents,
            "grossInCents": -line.grossInCents,
        }
    )
