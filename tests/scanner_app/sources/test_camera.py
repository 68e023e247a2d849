"""Frames from files and folders as from a camera: newest wins, and what is lost comes back."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from time import monotonic

import cv2
import numpy as np
import pytest

from scanner_app.decode import FrameReader
from scanner_app.sources.camera import Camera, CameraState, SourceError, open_source
from tests.pictures import qr_picture


def write_video(path: Path, texts: list[str], frames_each: int = 3, fps: float = 50) -> Path:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, (320, 320))
    assert writer.isOpened()
    for text in texts:
        code = cv2.resize(qr_picture(text), (320, 320), interpolation=cv2.INTER_AREA)
        for _ in range(frames_each):
            writer.write(cv2.cvtColor(code, cv2.COLOR_GRAY2BGR))
    writer.release()
    return path


def write_folder(folder: Path, texts: list[str]) -> Path:
    folder.mkdir(exist_ok=True)
    for number, text in enumerate(texts):
        cv2.imwrite(str(folder / f"{number:03}.png"), qr_picture(text))
    (folder / "notes.txt").write_text("no picture")
    return folder


class States(list[CameraState]):
    """Remembers the states told, and waits for one."""

    def __init__(self) -> None:
        self._told = Event()

    def __call__(self, state: CameraState) -> None:
        self.append(state)
        self._told.set()

    def wait(self, state: CameraState, timeout_s: float = 10, *, times: int = 1) -> None:
        until = monotonic() + timeout_s
        while self.count(state) < times:
            self._told.clear()
            has_come = self.count(state) >= times or self._told.wait(max(0.0, until - monotonic()))
            assert has_come, f"{state} never came, only {list(self)}"


Running = Callable[..., tuple[Camera, States]]


@pytest.fixture
def running() -> Iterator[Running]:
    cameras: list[Camera] = []

    def start(spec: Path | str, **options: object) -> tuple[Camera, States]:
        states = States()
        camera = Camera(str(spec), on_state=states, **options)  # type: ignore[arg-type]
        cameras.append(camera)
        camera.start()
        return camera, states

    yield start
    for camera in cameras:
        assert camera.stop()


def read_all(camera: Camera) -> list[str]:
    reader, number, found = FrameReader(), 0, []
    while frame := camera.wait_frame(number, 5):
        assert frame.number > number
        number = frame.number
        found += [code.text for code in reader.read(frame.image_bgr)]
    return found


def test_a_video_of_tickets_is_decoded_through_the_camera(tmp_path: Path, running: Running) -> None:
    camera, states = running(write_video(tmp_path / "door.avi", ["ONE", "TWO"], frames_each=15))
    assert list(dict.fromkeys(read_all(camera))) == ["ONE", "TWO"]
    states.wait(CameraState.ENDED)
    assert states == [CameraState.OPENING, CameraState.RUNNING, CameraState.ENDED]


def test_a_folder_of_pictures_is_shown_in_the_order_of_names(tmp_path: Path, running: Running) -> None:
    camera, _ = running(write_folder(tmp_path / "tickets", ["ONE", "TWO", "THREE"]))
    assert read_all(camera) == ["ONE", "TWO", "THREE"]


def test_a_video_plays_at_its_own_speed(tmp_path: Path, running: Running) -> None:
    started = monotonic()
    camera, states = running(write_video(tmp_path / "slow.avi", ["ONE"], frames_each=10, fps=20))
    states.wait(CameraState.ENDED)
    assert monotonic() - started > 0.4
    newest = camera.latest()
    assert newest is not None
    assert newest.number == 10


def test_a_slow_reader_gets_the_newest_frame_and_no_queue(tmp_path: Path, running: Running) -> None:
    camera, states = running(write_video(tmp_path / "fast.avi", ["ONE", "TWO"], frames_each=20, fps=100))
    states.wait(CameraState.ENDED)
    frame = camera.wait_frame(1, 0)
    assert frame is not None
    assert frame.number == 40
    assert camera.wait_frame(40, 0.01) is None


def test_a_looped_video_goes_on_after_its_end(tmp_path: Path, running: Running) -> None:
    camera, states = running(write_video(tmp_path / "loop.avi", ["ONE"], frames_each=4, fps=100), loop=True)
    frame = camera.wait_frame(9, 5)
    while frame is not None and frame.number <= 9:
        frame = camera.wait_frame(frame.number, 5)
    assert frame is not None
    assert CameraState.ENDED not in states


def test_a_source_that_is_missing_at_first_is_opened_when_it_comes(tmp_path: Path, running: Running) -> None:
    camera, states = running(tmp_path / "later")
    states.wait(CameraState.LOST)
    write_folder(tmp_path / "arriving", ["ONE"]).rename(tmp_path / "later")
    states.wait(CameraState.RECOVERED)
    assert camera.wait_frame(0, 5) is not None


def test_a_source_that_vanishes_is_lost_and_comes_back_by_itself(tmp_path: Path, running: Running) -> None:
    folder = write_folder(tmp_path / "stick", ["ONE", "TWO"])
    camera, states = running(folder, loop=True)
    states.wait(CameraState.RUNNING)
    shutil.rmtree(folder)
    states.wait(CameraState.LOST)
    before = camera.latest()
    assert before is not None
    write_folder(folder, ["THREE"])
    states.wait(CameraState.RECOVERED)
    assert states.count(CameraState.LOST) == 1
    after = camera.wait_frame(before.number, 5)
    assert after is not None
    assert [c.text for c in FrameReader().read(after.image_bgr)] == ["THREE"]


class FlakyDevice:
    """A device of a driver that raises, then drops frames, then works."""

    fps = None

    def __init__(self, reads: list[object]) -> None:
        self._reads = reads

    def read(self) -> np.ndarray | None:
        if not self._reads:
            return np.zeros((4, 4, 3), np.uint8)
        next_one = self._reads.pop(0)
        if isinstance(next_one, Exception):
            raise next_one
        return next_one  # type: ignore[return-value]

    def rewind(self) -> bool:
        return False

    def close(self) -> None:
        raise cv2.error("was unplugged")


def test_errors_of_opencv_do_not_end_the_camera(running: Running) -> None:
    picture = np.zeros((4, 4, 3), np.uint8)
    devices = [
        FlakyDevice([picture, None, None, picture, cv2.error("driver fell over")]),
        FlakyDevice([None] * 5),
        FlakyDevice([]),
    ]
    camera, states = running("0", opener=lambda _: devices.pop(0))
    states.wait(CameraState.RECOVERED)
    assert states == [CameraState.OPENING, CameraState.RUNNING, CameraState.LOST, CameraState.RECOVERED]
    assert camera.wait_frame(3, 5) is not None


def test_a_listener_that_raises_does_not_end_the_camera(tmp_path: Path) -> None:
    def listener(state: CameraState) -> None:
        raise RuntimeError(state)

    camera = Camera(str(write_folder(tmp_path / "pictures", ["ONE"])), on_state=listener)
    camera.start()
    assert camera.wait_frame(0, 5) is not None
    assert camera.stop()


def test_stopping_wakes_a_reader_and_ends_the_thread(tmp_path: Path) -> None:
    camera = Camera(str(tmp_path / "nothing"))
    camera.start()
    assert camera.stop()
    assert camera.wait_frame(0, 60) is None
    assert camera.state is CameraState.ENDED


def test_what_is_neither_device_nor_file_nor_folder_is_refused_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"no camera, video file or folder of pictures: .*nowhere"):
        open_source(str(tmp_path / "nowhere"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(SourceError, match="no pictures in the folder"):
        open_source(str(tmp_path / "empty"))
    (tmp_path / "text.avi").write_text("no video")
    with pytest.raises(SourceError, match="cannot be opened as video"):
        open_source(str(tmp_path / "text.avi"))
