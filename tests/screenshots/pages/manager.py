"""What managers see: their page, the queue, syncing, incidents, leaving."""

from collections.abc import Callable
from dataclasses import replace

from scanner_app.door.queue import Queue, Waiting, Why
from scanner_app.door.shown import SyncPhase, SyncProgress
from scanner_app.door.sync_summary import Changed, RuleChange, SyncSummary
from scanner_app.incident_wording import IncidentLines
from scanner_app.queue_wording import describe_queue, describe_waiting
from scanner_app.sync_wording import describe_ending
from scanner_app.views.incidents_page import IncidentsPage
from scanner_app.views.leave_pages import LeavePage, WipePage
from scanner_app.views.manager_page import ManagerPage
from scanner_app.views.page import Page
from scanner_app.views.queue_page import QueuePage
from scanner_app.views.sync_page import SyncPage
from sync.device.changes import Changes
from sync.rules.door_log import Kind
from sync.rules.gate import Direction
from sync.rules.ids import TicketId
from tests.screenshots.window import ALONE, AT, LONG_NAME, ONLINE, TRAINING


def _manager() -> Page:
    page = ManagerPage()
    page.show_who("Unlocked for a manager (Marta). Locks by itself in 4:32 min.", is_locked_by_pin=True)
    page.show_status(ONLINE, Direction.ENTRY, None)
    return page


def _manager_open() -> Page:
    page = ManagerPage()
    page.show_who(
        "No PIN is set: whoever stands here can open this page. The organizer can set one for the event.",
        is_locked_by_pin=False,
    )
    long = replace(ALONE, event=LONG_NAME * 2, gate=LONG_NAME, is_training=TRAINING.is_training)
    page.show_status(long, Direction.ENTRY, Direction.EXIT)
    page.show_note("Nothing could be written to /media/stick: it is full. Free some space on it.", is_bad=True)
    return page


def _manager_busy() -> Page:
    page = _manager()
    assert isinstance(page, ManagerPage)
    page.show_work("Writing the log: 412,000 of 1,000,000 entries", 412_000, 1_000_000)
    return page


def _queue() -> Page:
    page = QueuePage()
    kinds = [
        (Kind.ADMIT, Why.NOT_SENT),
        (Kind.DENY, Why.NOT_SENT),
        (Kind.EXIT, Why.KEPT_ASIDE),
        (Kind.ADMIT, Why.CARRIED),
    ]
    rows = tuple(
        Waiting(why, AT - at * 40_000, kind, TicketId(f"MGY-PF-20250115-7K3M9QXZ{at}"), 1, "Gate A", "Door 1", at == 1)
        for at, (kind, why) in enumerate(kinds * 6)
    )
    queue = Queue(
        {Why.NOT_SENT: 1_412, Why.KEPT_ASIDE: 12, Why.CARRIED: 40}, rows, has_sealed_copy=True, of_other_events=3
    )
    summary, reasons = describe_queue(queue, 740.0)
    lines = tuple(describe_waiting(each, "Europe/Lisbon", 740.0) for each in rows)
    page.show_queue(summary, reasons, lines, queue.total)
    return page


def _queue_empty() -> Page:
    page = QueuePage()
    page.show_queue(*describe_queue(Queue({}, ()), None), (), 0)
    return page


def _standing(page: SyncPage) -> SyncPage:
    page.show_standing(
        ("Online.", "The list was whole under 1 min ago.", "14 scans wait.", "2 of 3 other doors in sight."), ""
    )
    return page


def _syncing() -> Page:
    times = iter([0.0, 1.0, 2.0, 3.0])
    page = _standing(SyncPage(clock=lambda: next(times, 3.0)))
    page.begin(is_full=True)
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 0, 100_000))
    page.show_progress(SyncProgress(SyncPhase.DOWNLOADING, 64_000, 100_000, entries=12_000))
    return page


def _synced() -> Page:
    page = _standing(SyncPage())
    changes = Changes(new=3, cancelled=1, entries_up=14, entries_down=230)
    rules = (Changed(RuleChange.GATE_RENAMED, "Gate B", "Gate 2"), Changed(RuleChange.PIN_SET))
    page.show_progress(SyncProgress(SyncPhase.DONE))
    page.show_ending(describe_ending(SyncSummary(SyncPhase.DONE, AT, changes=changes, rules=rules)))
    page.show_before("Before, at 20:12: Up to date · Nothing was new.")
    return page


def _sync_failed() -> Page:
    page = SyncPage()
    page.show_standing(
        ("Offline for 12 min.", "The list was whole 12 min ago.", "14 scans wait."),
        "The server’s certificate is not believed: check this device’s date and time.",
    )
    page.show_progress(SyncProgress(SyncPhase.FAILED))
    why = "The server cannot be reached: no answer from tickets.example.org."
    page.show_ending(describe_ending(SyncSummary(SyncPhase.FAILED, AT, detail=why)))
    return page


def _incidents() -> Page:
    page = IncidentsPage()
    first, then = "First: 20:26 · Gate A · Door 1", "Then: 21:03 · Gate B · Door 2"
    to_do = "Find the guest who came in last, and compare ticket and ID. Was it one guest scanned twice? Then undo the"
    uncertain = "Order uncertain: the clocks of the two doors were too far apart to tell."
    page.show_incidents(
        [
            IncidentLines("Let in twice", "Maria João Pereira", first, then, uncertain, f"{to_do} second scan.", ""),
            IncidentLines("Let in with a ticket that nobody sold", LONG_NAME, "", then, "", to_do, ""),
            IncidentLines("Let in twice", "Jonas Weber", first, then, "", to_do, "Dealt with: Rui · Door 1 · 21:20"),
        ],
        "Rui Costa",
    )
    return page


def _no_incidents() -> Page:
    page = IncidentsPage()
    page.show_incidents([])
    return page


def _leave() -> Page:
    page = LeavePage()
    page.show_state("Midnight Gala – Porto Festival", 14, is_carried=False)
    return page


def _leave_ready() -> Page:
    page = LeavePage()
    page.show_state(LONG_NAME, 0, is_carried=False)
    return page


def _wipe() -> Page:
    page = WipePage()
    page.show_state(14)
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "manager": _manager,
    "manager-no-pin": _manager_open,
    "manager-busy": _manager_busy,
    "queue": _queue,
    "queue-empty": _queue_empty,
    "queue-loading": QueuePage,
    "sync-running": _syncing,
    "sync-done": _synced,
    "sync-failed": _sync_failed,
    "incidents": _incidents,
    "incidents-none": _no_incidents,
    "incidents-loading": IncidentsPage,
    "unpair": _leave,
    "unpair-ready": _leave_ready,
    "wipe": _wipe,
}
