"""What is printed, and on what: values, no Qt."""

from dataclasses import dataclass
from enum import StrEnum

from scanner_app.door.shown import ScanResult
from scanner_app.wording import clock_time, plain, say
from sync.rules.ids import TicketId
from sync.rules.verdict import Outcome, Reason

_LONGEST_NAME, _LONGEST_LINE = 120, 80
LEAST_MM, LARGEST_MM = 20.0, 420.0


class SlipKind(StrEnum):
    """A badge is worn, a receipt is kept."""

    BADGE = "badge"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Slip:
    """One piece of paper. Texts are plain, on one line each; ``code`` is what its QR says, empty for none."""

    kind: SlipKind
    name: str
    ticket_type: str = ""
    event: str = ""
    code: str = ""
    when: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A size that labels come in, in millimetres as they leave the printer."""

    name: str
    width_mm: float
    height_mm: float


PAPERS = (
    Paper("62 × 100", 62.0, 100.0),
    Paper("62 × 29", 62.0, 29.0),
    Paper("54 × 101", 54.0, 101.0),
    Paper("89 × 36", 89.0, 36.0),
    Paper("86 × 54", 86.0, 54.0),
    Paper("80 × 120", 80.0, 120.0),
    Paper("A6", 105.0, 148.0),
)
"""What label printers and badge holders are sold for: continuous and cut labels, cards, receipts, A6."""


def make_slip(kind: SlipKind, name: str, ticket_type: str, event: str, ticket_id: TicketId | None) -> Slip:
    """A slip of what guests and organizers have called things: whatever they wrote is plain text on it."""
    return Slip(
        kind,
        plain(name, _LONGEST_NAME) or say("Guest"),
        plain(ticket_type, _LONGEST_LINE),
        plain(event, _LONGEST_LINE),
        ticket_id or "",
    )


def slip_of_scan(result: ScanResult, kind: SlipKind, event: str, time_zone: str) -> Slip | None:
    """What is printed for somebody who was just let in; None for everybody else and for practice."""
    verdict = result.verdict
    is_in = verdict.outcome is Outcome.ADMITTED and verdict.reason is not Reason.NOT_RECORDED
    if not is_in or result.is_training or verdict.ticket_id is None:
        return None
    made = make_slip(kind, result.holder, result.ticket_type, event, verdict.ticket_id)
    when, where = clock_time(result.at, time_zone), plain(result.gate, _LONGEST_LINE)
    return Slip(made.kind, made.name, made.ticket_type, made.event, made.code, when, where)


def is_paper(width_mm: float, height_mm: float) -> bool:
    """Whether a slip can be laid out on it."""
    return min(width_mm, height_mm) >= LEAST_MM and max(width_mm, height_mm) <= LARGEST_MM
