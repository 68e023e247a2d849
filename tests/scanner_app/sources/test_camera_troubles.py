"""A device that is pulled, silent, frozen, stuck or taken: what is told of it, and that it comes back by itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from scanner_app.decode import FrameReader
from scanner_app.sources.camera import Camera, CameraState
from scanner_app.sources.camera_devices import Trouble, Wanted
from scanner_app.sources.camera_reading import Sameness
from scanner_app.sources.camera_sources import Wish, open_wanted
from tests.fakes.camera import FakeCamera, FakeCameras, Mood, held_up
from tests.pictures import qr_picture
from tests.scanner_app.sources.test_camera import States, write_folder

SILENCE_S = 0.4


class Rig:
    """A camera over one webcam."""

    def __init__(self) -> None:
        self.webcam = FakeCamera("Cam", "usb-Cam")
        self.cameras = FakeCameras(self.webcam)
        self.states = States()
        self.troubles: list[Trouble | None] = []
        wanted = Wanted(0, "usb-Cam", "Cam")
        self.camera = Camera(
            "0",
            on_state=self._told,
            opener=lambda _: open_wanted(self.cameras, wanted, Wish()),
            silence_s=SILENCE_S,
        )
        self.cameras.listen(self.camera.look_again)

    def _told(self, state: CameraState) -> None:
        self.troubles.append(self.camera.trouble)
        self.states(state)

    def reads(self) -> list[str]:
        """What the next new frame says."""
        newest = self.camera.latest()
        frame = self.camera.wait_frame(0 if newest is None else newest.number, 10)
        assert frame is not None
        return [code.text for code in FrameReader().read(frame.image_bgr)]


@pytest.fixture
def rig() -> Iterator[Rig]:
    rig = Rig()
    yield rig
    rig.webcam.mood = Mood.LIVE
    assert rig.camera.stop()


def start(rig: Rig) -> None:
    rig.camera.start()
    rig.states.wait(CameraState.RUNNING)


def put_back(rig: Rig) -> None:
    rig.states.wait(CameraState.RECOVERED)
    rig.webcam.scene = held_up(qr_picture("BACK AGAIN"))
    texts: list[str] = []
    while not texts:
        texts = rig.reads()
    assert texts == ["BACK AGAIN"]


def test_an_unplugged_camera_is_missing_and_comes_back_by_itself_under_another_number(rig: Rig) -> None:
    start(rig)
    rig.cameras.unplug(rig.webcam)
    rig.states.wait(CameraState.LOST)
    rig.states.wait(CameraState.LOST, times=2)
    assert rig.troubles[-2:] == [Trouble.SILENT, Trouble.MISSING]
    rig.webcam.number = 3
    rig.cameras.plug_in(rig.webcam)
    put_back(rig)
    assert rig.camera.trouble is None


def test_a_camera_that_opens_but_gives_nothing_is_opened_again_until_it_does(rig: Rig) -> None:
    rig.webcam.mood = Mood.SILENT
    rig.camera.start()
    rig.states.wait(CameraState.LOST)
    assert rig.troubles[-1] is Trouble.SILENT
    rig.webcam.mood = Mood.LIVE
    put_back(rig)


def test_a_frozen_picture_is_noticed_and_the_camera_opened_again(rig: Rig) -> None:
    start(rig)
    rig.webcam.mood = Mood.FROZEN
    rig.states.wait(CameraState.LOST)
    assert rig.troubles[-1] is Trouble.SILENT
    rig.webcam.mood = Mood.LIVE
    put_back(rig)
    assert rig.webcam.openings >= 2


def test_a_driver_that_does_not_come_back_is_left_and_the_camera_opened_again(rig: Rig) -> None:
    start(rig)
    rig.webcam.mood = Mood.HANGING
    rig.states.wait(CameraState.LOST)
    assert rig.troubles[-1] is Trouble.SILENT
    rig.webcam.mood = Mood.LIVE
    put_back(rig)


def test_a_camera_that_another_program_has_is_busy_until_that_lets_go(rig: Rig) -> None:
    rig.webcam.is_taken = True
    rig.camera.start()
    rig.states.wait(CameraState.LOST)
    assert rig.troubles[-1] is Trouble.BUSY
    rig.webcam.is_taken = False
    put_back(rig)


def test_a_stuck_driver_does_not_hold_up_whoever_stops_the_camera(rig: Rig) -> None:
    start(rig)
    rig.webcam.mood = Mood.HANGING
    assert not rig.camera.stop(timeout_s=0.3)
    assert rig.camera.state is CameraState.ENDED


def test_a_picture_that_stays_the_same_after_opening_again_is_what_the_device_has_to_show(rig: Rig) -> None:
    # Some cameras send a drawing while their shutter is closed: that must not flicker for ever.
    rig.webcam.mood = Mood.FROZEN
    start(rig)
    rig.states.wait(CameraState.RECOVERED)
    shown = rig.camera.latest()
    assert shown is not None
    later = rig.camera.wait_frame(shown.number + 60, 10)
    while later is not None and later.number < shown.number + 60:
        later = rig.camera.wait_frame(later.number, 10)
    assert rig.states.count(CameraState.LOST) == 1
    assert rig.webcam.openings == 2


def test_sameness_forgives_a_still_scene_with_noise_and_a_short_freeze() -> None:
    still, other = qr_picture("A"), qr_picture("B")
    sameness = Sameness(4.0)
    assert not any(sameness.is_frozen(still, at / 10) for at in range(39))
    assert not sameness.is_frozen(other, 3.9)
    assert not sameness.is_frozen(still, 4.0)
    assert not sameness.is_frozen(still, 7.9)
    assert sameness.is_frozen(still, 8.0)


def test_a_file_may_stand_still(tmp_path: Path) -> None:
    states = States()
    camera = Camera(str(write_folder(tmp_path / "one", ["ONE"])), on_state=states, loop=True, silence_s=0.1)
    camera.start()
    number = 0
    for _ in range(4):
        frame = camera.wait_frame(number, 10)
        assert frame is not None
        number = frame.number
    assert camera.stop()
    assert CameraState.LOST not in states
