"""Searching, one ticket, and recent scans, in their states."""

from collections.abc import Callable
from dataclasses import replace

from scanner_app.door.past_scans import OwnScan, ScanPage, Wanted
from scanner_app.door.shown import FoundPerson
from scanner_app.door.ticket_history import PastEvent, TicketSheet, Undoing
from scanner_app.names import Names
from scanner_app.views.page import Page
from scanner_app.views.recent_page import RecentPage
from scanner_app.views.search_page import SearchPage
from scanner_app.views.ticket_page import TicketPage
from scanner_app.wording import describe
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import LogId, TicketId
from sync.rules.ticket import TicketStatus
from sync.rules.verdict import Basis, Reason
from tests.screenshots.window import ADMITTED, AT, LONG_NAME, TICKET

_LOG = LogId("dev_1.a")
_MINUTE = 60_000
_ZONE = "Europe/Lisbon"
_PEOPLE = [
    FoundPerson(TICKET, "Maria João Pereira", "General admission", TicketStatus.ACTIVE, inside=1),
    FoundPerson(TicketId("MGY-PF-20250115-8QXZ5K3M7"), "Grupo Pereira", "Table", TicketStatus.ACTIVE, "VIP", 5, 2),
    FoundPerson(TicketId("MGY-PF-20250115-5QXZ7K3M2"), "Pereira, Tomás", "Student", TicketStatus.ACTIVE),
    FoundPerson(TicketId("MGY-PF-20250115-5QXZ7K3M3"), "Pereira, Ana", "Student", TicketStatus.UNPAID),
    FoundPerson(TicketId("MGY-PF-20250115-5QXZ7K3M4"), f"Pereira {LONG_NAME}", "Weekend pass", TicketStatus.REFUNDED),
]


def _search(names: Names = Names.FULL) -> SearchPage:
    page = SearchPage()
    page.set_names(names)
    page.field.setText("pereira")
    page.show_people("pereira", _PEOPLE, 50)
    return page


def _search_for_nobody() -> Page:
    page = SearchPage()
    page.field.setText("perreira")
    page.show_people("perreira", [], 50)
    return page


def _search_too_early() -> Page:
    page = _search()
    page.show_list_note("The ticket list is still on its way: not everybody can be found yet.")
    return page


def _search_failed() -> Page:
    page = SearchPage()
    page.field.setText("pereira")
    page.show_error("The ticket store is damaged. Close the scanner and start it again: it keeps all that can be read.")
    return page


def _event(seq: int, kind: Kind, minutes: int, reason: Reason | None, **more: object) -> PastEvent:
    event = PastEvent((_LOG, seq), kind, AT - minutes * _MINUTE, "Gate A", "Door 1", reason=reason)
    return replace(event, **more)  # type: ignore[arg-type]


_UNDONE = Undoing(AT - 55 * _MINUTE, "Gate A", "Door 1", "Rui Costa", "Wrong person")
_SHEET = TicketSheet(
    ticket_id=TICKET,
    is_on_list=True,
    holder="Maria João Pereira",
    ticket_type="General admission",
    valid_from=AT - 300 * _MINUTE,
    valid_until=AT + 300 * _MINUTE,
    note="VIP – lounge wristband",
    inside=1,
    was_in=True,
    has_pin=True,
    time_zone=_ZONE,
    order="ORD-2025-00417",
    email="maria.pereira@example.com",
    phone="+351 912 345 678",
    history=(
        _event(1, Kind.ADMIT, 61, Reason.ADMITTED, undone=_UNDONE),
        _event(2, Kind.VOID, 55, None, operator="Rui Costa", text="Wrong person"),
        _event(3, Kind.ADMIT, 38, Reason.ADMITTED, gate="Gate B", door="Door 2", basis=Basis.SERVER),
        _event(4, Kind.DENY, 2, Reason.ALREADY_INSIDE, is_overridden=True),
        _event(5, Kind.ADMIT, 1, Reason.OVERRIDDEN, operator="Marta Lopes", basis=Basis.OVERRIDE),
    ),
)
_GROUP = replace(
    _SHEET,
    holder="Grupo Pereira",
    ticket_type="Table for five",
    party=5,
    inside=2,
    history=(
        _event(1, Kind.NOTE, 12, None, operator="Rui Costa", text="Phone is dead, ID was checked"),
        _event(2, Kind.ADMIT, 12, Reason.ADMITTED_BY_HAND, operator="Rui Costa", people=2),
    ),
)
_REFUSED = replace(
    _SHEET,
    holder=LONG_NAME,
    ticket_type="Weekend pass with backstage access",
    status=TicketStatus.REFUNDED,
    inside=0,
    was_in=False,
    history=(_event(1, Kind.DENY, 3, Reason.REFUNDED),),
)


def _ticket(sheet: TicketSheet, names: Names = Names.FULL) -> TicketPage:
    page = TicketPage()
    page.set_names(names)
    page.begin("Rui Costa")
    page.set_can_print(can_print=True)
    page.show_ticket(sheet)
    return page


def _ticket_looked_at() -> Page:
    page = _ticket(replace(_SHEET, inside=0, was_in=False, history=()), Names.FIRST)
    page.head_with(describe(ADMITTED, _ZONE, Direction.LOOK))
    return page


def _ticket_asking() -> Page:
    page = _ticket(replace(_SHEET, inside=0, was_in=False, history=()))
    page.begin("")
    page.show_ticket(replace(_SHEET, inside=0, was_in=False, history=()))
    page.admit_button.click()
    page.say("Nothing was changed: device storage is full. Free space, then try again.", is_done=False)
    return page


def _ticket_failed() -> Page:
    page = TicketPage()
    page.show_error("The ticket store failed: disk I/O error. Check the disk, then try again.")
    return page


def _scan(seq: int, kind: Kind, holder: str, reason: Reason, **more: object) -> OwnScan:
    scan = OwnScan((_LOG, seq), kind, AT - seq * 4 * _MINUTE, TICKET, reason, holder, "General admission", "Gate A")
    return replace(scan, **more)  # type: ignore[arg-type]


_SCANS = (
    _scan(1, Kind.ADMIT, "Maria João Pereira", Reason.ADMITTED),
    _scan(2, Kind.DENY, "Jonas Weber", Reason.REFUNDED, ticket_type="Student"),
    _scan(3, Kind.ADMIT, "Grupo Pereira", Reason.ADMITTED_BY_HAND, people=2, operator="Rui Costa"),
    _scan(4, Kind.ADMIT, "Lena Kowalska", Reason.NEEDS_LOOK),
    _scan(5, Kind.ADMIT, "Ayşe Yılmaz", Reason.ADMITTED, is_undone=True),
    _scan(6, Kind.EXIT, "Tomás Ferreira", Reason.EXIT_RECORDED),
    _scan(7, Kind.DENY, "", Reason.MALFORMED, ticket_id=None, ticket_type=""),
    _scan(8, Kind.ADMIT, LONG_NAME, Reason.ADMITTED, is_training=True),
    _scan(500, Kind.ADMIT, "Ana Sousa", Reason.OVERRIDDEN, operator="Marta Lopes"),
)


def _recent(names: Names = Names.FULL) -> Page:
    page = RecentPage()
    page.set_names(names)
    page.show_scans(Wanted.ALL, None, ScanPage(_SCANS, None), time_zone=_ZONE, now=AT)
    return page


def _recent_without(wanted: Wanted) -> Page:
    page = RecentPage()
    page.filter.set_value(wanted)
    page.show_scans(wanted, None, ScanPage((), None), time_zone=_ZONE, now=AT)
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "search": _search,
    "search-by-staff": lambda: _search(Names.FIRST),
    "search-begins": SearchPage,
    "search-for-nobody": _search_for_nobody,
    "search-too-early": _search_too_early,
    "search-failed": _search_failed,
    "ticket": lambda: _ticket(_SHEET),
    "ticket-by-staff": lambda: _ticket(_SHEET, Names.FIRST),
    "ticket-group": lambda: _ticket(_GROUP),
    "ticket-refused": lambda: _ticket(_REFUSED),
    "ticket-unknown": lambda: _ticket(TicketSheet(TICKET, is_on_list=False)),
    "ticket-looked-at": _ticket_looked_at,
    "ticket-asks-a-name": _ticket_asking,
    "ticket-loading": TicketPage,
    "ticket-failed": _ticket_failed,
    "recent": _recent,
    "recent-by-staff": lambda: _recent(Names.FIRST),
    "recent-empty": lambda: _recent_without(Wanted.ALL),
    "recent-none-by-hand": lambda: _recent_without(Wanted.BY_HAND),
    "recent-loading": RecentPage,
}
