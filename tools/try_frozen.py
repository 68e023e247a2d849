"""Try the frozen scanner the way a door gets it: from another folder, with its own folder read-only.

Usage: python tools/try_frozen.py dist/doorward-scanner
Exit status 1 when a check of its self-test fails, or it needs anything from the machine that built it.
"""

import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, sleep

TIMEOUT_S = 120


def main() -> None:
    """Run the self-test and print what it said, how long it took and how large the program is."""
    folder = Path(sys.argv[1]).resolve()
    program = folder / (folder.name + (".exe" if sys.platform == "win32" else ""))
    before = contents(folder)
    with tempfile.TemporaryDirectory(prefix="doorward-elsewhere-") as elsewhere, read_only(folder):
        start = perf_counter()
        result = run([program, "--self-test"], elsewhere)
        took_s = perf_counter() - start
        version = run([program, "--version"], elsewhere)
        ready_s = try_scanner(program, elsewhere) if os.name == "posix" else None
    print(result.stdout, end="")
    if result.returncode or version.returncode:
        print(result.stderr, version.stderr, sep="\n", file=sys.stderr)
        sys.exit("the frozen scanner does not work")
    # Root may write where nobody may, so the permissions alone would show nothing to a build that runs as root.
    if contents(folder) != before:
        sys.exit("the frozen scanner changed its own folder")
    size = sum(length for length, _ in before.values())
    ready = "" if ready_s is None else f", ready after {ready_s:.1f} s"
    print(f"{version.stdout.strip()}: {size / 1e6:.0f} MB, self-test in {took_s:.1f} s{ready}")


def try_scanner(program: Path, elsewhere: str) -> float:
    """Open the scanner, start it twice, kill its window's process, end it; how many seconds until it was open."""
    data = Path(elsewhere) / "data"
    command: list[str | Path] = [program, "scan", "--data-dir", data, "--no-keyring", "--camera", "none", "--no-peers"]
    start = perf_counter()
    with subprocess.Popen(command, cwd=elsewhere, env=bare_environment(), stderr=subprocess.DEVNULL) as parent:  # noqa: S603
        try:
            wait_until(lambda: is_open(data), "the frozen scanner does not open")
            ready_s = perf_counter() - start
            if run(command, elsewhere).returncode:
                sys.exit("a second start of the frozen scanner does not find the first")
            before = child_of(parent)
            os.kill(before, signal.SIGKILL)
            wait_until(lambda: is_open(data) and child_of(parent) != before, "a killed scanner is not started again")
            parent.terminate()
            if parent.wait(TIMEOUT_S):
                sys.exit(f"the frozen scanner ended with {parent.returncode}")
        finally:
            parent.terminate()
    return ready_s


def is_open(data: Path) -> bool:
    """Whether a scanner answers at the socket beside its data."""
    with socket.socket(socket.AF_UNIX) as caller:
        caller.settimeout(2)
        try:
            caller.connect(str(data / "scanner.socket"))
            return bool(caller.recv(10))
        except OSError:
            return False


def child_of(parent: "subprocess.Popen[bytes]") -> int:
    """The process that the scanner's parent runs now, 0 for none."""
    listed = subprocess.run(["pgrep", "-P", str(parent.pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607
    return int(listed.stdout.split()[0]) if listed.stdout.split() else 0


def wait_until(is_true: Callable[[], bool], what_if_not: str) -> None:
    """Look again and again; end with ``what_if_not`` where it takes too long."""
    deadline = perf_counter() + TIMEOUT_S
    while not is_true():
        if perf_counter() > deadline:
            sys.exit(what_if_not)
        sleep(0.05)


def run(command: Sequence[str | Path], elsewhere: str) -> subprocess.CompletedProcess[str]:
    """Run it in another folder, without a display and without what would lead it back to the source tree."""
    return subprocess.run(  # noqa: S603  # The program was just built from this tree.
        command, cwd=elsewhere, env=bare_environment(), capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )


def bare_environment() -> dict[str, str]:
    """What any session has, and no display."""
    kept = ("HOME", "LANG", "LOCALAPPDATA", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"QT_QPA_PLATFORM": "offscreen"}


def contents(folder: Path) -> dict[Path, tuple[int, int]]:
    """Size in bytes and time of change in nanoseconds of every file below the folder."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in files}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Take away the right to write below the folder, as in a system-wide installation, and give it back after."""
    folders = [folder, *(path for path in folder.rglob("*") if path.is_dir() and not path.is_symlink())]
    modes = {path: path.stat().st_mode for path in folders}
    for path, mode in modes.items():
        path.chmod(mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    try:
        yield
    finally:
        for path, mode in modes.items():
            path.chmod(mode)


if __name__ == "__main__":
    main()
