"""The desktop's own keyring, where there is one: gnome-keyring over a D-Bus session of the test's own."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from sync.device.database import DATABASE_FILE, Store

PATIENCE_S = 60
_PASSWORD = "a desktop's login"
_UNLOCK = f'printf "%s" "{_PASSWORD}" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1'


@dataclass(slots=True)
class Desktop:
    """A user's home with a keyring of its own, and a data directory of a scanner in it."""

    home: Path

    @property
    def data_dir(self) -> Path:
        return self.home / "scanner"

    def session(self, how: str) -> str:
        """Log in, which unlocks the keyring, run the program, log out; what the program said."""
        return self._run(["dbus-run-session", "--", "sh", "-c", f'{_UNLOCK}; exec "$@"', "sh"], how)

    def without_session(self, how: str) -> str:
        """Run the program where there is no desktop at all, as over SSH."""
        return self._run([], how)

    def _run(self, wrapped_in: list[str], how: str) -> str:
        program = [sys.executable, "-m", "tests.sync.device.keyring_program", how, str(self.data_dir)]
        runtime = self.home / "runtime"
        runtime.mkdir(exist_ok=True, mode=0o700)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("DBUS_", "XDG_"))}
        environment |= {"HOME": str(self.home), "XDG_RUNTIME_DIR": str(runtime), "DISPLAY": "", "WAYLAND_DISPLAY": ""}
        done = subprocess.run(
            [*wrapped_in, *program], env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
        said = [line for line in done.stdout.splitlines() if "store_key_in_file" not in line]
        assert said, done.stderr
        return said[-1]


@pytest.fixture
def desktop(tmp_path: Path) -> Desktop:
    if sys.platform != "linux":
        pytest.skip("the Secret Service is a matter of Linux desktops")
    for program in ("dbus-run-session", "gnome-keyring-daemon"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    return Desktop(tmp_path)


def test_the_desktops_keyring_keeps_the_key_from_login_to_login(desktop: Desktop) -> None:
    kept = desktop.session("find")
    assert kept.startswith("keyring ")
    assert desktop.session("find") == kept
    secret = kept.split()[1]
    assert not (desktop.data_dir / "store.key").exists()
    lying_about = [path for path in desktop.home.rglob("*") if path.is_file()]
    assert any(path.suffix == ".keyring" for path in lying_about)
    assert not any(secret.encode() in path.read_bytes() for path in lying_about)


def test_a_locked_keyring_gives_no_key_and_no_second_one_is_made(desktop: Desktop) -> None:
    kept = desktop.session("find")
    said = desktop.session("find-locked")
    assert said.startswith("KeyUnavailableError: ")
    assert "Unlock the keyring" in said
    assert not (desktop.data_dir / "store.key").exists()
    assert desktop.session("find") == kept


def test_a_key_in_the_keyring_is_not_looked_for_elsewhere_where_there_is_no_desktop(desktop: Desktop) -> None:
    kept = desktop.session("find")
    Store(desktop.data_dir, bytes.fromhex(kept.split()[1])).close()
    said = desktop.without_session("find")
    assert said.startswith("KeyUnavailableError: ")
    assert desktop.session("find") == kept


def test_without_a_desktop_from_the_start_the_key_lies_in_a_file(desktop: Desktop) -> None:
    kept = desktop.without_session("find")
    assert kept.startswith("file ")
    assert desktop.session("find") == kept


def test_a_destroyed_key_is_out_of_the_desktops_keyring_too(desktop: Desktop) -> None:
    kept = desktop.session("find")
    Store(desktop.data_dir, bytes.fromhex(kept.split()[1])).close()
    assert desktop.session("destroy") == "destroyed"
    assert desktop.session("destroy") == "destroyed"
    assert desktop.session("find").startswith("KeyLostError: ")
    (desktop.data_dir / DATABASE_FILE).unlink()
    made = desktop.session("find")
    assert made.startswith("keyring ")
    assert made != kept


def test_the_program_itself_is_the_one_that_asks_the_real_keyring(desktop: Desktop) -> None:
    """The other tests would pass by a file alone, were it not for this."""
    kept = desktop.session("find")
    shutil.rmtree(desktop.home / ".local", ignore_errors=True)
    assert desktop.session("find").startswith("KeyLostError: ")
    assert kept.startswith("keyring ")
