"""How many people are inside: the sum of the tickets' folds. Nobody counts twice, however often they were let in."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from sync.rules.door_log import TicketHistory
from sync.rules.ids import GateId, ProductNumber


class Headcount(msgspec.Struct, frozen=True):
    """People inside; each is counted at one gate, where the ticket last came in, and under one product."""

    inside: int = 0
    by_gate: dict[GateId, int] = {}
    by_product: dict[ProductNumber, int] = {}
    """Without those whose product nobody knows: a code typed by hand that the list lacks by now."""


def count_inside(tickets: Iterable[tuple[TicketHistory, ProductNumber | None]]) -> Headcount:
    """The people inside on ``tickets``, each given once: its folded history and its product."""
    by_gate, by_product = Counter[GateId](), Counter[ProductNumber]()
    for history, product in tickets:
        if history.last is None or not history.is_inside:
            continue
        by_gate[history.last.gate] += history.inside
        if product is not None:
            by_product[product] += history.inside
    return Headcount(by_gate.total(), dict(by_gate), dict(by_product))


def people_admitted(history: TicketHistory) -> int:
    """How many different people came in on one ticket, as far as anyone can know: never more than its party.

    Who comes in again is nobody new where the party is complete; of a part of a group that went out, nobody can tell.
    """
    people = sum(admit.people for admit in history.admits)
    return min(people, max((admit.party for admit in history.admits), default=0))
