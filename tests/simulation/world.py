"""One seed's world: doors with their machines, the server, the network between them, and the truth about it all."""

import contextlib
import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from server.doors import policy_cache
from sync.device import compared_clocks
from sync.device.errors import DeviceError
from sync.rules.ids import DeviceId
from tests.simulation.clocks import Quartz
from tests.simulation.hub import Hub, Killed
from tests.simulation.ledger import Ledger
from tests.simulation.machine import Machine
from tests.simulation.network import Network, Reply, Weather
from tests.simulation.scanner import SERVER, Parts, Scanner
from tests.simulation.seeded import put, seeded
from tests.simulation.template import NIGHT_MS, Template, Workshop

DAY_MS = 24 * 3_600_000


_QUICKER = ((compared_clocks, "CLOCK_ROUND_TRIPS", 3), (policy_cache, "MEMORY_S", 2.0))
"""What only costs time here: more trips of the clocks, and the policy built anew for nearly every request."""


class Door:
    """A machine with the scanner that runs on it, while one does."""

    def __init__(self, world: "World", name: str, folder: Path, quartz: Quartz) -> None:
        self._world, self.name, self.quartz = world, name, quartz
        self.machine = Machine(name, folder, world.hub, world.chance)
        self.machine.on_power_lost = quartz.lose_power
        self.device_id = DeviceId("")
        self._scanner: Scanner | None = None
        self.policy_seen = ("", 0)
        """Epoch and number of the policy at the last look."""

    @property
    def scanner(self) -> Scanner | None:
        """The running program, None where there is none."""
        return self._scanner if self.machine.is_on and not self.machine.power.is_dead else None

    def boot(self) -> None:
        """Start the program where it does not run; a full disk keeps it from starting."""
        if self.machine.is_on:
            return
        store = self.machine.boot(self._world.parts.store)
        try:
            self._scanner = Scanner(self._world, self.machine, store, self.quartz)
            self.device_id = self._scanner.pairing.device_id
        except Killed:
            self._scanner = None
        except DeviceError as error:
            self._world.tell(f"{self.name} does not start: {type(error).__name__}")
            self.machine.shut_down()

    def end(self) -> None:
        """End the program in good order."""
        scanner = self.scanner
        if scanner is not None and not self.machine.is_busy:
            with contextlib.suppress(Killed, DeviceError):
                scanner.end_cleanly()
            self.machine.shut_down()

    def hear(self, body: bytes, sender: DeviceId, reply: Reply[bytes]) -> None:
        """Another door's gossip has arrived."""
        scanner = self.scanner
        if scanner is not None:
            with contextlib.suppress(Killed):
                answer = scanner.peers.answer(body, sender)
                if answer is not None:
                    reply(answer)


class World:
    """Everything of one seed. Made and thrown away by ``open_world``."""

    def __init__(
        self, seed: int, hub: Hub, workshop: Workshop, folder: Path, parts: Parts, *, is_traced: bool = False
    ) -> None:
        self.seed, self.hub, self.folder, self.parts = seed, hub, folder, parts
        self.chance = random.Random(seed)
        self.ledger = Ledger()
        self.step = 0
        self._digest = hashlib.sha256()
        self._is_traced = is_traced
        self.template: Template = workshop.template(self.chance.choice((2, 2, 3, 3, 4)))
        self.network = Network(self.hub, self.chance, Weather())
        workshop.context.database.close()
        self.office = parts.office(workshop.context, workshop.folder / "server", self.hub, workshop.loop)
        self.office.disk.put_back(self.template.server)
        self.doors: list[Door] = []
        for number, content in enumerate(self.template.doors):
            door = Door(self, f"door{number + 1}", folder / f"door{number + 1}", self._quartz(f"door{number + 1}"))
            door.machine.disk.put_back(content)
            self.doors.append(door)
            door.boot()

    def door_of(self, device_id: DeviceId) -> Door | None:
        """The machine that answers for a device; of twins the first."""
        return next((door for door in self.doors if door.device_id == device_id), None)

    def add_twin(self, door: Door) -> Door:
        """A second machine with a copy of the first one's disk."""
        self.ledger.twins += 1
        name = f"twin{self.ledger.twins}"
        twin = Door(self, f"{door.name}-{name}", self.folder / name, self._quartz(name))
        database, wal = door.machine.disk.as_synced()
        twin.machine.disk.put_back(database)
        if wal:
            twin.machine.disk.wal.write_bytes(wal)
        self.doors.append(twin)
        return twin

    def break_off(self, body: bytes) -> bytes:
        """A long answer, or as much of it as came before the connection broke."""
        if self.chance.random() < self.network.weather.lost:
            return body[: self.chance.randrange(len(body) + 1)]
        return body

    def tell(self, text: str) -> None:
        """One line of what happens; all lines together are the world's fingerprint."""
        line = f"{self.hub.now - NIGHT_MS:>9} {text}"
        self._digest.update(line.encode())
        if self._is_traced:
            print(f"{self.step:>4} {line}")  # noqa: T201  The trace is for the person who asked for it.

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that was told."""
        return self._digest.hexdigest()

    def places(self) -> list[str]:
        """The names between which the network has ways."""
        return [SERVER, *(door.name for door in self.doors)]

    def close(self) -> None:
        """Nothing runs any more."""
        for door in self.doors:
            door.machine.shut_down()
        self.office.close()

    def _quartz(self, machine: str) -> Quartz:
        chance = self.chance
        off_ms = chance.choice(
            (0, chance.randint(-500, 500), chance.randint(-240_000, 240_000), chance.choice((-1, 1)) * DAY_MS)
        )
        return Quartz(self.hub, NIGHT_MS - chance.randint(0, 60_000), off_ms, chance.randint(-50, 50), machine)


@contextlib.contextmanager
def open_world(seed: int, workshop: Workshop, parts: Parts, *, is_traced: bool = False) -> Iterator[World]:
    """The world of ``seed``, in a folder of its own that is gone afterwards."""
    folder = workshop.folder / f"seed{seed}"
    shutil.rmtree(folder, ignore_errors=True)
    workshop.template(2)
    hub = Hub(NIGHT_MS)
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        stack.enter_context(seeded(random.Random(f"product {seed}"), lambda: hub.now))
        for place, name, value in (*_QUICKER, *parts.patches):
            put(stack, place, name, value)
        world = World(seed, hub, workshop, folder, parts, is_traced=is_traced)
        stack.callback(world.close)
        yield world
