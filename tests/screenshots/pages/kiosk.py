"""Self check-in, in every state a guest may see."""

from collections.abc import Callable
from dataclasses import replace

from scanner_app.door.shown import ScanResult
from scanner_app.kiosk_wording import describe_for_guest
from scanner_app.views.camera_view import CameraState
from scanner_app.views.kiosk_page import KioskPage
from scanner_app.views.kiosk_setup_page import KioskSetupPage
from scanner_app.views.page import Page
from scanner_app.wording import describe
from tests.screenshots.window import (
    ADMITTED,
    DUPLICATE,
    EXIT,
    GROUP,
    LOOK,
    MALFORMED,
    NOT_RECORDED,
    ONLINE,
    camera_frame,
)

_EVENT = ONLINE.event
_LONG = "Internationale Fachmesse für Veranstaltungstechnik und Besucherführung, Sonderausstellung"


def _kiosk(greeting: str = _EVENT, *, is_practice: bool = False) -> KioskPage:
    page = KioskPage()
    page.show_frame(camera_frame())
    page.show_door(greeting, is_practice=is_practice)
    return page


def _verdict(result: ScanResult) -> Callable[[], Page]:
    def make() -> Page:
        page = _kiosk()
        said = describe_for_guest(result, describe(result, "UTC"))
        name = result.holder.split(" ", maxsplit=1)[0] if result in (ADMITTED, EXIT) else ""
        page.show_guest_verdict(replace(result, holder=name, ticket_type="", note=""), said)
        return page

    return make


def _no_camera() -> Page:
    page = KioskPage()
    page.show_camera_state(CameraState.NONE.value, "")
    page.show_door(_EVENT)
    return page


def _closed() -> Page:
    page = _kiosk()
    page.show_door(_EVENT, closed="Please use another entrance")
    return page


def _setup(*, problem: str = "") -> Page:
    page = KioskSetupPage()
    page.show_kiosk("", _EVENT)
    page.show_problem(problem)
    return page


PAGES: dict[str, Callable[[], Page]] = {
    "kiosk-ready": _kiosk,
    "kiosk-ready-long": lambda: _kiosk(_LONG, is_practice=True),
    "kiosk-welcome": _verdict(ADMITTED),
    "kiosk-group": _verdict(GROUP),
    "kiosk-see-staff": _verdict(DUPLICATE),
    "kiosk-look": _verdict(LOOK),
    "kiosk-unreadable": _verdict(MALFORMED),
    "kiosk-not-recorded": _verdict(NOT_RECORDED),
    "kiosk-goodbye": _verdict(EXIT),
    "kiosk-no-camera": _no_camera,
    "kiosk-closed": _closed,
    "kiosk-setup": _setup,
    "kiosk-setup-no-pin": lambda: _setup(problem="Set a manager’s PIN for this event on the dashboard first."),
}
