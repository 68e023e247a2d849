"""Cameras are known again by what the system calls them, whatever their number is, and say why they do not open."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from scanner_app.settings import NO_CAMERA, CameraSettings
from scanner_app.sources.camera_devices import Device, Trouble, Wanted, find_device, lasting_id, number_devices
from scanner_app.sources.camera_offers import AWAY, key_of, offers, wanted_of, with_camera
from scanner_app.sources.camera_sources import SourceError, Wish, given_by, next_exposure, open_wanted
from scanner_app.sources.camera_system import SystemDevices
from tests.fakes.camera import FakeCamera, FakeCameras

FRONT, BACK = Device(0, "usb-Front-1", "Front"), Device(2, "usb-Back-7", "Back")
TWIN_A, TWIN_B = Device(0, "", "HD Webcam"), Device(2, "", "HD Webcam")


def test_a_camera_is_found_by_its_id_under_another_number() -> None:
    assert find_device(Wanted(2, "usb-Front-1", "Front"), (FRONT, BACK)) == FRONT


def test_a_camera_without_an_id_is_found_by_its_name() -> None:
    assert find_device(Wanted(5, "", "Back"), (FRONT, BACK)) == BACK


def test_of_two_with_one_name_the_number_decides() -> None:
    assert find_device(Wanted(2, "", "HD Webcam"), (TWIN_A, TWIN_B)) == TWIN_B
    assert find_device(Wanted(0, "", "HD Webcam"), (TWIN_A, TWIN_B)) == TWIN_A


def test_a_camera_that_is_away_is_not_taken_for_the_one_that_has_its_number_now() -> None:
    assert find_device(Wanted(0, "usb-Gone-3", "Gone"), (FRONT, BACK)) is None


def test_where_only_a_number_is_known_it_decides() -> None:
    assert find_device(Wanted(2), (FRONT, BACK)) == BACK
    assert find_device(Wanted(1), (FRONT, BACK)) is None


def test_where_nobody_chose_a_camera_any_will_do() -> None:
    assert find_device(Wanted(0, is_any=True), (BACK,)) == BACK
    assert find_device(Wanted(0, "usb-Front-1", "Front", is_any=True), (BACK,)) == BACK
    assert find_device(Wanted(0, is_any=True), ()) is None


def test_linux_has_the_number_in_the_node_and_other_nodes_between() -> None:
    listed = [("/dev/video0", "Front"), ("/dev/video2", "Back")]
    assert [device.number for device in number_devices(listed, "linux")] == [0, 2]


def test_macos_counts_by_sorted_id_and_windows_as_listed() -> None:
    listed = [("0xB", "Back"), ("0xA", "Front")]
    assert [(device.number, device.name) for device in number_devices(listed, "darwin")] == [(1, "Back"), (0, "Front")]
    assert [(device.number, device.name) for device in number_devices(listed, "win32")] == [(0, "Back"), (1, "Front")]


def test_a_linux_device_has_a_name_that_outlives_its_number(tmp_path: Path) -> None:
    (tmp_path / "video3").touch()
    by_id = tmp_path / "by-id"
    by_id.mkdir()
    (by_id / "usb-Maker_HD_Webcam_A1-video-index0").symlink_to("../video3")
    assert lasting_id(str(tmp_path / "video3"), by_id) == "usb-Maker_HD_Webcam_A1-video-index0"
    assert lasting_id(str(tmp_path / "video4"), by_id) == ""
    assert lasting_id("/dev/video0", tmp_path / "no such folder") == ""


def test_a_choice_keeps_number_id_and_name_and_finds_itself_again() -> None:
    chosen = with_camera(CameraSettings(), key_of(CameraSettings(spec="2"), (FRONT, BACK)), (FRONT, BACK))
    assert (chosen.spec, chosen.device_id, chosen.device_name) == ("2", "usb-Back-7", "Back")
    assert not wanted_of(chosen).is_any
    moved = (Device(0, "usb-Back-7", "Back"),)
    assert offers(chosen, moved)[0] == (key_of(chosen, moved), "Back")


def test_a_chosen_camera_that_is_away_stays_in_the_list_and_says_so() -> None:
    chosen = CameraSettings(spec="2", device_id="usb-Back-7", device_name="Back")
    assert offers(chosen, (FRONT,)) == [
        ("usb-Front-1", "Front"),
        (AWAY, "Back (not plugged in)"),
        (NO_CAMERA, "No camera"),
    ]
    assert key_of(chosen, (FRONT,)) == AWAY
    assert with_camera(chosen, AWAY, (FRONT,)) == chosen


def test_a_video_file_is_offered_by_its_name_and_no_camera_is_a_choice() -> None:
    film = CameraSettings(spec="/films/door.avi")
    assert offers(film, ()) == [("/films/door.avi", "door.avi"), (NO_CAMERA, "No camera")]
    assert with_camera(film, NO_CAMERA, ()).spec == NO_CAMERA


def test_the_number_alone_is_kept_where_nobody_chose() -> None:
    assert wanted_of(CameraSettings()).is_any
    assert not wanted_of(CameraSettings(spec="1")).is_any


def test_a_device_gives_what_it_can_of_what_is_asked_for() -> None:
    cameras = FakeCameras(FakeCamera("Cam", sizes=((640, 480), (1280, 720))))
    source = open_wanted(cameras, Wanted(0), Wish(1920, 1080))
    picture = source.read()
    assert picture is not None
    given = given_by(source, picture)
    assert (given.width, given.height, given.exposure) == (1280, 720, 156.0)
    source.close()


@pytest.mark.parametrize(("keeps", "ignored"), [(False, False), (True, True)])
def test_a_device_that_keeps_its_own_exposure_is_found_out(keeps: bool, ignored: bool) -> None:
    cameras = FakeCameras(FakeCamera("Cam", keeps_exposure=keeps))
    source = open_wanted(cameras, Wanted(0), Wish(exposure=20.0))
    picture = source.read()
    assert picture is not None
    given = given_by(source, picture)
    assert given.is_exposure_ignored is ignored
    assert given.exposure == (156.0 if keeps else 20.0)


def test_a_device_without_exposure_says_so() -> None:
    source = open_wanted(FakeCameras(FakeCamera("Cam", exposure=None)), Wanted(0), Wish())
    picture = source.read()
    assert picture is not None
    assert given_by(source, picture).exposure is None


def test_exposure_steps_by_doubling_in_times_and_by_one_in_powers() -> None:
    assert (next_exposure(100.0, 1), next_exposure(100.0, -1)) == (200.0, 50.0)
    assert (next_exposure(-6.0, 1), next_exposure(-6.0, -1)) == (-5.0, -7.0)
    assert next_exposure(1.0, -1) == 1.0


def why(cameras: FakeCameras, wanted: Wanted) -> Trouble:
    with pytest.raises(SourceError) as refused:
        open_wanted(cameras, wanted, Wish())
    return refused.value.trouble


def test_what_keeps_a_camera_from_opening_is_told_apart() -> None:
    camera = FakeCamera("Cam", "usb-Cam")
    cameras = FakeCameras(camera)
    camera.is_taken = True
    assert why(cameras, Wanted(0)) is Trouble.BUSY
    camera.is_taken = False
    cameras.is_denied = True
    assert why(cameras, Wanted(0, "usb-Cam", "Cam")) is Trouble.DENIED
    cameras.is_denied = False
    cameras.unplug(camera)
    assert why(cameras, Wanted(0)) is Trouble.MISSING
    assert why(cameras, Wanted(0, "usb-Cam", "Cam")) is Trouble.MISSING


def test_this_computers_cameras_are_listed_and_one_that_is_not_there_says_so(qapp: QApplication) -> None:
    devices = SystemDevices()
    devices.ask_permission()
    assert all(device.name or device.device_id for device in devices.present())
    assert not devices.open(97).isOpened()
    assert devices.why_not(97) is Trouble.MISSING
