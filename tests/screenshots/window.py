"""The scan screen and its dialogs, in their states, sizes and themes.

The camera's picture is drawn here: a hand holding up a phone with a ticket, as a door sees it at night.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from scanner_app.door.shown import (
    Act,
    ActResult,
    Connection,
    DoorStatus,
    ScanResult,
    Source,
)
from scanner_app.theme import Mode, Theme
from scanner_app.views.act_dialogs import ManagerDialog, UndoDialog
from scanner_app.views.main_window import MainWindow
from sync.rules.gate import Direction
from sync.rules.ids import GateId, LogId, TicketId
from sync.rules.verdict import Basis, Earlier, Outcome, Reason, Verdict
from tests.pictures import qr_picture

AT = 1_763_759_040_000
"""21 November 2025, 21:04 UTC."""
LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-Nguyễn, Maximiliane Alexandra"
TICKET = TicketId("MGY-PF-20250115-7K3M9QXZ5")
LANDSCAPE, PORTRAIT, SMALL = (1280, 800), (480, 800), (360, 640)
DARK, LIGHT = Theme(Mode.DARK), Theme(Mode.LIGHT)

ONLINE = DoorStatus(
    connection=Connection.ONLINE,
    event="Midnight Gala – Porto Festival",
    gate="Gate A",
    direction=Direction.ENTRY,
    time_zone="Europe/Lisbon",
    list_age_s=21.0,
    inside=412,
    expected=1203,
    capacity=1500,
    battery_percent=82,
)
OFFLINE = replace(ONLINE, connection=Connection.OFFLINE, list_age_s=740.0, waiting=14, battery_percent=18)

ADMITTED = ScanResult(
    verdict=Verdict(Outcome.ADMITTED, Reason.ADMITTED, TICKET),
    basis=Basis.SERVER,
    at=AT,
    source=Source.CAMERA,
    holder="Maria João Pereira",
    ticket_type="General admission",
    gate="Gate A",
)
VIP = replace(
    ADMITTED, holder=LONG_NAME, ticket_type="Weekend pass with backstage access", note="VIP – lounge wristband"
)
OFFLINE_ADMITTED = replace(ADMITTED, basis=Basis.LOCAL, list_age_s=740.0, holder="Ayşe Yılmaz")
DUPLICATE = replace(
    ADMITTED,
    verdict=Verdict(
        Outcome.REFUSED,
        Reason.ALREADY_INSIDE,
        TICKET,
        Earlier(AT - 38 * 60_000, GateId("gat_a"), LogId("log_2")),
    ),
    earlier_gate="Gate A",
    earlier_door="Door 2",
)
REFUNDED = replace(
    ADMITTED, verdict=Verdict(Outcome.REFUSED, Reason.REFUNDED, TICKET), holder="Jonas Weber", ticket_type="Student"
)
MALFORMED = ScanResult(Verdict(Outcome.REFUSED, Reason.MALFORMED), Basis.LOCAL, AT, Source.CAMERA, gate="Gate A")
LOOK = replace(
    ADMITTED,
    verdict=Verdict(Outcome.LOOK, Reason.NEEDS_LOOK, TICKET),
    holder="Lena Kowalska",
    ticket_type="Student",
    note="Check student ID",
)
EXIT = replace(
    ADMITTED, verdict=Verdict(Outcome.EXIT, Reason.EXIT_RECORDED, TICKET), holder="Tomás Ferreira", gate="Gate A"
)
NOT_RECORDED = replace(ADMITTED, verdict=Verdict(Outcome.LOOK, Reason.NOT_RECORDED, TICKET))
ENTRY = (LogId("dev_1.a"), 7)
ALONE = replace(OFFLINE, peers_seen=1, peers_expected=3, incidents_open=2, has_pin=True)
"""The server away, one door of three in sight, two incidents, and a manager's PIN."""
POSSIBLE_DUPLICATE = replace(OFFLINE_ADMITTED, unseen_doors=2, entry=ENTRY)
GROUP = replace(ADMITTED, holder="Grupo Pereira", ticket_type="Table for five", party=5, inside=2, entry=ENTRY)
TOO_MANY = replace(GROUP, verdict=Verdict(Outcome.REFUSED, Reason.PARTY_TOO_LARGE, TICKET, people=4, left=3))
TRAINING = replace(ONLINE, is_training=True)
MESSAGE = replace(ONLINE, message="Gate C opens at 22:00. Send VIP guests there.", incidents_open=1)


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file's name, the window's size and theme, and what is told to the window."""

    name: str
    size: tuple[int, int]
    theme: Theme
    status: DoorStatus = ONLINE
    results: tuple[ScanResult, ...] = ()
    shows_verdict: bool = True
    camera: str = "live"


def shots() -> list[Shot]:
    """The window's pictures."""
    earlier = (MALFORMED, EXIT, replace(VIP, note=""), REFUNDED)
    before = tuple(replace(result, at=AT - (5 - at) * 40_000) for at, result in enumerate(earlier))
    made = []
    for size, label in ((LANDSCAPE, "1280x800"), (PORTRAIT, "480x800"), (SMALL, "360x640")):
        made += [
            Shot(f"ready-{label}", size, DARK, results=before, shows_verdict=False),
            Shot(f"admitted-{label}", size, DARK, results=(*before, ADMITTED)),
            Shot(f"duplicate-{label}", size, DARK, results=(*before, DUPLICATE)),
            Shot(f"refused-{label}", size, DARK, results=(*before, REFUNDED)),
            Shot(f"offline-{label}", size, DARK, OFFLINE, (*before, OFFLINE_ADMITTED)),
            Shot(f"offline-ready-{label}", size, DARK, OFFLINE, before, shows_verdict=False),
            Shot(f"long-name-{label}", size, DARK, results=(*before, VIP)),
            Shot(f"look-{label}", size, DARK, results=(*before, LOOK)),
        ]
    problem = replace(OFFLINE, problem="Storage is full. Free space on this device, then scan again.")
    huge = Theme(Mode.DARK, 2.0)
    return [
        *made,
        Shot("ready-light-1280x800", LANDSCAPE, LIGHT, results=before, shows_verdict=False),
        Shot("admitted-light-1280x800", LANDSCAPE, LIGHT, results=(*before, ADMITTED)),
        Shot("ready-light-480x800", PORTRAIT, LIGHT, results=before, shows_verdict=False),
        Shot("admitted-light-480x800", PORTRAIT, LIGHT, results=(*before, ADMITTED)),
        Shot("exit-1280x800", LANDSCAPE, DARK, results=(*before, EXIT)),
        Shot("not-recorded-1280x800", LANDSCAPE, DARK, problem, (*before, NOT_RECORDED), camera="lost"),
        Shot("not-a-ticket-480x800", PORTRAIT, DARK, results=(*before, MALFORMED)),
        Shot("problem-480x800", PORTRAIT, DARK, problem, before, shows_verdict=False, camera="lost"),
        Shot(
            "first-start-1280x800",
            LANDSCAPE,
            DARK,
            DoorStatus(Connection.OFFLINE, "", "", Direction.ENTRY),
            camera="none",
        ),
        *_acts(before),
        Shot("font-200-percent-1280x800", LANDSCAPE, huge, OFFLINE, (*before, DUPLICATE)),
        Shot("font-200-percent-360x640", SMALL, huge, OFFLINE, before, shows_verdict=False),
        Shot("font-200-percent-duplicate-360x640", SMALL, huge, OFFLINE, (*before, DUPLICATE)),
    ]


def _acts(before: tuple[ScanResult, ...]) -> list[Shot]:
    """What can be done about a scan, and what lies across the window."""
    made = []
    refused, look = replace(DUPLICATE, entry=ENTRY), replace(LOOK, entry=ENTRY)
    practised = replace(ADMITTED, is_training=True, entry=ENTRY)
    for size, label in ((LANDSCAPE, "1280x800"), (PORTRAIT, "480x800"), (SMALL, "360x640")):
        made += [
            Shot(f"possible-duplicate-{label}", size, DARK, ALONE, (*before, POSSIBLE_DUPLICATE)),
            Shot(f"turn-away-{label}", size, DARK, ALONE, (*before, look)),
            Shot(f"manager-{label}", size, DARK, ALONE, (*before, refused)),
            Shot(f"group-{label}", size, DARK, ONLINE, (*before, GROUP)),
            Shot(f"training-{label}", size, DARK, TRAINING, (*before, practised)),
            Shot(f"message-{label}", size, DARK, MESSAGE, before, shows_verdict=False),
        ]
    return [
        *made,
        Shot("group-light-480x800", PORTRAIT, LIGHT, ONLINE, (*before, TOO_MANY)),
        Shot("training-light-1280x800", LANDSCAPE, LIGHT, TRAINING, before, shows_verdict=False),
        Shot("message-light-480x800", PORTRAIT, LIGHT, replace(MESSAGE, is_training=True), before, shows_verdict=False),
        Shot("font-200-percent-group-360x640", SMALL, Theme(Mode.DARK, 2.0), ALONE, (*before, GROUP)),
    ]


def dialogs() -> list[tuple[str, tuple[int, int], Theme, Callable[[QWidget], QDialog]]]:
    """The dialogs' pictures."""
    return [
        ("undo-360x640", SMALL, DARK, lambda parent: UndoDialog(parent, GROUP, "Rui Costa")),
        ("manager-dialog-480x800", PORTRAIT, DARK, _wrong_pin),
    ]


def take(app: QApplication, shot: Shot) -> QPixmap:
    """The window of ``shot`` as a picture."""
    window = MainWindow(shot.theme)
    window.resize(*shot.size)
    window.show()
    window.status_bar.setFocus()
    if shot.status.event:
        window.show_status(shot.status)
    else:
        window.show_unpaired()
    if shot.camera == "live":
        window.show_frame(camera_frame())
    else:
        window.show_camera_state(shot.camera, "")
    for result in shot.results:
        window.show_result(result)
    if not shot.shows_verdict:
        window.verdict_panel.clear()
    settle(app)
    picture = window.grab()
    window.close()
    return picture


def take_dialog(app: QApplication, size: tuple[int, int], theme: Theme, make: Callable[[QWidget], QDialog]) -> QPixmap:
    """A dialog over the window it belongs to, as a picture."""
    window = MainWindow(theme)
    window.resize(*size)
    window.show()
    window.show_status(ONLINE)
    window.show_frame(camera_frame())
    dialog = make(window)
    dialog.open()
    settle(app)
    picture = window.grab()
    at = QPoint((window.width() - dialog.width()) // 2, (window.height() - dialog.height()) // 2)
    dialog.render(picture, at)
    dialog.close()
    window.close()
    return picture


def camera_frame() -> QImage:
    """1280 × 720: a phone with a ticket on it, slightly turned, before a dark room with lights."""
    rng = np.random.default_rng(7)
    frame = np.zeros((720, 1280, 3), np.uint8)
    frame[:] = np.linspace(52, 22, 720)[:, None, None].astype(np.uint8) + np.array([10, 2, 6], np.uint8)
    for _ in range(26):
        centre = (int(rng.integers(0, 1280)), int(rng.integers(0, 420)))
        colour = tuple(int(part) for part in rng.integers(60, 200, 3))
        cv2.circle(frame, centre, int(rng.integers(14, 54)), colour, -1)
    blurred = cv2.GaussianBlur(frame, (0, 0), 24)
    hand = np.array([[520, 720], [470, 520], [500, 400], [800, 400], [850, 560], [830, 720]], np.int32)
    cv2.fillPoly(blurred, [hand], (96, 128, 178))
    room = cv2.GaussianBlur(blurred, (0, 0), 5)
    phone, mask = _phone()
    turn = cv2.getRotationMatrix2D((150, 290), -7, 1.0)
    turn[:, 2] += (490, 62)
    outside = cv2.warpAffine(phone, turn, (1280, 720), flags=cv2.INTER_AREA)
    cover = cv2.warpAffine(mask, turn, (1280, 720), flags=cv2.INTER_AREA)[..., None] / 255.0
    mixed = np.clip(outside * cover + room * (1 - cover), 0, 255).astype(np.uint8)
    rgb = cv2.cvtColor(cv2.GaussianBlur(mixed, (0, 0), 0.7), cv2.COLOR_BGR2RGB)
    return QImage(rgb.tobytes(), 1280, 720, 3 * 1280, QImage.Format.Format_RGB888).copy()


def _phone() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A phone's front, 300 × 580, and where it is."""
    mask = np.zeros((580, 300), np.uint8)
    _rounded_box(mask, (0, 0, 300, 580), 38, 255)
    phone = np.zeros((580, 300, 3), np.uint8)
    phone[:] = (28, 24, 22)
    _rounded_box(phone, (10, 10, 290, 570), 30, (250, 248, 246))
    cv2.rectangle(phone, (10, 40), (290, 112), (140, 62, 40), -1)
    cv2.putText(phone, "MIDNIGHT GALA", (34, 84), cv2.FONT_HERSHEY_DUPLEX, 0.82, (255, 255, 255), 1, cv2.LINE_AA)
    code = cv2.cvtColor(qr_picture(str(TICKET), module_px=8), cv2.COLOR_GRAY2BGR)
    phone[140:386, 27:273] = cv2.resize(code, (246, 246), interpolation=cv2.INTER_AREA)
    dark, gray = (40, 32, 28), (120, 112, 108)
    cv2.putText(phone, "Maria Joao Pereira", (36, 430), cv2.FONT_HERSHEY_DUPLEX, 0.66, dark, 1, cv2.LINE_AA)
    cv2.putText(phone, "General admission", (36, 460), cv2.FONT_HERSHEY_SIMPLEX, 0.56, gray, 1, cv2.LINE_AA)
    cv2.putText(phone, str(TICKET), (36, 500), cv2.FONT_HERSHEY_SIMPLEX, 0.46, gray, 1, cv2.LINE_AA)
    return phone, mask


def _rounded_box(
    picture: NDArray[np.uint8], box: tuple[int, int, int, int], radius: int, colour: int | tuple[int, int, int]
) -> None:
    left, top, right, foot = box
    fill = (colour, colour, colour) if isinstance(colour, int) else colour
    cv2.rectangle(picture, (left + radius, top), (right - radius, foot), fill, -1)
    cv2.rectangle(picture, (left, top + radius), (right, foot - radius), fill, -1)
    for x in (left + radius, right - radius):
        for y in (top + radius, foot - radius):
            cv2.circle(picture, (x, y), radius, fill, -1)


def _wrong_pin(parent: QWidget) -> QDialog:
    dialog = ManagerDialog(parent, DUPLICATE, "Marta Lopes")
    dialog.show_answer(ActResult(Act.PIN_PAUSED, wait_s=130))
    return dialog


def settle(app: QApplication) -> None:
    """Let everything be laid out and painted."""
    for _ in range(4):
        app.processEvents()
