"""What is written down of a mistake, and what is not."""

import subprocess
import sys
from pathlib import Path

import pytest

from scanner_app.crash_log import CrashLog, describe, mark_read, unread

_SECRET = "Maria Pereira, MGY-PF-20250115-7K3M9QXZ5"
_INSTALL = (
    "from pathlib import Path; from scanner_app.crash_log import CrashLog; CrashLog(Path({folder!r})).install()\n"
)


def _run(folder: Path, program: str) -> str:
    """Run ``program`` under a crash log; what the log then says."""
    run = [sys.executable, "-c", _INSTALL.format(folder=str(folder)) + program]
    subprocess.run(run, capture_output=True, check=False, timeout=60, env={"QT_QPA_PLATFORM": "offscreen"})
    return (folder / "crash.log").read_text()


_SLOT = (
    "from PySide6.QtCore import QCoreApplication, QTimer; a = QCoreApplication([]); "
    "QTimer.singleShot(0, fail); QTimer.singleShot(50, a.quit); a.exec()"
)
_ERROR = f"holder = {_SECRET!r}\ndef fail(_=None): raise ValueError(holder)\n"


@pytest.mark.parametrize(
    ("how", "where"),
    [
        ("fail()", "MainThread"),
        ("import threading; t = threading.Thread(target=fail, name='door-sync'); t.start(); t.join()", "door-sync"),
        (
            _SLOT,
            "MainThread",
        ),
    ],
    ids=["main", "thread", "slot"],
)
def test_a_mistake_leaves_its_kind_and_place_and_no_value(tmp_path: Path, how: str, where: str) -> None:
    log = _run(tmp_path, _ERROR + how)
    assert f"builtins.ValueError on thread {where}" in log
    assert "<string>:3 fail" in log
    assert "Maria" not in log
    assert "7K3M9QXZ5" not in log


def test_a_crash_of_the_process_leaves_its_frames(tmp_path: Path) -> None:
    log = _run(
        tmp_path, f"holder = {_SECRET!r}\ndef fall(): import os, signal; os.kill(os.getpid(), signal.SIGSEGV)\nfall()"
    )
    assert "Segmentation fault" in log
    assert "in fall" in log
    assert "Maria" not in log


def test_the_causes_of_a_mistake_are_named_by_kind() -> None:
    def fail() -> None:
        try:
            dict[str, str]()[_SECRET]
        except KeyError as error:
            raise RuntimeError(_SECRET) from error

    with pytest.raises(RuntimeError) as told:
        fail()
    text = describe(told.type, told.value, told.tb)
    assert "builtins.RuntimeError" in text
    assert "after builtins.KeyError" in text
    assert _SECRET not in text


def test_a_crash_is_told_until_it_was_read_and_again_after_the_next(tmp_path: Path) -> None:
    log = CrashLog(tmp_path)
    assert not unread(tmp_path)
    log.write("the scanner ended by SIGSEGV")
    assert unread(tmp_path)
    mark_read(tmp_path)
    assert not unread(tmp_path)
    log.write("the scanner ended by SIGSEGV")
    assert unread(tmp_path)


def test_a_large_log_makes_room_and_few_old_ones_are_kept(tmp_path: Path) -> None:
    for round_number in range(6):
        (tmp_path / "crash.log").write_text(f"{round_number}\n" * 200_000)
        mark_read(tmp_path)
        _run(tmp_path, "")
    assert sorted(path.name for path in tmp_path.glob("crash.log*")) == [
        "crash.log", "crash.log.1", "crash.log.2", "crash.log.3",
    ]  # fmt: skip
    assert (tmp_path / "crash.log.1").read_text().startswith("5")
    assert not unread(tmp_path)
    CrashLog(tmp_path).write("the scanner ended by SIGSEGV")
    assert unread(tmp_path)


def test_a_folder_that_cannot_be_written_loses_only_the_log(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    run = [sys.executable, "-c", _INSTALL.format(folder=str(tmp_path / "file" / "logs")) + "print('on')"]
    assert subprocess.run(run, capture_output=True, check=True).stdout == b"on\n"
