"""The scanner is started again after a crash, and only then."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest

from scanner_app.crash_log import CrashLog
from scanner_app.supervisor import (
    CRASHED,
    LONGEST_PAUSE_S,
    MOST_CRASHES,
    WITHIN_S,
    is_crash,
    pause_after,
    supervise,
)


def _python(program: str) -> list[str]:
    return [sys.executable, "-c", program]


_COUNT = "import pathlib,sys,os,signal; p=pathlib.Path({path!r}); n=len(p.read_text()) if p.exists() else 0; "
_COUNT += "p.write_text('x'*(n+1)); "


def _counting(folder: Path, then: str) -> list[str]:
    """A child that writes down that it ran (``n`` times before), then does ``then``."""
    return _python(_COUNT.format(path=str(folder / "starts")) + then)


def _starts(folder: Path) -> int:
    return len((folder / "starts").read_text())


@pytest.mark.parametrize("code", [0, 1, 2])
def test_an_end_of_its_own_is_passed_on_and_not_repeated(tmp_path: Path, code: int) -> None:
    ended = supervise(lambda _: _counting(tmp_path, f"sys.exit({code})"), CrashLog(tmp_path))
    assert ended == code
    assert _starts(tmp_path) == 1
    assert not (tmp_path / "crash.log").exists()


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), signal.SIGKILL)", "os.abort()", f"os._exit({CRASHED})"])
def test_a_crash_is_followed_by_another_start_and_written_down(tmp_path: Path, how: str) -> None:
    firsts: list[bool] = []

    def command(is_first: bool) -> list[str]:
        firsts.append(is_first)
        return _counting(tmp_path, f"({how}) if n == 0 else sys.exit(0)")

    assert supervise(command, CrashLog(tmp_path)) == 0
    assert firsts == [True, False]
    assert "the scanner ended by" in (tmp_path / "crash.log").read_text()


def test_what_does_not_stay_up_is_given_up_loudly(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    ended = supervise(lambda _: _counting(tmp_path, "os.abort()"), CrashLog(tmp_path))
    assert ended == CRASHED
    assert _starts(tmp_path) == MOST_CRASHES
    told = capfd.readouterr().err
    assert "crashed 5 times within a minute" in told
    assert str(tmp_path / "crash.log") in told


def test_a_signal_is_passed_on_and_ends_both(tmp_path: Path) -> None:
    program = (
        "import signal,sys; from pathlib import Path; from scanner_app.crash_log import CrashLog; "
        "from scanner_app.supervisor import supervise; "
        'child = "import signal,sys,time,pathlib; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); '
        f'pathlib.Path({str(tmp_path / "up")!r}).touch(); time.sleep(60)"; '
        f"sys.exit(supervise(lambda _: [sys.executable, '-c', child], CrashLog(Path({str(tmp_path)!r}))))"
    )
    import subprocess

    parent = subprocess.Popen(_python(program))
    deadline = time.monotonic() + 20
    while not (tmp_path / "up").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    parent.send_signal(signal.SIGTERM)
    assert parent.wait(20) == 7


def test_a_signal_that_comes_while_the_scanner_is_started_again_is_passed_on(tmp_path: Path) -> None:
    def command(is_first: bool) -> list[str]:
        if not is_first:
            os.kill(os.getpid(), signal.SIGTERM)
        return _counting(tmp_path, "import time; os.abort() if n == 0 else time.sleep(20) or sys.exit(3)")

    assert supervise(command, CrashLog(tmp_path)) == 128 + signal.SIGTERM


@pytest.mark.skipif(not hasattr(signal, "SIGRTMIN"), reason="there are no real-time signals here")
def test_an_end_by_a_signal_without_a_name_is_a_crash_like_others(tmp_path: Path) -> None:
    number = signal.SIGRTMIN + 5
    ended = supervise(
        lambda _: _counting(tmp_path, f"os.kill(os.getpid(), {number}) if n == 0 else sys.exit(0)"), CrashLog(tmp_path)
    )
    assert ended == 0
    assert f"ended by signal {number}" in (tmp_path / "crash.log").read_text()


def test_pauses_grow_with_fresh_crashes_and_have_an_end() -> None:
    pauses = [pause_after([1.0] * count) for count in range(1, 10)]
    assert pauses == sorted(pauses)
    assert pauses[1] > pauses[0] > 0
    assert pauses[-1] == LONGEST_PAUSE_S
    assert pause_after([WITHIN_S + 1] * 4 + [0.0]) == pauses[0]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (0, False),
        (1, False),
        (2, False),
        (CRASHED, True),
        (-9, True),
        (-11, True),
        (-15, False),
        (-2, False),
        (0xC0000005, True),
    ],
)
def test_ends_that_nobody_asked_for_are_crashes(code: int, expected: bool) -> None:
    assert is_crash(code) is expected


def test_the_parent_loads_neither_qt_nor_opencv() -> None:
    import subprocess

    program = (
        "import sys; from doorward.cli import main; import scanner_app.supervisor as s; "
        "s.supervise = lambda *_: 0\n"
        "try: main(['scan', '--data-dir', 'nowhere'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('PySide6', 'cv2', 'numpy', 'sqlcipher3', 'httpx') if name in sys.modules])"
    )
    run = subprocess.run(_python(program), capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
