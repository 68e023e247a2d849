"""One door's computer: a disk, a quartz, and now and then a running scanner that its power cut ends anywhere."""

import contextlib
import random
from collections.abc import Callable, Iterator
from pathlib import Path

from sync.device.database import Connection, Store
from sync.device.errors import StoreFullError
from tests.simulation.disk import Disk
from tests.simulation.hub import Hub, Killed, Task

STORE_SECRET = bytes(range(32))


class Power:
    """Whether a process lives, and how many commit points it has left; shared by the store and the machine."""

    def __init__(self) -> None:
        self.is_dead = False
        self.points_left: int | None = None
        """At 0 the power goes, at a commit's begin, just before it or just after it."""
        self.on_cut: Callable[[], None] = lambda: None

    def pass_point(self) -> None:
        """One place where a power cut makes a difference."""
        if self.is_dead:
            raise Killed
        if self.points_left is None:
            return
        self.points_left -= 1
        if self.points_left < 0:
            self.is_dead = True
            self.on_cut()
            raise Killed


class DoorStore(Store):
    """The product's store on a disk that may fill up, in a process that may end at any commit point."""

    def __init__(self, data_dir: Path, power: Power, is_full: Callable[[], bool]) -> None:
        self._power, self._is_full = power, is_full
        self.begun: list[Callable[[], None]] = []
        self.committed: list[Callable[[], None]] = []
        """Called at the begin of each transaction, and after each commit."""
        super().__init__(data_dir, STORE_SECRET)

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        self._power.pass_point()
        with super().writing() as connection:
            for told in self.begun:
                told()
            yield connection
            if self._is_full():
                raise StoreFullError("The simulated disk is full.")
            self._power.pass_point()
        for told in self.committed:
            told()
        self._power.pass_point()

    @contextlib.contextmanager
    def reading(self) -> Iterator[Connection]:
        if self._power.is_dead:
            raise Killed
        with super().reading() as connection:
            yield connection


class Machine:
    """The computer; ``start`` of whoever owns it makes the scanner that runs on it."""

    def __init__(self, name: str, folder: Path, hub: Hub, chance: random.Random) -> None:
        self.name = name
        self.disk = Disk(folder, "scanner.db")
        self.is_full = False
        self._hub, self._chance = hub, chance
        self.power = Power()
        self.power.is_dead = True
        self.store: DoorStore | None = None
        self._tasks: dict[Task, str] = {}
        self.on_power_lost: Callable[[], None] = lambda: None

    @property
    def is_on(self) -> bool:
        return self.store is not None

    def boot(self, store_class: type[DoorStore] = DoorStore) -> DoorStore:
        """Open the store in a new process."""
        self.power = Power()
        self.power.on_cut = lambda: self._hub.at(0, self._go_dark)
        self.store = store_class(self.disk.folder, self.power, lambda: self.is_full)
        return self.store

    def run(self, lane: str, work: Callable[[], object]) -> bool:
        """Do ``work`` as a task; False where the process is not there or does something else in that lane."""
        if self.store is None or self.power.is_dead or lane in self._tasks.values():
            return False
        task = self._hub.spawn(work, lambda: self._ended(task))
        self._tasks[task] = lane
        return True

    def _ended(self, task: Task) -> None:
        self._tasks.pop(task, None)

    @property
    def is_busy(self) -> bool:
        return bool(self._tasks)

    def cut_power(self, *, after_points: int | None = None) -> None:
        """End the process at once, or at one of its next commit points."""
        if self.store is None:
            return
        if after_points is not None:
            self.power.points_left = after_points
        else:
            self.power.is_dead = True
            self._go_dark()

    def shut_down(self) -> None:
        """End the process in good order; nothing of it runs any more."""
        if self.store is not None:
            self.power.is_dead = True
            for task in list(self._tasks):
                task.kill()
            self._close()

    def _go_dark(self) -> None:
        store = self.store
        if store is None:
            return
        for task in list(self._tasks):
            task.kill()
        synced = self.disk.as_synced()
        self._close()
        self.disk.lose_power(synced, self._chance)
        self.on_power_lost()

    def _close(self) -> None:
        if self.store is not None:
            self.store.close()
            self.store = None
        self._tasks.clear()
