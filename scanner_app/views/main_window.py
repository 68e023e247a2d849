"""The scanner's window: status bar, banners, scan screen and the pages over it; it shows values and emits intent."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QCloseEvent, QGuiApplication, QImage, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QVBoxLayout, QWidget

from scanner_app.door.shown import DoorStatus, ScanResult, SyncPhase, SyncProgress
from scanner_app.models.recent_scans import RecentScans
from scanner_app.names import Names
from scanner_app.theme import Mode, Theme
from scanner_app.views.act_bar import ActBar
from scanner_app.views.appearance import dress, icon
from scanner_app.views.arrangement import is_portrait
from scanner_app.views.banner import Banner
from scanner_app.views.camera_view import CameraState, CameraView
from scanner_app.views.code_entry import CodeEntry
from scanner_app.views.menu_page import MenuPage
from scanner_app.views.notices import MessageBanner, TrainingBanner
from scanner_app.views.page import Page
from scanner_app.views.page_stack import PageStack
from scanner_app.views.scan_area import ScanArea
from scanner_app.views.status_bar import StatusBar
from scanner_app.views.verdict_panel import VerdictPanel
from scanner_app.wording import describe, plain, say
from sync.rules.gate import Direction


class MainWindow(QMainWindow):
    """Everything a door sees while scanning. Who connects the signals decides what they do."""

    code_typed = Signal(str)
    sync_requested = Signal(bool)
    """True asks for a full copy in place of the changes."""
    sync_cancelled = Signal()
    pairing_requested = Signal()
    find_requested = Signal()
    incidents_requested = Signal()
    training_wanted = Signal(bool)
    camera_chosen = Signal(str)
    """The id given to ``show_cameras``."""
    sound_wanted = Signal(str)
    """A SoundName value, for every verdict shown."""
    theme_chosen = Signal(str)
    """The Mode a person switched to."""
    page_changed = Signal()
    """Another page, or the scan screen, is in sight."""
    closed = Signal()

    def __init__(self, theme: Theme | None = None) -> None:
        super().__init__()
        self._theme = Theme() if theme is None else theme
        self._time_zone, self._direction, self._has_pin = "UTC", Direction.ENTRY, False
        self.recent_scans = RecentScans()
        self.status_bar = StatusBar()
        self.banner = Banner()
        self.training_banner = TrainingBanner()
        self.message_banner = MessageBanner()
        self.act_bar = ActBar()
        self.scan_area = ScanArea(self.recent_scans, self._theme)
        self._stack = PageStack(self._theme)
        self._stack.changed.connect(self.page_changed)
        self._stack.changed.connect(self._show_pair_button)
        self._bars, self._is_unpaired = QWidget(), False
        self._put_aside: list[QAction] = []
        """The actions that a bare window does without."""
        self.menu = MenuPage()
        self._make_actions()
        self._make_buttons()
        self._lay_out()
        self.scan_area.entry.submitted.connect(self.code_typed)
        self.setWindowTitle(say("Doorward"))
        self.resize(1280, 800)
        self.set_theme(self._theme)

    @property
    def verdict_panel(self) -> VerdictPanel:
        """The verdict's place."""
        return self.scan_area.verdict

    @property
    def camera_view(self) -> CameraView:
        """The camera's picture."""
        return self.scan_area.camera

    @property
    def code_entry(self) -> CodeEntry:
        """The field for typed codes."""
        return self.scan_area.entry

    @property
    def theme(self) -> Theme:
        """What is drawn with now."""
        return self._theme

    @property
    def page(self) -> Page | None:
        """The page in sight, None where it is the scan screen."""
        return self._stack.page

    def set_bare(self, *, is_bare: bool) -> None:
        """Show the page in sight and nothing else: no bars, no shortcuts, no way to another page nor out."""
        self._stack.is_held = is_bare
        self._bars.setVisible(not is_bare)
        for action in tuple(self.actions()) if is_bare else ():
            self._put_aside.append(action)
            self.removeAction(action)
        if not is_bare:
            self.addActions(self._put_aside)
            self._put_aside.clear()

    def open_page(self, page: Page) -> None:
        """Show ``page`` over what is in sight; one that is open already comes back to the front."""
        self._stack.open_page(page)

    def close_page(self) -> None:
        """Go back to what lies below the page in sight."""
        self._stack.close_page()

    def go_home(self) -> None:
        """Show the scan screen."""
        self._stack.go_home()

    def close_pages_for_managers(self) -> None:
        """The manager has gone: put away what only they may see, and whatever lies over it."""
        self._stack.close_pages_for_managers()

    def add_entry(self, text: str, icon_name: str, keys: str, slot: Callable[[], object]) -> QAction:
        """One more thing in the menu, and under ``keys`` where there are any."""
        action = self._action(text, keys, slot)
        self._icons[action] = icon_name
        action.setIcon(icon(icon_name, self._theme.palette.ink))
        self.menu.add(action, icon_name)
        return action

    def show_result(self, result: ScanResult) -> None:
        """Put a verdict on the screen and on top of the recent scans, and ask for its sound."""
        wording = describe(result, self._time_zone, self._direction)
        if self.page is None or not self.page.show_verdict(result, wording):
            self.go_home()
        self.verdict_panel.show_verdict(result, wording)
        self.recent_scans.add(result, wording, self._time_zone)
        self.act_bar.show_result(result, has_pin=self._has_pin)
        self.sound_wanted.emit(wording.sound.value)

    def show_act(self, text: str, *, is_done: bool) -> None:
        """Say what came of an act by hand; a light that was taken back goes."""
        if is_done:
            self.verdict_panel.clear()
        self.act_bar.say(plain(text), is_done=is_done)

    def show_status(self, status: DoorStatus) -> None:
        """Show how the door stands."""
        self._time_zone, self._direction, self._has_pin = status.time_zone, status.direction, status.has_pin
        self._offer_pairing(is_unpaired=False)
        self.status_bar.show_status(status)
        self.banner.show_text(plain(status.problem, 400))
        self.training_banner.setVisible(status.is_training)
        self._training.setChecked(status.is_training)
        message = say("Organizer: {text}", text=status.message) if status.message else ""
        self.message_banner.show_text(plain(status.note, 1_000) or message)
        self._show_incidents(status.incidents_open)

    def show_frame(self, frame: QImage) -> None:
        """Show the camera's newest picture."""
        had_aspect = self.camera_view.aspect
        self.camera_view.show_frame(frame)
        if self.camera_view.aspect != had_aspect:
            self.scan_area.rearrange()
        if self.page is not None:
            self.page.show_frame(frame)

    def show_camera_state(self, state: str, detail: str) -> None:
        """Say what the camera is doing; ``state`` is a CameraState value."""
        self.camera_view.show_state(CameraState(state), detail)
        if self.page is not None:
            self.page.show_camera_state(state, detail)

    def show_cameras(self, cameras: list[tuple[str, str]], chosen: str) -> None:
        """Offer ``cameras`` as (id, name) in the camera menu."""
        self._camera_menu.clear()
        group = QActionGroup(self._camera_menu)
        for camera_id, name in cameras:
            action = self._camera_menu.addAction(plain(name, 60).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(camera_id == chosen)
            action.setData(camera_id)
            group.addAction(action)
        if not cameras:
            self._camera_menu.addAction(say("No camera found")).setEnabled(False)
        group.triggered.connect(lambda action: self.camera_chosen.emit(str(action.data())))

    def show_sync(self, progress: SyncProgress) -> None:
        """Let no second sync be asked for while one runs."""
        is_running = progress.phase not in (SyncPhase.DONE, SyncPhase.CANCELLED, SyncPhase.FAILED)
        self._sync_now.setEnabled(not is_running)
        self._full_resync.setEnabled(not is_running)

    def show_unpaired(self, note: str = "") -> None:
        """Say that this device has no event, and why where there is a ``note``, and offer to pair it."""
        self.banner.show_text(plain(note, 400))
        self.act_bar.put_away()
        self._offer_pairing(is_unpaired=True)
        self.verdict_panel.show_idle(say("Not paired yet"), say("Press Pair and scan the code on the dashboard."))

    def show_has_sound(self, has_sound: bool) -> None:  # noqa: FBT001 - a signal's slot
        """Say so while verdicts cannot be heard."""
        self.status_bar.show_has_sound(has_sound=has_sound)

    def set_names(self, names: Names) -> None:
        """Show so much of guests' names from now on, also of those that are shown."""
        self.verdict_panel.set_names(names)
        self.recent_scans.set_names(names)

    def ready(self) -> None:
        """Put any verdict away and wait for the next ticket."""
        self.verdict_panel.show_idle(say("Ready"), say("Scan a ticket"))
        self.verdict_panel.clear()

    def set_theme(self, theme: Theme) -> None:
        """Draw everything with ``theme`` from now on."""
        self._theme = theme
        dress(self, theme)
        self._icons[self._switch_theme] = "sun" if theme.mode is Mode.DARK else "moon"
        for action, name in self._icons.items():
            action.setIcon(icon(name, theme.palette.ink))
        self.menu.set_theme(theme)
        self._stack.set_theme(theme)
        self.banner.set_theme(theme)
        self.scan_area.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        application = QGuiApplication.instance()
        is_logging_out = isinstance(application, QGuiApplication) and application.isSavingSession()
        if self._stack.is_held and not is_logging_out:
            event.ignore()
            return
        self.closed.emit()
        super().closeEvent(event)

    def _offer_pairing(self, *, is_unpaired: bool) -> None:
        self._is_unpaired = is_unpaired
        self._show_pair_button()

    def _show_pair_button(self) -> None:
        """Where there is no event; over a page it would be a second one, for the page that pairs has its own."""
        self._pair_button.setVisible(self._is_unpaired and self.page is None)

    def _fit(self) -> None:
        portrait = is_portrait(self.width(), self.height())
        self.status_bar.set_portrait(is_portrait=portrait)
        self.scan_area.set_portrait(is_portrait=portrait)

    def _show_incidents(self, count: int) -> None:
        self._incidents_button.setVisible(count > 0)
        self._incidents.setText(say("Incidents ({count})", count=count) if count else say("Incidents"))

    def _make_actions(self) -> None:
        self._sync_now = self._action(say("Sync now"), "F5", lambda: self.sync_requested.emit(False))
        self._full_resync = self._action(say("Full resync"), "Shift+F5", lambda: self.sync_requested.emit(True))
        self._pair = self._action(say("Pair"), "F6", self.pairing_requested.emit)
        self._switch_theme = self._action(say("Dark or light"), "F8", self._toggle_theme)
        self._find = self._action(say("Find a guest"), "F3", self.find_requested.emit)
        self._incidents = self._action(say("Incidents"), "F7", self.incidents_requested.emit)
        self._undo = self._action(say("Undo or turn away"), "F4", self.act_bar.press)
        self._action(say("One person fewer"), "F9", lambda: self.act_bar.stepper.step(-1))
        self._action(say("One person more"), "F10", lambda: self.act_bar.stepper.step(1))
        self._training = QAction(say("Training"), self, checkable=True)
        self._training.triggered.connect(self.training_wanted)
        self.training_banner.ended.connect(lambda: self.training_wanted.emit(False))
        self._camera = QAction(say("Camera"), self)
        self._more = self._action(say("Menu"), "F1", lambda: self.open_page(self.menu))
        self._icons = {
            self._sync_now: "sync",
            self._camera: "camera",
            self._pair: "link",
            self._more: "menu",
            self._find: "search",
            self._incidents: "warning",
        }
        self._camera_menu = QMenu(say("Camera"), self)
        self.show_cameras([], "")

    def _make_buttons(self) -> None:
        self._pair_button = self.status_bar.add_button(self._pair)
        self._pair_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self._pair_button.setProperty("primary", "true")
        self._pair_button.setVisible(False)
        self._incidents_button = self.status_bar.add_button(self._incidents)
        self._incidents_button.setVisible(False)
        self.status_bar.add_button(self._find, only_wide=True)
        self.status_bar.add_button(self._sync_now, has_words=True)
        self.status_bar.add_button(self._camera, menu=self._camera_menu, only_wide=True)
        self.status_bar.add_button(self._switch_theme, only_wide=True)
        for action, name in (
            (self._find, "search"),
            (self._incidents, "warning"),
            (self._sync_now, "sync"),
            (self._full_resync, "download"),
            (self._pair, "link"),
            (self._training, "practice"),
            (self._switch_theme, "sun"),
        ):
            self.menu.add(action, name)
        self.status_bar.add_button(self._more)

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setObjectName("ground")
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bars = QVBoxLayout(self._bars)
        bars.setContentsMargins(0, 0, 0, 0)
        bars.setSpacing(0)
        for part in (self.status_bar, self.training_banner, self.banner, self.message_banner):
            bars.addWidget(part)
        column.addWidget(self._bars)
        home = QWidget()
        scanning = QVBoxLayout(home)
        scanning.setContentsMargins(0, 0, 0, 0)
        scanning.setSpacing(0)
        scanning.addWidget(self.scan_area, 1)
        scanning.addWidget(self.act_bar)
        self._stack.addWidget(home)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(ground)

    def _action(self, text: str, keys: str, slot: object) -> QAction:
        action = QAction(text, self)
        action.setIconText(f" {text}")
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.setToolTip(f"{text} ({keys})" if keys else text)
        action.triggered.connect(slot)
        self.addAction(action)
        return action

    def _toggle_theme(self) -> None:
        mode = Mode.LIGHT if self._theme.mode is Mode.DARK else Mode.DARK
        self.set_theme(Theme(mode, self._theme.font_scale))
        self.theme_chosen.emit(mode.value)
