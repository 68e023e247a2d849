"""The cameras of this computer: Qt lists them and tells of changes, OpenCV opens them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import cv2
import structlog
from PySide6.QtCore import QCameraPermission, QCoreApplication, QObject, Qt, Signal
from PySide6.QtMultimedia import QMediaDevices

from scanner_app.sources.camera_devices import Capture, Device, Trouble, number_devices

log = structlog.get_logger()

# The way of opening whose numbers are those of Qt's list.
_WAYS = {"linux": cv2.CAP_V4L2, "darwin": cv2.CAP_AVFOUNDATION, "win32": cv2.CAP_MSMF}


class SystemDevices(QObject):
    """Implements ``camera_devices.Devices``; made and listened to on the screen's thread."""

    _changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._media = QMediaDevices(self)
        self._present: tuple[Device, ...] = ()
        self._is_denied = False
        self._media.videoInputsChanged.connect(self._look)
        self._look()

    def present(self) -> tuple[Device, ...]:
        return self._present

    def open(self, number: int) -> Capture:
        way = _WAYS.get(sys.platform, cv2.CAP_ANY)
        return cv2.VideoCapture(number, way if cv2.videoio_registry.hasBackend(way) else cv2.CAP_ANY)

    def why_not(self, number: int) -> Trouble:
        if self._is_denied:
            return Trouble.DENIED
        node = Path(f"/dev/video{number}")
        if sys.platform == "linux" and node.exists():
            return Trouble.BUSY if os.access(node, os.R_OK | os.W_OK) else Trouble.DENIED
        is_listed = sys.platform != "linux" and any(device.number == number for device in self._present)
        return Trouble.BUSY if is_listed else Trouble.MISSING

    def listen(self, changed: Callable[[], None]) -> None:
        self._changed.connect(changed)

    def ask_permission(self) -> None:
        """Have the system ask its user whether cameras may be used, where it does so and has not yet."""
        application = QCoreApplication.instance()
        if application is None:
            return
        permission = QCameraPermission()
        status = application.checkPermission(permission)
        self._is_denied = status is Qt.PermissionStatus.Denied
        if status is Qt.PermissionStatus.Undetermined:
            application.requestPermission(permission, self, self._permission_told)

    def _permission_told(self, permission: QCameraPermission) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            self._is_denied = application.checkPermission(permission) is Qt.PermissionStatus.Denied
        self._look()

    def _look(self) -> None:
        inputs = QMediaDevices.videoInputs()
        listed = [(bytes(device.id().data()).decode(errors="replace"), device.description()) for device in inputs]
        self._present = number_devices(listed)
        log.info("cameras_listed", count=len(self._present))
        self._changed.emit()
