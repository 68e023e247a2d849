"""Every trouble of a camera has words of its own, and each platform its own way out."""

import pytest

from scanner_app.camera_wording import describe_camera
from scanner_app.sources.camera import CameraState
from scanner_app.sources.camera_devices import Trouble
from scanner_app.views import camera_view


def said(trouble: Trouble, *, name: str = "", is_any: bool = False, platform: str = "win32") -> tuple[str, str]:
    state, detail = describe_camera(CameraState.LOST, trouble, name, is_any=is_any, platform=platform)
    return state.value, detail


def test_every_trouble_has_a_state() -> None:
    states = [said(trouble, name="Cam")[0] for trouble in Trouble]
    assert len(set(states)) == len(Trouble) - 1
    assert camera_view.CameraState.LIVE.value not in states


def test_a_pulled_camera_is_called_by_its_name_and_markup_stays_text() -> None:
    state, detail = said(Trouble.MISSING, name="<b>Cam</b>\x00")
    assert state == "lost"
    assert "“<b>Cam</b>”" in detail


def test_without_any_camera_one_is_asked_for() -> None:
    assert said(Trouble.MISSING, name="Cam", is_any=True)[0] == "none"


@pytest.mark.parametrize(("platform", "words"), [("linux", "group “video”"), ("darwin", ""), ("win32", "")])
def test_permission_is_given_where_the_platform_has_it(platform: str, words: str) -> None:
    state, detail = said(Trouble.DENIED, platform=platform)
    assert state == "denied"
    assert detail == "" or words in detail
    assert bool(detail) is bool(words)


def test_a_camera_that_runs_needs_no_words() -> None:
    assert describe_camera(CameraState.RECOVERED, None, "Cam", is_any=False) == (camera_view.CameraState.LIVE, "")
