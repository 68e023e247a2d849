"""The page that pairs."""

from collections.abc import Callable

import cv2
import numpy as np
from PySide6.QtGui import QImage

from scanner_app.views.camera_view import CameraState
from scanner_app.views.page import Page
from scanner_app.views.pair_page import PairPage
from sync.protocol.pairing_link import make_pairing_link
from tests.pictures import qr_picture


def _live() -> PairPage:
    page = PairPage()
    page.begin(has_way_back=False)
    page.show_frame(_dashboard())
    return page


def _no_camera() -> PairPage:
    page = PairPage()
    page.begin(has_way_back=False)
    page.show_camera_state(CameraState.NONE.value, "")
    return page


def _busy() -> PairPage:
    page = _live()
    page.offer_code(make_pairing_link("https://tickets.example.org", "7K3M9-QXZ5A"))
    return page


def _error() -> PairPage:
    page = _busy()
    page.show_error("This pairing code was used or is too old. Make a new one.")
    return page


def _missing() -> PairPage:
    page = _no_camera()
    page.server_field.setText("tickets example org")
    page.pair_button.click()
    return page


def _again() -> PairPage:
    page = PairPage()
    page.ask_first("Midnight Gala – Porto Festival and the Long Night of the Museums", 14)
    return page


def _dashboard() -> QImage:
    """A laptop's screen with the pairing code, as the camera sees it."""
    picture = np.full((720, 960, 3), (38, 30, 26), np.uint8)
    cv2.rectangle(picture, (150, 90), (810, 610), (240, 243, 246), -1)
    code = cv2.resize(qr_picture(make_pairing_link("https://tickets.example.org", "7K3M9-QXZ5A")), (340, 340))
    code = code if code.ndim == 3 else cv2.cvtColor(code, cv2.COLOR_GRAY2BGR)
    picture[180:520, 310:650] = code
    cv2.putText(picture, "Pair a device", (310, 150), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (60, 50, 40), 2, cv2.LINE_AA)
    picture = np.ascontiguousarray(cv2.GaussianBlur(picture, (5, 5), 0))
    return QImage(picture.data, 960, 720, 960 * 3, QImage.Format.Format_BGR888).copy()


PAGES: dict[str, Callable[[], Page]] = {
    "pair": _live,
    "pair-no-camera": _no_camera,
    "pair-busy": _busy,
    "pair-error": _error,
    "pair-missing": _missing,
    "pair-again": _again,
}
