"""The server of a simulated world: the product's own routes, desk and puller on a database of the seed's own.

Only three things are not as in a server process: the database runs each transaction at once on the caller's thread,
requests come from the virtual network, and whatever came within a few ms is handled together, as a busy loop would.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar
from urllib.parse import urlencode

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import StreamingResponse

from server.context import Context
from server.database import Database
from server.doors.endpoints import DoorServices, router
from server.errors import DoorwardError
from server.outbox.feed import renew_epoch
from sync.protocol.codec import DecodeError, encode_message
from sync.protocol.messages import ErrorAnswer
from tests.simulation.disk import Disk
from tests.simulation.hub import Hub

T = TypeVar("T")
_BUSY_MS = 12
_SERVER_ERROR = 500


@dataclass(frozen=True, slots=True)
class Letter:
    """One HTTP request to a route under ``/door/v1``."""

    method: str
    path: str
    token: str
    body: bytes = b""
    query: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """Its answer."""

    status: int
    body: bytes


class InlineDatabase(Database):
    """The product's database without its threads: whoever asks, runs."""

    async def write(self, work: Callable[[Session], T]) -> T:
        with self.transaction() as session:
            return work(session)

    async def read(self, work: Callable[[Session], T]) -> T:
        return self.read_now(work)


class WorldLoop(asyncio.SelectorEventLoop):
    """An event loop whose timers go by the world's time; what they wait for comes with a later request."""

    now_ms: Callable[[], int] = staticmethod(lambda: 0)

    def time(self) -> float:
        return self.now_ms() / 1000

    def end_tasks(self) -> None:
        """Let go of whatever still waits, as the end of a process does."""
        left = asyncio.all_tasks(self)
        for task in left:
            task.cancel()
        if left:
            self.run_until_complete(asyncio.gather(*left, return_exceptions=True))


class Office:
    """One server; its process can end and begin again, and its disk can be put back to an earlier state."""

    def __init__(self, context: Context, folder: Path, hub: Hub, loop: WorldLoop) -> None:
        self._context, self._hub, self._loop = context, hub, loop
        self.disk = Disk(folder, "doorward.db")
        self.is_up = True
        self._inbox: list[tuple[Letter, Callable[[Answer], None]]] = []
        self.heard: list[Callable[[Letter, Answer], None]] = []
        """Told of every request that was answered, whether or not the answer arrives."""
        self._start()

    @property
    def database(self) -> Database:
        return self._context.database

    @property
    def context(self) -> Context:
        return self._context

    def hear(self, letter: Letter, reply: Callable[[Answer], None]) -> None:
        """A request has arrived; it is handled with whatever else comes before the server gets to it."""
        if not self.is_up:
            return
        self._inbox.append((letter, reply))
        if len(self._inbox) == 1:
            self._hub.at(_BUSY_MS if letter.path != "time" else 0, self._serve)

    def act(self, work: Callable[[Session], T]) -> T:
        """Something that an organizer does, as one transaction."""
        with self.database.transaction() as session:
            return work(session)

    def look(self, work: Callable[[Session], T]) -> T:
        return self.database.read_now(work)

    def crash(self) -> None:
        """The process ends: what was asked is not answered, what was committed stays, what was remembered is gone."""
        self.is_up = False
        self._inbox.clear()
        self._loop.end_tasks()

    def restart(self) -> None:
        if not self.is_up:
            self._start()

    def back_up(self) -> bytes:
        """The database as it is now."""
        self.database.close()
        return self.disk.whole()

    def put_back(self, backup: bytes, *, with_new_epoch: bool = True) -> None:
        """The database as it once was; a new epoch begins, as the operator's handbook demands."""
        self.crash()
        self.database.close()
        self.disk.put_back(backup)
        if with_new_epoch:
            self.act(renew_epoch)
        self._start()

    def close(self) -> None:
        """The process ends, and nobody has the database open."""
        self.crash()
        self.database.close()

    def _start(self) -> None:
        self._loop.now_ms = lambda: self._hub.now
        self.services = DoorServices(self._context.database, self._context.vault)
        self._app = SimpleNamespace(state=SimpleNamespace(doors=self.services, context=self._context))
        self.is_up = True

    def _serve(self) -> None:
        if not self.is_up:
            return
        together, self._inbox = self._inbox, []
        answers = self._loop.run_until_complete(_all([self._answer(letter) for letter, _ in together]))
        for (letter, reply), answer in zip(together, answers, strict=True):
            for listener in self.heard:
                listener(letter, answer)
            reply(answer)

    async def _answer(self, letter: Letter) -> Answer:
        try:
            response = await _ROUTES[letter.method, letter.path](**self._arguments(letter))
        except DoorwardError as error:  # As DoorRoute does.
            return Answer(error.status, encode_message(ErrorAnswer(error.code, error.message)))
        except DecodeError as error:
            return Answer(400, encode_message(ErrorAnswer("INVALID_MESSAGE", str(error))))
        if isinstance(response, StreamingResponse):
            return Answer(200, b"".join([bytes(part) async for part in response.body_iterator]))  # type: ignore[arg-type]
        return Answer(response.status_code, bytes(response.body))

    def _arguments(self, letter: Letter) -> dict[str, Any]:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": letter.body, "more_body": False}

        scope = {
            "type": "http",
            "method": letter.method,
            "path": f"/door/v1/{letter.path}",
            "query_string": urlencode(letter.query or {}).encode(),
            "headers": [(b"authorization", f"Bearer {letter.token}".encode())],
            "app": self._app,
            "state": {},
        }
        return {"request": Request(scope, receive), **(letter.query or {})}


async def _all(handled: list[Coroutine[Any, Any, Answer]]) -> list[Answer]:
    return await asyncio.gather(*handled)


_ROUTES: dict[tuple[str, str], Callable[..., Coroutine[Any, Any, Any]]] = {
    (method, route.path.removeprefix("/door/v1/")): route.endpoint  # type: ignore[attr-defined]
    for route in router.routes
    for method in route.methods  # type: ignore[attr-defined]
}
