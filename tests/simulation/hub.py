"""Virtual time. Tasks are greenlets that wait; the clock stands still while they work and jumps to what is due next."""

import heapq
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from greenlet import getcurrent, greenlet

T = TypeVar("T")


class Killed(BaseException):
    """Raised inside a task whose machine lost its power. Product code must not catch it, as it cannot catch a cut."""


class Task:
    """One piece of work that may wait; ``on_end`` is called once it is over, however that came."""

    def __init__(self, hub: "Hub", work: Callable[[], object], on_end: Callable[[], None]) -> None:
        self._greenlet = greenlet(self._run, hub.main)
        self._hub, self._work, self._on_end = hub, work, on_end
        self._has_begun = False

    @property
    def is_over(self) -> bool:
        return bool(self._greenlet.dead)

    def go_on(self) -> None:
        """Run until it waits or ends; only the hub calls this."""
        if not self._greenlet.dead:
            self._has_begun = True
            self._greenlet.switch()

    def kill(self) -> None:
        """End it where it stands."""
        if self._greenlet is getcurrent() or self._greenlet.dead:
            return
        if not self._has_begun:
            self._work = _nothing
        self._greenlet.parent = getcurrent()  # Else control would not come back here.
        self._greenlet.throw(Killed)

    def _run(self) -> None:
        try:
            self._work()
        except Killed:
            pass
        except BaseException as error:  # noqa: BLE001  The one who runs the world must see it.
            self._hub.failed(error)
        finally:
            self._on_end()


class Hub:
    """The one clock of a world, in ms, and all that will happen."""

    def __init__(self, start_ms: int) -> None:
        self.now = start_ms
        self.main = getcurrent()
        self._due: list[tuple[int, int, Callable[[], None]]] = []
        self._count = 0
        self._current: Task | None = None
        self._error: BaseException | None = None

    def at(self, delay_ms: int, what: Callable[[], None]) -> None:
        """Do ``what`` in so many ms; what is due at one time happens in the order in which it was asked for."""
        self._count += 1
        heapq.heappush(self._due, (self.now + max(0, delay_ms), self._count, what))

    def spawn(self, work: Callable[[], object], on_end: Callable[[], None] | None = None) -> Task:
        """Begin ``work`` as a task of its own, now but not before the caller waits."""
        task = Task(self, work, on_end or _nothing)
        self.at(0, lambda: self._enter(task))
        return task

    def sleep(self, ms: int) -> None:
        """Let ``ms`` pass for the task that calls."""
        task = self.current
        self.at(ms, lambda: self._enter(task))
        self.main.switch()

    def run(self, until_ms: int | None = None) -> None:
        """Let everything happen that is due, up to a time or until nothing is left; raises what a task raised."""
        while self._due and (until_ms is None or self._due[0][0] <= until_ms):
            self.now, _, what = heapq.heappop(self._due)
            what()
            if self._error is not None:
                raise self._error
        if until_ms is not None:
            self.now = max(self.now, until_ms)

    def failed(self, error: BaseException) -> None:
        """A task ended by an error that nobody caught."""
        self._error = self._error or error

    @property
    def current(self) -> Task:
        """The task that runs now; waiting is only possible in one."""
        if self._current is None:
            raise RuntimeError("Nothing can wait outside a task")
        return self._current

    @property
    def is_in_task(self) -> bool:
        return self._current is not None

    def _enter(self, task: Task) -> None:
        self._current = task
        try:
            task.go_on()
        finally:
            self._current = None


class Promise(Generic[T]):
    """One value that comes later, or never."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._values: list[T] = []
        self._waiting: Task | None = None

    def put(self, value: T) -> None:
        """The value; only the first one counts."""
        self._values.append(value)
        self._wake()

    def wait(self, patience_ms: int) -> T | None:
        """The value, None where it has not come in time."""
        if not self._values:
            self._waiting = self._hub.current
            self._hub.at(patience_ms, self._wake)
            self._hub.main.switch()
        return self._values[0] if self._values else None

    def _wake(self) -> None:
        if self._waiting is not None:
            task, self._waiting = self._waiting, None
            self._hub.at(0, lambda: self._hub._enter(task))


def _nothing(*_: Any) -> None:
    pass
