"""How a video is read: over successive frames, and one scan for a code that stays in view."""

import numpy as np

from scanner_app.decode import Code, FrameReader, QuietPeriod
from tests import pictures

TEXT = "MGY-PF-20250115-7K3M9QXZ5"


def code(text: str) -> Code:
    return Code(text, "QRCode", "zxing")


def test_a_clean_frame_is_read_at_once() -> None:
    assert [c.text for c in FrameReader().read(pictures.qr_picture(TEXT))] == [TEXT]


def test_a_hard_code_held_in_view_is_read_within_some_frames() -> None:
    bent = pictures.bend(pictures.qr_picture(TEXT, module_px=10), 0.62)
    rng = np.random.default_rng(1)
    frame = pictures.place(pictures.empty_frame(rng), bent, pictures.corners_at(rng, 400, tilt=0.45, turn=0))
    reader = FrameReader(budget_ms=200)
    found = [c.text for _ in range(20) for c in reader.read(frame)]
    assert set(found) == {TEXT}
    # Once a stage helped it is asked first, so the code does not flicker.
    assert [c.text for c in reader.read(frame)] == [TEXT]


def test_empty_frames_take_turns_through_the_stages_and_stay_empty() -> None:
    reader = FrameReader(budget_ms=1000)
    frame = pictures.empty_frame(np.random.default_rng(3), 240, 320)
    assert [reader.read(frame) for _ in range(40)] == [[]] * 40


def test_a_code_held_in_view_is_one_scan() -> None:
    quiet = QuietPeriod(quiet_ms=2000)
    seen = [quiet.fresh([code("A")], at / 30) for at in range(300)]
    assert [len(s) for s in seen] == [1] + [0] * 299


def test_a_code_is_a_new_scan_after_it_was_away_long_enough() -> None:
    quiet = QuietPeriod(quiet_ms=2000)
    assert quiet.fresh([code("A")], 0.0) == [code("A")]
    assert quiet.fresh([], 1.0) == []
    assert quiet.fresh([code("A")], 1.9) == []
    assert quiet.fresh([code("A")], 3.8) == []
    assert quiet.fresh([code("A")], 5.8) == [code("A")]


def test_several_codes_in_view_are_a_scan_each_and_none_twice() -> None:
    quiet = QuietPeriod()
    assert quiet.fresh([code("A"), code("B"), code("A")], 0.0) == [code("A"), code("B")]
    assert quiet.fresh([code("B"), code("C")], 0.1) == [code("C")]


def test_the_same_code_read_by_another_stage_is_no_new_scan() -> None:
    quiet = QuietPeriod()
    quiet.fresh([code("A")], 0.0)
    assert quiet.fresh([Code("A", "QRCode", "pyzbar", ((0, 0), (1, 0), (1, 1), (0, 1)))], 0.1) == []


def test_forgetting_makes_the_next_sight_a_new_scan() -> None:
    quiet = QuietPeriod()
    quiet.fresh([code("A")], 0.0)
    quiet.forget()
    assert quiet.fresh([code("A")], 0.1) == [code("A")]
