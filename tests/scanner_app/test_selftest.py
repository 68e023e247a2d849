import io
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scanner_app.selftest import CHECKS, SelfTestError, run_self_test


@pytest.fixture(autouse=True)
def platform_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    """The self-test chooses Qt's platform for its process; later tests keep their own."""
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")


def fails(_: Path) -> None:
    raise SelfTestError("two\nlines")


def leaves_a_file(folder: Path) -> None:
    (folder / "left.txt").write_text(str(folder))


def finds_an_empty_folder(folder: Path) -> None:
    assert list(folder.iterdir()) == []


def test_every_part_of_this_installation_passes(qtbot: QtBot) -> None:
    out = io.StringIO()
    status = run_self_test(out)
    assert out.getvalue().splitlines() == [f"ok {name}" for name in CHECKS]
    assert status == 0


def test_a_failed_check_says_why_on_one_line_and_the_next_one_runs() -> None:
    out = io.StringIO()
    assert run_self_test(out, {"broken": fails, "fine": finds_an_empty_folder}) == 1
    assert out.getvalue().splitlines() == ["FAIL broken: SelfTestError: two lines", "ok fine"]


def test_each_check_has_an_empty_folder_of_its_own() -> None:
    out = io.StringIO()
    assert run_self_test(out, {"first": leaves_a_file, "second": finds_an_empty_folder}) == 0


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("zxingcpp", "zxing"),
        ("pyzbar", "pyzbar"),
        ("sqlcipher3", "store"),
        ("PySide6", "window"),
        ("nacl", "signatures"),
        ("PySide6.QtPrintSupport", "paper"),
        ("PySide6.QtSerialPort", "serial"),
        ("PySide6.QtTextToSpeech", "voice"),
        ("pyqtgraph", "plots"),
        ("zeroconf", "neighbours"),
        ("wakepy", "platform"),
    ],
)
def test_a_library_that_is_missing_fails_its_own_check(module: str, name: str) -> None:
    program = f"import sys; sys.modules[{module!r}] = None\nfrom scanner_app.selftest import run_self_test\n"
    program += "sys.exit(run_self_test(sys.stdout))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert run.returncode == 1
    assert any(line.startswith(f"FAIL {name}: ") for line in run.stdout.splitlines())
    assert "ok video" in run.stdout


def test_a_resource_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import resources

    monkeypatch.setattr(resources, "_FOLDER", tmp_path)
    out = io.StringIO()
    assert run_self_test(out, {"resources": CHECKS["resources"]}) == 1
    assert "icons/app.svg" in out.getvalue()
