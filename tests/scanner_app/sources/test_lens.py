"""A covered lens is found out by what it shows, and a dark door is not taken for one."""

import numpy as np
import pytest

from scanner_app.sources.lens import PATIENCE_AT_FIRST_S, PATIENCE_IN_THE_DARK_S, PATIENCE_S, LensWatch, Looks, look_at
from tests import pictures
from tests.fakes.camera import held_up, room

NOTHING, SOMETHING = Looks(2.0, 6.0), Looks(10.0, 190.0)
STEP_S = 0.25


def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def covered(level: float, noise: float = 4.0) -> pictures.Picture:
    """A lens under a finger or a lid: one shade, with a sensor's noise."""
    return pictures.noise(np.full((720, 1280, 3), level, np.uint8), rng(), noise)


def watched(spans: list[tuple[float, Looks]], watch: LensWatch | None = None) -> list[float]:
    """The seconds at which the lens was said to be covered, over spans of (seconds, looks)."""
    watch = watch or LensWatch()
    said, at = [], 0.0
    for length_s, looks in spans:
        until = at + length_s
        while at < until:
            if watch.is_blocked(looks, at):
                said.append(at)
            at += STEP_S
    return said


@pytest.mark.parametrize("level", [0, 8, 60, 130, 240])
def test_a_covered_lens_shows_nothing_whatever_its_shade(level: float) -> None:
    assert look_at(covered(level)).shows_nothing


@pytest.mark.parametrize("sigma", [0.0, 12.0])
def test_noise_alone_is_nothing(sigma: float) -> None:
    assert look_at(covered(10, sigma)).shows_nothing


def test_a_door_a_guest_and_a_phone_in_the_dark_are_something() -> None:
    assert not look_at(room()).shows_nothing
    assert not look_at(held_up(pictures.qr_picture("A"))).shows_nothing
    dark = covered(4)
    dark[300:420, 600:680] = 160
    assert not look_at(dark).shows_nothing
    assert not look_at(pictures.empty_frame(rng())).shows_nothing


def test_a_gray_picture_of_any_size_is_looked_at() -> None:
    assert look_at(np.zeros((9, 7), np.uint8)).shows_nothing
    assert not look_at(pictures.qr_picture("A")).shows_nothing


def test_a_lens_that_is_covered_is_said_after_some_seconds_and_gone_at_once() -> None:
    said = watched([(30, SOMETHING), (20, NOTHING), (5, SOMETHING)])
    assert said[0] == pytest.approx(30 + PATIENCE_S, abs=STEP_S)
    assert said[-1] == pytest.approx(50, abs=STEP_S)


def test_a_hand_that_passes_is_not_said() -> None:
    assert watched([(30, SOMETHING), (PATIENCE_S - 1, NOTHING), (60, SOMETHING)]) == []


def test_a_lens_that_was_covered_from_the_start_is_said() -> None:
    assert watched([(30, NOTHING)])[0] == pytest.approx(PATIENCE_AT_FIRST_S, abs=STEP_S)


def test_a_dark_room_with_a_phone_now_and_then_is_not_said() -> None:
    night = [(12.0, NOTHING), (3.0, SOMETHING), (40.0, NOTHING), (2.0, SOMETHING), (100.0, NOTHING), (3.0, SOMETHING)]
    assert watched(night * 5) == []


def test_even_in_a_dark_room_it_is_said_in_the_end() -> None:
    night = [(10.0, NOTHING), (3.0, SOMETHING), (PATIENCE_IN_THE_DARK_S + 5, NOTHING)]
    assert watched(night)[0] == pytest.approx(13 + PATIENCE_IN_THE_DARK_S, abs=1)


def test_when_the_light_is_on_for_long_a_covered_lens_is_soon_said_again() -> None:
    spans = [(10.0, NOTHING), (3.0, SOMETHING), (30.0, NOTHING), (120.0, SOMETHING), (20.0, NOTHING)]
    assert watched(spans)[0] == pytest.approx(163 + PATIENCE_S, abs=STEP_S)
