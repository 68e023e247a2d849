"""The camera's page: a live picture, no camera, one that was pulled, a covered lens, another program's camera."""

from collections.abc import Callable

from PySide6.QtGui import QColor, QImage

from scanner_app.camera_wording import describe_camera
from scanner_app.settings import CameraSettings
from scanner_app.sources.camera import CameraState
from scanner_app.sources.camera_devices import Trouble
from scanner_app.sources.camera_sources import Given
from scanner_app.views.camera_page import CameraPage
from scanner_app.views.page import Page
from tests.screenshots.window import camera_frame

FRONT, BACK = ("front", "Integrated Webcam HD"), ("back", "Logitech BRIO Ultra HD Webcam (046d:085e)")
NONE = ("none", "No camera")


def _live() -> CameraPage:
    page = CameraPage()
    page.show_cameras([FRONT, BACK, NONE], "back")
    page.show_is_any(is_any=True)
    page.show_settings(CameraSettings(exposure=156.0, width=1920, height=1080))
    page.show_given(Given(1280, 720, 156.0), 156.0)
    page.show_frame(camera_frame())
    return page


def _ignored() -> Page:
    page = _live()
    page.show_given(Given(1280, 720, 312.0, is_exposure_ignored=True), 156.0)
    return page


def _none() -> Page:
    return _troubled(CameraPage(), Trouble.MISSING, is_any=True)


def _lost() -> Page:
    page = CameraPage()
    page.show_cameras([FRONT, ("away", f"{BACK[1]} (not plugged in)"), NONE], "away")
    page.show_is_any(is_any=True)
    return _troubled(page, Trouble.MISSING)


def _busy() -> Page:
    page = CameraPage()
    page.show_cameras([FRONT, NONE], "front")
    page.show_is_any(is_any=True)
    return _troubled(page, Trouble.BUSY)


def _blocked() -> Page:
    page = _live()
    covered = QImage(1280, 720, QImage.Format.Format_RGB32)
    covered.fill(QColor("#1c0f0c"))
    page.show_frame(covered)
    page.show_camera_state("blocked", "")
    page.show_given(Given(1280, 720), None)
    return page


def _troubled(page: CameraPage, trouble: Trouble, *, is_any: bool = False) -> Page:
    state, detail = describe_camera(CameraState.LOST, trouble, BACK[1], is_any=is_any)
    if is_any:
        page.show_cameras([NONE], "away")
        page.show_is_any(is_any=False)
    page.show_camera_state(state.value, detail)
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "camera": _live,
    "camera-exposure-ignored": _ignored,
    "camera-none": _none,
    "camera-lost": _lost,
    "camera-busy": _busy,
    "camera-blocked": _blocked,
}
