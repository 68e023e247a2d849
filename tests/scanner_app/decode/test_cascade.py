"""What the cascade reads, and what it must never claim to have read."""

import cv2
import numpy as np
import pytest
import zxingcpp

from scanner_app.decode import Code, decoders_available, read_codes
from scanner_app.decode.cascade import Look, later_stages, run_stage
from tests import pictures

TEXT = "MGY-PF-20250115-7K3M9QXZ5"


def texts(image: np.ndarray, deadline_ms: float | None = None) -> list[str]:
    return [code.text for code in read_codes(image, deadline_ms=deadline_ms)]


def frame_with(code: pictures.Picture, side: float, *, tilt: float = 0.0, turn: float = 0.0) -> pictures.Picture:
    rng = np.random.default_rng(1)
    return pictures.place(pictures.empty_frame(rng), code, pictures.corners_at(rng, side, tilt=tilt, turn=turn))


def test_a_clean_code_is_read_by_the_first_stage_with_its_corners() -> None:
    codes = read_codes(pictures.qr_picture(TEXT, module_px=8), deadline_ms=None)
    assert [(c.text, c.format, c.decoder) for c in codes] == [(TEXT, "QRCode", "zxing")]
    for seen, drawn in zip(codes[0].corners, ((32, 32), (232, 32), (232, 232), (32, 232)), strict=True):
        assert np.hypot(seen[0] - drawn[0], seen[1] - drawn[1]) < 4


@pytest.mark.parametrize("kind", [k for k in pictures.SPOILERS if k not in {"blurred", "curved", "all at once"}])
def test_most_frames_with_one_kind_of_trouble_are_read(kind: str) -> None:
    read = 0
    for number in range(4):
        frame = pictures.SPOILERS[kind](np.random.default_rng([77, number]), TEXT)
        found = texts(frame)
        assert found in ([], [TEXT])
        read += bool(found)
    assert read >= 3


@pytest.mark.parametrize("turn", [0, 37, 90, 180, 271])
def test_a_code_is_read_however_it_is_turned(turn: int) -> None:
    code = pictures.qr_picture(TEXT)
    middle = (code.shape[1] / 2, code.shape[0] / 2)
    turned = cv2.warpAffine(code, cv2.getRotationMatrix2D(middle, turn, 0.65), code.shape[::-1], borderValue=255)
    assert texts(np.asarray(turned, np.uint8)) == [TEXT]


def test_a_mirrored_code_is_read() -> None:
    assert texts(np.ascontiguousarray(pictures.qr_picture(TEXT)[:, ::-1])) == [TEXT]


def test_a_code_of_two_pixels_a_module_is_read() -> None:
    assert texts(pictures.qr_picture(TEXT, module_px=2)) == [TEXT]


def test_a_bent_code_that_the_first_reader_cannot_read_is_read_on_a_bent_grid() -> None:
    code = pictures.bend(pictures.qr_picture(TEXT, module_px=10), 0.62)
    frame = frame_with(code, 400, tilt=0.45)
    codes = read_codes(frame, deadline_ms=None)
    assert [c.text for c in codes] == [TEXT]
    assert "snap" in codes[0].decoder


@pytest.mark.parametrize("lost", [(0, 0), (0, 18), (18, 0)], ids=["top left", "top right", "bottom left"])
def test_a_code_with_one_finder_pattern_lost_is_read_from_the_other_two(lost: tuple[int, int]) -> None:
    modules = pictures.qr_modules(TEXT, version=2, ecc="Q")
    modules[lost[0] : lost[0] + 7, lost[1] : lost[1] + 7] = 255
    look = Look(
        frame_with(pictures.draw(modules, module_px=10), 350, tilt=0.2, turn=30), formats=frozenset(), until=None
    )
    (code,) = run_stage("guess", look)
    assert code.text == TEXT


def test_print_without_contrast_in_gray_is_read_from_a_channel() -> None:
    # Both colours have the same luma, about 110.
    frame = pictures.tint(pictures.qr_picture(TEXT, module_px=6), dark=(60, 30, 248), light=(255, 130, 16))
    assert texts(frame) == [TEXT]


def test_several_codes_in_one_picture_are_all_read_and_a_copy_counts_once() -> None:
    codes = [pictures.qr_picture(text, version=2, module_px=5) for text in ("ONE", "TWO", "ONE")]
    assert sorted(texts(np.hstack(codes))) == ["ONE", "TWO"]


def test_a_frame_without_a_code_gives_nothing() -> None:
    for number in range(3):
        assert texts(pictures.empty_frame(np.random.default_rng(number))) == []


def test_noise_and_text_never_become_a_code() -> None:
    rng = np.random.default_rng(5)
    for _ in range(5):
        assert texts(rng.integers(0, 256, (360, 480), dtype=np.uint8)) == []
        assert texts(pictures.draw(rng.choice(np.array([0, 255], np.uint8), (41, 41)))) == []


def test_a_code_with_too_much_covered_gives_nothing_rather_than_a_wrong_text() -> None:
    code = pictures.qr_picture(TEXT, module_px=8)
    code[100:160, 100:200] = 255
    assert texts(code) == []


@pytest.mark.parametrize(
    "text",
    ["9" * 7000, "A" * 4200, "x" * 2900],
    ids=["4 kB of digits", "alphanumeric", "2.9 kB of bytes"],
)
def test_the_largest_symbols_are_read(text: str) -> None:
    assert texts(pictures.qr_picture(text, ecc="L", version=40, module_px=4)) == [text]


def test_a_photograph_of_twelve_megapixels_is_read() -> None:
    photograph = np.full((3000, 4000, 3), 150, np.uint8)
    code = pictures.qr_picture(TEXT, module_px=12)
    photograph[1500 : 1500 + code.shape[0], 2000 : 2000 + code.shape[1]] = code[..., None]
    codes = read_codes(photograph, deadline_ms=500)
    assert [c.text for c in codes] == [TEXT]
    assert all(2000 <= x <= 2000 + code.shape[1] and 1500 <= y <= 1500 + code.shape[0] for x, y in codes[0].corners)


def test_corners_of_a_later_stage_are_in_pixels_of_the_whole_photograph() -> None:
    code = pictures.bend(pictures.qr_picture(TEXT, module_px=10), 0.62)
    frame = np.asarray(cv2.resize(frame_with(code, 400, tilt=0.45), None, fx=3, fy=3), np.uint8)
    codes = read_codes(frame, deadline_ms=None)
    assert [c.text for c in codes] == [TEXT]
    corners = np.array(codes[0].corners)
    assert np.ptp(corners, axis=0).min() > 500
    assert corners.min() > 0


def test_control_characters_come_as_they_are() -> None:
    text = "A\x00B\x01\x1b[2J\r\nC\x7f"
    assert texts(pictures.qr_picture(text.encode())) == [text]


def test_bytes_that_are_no_utf8_give_some_text_that_can_be_encoded() -> None:
    (text,) = texts(pictures.qr_picture(b"\xff\xfe\x80abc\xc3"))
    assert "abc" in text
    text.encode("utf-8")


@pytest.mark.parametrize("name", ["Aztec", "DataMatrix", "PDF417", "EAN13", "Code128"])
def test_other_formats_are_read_only_when_asked_for(name: str) -> None:
    text = "4006381333931" if name == "EAN13" else "TICKET-1"
    made = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, name))
    picture = np.array(made.to_image(scale=4, add_quiet_zones=True), np.uint8)
    if picture.ndim == 3:
        picture = picture[..., 0]
    picture = np.pad(picture, 30, constant_values=255)
    assert read_codes(picture, deadline_ms=None) == []
    assert [c.text for c in read_codes(picture, deadline_ms=None, all_formats=True)] == [text]


@pytest.mark.parametrize("name", ["Code39", "ITF", "Codabar"])
def test_a_format_without_a_checksum_is_never_read(name: str) -> None:
    said = {"Codabar": "A12345678B", "ITF": "1234567890123456"}.get(name, "12345678")
    made = zxingcpp.create_barcode(said, getattr(zxingcpp.BarcodeFormat, name))
    picture = np.pad(np.array(made.to_image(scale=4), np.uint8), 60, constant_values=255)
    assert zxingcpp.read_barcodes(picture, getattr(zxingcpp.BarcodeFormat, name)) != []
    assert read_codes(picture, deadline_ms=None, all_formats=True) == []


@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (2000, 3), (20, 20, 3), (21, 21, 4), (40, 30, 1)])
def test_odd_shapes_give_nothing(shape: tuple[int, ...]) -> None:
    assert read_codes(np.full(shape, 128, np.uint8), deadline_ms=None) == []


@pytest.mark.parametrize(
    "image",
    [np.zeros((0, 5), np.uint8), np.zeros((5, 5), np.float32), np.zeros((5, 5, 2), np.uint8), np.zeros(7, np.uint8)],
)
def test_what_is_no_picture_is_refused(image: np.ndarray) -> None:
    with pytest.raises(ValueError, match="picture"):
        read_codes(image, deadline_ms=None)


def test_a_strided_view_of_a_frame_is_read() -> None:
    wide = np.repeat(pictures.qr_picture(TEXT, module_px=4), 2, axis=1)
    assert texts(wide[:, ::2]) == [TEXT]


def test_with_no_time_left_only_the_first_stage_runs() -> None:
    code = pictures.bend(pictures.qr_picture(TEXT, module_px=10), 0.62)
    assert texts(frame_with(code, 400, tilt=0.45), deadline_ms=0.001) == []
    assert texts(pictures.qr_picture(TEXT), deadline_ms=0.001) == [TEXT]


def test_without_the_zbar_library_its_stages_are_absent_and_said_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    from scanner_app.decode import zbar

    assert decoders_available() == ["zxing", "pyzbar"]
    zbar._pyzbar.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "pyzbar", None)
    try:
        assert decoders_available() == ["zxing"]
        assert not any("pyzbar" in name for name in later_stages())
        assert zbar.read_zbar(pictures.qr_picture(TEXT), "pyzbar") == []
    finally:
        zbar._pyzbar.cache_clear()


def test_zbar_reads_on_its_own() -> None:
    from scanner_app.decode.zbar import read_zbar

    (code,) = read_zbar(pictures.qr_picture(TEXT), "pyzbar")
    assert (code.text, code.format, code.decoder) == (TEXT, "QRCode", "pyzbar")


@pytest.mark.parametrize("text", ["Britain’s longest", "Grüße, Çelik", "ACME 20:30"])
def test_zbar_never_garbles_a_text_by_guessing_its_character_set(text: str) -> None:
    from scanner_app.decode.zbar import read_zbar

    assert [c.text for c in read_zbar(pictures.qr_picture(text.encode()), "pyzbar")] in ([text], [])


def test_a_code_can_be_a_dictionary_key() -> None:
    assert len({Code("a", "QRCode", "zxing"), Code("a", "QRCode", "zxing")}) == 1
