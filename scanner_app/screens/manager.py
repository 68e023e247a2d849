"""What managers do: sync, queue, gate and mode, exports, unpair, wipe."""

from PySide6.QtCore import QObject, QTimer

from scanner_app.door.book import gate_of
from scanner_app.door.queue import Queue, look_at_queue
from scanner_app.door.shown import DoorStatus
from scanner_app.queue_wording import describe_queue, describe_waiting
from scanner_app.screens.files import Files
from scanner_app.screens.leaving import Leaving
from scanner_app.screens.sync import Sync
from scanner_app.shell import Shell
from scanner_app.views.manager_page import ManagerAct, ManagerPage
from scanner_app.views.queue_page import PAGE_LENGTH, QueuePage
from scanner_app.wording import plain, say, tell
from sync.rules.gate import Direction

_LOOK_EVERY_MS = 1_000


class Manager(QObject):
    """The page behind the PIN, and what its rows lead to."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.page, self.queue_page = ManagerPage(), QueuePage()
        self.files = Files(shell)
        self.leaving = Leaving(shell, self.files)
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._tell_who)
        self._waiting = 0
        shell.window.add_entry(say("Manager"), "manager", "F11", self.open)
        self._connect_page()
        self.queue_page.page_wanted.connect(self._look_at_queue)
        self.queue_page.send_wanted.connect(lambda: shell.window.sync_requested.emit(False))
        shell.status_told.connect(self._follow)
        shell.unpaired.connect(lambda _: self._unpaired())

    def open(self) -> None:
        """Show the page, after the PIN."""
        if self._shell.station.is_paired:
            self._shell.as_manager(self._enter)

    def _enter(self) -> None:
        self.page.show_note("")
        self._tell_who()
        self._timer.start()
        self._shell.open(self.page)

    def _connect_page(self) -> None:
        page = self.page
        page.wanted.connect(self._do)
        page.direction_chosen.connect(self._choose_direction)
        page.training_chosen.connect(self._shell.window.training_wanted)
        page.lock_wanted.connect(self._shell.roles.lock)
        page.stopped.connect(self.files.stop)
        page.left.connect(self._timer.stop)
        self.files.noted.connect(lambda text, is_bad: page.show_note(text, is_bad=is_bad))
        self.files.worked.connect(page.show_work)

    def _do(self, act: ManagerAct) -> None:
        window = self._shell.window
        {
            ManagerAct.SYNC: lambda: window.sync_requested.emit(False),
            ManagerAct.RESYNC: lambda: window.sync_requested.emit(True),
            ManagerAct.QUEUE: lambda: self._shell.open(self.queue_page),
            ManagerAct.INCIDENTS: window.incidents_requested.emit,
            ManagerAct.STATISTICS: self._shell.statistics_wanted.emit,
            ManagerAct.ANOTHER_GATE: window.pairing_requested.emit,
            ManagerAct.SETTINGS: self._shell.settings_wanted.emit,
            ManagerAct.EXPORT_LOG: self.files.export_log,
            ManagerAct.EXPORT_RESCUE: self.files.export_rescue,
            ManagerAct.IMPORT_RESCUE: self.files.import_rescue,
            ManagerAct.UNPAIR: self.leaving.open_leaving,
            ManagerAct.WIPE: self.leaving.open_wiping,
        }[act]()
        self._shell.roles.touch()

    def _choose_direction(self, direction: Direction | None) -> None:
        self._shell.roles.touch()
        self._shell.background.run(
            lambda: self._shell.station.set_direction(direction),
            lambda _: None,
            lambda error: self.page.show_note(plain(tell(error), 400), is_bad=True),
        )

    def _follow(self, status: DoorStatus) -> None:
        if self.page.isVisible() and self._shell.station.is_paired:
            place = self._shell.station.place()
            gate = gate_of(place.session.policy, place.pairing.gate_id)
            self.page.show_status(status, gate.direction, place.session.direction)
        if self.queue_page.isVisible() and status.waiting != self._waiting:
            self._look_at_queue(self.queue_page.skip, self.queue_page.is_newest_first)
        self._waiting = status.waiting

    def _tell_who(self) -> None:
        station, roles = self._shell.station, self._shell.roles
        if not station.is_paired:
            return
        if not station.has_pin:
            text = say(
                "No PIN is set: whoever stands here can open this page. The organizer can set one for the event."
            )
            self.page.show_who(text, is_locked_by_pin=False)
            return
        minutes, seconds = divmod(round(roles.locks_in_s), 60)
        name = plain(self._shell.operator, 40)
        who = say("Unlocked for a manager ({name}).", name=name) if name else say("Unlocked for a manager.")
        left = say("Locks by itself in {time} min.", time=f"{minutes}:{seconds:02}")
        self.page.show_who(f"{who} {left}", is_locked_by_pin=True)

    def _look_at_queue(self, skip: int, is_newest_first: bool) -> None:  # noqa: FBT001  A signal's slot.
        station = self._shell.station
        self._shell.background.run(
            lambda: look_at_queue(station, PAGE_LENGTH, skip, newest_first=is_newest_first),
            self._show_queue,
            lambda error: self.queue_page.show_error(plain(tell(error), 400)),
        )

    def _show_queue(self, queue: Queue) -> None:
        if not self._shell.station.is_paired:
            return
        time_zone = self._shell.station.place().session.policy.event.time_zone
        away = next(screen.offline_for_s for screen in self._shell.children() if isinstance(screen, Sync))
        summary, reasons = describe_queue(queue, away)
        rows = tuple(describe_waiting(each, time_zone, away) for each in queue.rows)
        self.queue_page.show_queue(summary, reasons, rows, queue.total)

    def _unpaired(self) -> None:
        """Nothing here is of any use to a device without a place."""
        window = self._shell.window
        if window.page in (self.page, self.queue_page, self.leaving.leave_page, self.leaving.wipe_page):
            window.go_home()
        self.queue_page.show_loading()
