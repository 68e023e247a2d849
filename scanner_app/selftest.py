"""The self-test: try every part that a packaged scanner needs, and say which one is broken.

Each check uses the product's own code on real data. A library is imported inside its check, so that a part that was
forgotten in a build fails its own line and leaves the others to be tried.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TextIO

from scanner_app.selftest_parts import (
    check_neighbours,
    check_paper,
    check_platform,
    check_plots,
    check_serial,
    check_translations,
    check_voice,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QCoreApplication

    from scanner_app.decode.codes import Gray

__all__ = ["CHECKS", "Check", "SelfTestError", "run_self_test"]

Check = Callable[[Path], None]
"""Gets an empty folder of its own; returns when all is well, raises anything at all when not."""

_CODE = "MGY-PF-20250115-7K3M9QXZ5"
_SOUND_TIMEOUT_S = 5.0
_SQLITE_MAGIC = b"SQLite format 3\x00"


class SelfTestError(Exception):
    """A part works, and gave the wrong result."""


def run_self_test(out: TextIO, checks: Mapping[str, Check] | None = None) -> int:
    """Run the checks, CHECKS unless others are given; one line each on `out`; 0 when all passed, else 1."""
    # A self-test must not need a screen, nor flash windows over one. It counts only if Qt has not started yet.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = 0
    for name, check in (CHECKS if checks is None else checks).items():
        problem = _problem(check)
        failed += problem is not None
        out.write(f"ok {name}\n" if problem is None else f"FAIL {name}: {problem}\n")
        out.flush()
    return 1 if failed else 0


def _problem(check: Check) -> str | None:
    """What is wrong, in one line; None when the check passed."""
    # Windows keeps files of a check that failed half-way open until the process ends.
    with tempfile.TemporaryDirectory(prefix="doorward-selftest-", ignore_cleanup_errors=True) as folder:
        try:
            check(Path(folder))
        except Exception as error:  # noqa: BLE001  # Whatever is broken is exactly what has to be reported.
            return " ".join(f"{type(error).__name__}: {error}".split())
    return None


def _zxing(_: Path) -> None:
    """The first reader, zxing-cpp, reads a QR code."""
    from scanner_app.decode.zxing import read_zxing

    codes, _located = read_zxing(_qr_picture(), "zxing")
    _require([code.text for code in codes] == [_CODE], f"read {codes}")


def _pyzbar(_: Path) -> None:
    """The second reader, pyzbar, finds its shared library and reads a QR code."""
    from scanner_app.decode.zbar import read_zbar, zbar_available

    _require(zbar_available(), "the zbar library was not found")
    codes = read_zbar(_qr_picture(), "pyzbar")
    _require([code.text for code in codes] == [_CODE], f"read {codes}")


def _video(folder: Path) -> None:
    """OpenCV writes and reads a video file, which is what a camera is to the scanner."""
    import cv2
    import numpy as np

    path = str(folder / "door.avi")
    writer = cv2.VideoWriter(path, cv2.VideoWriter.fourcc(*"MJPG"), 10, (320, 240))
    writer.write(np.full((240, 320, 3), 200, np.uint8))
    writer.release()
    reader = cv2.VideoCapture(path)
    was_read, frame = reader.read()
    reader.release()
    _require(was_read and frame.shape == (240, 320, 3) and abs(int(frame.mean()) - 200) < 8, "the frame is another")


def _signatures(_: Path) -> None:
    """A signed ticket is accepted, and with one character changed it is not."""
    from nacl.signing import SigningKey

    from sync.rules.ids import EventNumber, KeyId, ProductNumber
    from sync.rules.ticket import TicketKey
    from sync.rules.token import Token, read_token, sign_token

    key = SigningKey.generate()
    keys = [TicketKey(KeyId(1), bytes(key.verify_key))]
    token = Token(KeyId(1), EventNumber(7), 2**40 + 1, ProductNumber(3))
    spelled = sign_token(token, key)
    _require(read_token(spelled, keys) == token, "a signed ticket was refused")
    forged = spelled[:70] + ("A" if spelled[70] != "A" else "B") + spelled[71:]
    _require(not isinstance(read_token(forged, keys), Token), "a forged ticket was accepted")


def _store(folder: Path) -> None:
    """The store keeps a value over a restart, encrypted, and does not open with another key."""
    from sync.device.database import Store
    from sync.device.errors import StoreDamagedError

    secret = os.urandom(32)
    store = Store(folder, secret)
    store.put(self_test="kept")
    store.close()
    _require(not store.path.read_bytes().startswith(_SQLITE_MAGIC), "the file is not encrypted")
    store = Store(folder, secret)
    kept = store.get("self_test")
    store.close()
    _require(kept == "kept", f"got {kept!r} back")
    try:
        Store(folder, os.urandom(32)).close()
    except StoreDamagedError:
        return
    raise SelfTestError("the store opened with a wrong key")


def _keyring(_: Path) -> None:
    """There are keyring back ends. Whether one of them is usable depends on the machine, so that is not asked."""
    import keyring
    import keyring.backend

    _require(bool(keyring.backend.get_all_keyring()), "no back end was found")


def _https(_: Path) -> None:
    """The HTTP client has certificates to trust."""
    import ssl

    import httpx

    with httpx.Client() as client:
        _require(not client.is_closed, "the client is closed")
    _require(len(httpx.create_ssl_context().get_ca_certs()) > 0, f"none are trusted by {ssl.OPENSSL_VERSION}")


def _resources(_: Path) -> None:
    """Icons, sounds, fonts and templates came along."""
    import resources

    for name in (
        "icons/app.svg",
        "sounds/admitted.wav",
        "fonts/Inter-Regular.otf",
        "templates/ticket/DejaVuSans-Bold.ttf",
    ):
        _require(resources.path(name).stat().st_size > 0, f"{name} is empty")


def _window(_: Path) -> None:
    """The scanner's window is painted: with its own colours and texts, and with its icons."""
    from scanner_app.views.main_window import MainWindow

    app = _application()
    window = MainWindow()
    window.ready()
    window.show()
    app.processEvents()
    picture = window.grab().toImage()
    window.close()
    window.deleteLater()
    app.processEvents()
    points = ((x, y) for x in range(0, picture.width(), 4) for y in range(0, picture.height(), 4))
    colours = {picture.pixel(x, y) for x, y in points}
    _require(len(colours) > 4, f"it is painted in {len(colours)} colours only")


def _sound(_: Path) -> None:
    """Qt Multimedia loads; where there is something to hear it with, a sound is made ready to play."""
    from PySide6.QtCore import QUrl
    from PySide6.QtMultimedia import QMediaDevices, QSoundEffect

    import resources

    app = _application()
    if QMediaDevices.defaultAudioOutput().isNull():
        return
    effect = QSoundEffect()
    effect.setSource(QUrl.fromLocalFile(str(resources.path("sounds/admitted.wav"))))
    until = monotonic() + _SOUND_TIMEOUT_S
    while effect.status() == QSoundEffect.Status.Loading and monotonic() < until:
        app.processEvents()
    _require(effect.status() == QSoundEffect.Status.Ready, f"the sound is in the state {effect.status().name}")


def _on_a_screen(check: Check) -> Check:
    """``check`` with Qt's application there."""

    def checked(folder: Path) -> None:
        _application()
        check(folder)

    return checked


CHECKS: Mapping[str, Check] = {
    "zxing": _zxing,
    "pyzbar": _pyzbar,
    "video": _video,
    "signatures": _signatures,
    "store": _store,
    "keyring": _keyring,
    "https": _https,
    "resources": _resources,
    "window": _window,
    "sound": _sound,
    "translations": check_translations,
    "paper": _on_a_screen(check_paper),
    "serial": check_serial,
    "voice": _on_a_screen(check_voice),
    "plots": _on_a_screen(check_plots),
    "neighbours": check_neighbours,
    "platform": check_platform,
}


def _require(holds: bool, why_not: str) -> None:  # noqa: FBT001  # It reads like the assert that -O would remove.
    if not holds:
        raise SelfTestError(why_not)


@cache
def _application() -> "QCoreApplication":
    """Qt's application, kept until the process ends: there can be only one, and making another one may crash."""
    from PySide6.QtWidgets import QApplication

    return QApplication.instance() or QApplication(sys.argv[:1])


def _qr_picture() -> "Gray":
    """A QR code of a typed ticket code, gray, drawn by zxing-cpp: the scanner needs no other writer."""
    import numpy as np
    import zxingcpp

    barcode = zxingcpp.create_barcode(_CODE, zxingcpp.BarcodeFormat.QRCode)
    drawn = np.asarray(zxingcpp.write_barcode_to_image(barcode, scale=6), np.uint8)
    # Room around the symbol, as on paper.
    return np.pad(drawn, 24, constant_values=255)
