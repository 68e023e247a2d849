"""Choosing and adjusting the camera, and watching it: the one place that knows which camera is looked through."""

from msgspec.structs import replace
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from scanner_app.camera_wording import describe_camera
from scanner_app.door.code_formats import code_formats
from scanner_app.door.shown import Source
from scanner_app.settings import NO_CAMERA, CameraSettings, Settings
from scanner_app.shell import Shell
from scanner_app.sources import camera_sources
from scanner_app.sources.camera import CameraState
from scanner_app.sources.camera_devices import Devices, Wanted, find_device
from scanner_app.sources.camera_offers import AWAY, key_of, offers, wanted_of, with_camera
from scanner_app.sources.camera_sources import Wish, is_device, next_exposure, open_source, open_wanted
from scanner_app.sources.camera_system import SystemDevices
from scanner_app.views import camera_view
from scanner_app.views.camera_page import CameraPage
from scanner_app.wording import say
from scanner_app.workers.watch import View, Watcher

_FIRST_EXPOSURE = -6.0
"""A 64th of a second, for a camera that does not say what it has."""


class Cameras(QObject):
    """Connects cameras, the watcher and the page with the shell."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        self.watcher = Watcher(self)
        self.page = CameraPage()
        self._devices: Devices
        self._spec = NO_CAMERA
        self._wanted, self._wish = Wanted(0), Wish()
        self._settings = shell.settings.camera
        self._is_blocked = False
        shell.window.add_entry(say("Camera"), "camera", "", self.open_page)
        self._connect()
        system = SystemDevices(self)
        self._ask_permission = system.ask_permission
        self.use(system)

    def use(self, devices: Devices) -> None:
        """Take these for the computer's cameras from now on."""
        self._devices = devices
        devices.listen(self._devices_changed)
        self._offer()

    def begin(self) -> None:
        """Watch the camera that was kept, if any."""
        self._follow_view()
        if self._settings.spec == NO_CAMERA:
            self._rest()
        else:
            self._ask_permission()
            self._watch_kept()

    def end(self) -> None:
        """Let go of the camera."""
        self.watcher.stop()

    def choose(self, spec: str) -> None:
        """Watch another camera, video file or folder for now; files start over when they end."""
        self._spec = spec
        self._wanted = Wanted(int(spec)) if is_device(spec) else Wanted(0)
        self._watch()

    def open_page(self) -> None:
        """Show the page."""
        self._shell.open(self.page)
        self._show_state(self.watcher.camera_state)

    def _connect(self) -> None:
        window, shell, page = self._shell.window, self._shell, self.page
        self._shell.read_anew.connect(self.watcher.read_anew)
        self.watcher.frame.connect(self._show_frame)
        self.watcher.found.connect(self._take)
        self.watcher.state.connect(self._show_state_now)
        self.watcher.blocked.connect(self._show_blocked)
        window.camera_chosen.connect(self._keep_camera)
        shell.settings_changed.connect(self._follow_settings)
        shell.status_told.connect(self._follow_event)
        shell.paired.connect(self._follow_event)
        shell.unpaired.connect(self._follow_event)
        page.camera_chosen.connect(self._keep_camera)
        page.size_chosen.connect(lambda width, height: self._keep(width=width, height=height))
        page.rotation_chosen.connect(lambda degrees: self._keep(rotation=degrees))
        page.mirror_chosen.connect(lambda is_mirrored: self._keep(is_mirrored=is_mirrored))
        page.exposure_wanted.connect(self._keep_exposure)
        page.exposure_stepped.connect(self._step_exposure)

    def _take(self, payload: str) -> None:
        self._shell.take(payload, Source.CAMERA)

    # Which camera.

    def _watch_kept(self) -> None:
        self._spec, self._wanted = self._settings.spec, wanted_of(self._settings)
        self._watch()

    def _watch(self) -> None:
        camera = self._settings
        self._wish = Wish(camera.width, camera.height, camera.exposure)
        self._is_blocked = False
        self.watcher.watch(self._spec, loop=True, opener=self._open)

    def _open(self, spec: str) -> camera_sources.Source:
        """Called on the camera's own thread."""
        return open_wanted(self._devices, self._wanted, self._wish) if is_device(spec) else open_source(spec)

    def _rest(self) -> None:
        self._spec = NO_CAMERA
        self.watcher.stop()
        self._shell.window.show_camera_state(camera_view.CameraState.NONE.value, "")
        self.page.show_given(None, None)

    def _devices_changed(self) -> None:
        self._offer()
        self.watcher.look_again()

    def _offer(self) -> None:
        present = self._devices.present()
        cameras = offers(self._settings, present)
        chosen = key_of(self._settings, present)
        self._shell.window.show_cameras(cameras, chosen)
        self.page.show_cameras(cameras, chosen)
        self.page.show_is_any(is_any=bool(present))

    # What is kept.

    def _keep_camera(self, key: str) -> None:
        kept = with_camera(self._settings, key, self._devices.present())
        if kept == self._settings and key != AWAY:
            self._follow_camera()
        else:
            self._keep(spec=kept.spec, device_id=kept.device_id, device_name=kept.device_name)

    def _keep_exposure(self, is_by_hand: bool) -> None:  # noqa: FBT001  A signal's slot.
        given = self.watcher.given
        told = None if given is None else given.exposure
        self._keep(exposure=(_FIRST_EXPOSURE if told is None else told) if is_by_hand else None)

    def _step_exposure(self, step: int) -> None:
        if self._settings.exposure is not None:
            self._keep(exposure=next_exposure(self._settings.exposure, step))

    def _keep(self, **changes: object) -> None:
        settings = self._shell.settings
        self._shell.change_settings(replace(settings, camera=replace(settings.camera, **changes)))

    # What follows from it.

    def _follow_settings(self, settings: Settings) -> None:
        before, self._settings = self._settings, settings.camera
        if before == self._settings:
            return
        self.page.show_settings(self._settings)
        self._follow_view()
        if _opening(before) != _opening(self._settings):
            self._follow_camera()
            self._offer()

    def _follow_camera(self) -> None:
        if self._settings.spec == NO_CAMERA:
            self._rest()
        else:
            self._watch_kept()

    def _follow_view(self) -> None:
        self.page.show_settings(self._settings)
        self.watcher.view = View(self._settings.is_mirrored, self._settings.rotation)

    def _follow_event(self, _news: object = None) -> None:
        self.watcher.formats = code_formats(self._shell.station)

    # What is shown. A camera's word arrives after it was said: what counts is the camera that is watched now.

    def _show_frame(self, picture: QImage) -> None:
        if self.watcher.camera_state is not None:
            self._shell.window.show_frame(picture)

    def _show_state_now(self, _said: CameraState) -> None:
        self._show_state(self.watcher.camera_state)

    def _show_state(self, state: CameraState | None) -> None:
        if state is None:
            self._shell.window.show_camera_state(camera_view.CameraState.NONE.value, "")
            return
        is_missing = is_device(self._spec) and find_device(self._wanted, self._devices.present()) is None
        shown, detail = describe_camera(
            state, self.watcher.trouble, self._name(), is_any=is_missing and not self._wanted.is_named
        )
        if shown is camera_view.CameraState.LIVE:
            self._know_again()
            self.page.show_given(self.watcher.given, self._settings.exposure)
            if self._is_blocked:
                shown = camera_view.CameraState.BLOCKED
        self._shell.window.show_camera_state(shown.value, detail)

    def _show_blocked(self, is_blocked: bool) -> None:  # noqa: FBT001  A signal's slot.
        self._is_blocked = is_blocked
        self._show_state(self.watcher.camera_state)

    def _know_again(self) -> None:
        """Remember more than the number of the camera that runs: after unplugging it may have another."""
        device = find_device(self._wanted, self._devices.present())
        if is_device(self._spec) and device is not None:
            self._wanted = Wanted(device.number, device.device_id, device.name, is_any=self._wanted.is_any)

    def _name(self) -> str:
        return self._wanted.name if is_device(self._spec) else self._spec


def _opening(settings: CameraSettings) -> tuple[object, ...]:
    """All that a camera is opened anew for."""
    chosen = (settings.spec, settings.device_id, settings.device_name)
    return (*chosen, settings.width, settings.height, settings.exposure)
