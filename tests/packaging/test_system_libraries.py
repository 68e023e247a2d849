"""`tools/system-libraries.sh` on machines of every kind: the programs it asks are stood in for on the search path."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "tools" / "system-libraries.sh"
ALL_THERE = [
    *("libGL.so.1", "libEGL.so.1", "libglib-2.0.so.0", "libdbus-1.so.3", "libfontconfig.so.1", "libxkbcommon.so.0"),
    *("libxcb-cursor.so.0", "libxkbcommon-x11.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxcb-shape.so.0"),
    *("libpulse.so.0", "libXrandr.so.2", "libzbar.so.0"),
]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a script for Unix")


class Machine:
    """A machine whose system, libraries, rights and package manager are as given; `asked` is what apt-get was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "asked.txt"
        self.system("Linux")
        self.has_libraries(ALL_THERE)
        self.is_user(1000)
        self.command("sudo", "exit 1")
        self.command("apt-get", f'echo "$@" >> {self.log}')

    def command(self, name: str, script: str) -> None:
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def system(self, name: str) -> None:
        self.command("uname", f"echo {name}")

    def is_user(self, number: int) -> None:
        self.command("id", f"echo {number}")

    def has_libraries(self, names: list[str]) -> None:
        lines = "\n".join(f"\t{name} (libc6,x86-64) => /usr/lib/{name}" for name in names)
        self.command("ldconfig", f"cat <<'END'\n{lines}\nEND")

    def run(self) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": f"{self.folder}:/usr/bin:/bin"}
        return subprocess.run([SCRIPT], env=environment, capture_output=True, text=True, check=False)

    @property
    def asked(self) -> list[str]:
        return self.log.read_text().splitlines() if self.log.exists() else []


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_machine_that_has_everything_is_left_alone(machine: Machine) -> None:
    done = machine.run()
    assert (done.returncode, done.stdout, done.stderr, machine.asked) == (0, "", "", [])


def test_root_installs_exactly_what_is_missing(machine: Machine) -> None:
    machine.has_libraries([name for name in ALL_THERE if name not in {"libzbar.so.0", "libEGL.so.1"}])
    machine.is_user(0)
    done = machine.run()
    assert done.returncode == 0
    assert machine.asked == ["install -y -qq --no-install-recommends libegl1 libzbar0"]


def test_a_library_of_another_major_version_does_not_count(machine: Machine) -> None:
    machine.has_libraries([*ALL_THERE[:-1], "libzbar.so.01"])
    machine.is_user(0)
    machine.run()
    assert machine.asked == ["install -y -qq --no-install-recommends libzbar0"]


def test_package_lists_are_fetched_when_the_first_try_fails(machine: Machine) -> None:
    machine.has_libraries(ALL_THERE[:-1])
    machine.is_user(0)
    fetched = machine.folder / "fetched"
    machine.command(
        "apt-get", f'echo "$1" >> {machine.log}; [ "$1" = update ] && touch {fetched}; [ -e {fetched} ] || exit 100'
    )
    assert machine.run().returncode == 0
    assert machine.asked == ["install", "update", "install"]


def test_without_the_right_to_install_it_prints_the_line_to_run_and_stops(machine: Machine) -> None:
    machine.has_libraries(ALL_THERE[:-1])
    done = machine.run()
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == "doorward:   sudo apt-get install -y libzbar0 "
    assert machine.asked == []


def test_sudo_is_used_when_it_asks_for_no_password(machine: Machine) -> None:
    machine.has_libraries(ALL_THERE[:-1])
    machine.command("sudo", '[ "$1" = -n ] || exit 1; shift; exec "$@"')
    assert machine.run().returncode == 0
    assert machine.asked == ["install -y -qq --no-install-recommends libzbar0"]


def test_an_installation_that_fails_stops_make(machine: Machine) -> None:
    machine.has_libraries(ALL_THERE[:-1])
    machine.is_user(0)
    machine.command("apt-get", "exit 100")
    assert machine.run().returncode != 0


def test_another_system_than_linux_is_left_alone(machine: Machine) -> None:
    machine.system("Darwin")
    machine.has_libraries([])
    assert machine.run().returncode == 0
    assert machine.asked == []
