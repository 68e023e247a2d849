"""One door in a process of its own, for the tests of discovery: says whom it sees and what it holds, line by line.

Run as ``python -m tests.sync.peers.door_alone FOLDER NAME NAMES...``: the door NAME of the event whose doors are NAMES.
All keys come from the names, so that each process knows the others'.
"""

import sys
import time
from pathlib import Path

from nacl.signing import SigningKey

from sync.device.peers import Peers
from sync.rules.door_log import Kind
from tests.sync.peers.doors import Hall

_LIFE_S = 60.0


def main(folder: str, name: str, *names: str) -> None:
    """Live for a minute, or until killed."""
    hall = Hall(Path(folder))
    doors = {each: hall.door(each, key=SigningKey(each.encode().ljust(32, b"\x00"))) for each in names}
    own = doors[name]
    own.learn(hall.policy(*doors.values()))
    own.write(Kind.ADMIT)
    peers = Peers(own.store, own.gossip, own.pairing)
    peers.start()
    until = time.monotonic() + _LIFE_S
    while time.monotonic() < until:
        seen = " ".join(sorted(peer.device_id for peer in peers.visible()))
        sys.stdout.write(f"{len(own.replica.vector())} logs, sees {seen}\n")
        sys.stdout.flush()
        time.sleep(0.1)


if __name__ == "__main__":
    main(*sys.argv[1:])
