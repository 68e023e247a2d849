"""`doorward decode` as a program: one line of JSON a file."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from scanner_app.decode import decode_files
from tests.pictures import empty_frame, qr_picture


def run(*args: str | Path) -> tuple[int, list[dict[str, Any]]]:
    done = subprocess.run(
        [sys.executable, "-m", "scanner_app.decode", *map(str, args)], capture_output=True, timeout=60, check=False
    )
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def saved(path: Path, picture: np.ndarray) -> Path:
    path.write_bytes(cv2.imencode(path.suffix, picture)[1].tobytes())
    return path


def test_each_file_gives_one_line_in_order(tmp_path: Path) -> None:
    one = saved(tmp_path / "one.png", qr_picture("ONE"))
    two = saved(tmp_path / "zwei ü.jpg", qr_picture("TWO"))
    none = saved(tmp_path / "none.png", empty_frame(np.random.default_rng(1)))
    status, lines = run(one, two, none)
    assert status == 0
    assert [line["file"] for line in lines] == [str(one), str(two), str(none)]
    assert lines[0]["codes"] == [{"text": "ONE", "format": "QRCode", "decoder": "zxing"}]
    assert [len(line["codes"]) for line in lines] == [1, 1, 0]
    assert all(isinstance(line["ms"], float) for line in lines)
    assert set(lines[0]) == {"file", "codes", "ms"}


def test_a_file_that_cannot_be_opened_is_an_error_in_its_line_and_the_next_goes_on(tmp_path: Path) -> None:
    garbage = tmp_path / "garbage.png"
    garbage.write_bytes(b"\x89PNG\r\n\x1a\n" + b"garbage" * 10)
    empty = tmp_path / "empty.jpg"
    empty.touch()
    good = saved(tmp_path / "good.png", qr_picture("GOOD"))
    status, lines = run(tmp_path / "missing.png", garbage, empty, tmp_path, good)
    assert status == 1
    assert [sorted(line) for line in lines[:4]] == [["error", "file"]] * 4
    assert lines[4]["codes"] == [{"text": "GOOD", "format": "QRCode", "decoder": "zxing"}]


def test_a_picture_cut_off_half_way_does_not_stop_the_rest(tmp_path: Path) -> None:
    whole = saved(tmp_path / "whole.jpg", qr_picture("WHOLE")).read_bytes()
    (tmp_path / "half.jpg").write_bytes(whole[: len(whole) // 3])
    assert len(list(decode_files([tmp_path / "half.jpg", tmp_path / "whole.jpg"]))) == 2


@pytest.mark.parametrize("said", [b"A\x00\x1b[2J\r\n\x7fB", b"\xff\xfe\x80\xc3abc", "Grüße \U0001f3ab".encode()])
def test_any_bytes_in_a_code_give_one_line_of_valid_json(tmp_path: Path, said: bytes) -> None:
    status, lines = run(saved(tmp_path / "code.png", qr_picture(said)))
    assert status == 0
    assert len(lines) == 1
    assert len(lines[0]["codes"]) == 1


def test_a_bad_deadline_is_refused() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scanner_app.decode", "--deadline-ms", "0", "x.png"], capture_output=True, check=False
    )
    assert done.returncode == 2
    assert b"deadline-ms" in done.stderr


def test_all_formats_reads_what_is_no_qr_code(tmp_path: Path) -> None:
    import zxingcpp

    made = zxingcpp.create_barcode("TICKET-1", zxingcpp.BarcodeFormat.Aztec)
    aztec = np.array(made.to_image(scale=5), np.uint8)
    path = saved(tmp_path / "aztec.png", np.pad(aztec, 20, constant_values=255))
    assert run(path)[1][0]["codes"] == []
    (code,) = run("--all-formats", path)[1][0]["codes"]
    assert (code["text"], code["format"]) == ("TICKET-1", "Aztec")
