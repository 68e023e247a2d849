"""The parts of the scan screen never overlap and never leave it."""

from hypothesis import given
from hypothesis import strategies as st

from scanner_app.views.arrangement import Arrangement, Box, arrange, is_portrait


def places(width: int, height: int, *, portrait: bool, aspect: float = 16 / 9) -> Arrangement:
    return arrange(
        width, height, portrait=portrait, camera_aspect=aspect, entry_height=50, row_height=52, strip_height=84
    )


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


@given(
    width=st.integers(336, 3840),
    height=st.integers(500, 2160),
    portrait=st.booleans(),
    aspect=st.sampled_from([0.5625, 1.0, 4 / 3, 16 / 9, 2.4]),
)
def test_parts_stay_apart_and_inside(width: int, height: int, portrait: bool, aspect: float) -> None:
    placed = places(width, height, portrait=portrait, aspect=aspect)
    parts = [placed.camera, placed.verdict, placed.entry, placed.recent]
    for at, part in enumerate(parts):
        assert part.x >= 0
        assert part.x + part.width <= width
        assert part.y + part.height <= height
        assert not any(overlap(part, other) for other in parts[at + 1 :])


def test_in_landscape_the_verdict_is_the_largest_part() -> None:
    placed = places(1280, 736, portrait=False)
    assert placed.verdict.x > placed.camera.x + placed.camera.width
    assert placed.verdict.width * placed.verdict.height > 2 * placed.camera.width * placed.camera.height
    assert placed.verdict_full == placed.verdict


def test_in_portrait_a_verdict_fills_the_screen() -> None:
    assert places(480, 660, portrait=True).verdict_full == Box(0, 0, 480, 660)


def test_handhelds_and_narrow_windows_are_portrait() -> None:
    assert is_portrait(360, 640)
    assert is_portrait(700, 600)
    assert not is_portrait(1280, 800)
