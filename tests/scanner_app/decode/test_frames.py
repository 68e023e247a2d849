"""How a video is read: over successive frames, and one scan for a code that stays in view."""

import cv2
import numpy as np
import pytest
import zxingcpp

from scanner_app.decode import Code, FrameReader, QuietPeriod, Turns, read_codes
from scanner_app.decode.agreement import Agreement
from scanner_app.decode.regions import around, guide
from tests import pictures
from tests.fakes.camera import held_up, room

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


def code_of(name: str, text: str = "TICKET-1") -> pictures.Picture:
    """A printed code of another format."""
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name))
    picture = np.array(made.to_image(scale=4, add_quiet_zones=True), np.uint8)
    return np.pad(picture if picture.ndim == 2 else picture[..., 0], 40, constant_values=255)


def read_over(reader: FrameReader, frames: list[pictures.Picture]) -> list[list[str]]:
    return [[code.text for code in reader.read(frame)] for frame in frames]


# Several codes, and where they are looked for.


def test_two_codes_side_by_side_are_both_read_within_three_frames() -> None:
    frame = held_up(pictures.qr_picture("LEFT"), pictures.qr_picture("RIGHT"))
    seen = read_over(FrameReader(budget_ms=200), [frame] * 3)
    assert {text for texts in seen for text in texts} == {"LEFT", "RIGHT"}


def test_a_second_code_that_comes_while_one_is_held_is_read_within_three_frames() -> None:
    one = pictures.qr_picture("FIRST")
    reader = FrameReader(budget_ms=200)
    alone, joined = held_up(one, np.full_like(one, 128)), held_up(one, pictures.qr_picture("SECOND"))
    read_over(reader, [alone] * 5)
    seen = read_over(reader, [joined] * 3)
    assert all("FIRST" in texts for texts in seen)
    assert any("SECOND" in texts for texts in seen)


def test_a_code_that_moves_is_read_in_every_frame_with_corners_in_the_frame() -> None:
    reader = FrameReader(budget_ms=200)
    code = cv2.cvtColor(cv2.resize(pictures.qr_picture(TEXT), (240, 240)), cv2.COLOR_GRAY2BGR)
    for at in range(20):
        frame = room()
        left = 40 + at * 50
        frame[200:440, left : left + 240] = code
        (found,) = reader.read(frame)
        assert found.text == TEXT
        assert all(left <= x <= left + 240 and 200 <= y <= 440 for x, y in found.corners)


def test_a_cut_off_code_in_view_does_not_keep_another_one_from_being_read() -> None:
    # It is located in every frame, and no time spent on it ever reads it.
    frame = pictures.empty_frame(np.random.default_rng(9))
    other = pictures.qr_picture("CUT OFF", module_px=10)
    half = other.shape[1] // 2
    frame[40 : 40 + other.shape[0], 1280 - half :] = other[:, :half, None]
    bent = pictures.bend(pictures.qr_picture(TEXT, module_px=10), 0.62)
    corners = np.array([[200, 200], [600, 200], [600, 600], [200, 600]], np.float32)
    frame = pictures.place(frame, bent, corners)
    assert read_codes(frame, deadline_ms=None) != []
    seen = read_over(FrameReader(budget_ms=200), [frame] * 30)
    assert [TEXT] in seen


def test_a_code_in_a_large_frame_is_read_in_the_middle_and_at_the_edge() -> None:
    code = pictures.qr_picture(TEXT)
    for left, top in ((800, 400), (10, 10)):
        frame = np.full((1080, 1920), 90, np.uint8)
        frame[top : top + code.shape[0], left : left + code.shape[1]] = code
        assert read_over(FrameReader(budget_ms=300), [frame] * 4) == [[TEXT]] * 4


def test_the_middle_is_a_square_in_the_frame_and_a_region_stays_in_it() -> None:
    box = guide(np.zeros((720, 1280), np.uint8))
    assert box.right - box.left == box.foot - box.top
    assert 0 <= box.top < box.foot <= 720
    near = around(((1200, 0), (1279, 0), (1279, 80), (1200, 80)), np.zeros((720, 1280), np.uint8))
    assert near is not None
    assert (near.top, near.right) == (0, 1280)
    assert near.left < 1200
    assert near.foot > 80
    assert around((), np.zeros((720, 1280), np.uint8)) is None


# Other formats.


@pytest.mark.parametrize("name", ["Aztec", "DataMatrix", "PDF417"])
def test_a_square_code_of_another_format_is_read_at_once_where_it_is_asked_for(name: str) -> None:
    frame = code_of(name)
    assert FrameReader().read(frame) == []
    assert [(c.format, c.text) for c in FrameReader(formats=frozenset({name})).read(frame)] == [(name, "TICKET-1")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Code128", "TICKET-1"),
        ("Code39", "TICKET-1"),
        ("EAN13", "4006381333931"),
        ("EAN8", "96385074"),
        ("UPCA", "036000291452"),
        ("ITF", "12345678"),
    ],
)
def test_a_bar_code_counts_when_two_frames_agree(name: str, text: str) -> None:
    reader = FrameReader(formats=frozenset({name}))
    frame = code_of(name, text)
    assert reader.read(frame) == []
    assert [(c.format, c.text) for c in reader.read(frame)] == [(name, text)]


def test_what_one_frame_misread_does_not_count() -> None:
    agreement = Agreement()
    right, wrong = Code("4006381333931", "EAN13", "zxing"), Code("4006381333832", "EAN13", "zxing")
    assert agreement.agreed([right]) == []
    assert agreement.agreed([wrong]) == []
    assert agreement.agreed([right]) == [right]
    for _ in range(30):
        agreement.agreed([])
    assert agreement.agreed([wrong]) == []


def test_one_frame_does_not_agree_with_itself() -> None:
    twice = Code("4006381333931", "EAN13", "zxing")
    assert Agreement().agreed([twice, twice]) == []


def test_only_the_formats_asked_for_are_read_and_unknown_names_are_passed_over() -> None:
    reader = FrameReader(formats=frozenset({"Code128", "Klingon"}))
    assert read_over(reader, [code_of("EAN13", "4006381333931")] * 3) == [[], [], []]
    assert read_over(reader, [code_of("Code128")] * 2) == [[], ["TICKET-1"]]
    assert read_over(reader, [pictures.qr_picture(TEXT)]) == [[TEXT]]


def test_formats_may_change_from_frame_to_frame() -> None:
    reader = FrameReader()
    frame = code_of("Code128")
    assert read_over(reader, [frame] * 3) == [[], [], []]
    reader.formats = frozenset({"Code128"})
    assert read_over(reader, [frame] * 2) == [[], ["TICKET-1"]]
    reader.formats = frozenset()
    assert read_over(reader, [frame]) == [[]]


def test_a_short_code_without_any_check_is_never_read() -> None:
    reader = FrameReader(formats=frozenset({"ITF", "Code39"}))
    assert read_over(reader, [code_of("ITF", "1234")] * 3) == [[], [], []]


# Turns.


def test_codes_that_come_together_are_told_one_after_the_other() -> None:
    turns = Turns(turn_s=0.8)
    turns.add([code("A"), code("B")], 10.0)
    assert turns.next(10.0) == code("A")
    assert turns.next(10.5) is None
    turns.add([code("C")], 10.6)
    assert turns.next(10.8) == code("B")
    assert turns.next(11.5) is None
    assert turns.next(11.7) == code("C")
    assert turns.is_empty


def test_codes_that_come_one_by_one_are_told_at_once_however_fast_they_come() -> None:
    turns = Turns()
    for at in (0.0, 0.1, 0.2):
        turns.add([code(str(at))], at)
        assert turns.next(at) == code(str(at))
    assert turns.next(9.0) is None
