"""Doors that were told no address find each other, each in a network namespace of its own, joined by a wire."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.device.discovery import event_hash
from sync.rules.ids import EventId
from tests.sync.peers.doors import wait_until

_ROOT = Path(__file__).parents[3]
_CAN_BE_MADE = "ip link add v0 type veth peer name v1 && ip link set lo up"
_TWO_NETWORKS = """
set -e
ip link set lo up
unshare -n sh -c 'while ! ip addr show e1 2>/dev/null | grep -q 10.9.0.2; do sleep 0.05; done
    exec "$0" -m tests.sync.peers.door_alone "$1/south" south north south' "$1" "$2" > "$2/south.txt" 2>&1 &
south=$!
while [ "$(readlink /proc/$south/ns/net)" = "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
ip link add e0 type veth peer name e1
ip link set e1 netns $south
ip addr add 10.9.0.1/24 dev e0
ip link set e0 up
nsenter -t $south -n ip addr add 10.9.0.2/24 dev e1
nsenter -t $south -n ip link set e1 up
"$1" -m tests.sync.peers.door_alone "$2/north" north north south > "$2/north.txt" 2>&1 &
wait
"""


def _why_not() -> str:
    """Why this machine makes no networks of their own for processes; empty where it does."""
    try:
        made = subprocess.run(["unshare", "-rn", "sh", "-c", _CAN_BE_MADE], capture_output=True, text=True, check=False)
    except OSError as error:
        return str(error)
    return made.stderr.strip() if made.returncode else ""


@pytest.fixture
def two_networks(tmp_path: Path) -> Iterator[Path]:
    """The folder where both doors say what they see."""
    why_not = _why_not()
    if why_not:
        pytest.skip(f"no network namespaces here: {why_not}")
    for name in ("north", "south"):
        (tmp_path / name).mkdir()
    command = ["unshare", "-rn", "sh", "-c", _TWO_NETWORKS, "sh", sys.executable, str(tmp_path)]
    running = subprocess.Popen(command, cwd=_ROOT, start_new_session=True)
    yield tmp_path
    os.killpg(running.pid, signal.SIGKILL)
    running.wait()


def test_doors_find_each_other_on_a_network_that_lets_multicast_pass(two_networks: Path) -> None:
    def both_say(what: tuple[str, str]) -> bool:
        said = [(two_networks / f"{name}.txt") for name in ("north", "south")]
        return all(file.exists() and line in file.read_text() for file, line in zip(said, what, strict=True))

    wait_until(lambda: both_say(("sees dev_south", "sees dev_north")), "they see each other", patience_s=40)
    wait_until(lambda: both_say(("2 logs", "2 logs")), "each has the other's log")


def test_an_event_is_announced_by_a_hash_that_says_nothing() -> None:
    assert event_hash(EventId("evt_1")) != event_hash(EventId("evt_2"))
    assert len(event_hash(EventId("evt_1"))) == 16
    assert "evt" not in event_hash(EventId("evt_1"))
