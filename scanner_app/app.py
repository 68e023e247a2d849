"""The composition root of the scanner: makes every part and connects it, and is the only place that does."""

from importlib.metadata import PackageNotFoundError, version
from typing import TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from scanner_app.config import ScannerConfig, default_door_name
from scanner_app.door.shown import DoorStatus, ScanResult, Source
from scanner_app.door.station import Station
from scanner_app.qt_messages import log_qt_messages
from scanner_app.screens import SCREENS
from scanner_app.screens.cameras import Cameras
from scanner_app.screens.handhelds import Handhelds
from scanner_app.screens.pairing import Pairing
from scanner_app.screens.printing import Printing
from scanner_app.screens.tickets import Tickets
from scanner_app.settings import Settings, SettingsFile
from scanner_app.shell import Shell
from scanner_app.sound import SoundPlayer
from scanner_app.theme import Mode, Theme
from scanner_app.update_notice import UpdateNotice
from scanner_app.views.main_window import MainWindow
from scanner_app.views.pair_page import PairPage
from scanner_app.workers.pair import PairWorker
from scanner_app.workers.scan import ScanWorker
from scanner_app.workers.status import StatusWorker
from scanner_app.workers.sync import SyncWorker
from scanner_app.workers.threads import WorkerThread
from scanner_app.workers.watch import Watcher
from sync.protocol.pairing_link import read_pairing_link

S = TypeVar("S", bound=QObject)


def app_version() -> str:
    """This program's version."""
    try:
        return version("doorward")
    except PackageNotFoundError:
        return "unknown"


class ScannerApp(QObject):
    """The running scanner: one window over one station. ``close`` ends every thread."""

    _scan = Signal(str, object, int)
    _sync = Signal(bool)
    _news = Signal()
    language_changed = Signal()
    """Somebody wants another language: whoever runs this makes it anew."""

    def __init__(self, config: ScannerConfig) -> None:
        """Open the station (a DeviceError says why it cannot be) and put the window together."""
        super().__init__()
        self._config = config
        self.station = Station(
            config.data_dir,
            allow_keyring=config.allow_keyring,
            on_news=self._news.emit,
            app_version=app_version(),
            peers=config.peers,
        )
        settings_file = SettingsFile(config.settings_path)
        settings = _overruled(settings_file.load(), config)
        self._language = settings.appearance.language
        self.window = MainWindow(_theme(settings))
        self.shell = Shell(self.window, self.station, settings_file, settings, self)
        self.screens = tuple(screen(self.shell) for screen in SCREENS)
        UpdateNotice(self.shell, app_version())
        self.acts = self.screen(Tickets).acts
        self._sounds = SoundPlayer(self, volume=settings.sound.volume)
        self._is_closed = False
        self._make_workers()
        self._connect_window()

    def start(self) -> None:
        """Show the window and begin to scan into the last gate, network or not."""
        for thread in self._threads:
            thread.start()
        self.screen(Handhelds).begin()
        self.window.show_has_sound(self._sounds.has_sound)
        self.window.show()
        if self.station.is_paired:
            self._begin_scanning()
        else:
            self.window.show_unpaired(self.station.opening_note)
            self.open_pairing()
        self.screen(Cameras).begin()
        self.shell.started.emit()

    def close(self) -> None:
        """End every thread and close the store; a second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        self.shell.closing.emit()
        self.screen(Handhelds).end()
        self.screen(Cameras).end()
        self._sync_worker.cancel()
        self.station.hang_up()
        for thread in self._threads:
            thread.quit()  # All at once: one that hangs then lets the others end meanwhile.
        for thread in self._threads:
            thread.finish()
        self.station.close()

    def take(self, payload: str, source: Source) -> None:
        """A payload from any source: the page in sight may use it, a pairing link pairs, anything else is scanned."""
        self.shell.code_seen.emit(source)
        page = self.window.page
        if page is not None and page.take(payload, source):
            return
        if self.station.is_paired:
            self._scan.emit(payload, source, self.window.act_bar.people)
        elif read_pairing_link(payload) is not None:
            self.open_pairing().offer_code(payload)

    def show_result(self, result: ScanResult) -> None:
        """Show what was decided, and tell whoever listens."""
        self.window.show_result(result)
        self.shell.scanned.emit(result)

    def screen(self, kind: type[S]) -> S:
        """The one screen of this kind."""
        return next(screen for screen in self.screens if isinstance(screen, kind))

    def open_pairing(self) -> PairPage:
        """The page that pairs, open; on a paired device once a manager is there."""
        return self.screen(Pairing).open()

    def choose_camera(self, spec: str) -> None:
        """Watch another camera, video file or folder; files start over when they end."""
        self.screen(Cameras).choose(spec)

    @property
    def watcher(self) -> Watcher:
        """What watches the camera."""
        return self.screen(Cameras).watcher

    def sync(self, *, full: bool) -> None:
        """Start the sync that a person asked for."""
        self._sync.emit(full)

    def _make_workers(self) -> None:
        scan_worker = ScanWorker(self.station)
        self._sync_worker = SyncWorker(self.station)
        pair_worker = PairWorker(self.station, self._config.door_name or default_door_name(), app_version())
        status_worker = StatusWorker(self.station)
        self._threads = (
            WorkerThread("scans", scan_worker, self.acts.worker),
            WorkerThread("sync", self._sync_worker, pair_worker),
            WorkerThread("status", status_worker),
            WorkerThread("lookups", self.shell.background.hand),
            WorkerThread("long work", self.shell.long_work.hand),
            WorkerThread("checks", self.shell.checks.hand),
        )
        self._threads[2].started.connect(status_worker.begin)
        self._threads[2].finished.connect(status_worker.end, Qt.ConnectionType.DirectConnection)
        self._scan.connect(scan_worker.scan)
        scan_worker.decided.connect(self.show_result)
        self.acts.worker.decided.connect(self.shell.scanned)
        self._sync.connect(self._sync_worker.run)
        self._sync_worker.progress.connect(self.window.show_sync)
        self._sync_worker.progress.connect(self.shell.sync_told)
        self._sync_worker.ended.connect(self.shell.sync_ended)
        pairing = self.screen(Pairing)
        pairing.server = self._config.server
        pairing.submitted.connect(pair_worker.pair)
        pair_worker.paired.connect(self._paired)
        pair_worker.refused.connect(pairing.refuse)
        self._news.connect(status_worker.look)
        status_worker.status.connect(self._show_status)
        status_worker.unpaired.connect(self._unpaired)

    def _connect_window(self) -> None:
        window = self.window
        self.screen(Tickets).print_wanted.connect(self.screen(Printing).print_ticket)
        window.code_typed.connect(lambda text: self.take(text, Source.TYPED))
        window.sync_requested.connect(self._sync)
        # At once and on this thread: the worker's own is busy with the very sync that is to be cancelled.
        window.sync_cancelled.connect(self._sync_worker.cancel, Qt.ConnectionType.DirectConnection)
        window.pairing_requested.connect(self.open_pairing)
        window.sound_wanted.connect(self._sounds.play)
        window.theme_chosen.connect(self._keep_mode)
        window.closed.connect(self.close)
        self.shell.code_read.connect(self.take)
        self.shell.settings_changed.connect(self._follow_settings)
        self._sounds.has_sound_changed.connect(window.show_has_sound)

    def _begin_scanning(self) -> None:
        self.window.ready()
        self.station.follow()

    def _paired(self) -> None:
        self.window.go_home()
        self._begin_scanning()
        self.shell.paired.emit()

    def _unpaired(self, note: str) -> None:
        if not self.station.is_paired:  # It may have been paired again while the word was on its way here.
            self.window.show_unpaired(note)
            self.shell.unpaired.emit(note)

    def _show_status(self, status: DoorStatus) -> None:
        self.window.show_status(status)
        self.shell.status_told.emit(status)

    def _keep_mode(self, mode: str) -> None:
        settings = self.shell.settings
        self.shell.change_settings(replace(settings, appearance=replace(settings.appearance, mode=Mode(mode))))

    def _follow_settings(self, settings: Settings) -> None:
        if self.window.theme != _theme(settings):
            self.window.set_theme(_theme(settings))
        if settings.sound.volume != self._sounds.volume:
            self._sounds.set_volume(settings.sound.volume)
        if settings.appearance.language != self._language:
            self._language = settings.appearance.language
            self.language_changed.emit()


def _overruled(settings: Settings, config: ScannerConfig) -> Settings:
    """``settings`` with what the command line says instead, for this run or until somebody changes it."""
    appearance, camera = settings.appearance, settings.camera
    if config.mode is not None:
        appearance = replace(appearance, mode=config.mode)
    if config.camera is not None:
        camera = replace(camera, spec=config.camera, device_id="", device_name="")
    return replace(settings, appearance=appearance, camera=camera)


def _theme(settings: Settings) -> Theme:
    return Theme(settings.appearance.mode, settings.appearance.font_scale)


def make_application() -> QApplication:
    """The Qt application, once a process."""
    log_qt_messages()
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(["doorward"])
    application.setApplicationName("doorward")
    application.setApplicationDisplayName("Doorward")
    application.setWindowIcon(QIcon(str(resources.path("icons/app.svg"))))
    return application
