"""Try the frozen scanner the way a door gets it: from another folder, with its own folder read-only.

Usage: python tools/try_frozen.py dist/doorward-scanner
Exit status 1 when a check of its self-test fails, or it needs anything from the machine that built it.
"""

import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

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
    print(result.stdout, end="")
    if result.returncode or version.returncode:
        print(result.stderr, version.stderr, sep="\n", file=sys.stderr)
        sys.exit("the frozen scanner does not work")
    # Root may write where nobody may, so the permissions alone would show nothing to a build that runs as root.
    if contents(folder) != before:
        sys.exit("the frozen scanner changed its own folder")
    size = sum(length for length, _ in before.values())
    print(f"{version.stdout.strip()}: {size / 1e6:.0f} MB, self-test in {took_s:.1f} s")


def run(command: list[str | Path], elsewhere: str) -> subprocess.CompletedProcess[str]:
    """Run it in another folder, without a display and without what would lead it back to the source tree."""
    kept = ("HOME", "LANG", "LOCALAPPDATA", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "USERPROFILE")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return subprocess.run(  # noqa: S603  # The program was just built from this tree.
        command, cwd=elsewhere, env=environment, capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )


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
