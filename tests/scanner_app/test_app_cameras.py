"""The scanner over cameras that are chosen, pulled, covered, taken and set up while people are let in."""

from collections.abc import Iterator

import msgspec
import numpy as np
import pytest
import zxingcpp
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from scanner_app.app import ScannerApp
from scanner_app.screens.cameras import Cameras
from scanner_app.settings import NO_CAMERA, SettingsFile
from scanner_app.sources.camera import CameraState as Said
from scanner_app.views.camera_view import CameraState
from sync.rules.verdict import Outcome
from tests.fakes.camera import FakeCamera, FakeCameras, Mood, held_up
from tests.pictures import Picture, qr_picture
from tests.scanner_app.windows import new_tickets, wait
from tests.server.doors.venue import Venue


class Rig:
    """A scanner's cameras: two webcams, and what the window says of them."""

    def __init__(self, scanner: ScannerApp) -> None:
        self.scanner, self.window = scanner, scanner.window
        self.screen = scanner.screen(Cameras)
        self.front, self.back = FakeCamera("Front", "usb-Front", 0), FakeCamera("Back", "usb-Back", 2)
        self.cameras = FakeCameras(self.front, self.back)
        self.screen.use(self.cameras)

    @property
    def says(self) -> str:
        return self.window.camera_view.accessibleName()

    @property
    def state(self) -> CameraState:
        return self.window.camera_view.state

    def offered(self) -> list[str]:
        return [action.text() for action in self.window._camera_menu.actions()]

    def watch(self, key: str, qtbot: QtBot) -> None:
        """Choose a camera in the menu."""
        self.window.camera_chosen.emit(key)
        wait(qtbot, lambda: self.state is CameraState.LIVE)


@pytest.fixture
def rig(unpaired: ScannerApp) -> Iterator[Rig]:
    rig = Rig(unpaired)
    yield rig
    for camera in (rig.front, rig.back):
        camera.mood = Mood.LIVE
    rig.screen.end()


def test_a_camera_that_is_unplugged_is_said_and_comes_back_by_itself(rig: Rig, qtbot: QtBot) -> None:
    rig.watch("usb-Back", qtbot)
    rig.cameras.unplug(rig.back)
    wait(qtbot, lambda: rig.state is CameraState.LOST)
    assert rig.says == "Camera lost. Plug “Back” in again. It comes back by itself."
    assert rig.offered() == ["Front", "Back (not plugged in)", "No camera"]
    rig.back.number = 4
    rig.cameras.plug_in(rig.back)
    wait(qtbot, lambda: rig.state is CameraState.LIVE)
    assert rig.offered() == ["Front", "Back", "No camera"]


def test_a_chosen_camera_is_kept_and_known_again_after_a_start(rig: Rig, qtbot: QtBot) -> None:
    rig.watch("usb-Back", qtbot)
    kept = SettingsFile(rig.scanner._config.settings_path).load().camera
    assert (kept.spec, kept.device_id, kept.device_name) == ("2", "usb-Back", "Back")
    rig.window.camera_chosen.emit(NO_CAMERA)
    wait(qtbot, lambda: rig.state is CameraState.NONE)
    assert not rig.scanner.watcher.given
    rig.back.number = 7
    rig.scanner.shell.change_settings(msgspec.structs.replace(rig.scanner.shell.settings, camera=kept))
    wait(qtbot, lambda: rig.state is CameraState.LIVE)
    assert rig.back.openings == 2


def test_a_camera_that_was_put_away_says_and_shows_nothing_afterwards(rig: Rig, qtbot: QtBot) -> None:
    rig.watch("usb-Back", qtbot)
    rig.window.camera_chosen.emit(NO_CAMERA)
    watcher, said = rig.scanner.watcher, rig.says
    seen: list[CameraState] = []
    for signal in (watcher.frame, watcher.state):
        signal.connect(lambda _: seen.append(rig.state))
    watcher.state.emit(Said.RUNNING)  # As if its words had been on their way to the screen.
    watcher.frame.emit(QImage(8, 8, QImage.Format.Format_RGB32))
    qtbot.wait(300)
    assert set(seen) == {CameraState.NONE}
    assert (rig.state, rig.says) == (CameraState.NONE, said)


@pytest.mark.parametrize(
    ("harm", "state", "words"),
    [
        ("denied", CameraState.DENIED, "Camera not allowed"),
        ("taken", CameraState.BUSY, "Close the other program"),
        ("gone", CameraState.NONE, "Plug one in: it is used at once."),
        ("silent", CameraState.SILENT, "started again by itself"),
    ],
)
def test_each_trouble_says_what_to_do_and_ends_by_itself(
    rig: Rig, qtbot: QtBot, harm: str, state: CameraState, words: str
) -> None:
    rig.cameras.unplug(rig.back)
    rig.cameras.is_denied = harm == "denied"
    rig.front.is_taken = harm == "taken"
    rig.front.mood = Mood.SILENT if harm == "silent" else Mood.LIVE
    if harm == "gone":
        rig.cameras.unplug(rig.front)
    keep(rig, spec="0")
    wait(qtbot, lambda: rig.state is state and words in rig.says)
    rig.cameras.is_denied = rig.front.is_taken = False
    rig.front.mood = Mood.LIVE
    rig.cameras.plug_in(rig.front)
    wait(qtbot, lambda: rig.state is CameraState.LIVE)


def keep(rig: Rig, **camera: object) -> None:
    settings = rig.scanner.shell.settings
    changed = msgspec.structs.replace(settings.camera, **camera)
    rig.scanner.shell.change_settings(msgspec.structs.replace(settings, camera=changed))


def test_where_nobody_chose_a_camera_any_that_is_plugged_in_is_used(rig: Rig, qtbot: QtBot) -> None:
    rig.cameras.unplug(rig.front)
    keep(rig, spec="0")
    wait(qtbot, lambda: rig.state is CameraState.LIVE)
    assert rig.back.openings == 1


def test_a_covered_lens_is_said_over_the_picture_and_gone_by_itself(
    rig: Rig, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scanner_app.sources.lens.PATIENCE_S", 0.5)
    rig.watch("usb-Front", qtbot)
    shown = rig.scanner.watcher.frames_read
    wait(qtbot, lambda: rig.scanner.watcher.frames_read > shown + 20)
    rig.front.mood = Mood.COVERED
    wait(qtbot, lambda: rig.state is CameraState.BLOCKED)
    assert rig.says == "The camera sees nothing. Is the lens covered?"
    assert rig.window.camera_view.hint == ""
    rig.front.mood = Mood.LIVE
    wait(qtbot, lambda: rig.state is CameraState.LIVE)


def test_the_page_sets_the_camera_up_while_it_runs(rig: Rig, qtbot: QtBot) -> None:
    rig.watch("usb-Front", qtbot)
    rig.screen.open_page()
    page = rig.screen.page
    assert page.given_label.text() == "The camera gives 1280 × 720."
    page.sizes.button("640x480").click()
    wait(qtbot, lambda: page.given_label.text() == "The camera gives 640 × 480.")
    assert rig.window.page is page
    page.sizes.button("1920x1080").click()
    wait(qtbot, lambda: page.given_label.text() == "The camera gives 1280 × 720.")
    page.exposure.button("by_hand").click()
    wait(qtbot, lambda: rig.scanner.shell.settings.camera.exposure == 156.0)
    page.shorter.click()
    wait(qtbot, lambda: rig.front.exposure == 78.0)
    rig.front.keeps_exposure = True
    page.shorter.click()
    wait(qtbot, lambda: "keeps its own exposure" in page.exposure_note)
    page.exposure.button("automatic").click()
    wait(qtbot, lambda: rig.scanner.shell.settings.camera.exposure is None)
    kept = SettingsFile(rig.scanner._config.settings_path).load().camera
    assert (kept.width, kept.height, kept.exposure) == (1920, 1080, None)


def test_the_page_shows_cameras_as_they_come_and_go(rig: Rig, qtbot: QtBot) -> None:
    rig.screen.open_page()
    page = rig.screen.page
    third = FakeCamera("Third", "usb-Third", 5)
    rig.cameras.plug_in(third)
    page.camera_row("usb-Third").click()
    wait(qtbot, lambda: page.preview.state is CameraState.LIVE)
    assert page.chosen_camera == "usb-Third"
    rig.cameras.unplug(third)
    wait(qtbot, lambda: page.preview.state is CameraState.LOST)
    assert page.chosen_camera == "away"


def bright_side(image: QImage) -> str:
    """Where the room's lamp side is: its light grows from left to right."""
    wide, high = image.width(), image.height()
    levels = {
        "left": image.pixelColor(10, high // 2),
        "right": image.pixelColor(wide - 10, high // 2),
        "top": image.pixelColor(wide // 2, 10),
        "foot": image.pixelColor(wide // 2, high - 10),
    }
    return max(levels, key=lambda side: levels[side].green())


@pytest.mark.parametrize(
    ("view", "bright", "is_tall"),
    [
        ({}, "right", False),
        ({"is_mirrored": True}, "left", False),
        ({"rotation": 90}, "foot", True),
        ({"rotation": 180}, "left", False),
        ({"rotation": 270}, "top", True),
    ],
)
def test_turning_and_mirroring_change_the_picture_and_not_what_is_read(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, view: dict[str, object], bright: str, is_tall: bool
) -> None:
    rig = Rig(scanner)
    images: list[QImage] = []
    scanner.watcher.frame.connect(images.append)
    keep(rig, spec="0", device_id="usb-Front", device_name="Front", **view)
    wait(qtbot, lambda: images)
    assert bright_side(images[-1]) == bright
    assert (images[-1].height() > images[-1].width()) is is_tall
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    rig.front.scene = held_up(qr_picture(ticket["signedCode"]))
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)
    assert scanner.window.verdict_panel.holder == ticket["attendeeName"]


# Codes.


def verdicts(scanner: ScannerApp) -> int:
    return scanner.window.recent_scans.rowCount()


def test_two_codes_in_one_picture_are_two_verdicts_and_held_still_no_more(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    rig = Rig(scanner)
    one, two = new_tickets(scanner, venue, qtbot, 2)
    rig.front.scene = held_up(qr_picture(one["signedCode"]), qr_picture(two["signedCode"]))
    shown: list[object] = []
    scanner.shell.scanned.connect(lambda result: shown.append(result.holder))
    rig.watch("usb-Front", qtbot)
    wait(qtbot, lambda: len(shown) == 2)
    assert set(shown) == {one["attendeeName"], two["attendeeName"]}
    before = scanner.watcher.frames_read
    wait(qtbot, lambda: scanner.watcher.frames_read > before + 60)
    assert verdicts(scanner) == 2
    assert venue.attendance()["inside"] == 2


def test_a_second_code_that_is_cut_off_does_not_hold_up_the_first(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    rig = Rig(scanner)
    [ticket] = new_tickets(scanner, venue, qtbot, 1)
    scene = held_up(qr_picture(ticket["signedCode"]))
    other = qr_picture("SOMEBODY ELSE", module_px=12)
    half = other.shape[1] // 2
    scene[200 : 200 + other.shape[0], 1280 - half :] = other[:, :half, None]
    rig.front.scene = scene
    rig.watch("usb-Front", qtbot)
    wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)


def barcode(text: str, name: str) -> Picture:
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name))
    picture = np.array(made.to_image(scale=4, add_quiet_zones=True), np.uint8)
    picture = np.pad(picture if picture.ndim == 2 else picture[..., 0], 40, constant_values=255)
    side = max(picture.shape)
    square = np.full((side, side), 255, np.uint8)
    square[: picture.shape[0], : picture.shape[1]] = picture
    return square


def test_bar_codes_are_read_as_soon_as_the_organizer_wants_them(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot
) -> None:
    rig = Rig(scanner)
    rig.front.scene = held_up(barcode("TICKET-128-42", "Code128"))
    rig.watch("usb-Front", qtbot)
    before = scanner.watcher.frames_read
    wait(qtbot, lambda: scanner.watcher.frames_read > before + 30)
    assert verdicts(scanner) == 0
    want_formats(venue, ["Code128"])
    wait(qtbot, lambda: verdicts(scanner) == 1)
    want_formats(venue, [])
    wait(qtbot, lambda: not scanner.watcher.formats)


def want_formats(venue: Venue, formats: list[str]) -> None:
    """Have the organizer say what doors read beside QR."""
    answer = venue.api.patch(f"/api/v1/events/{venue.club.event_id}", json={"codeFormats": formats})
    assert answer.is_success, answer.text
