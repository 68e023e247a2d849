"""A club with doors on a real server: what an organizer does, by HTTP where there is a route for it."""

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx

from server.context import Context
from tests.factories import Club, booking_body, make_club
from tests.server.doors.door import Door
from tests.serving import RunningServer, open_context

T = TypeVar("T")

PATIENCE_S = 20.0
_LOOK_EVERY_S = 0.01
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"
_numbers = itertools.count()


@dataclass(slots=True)
class Venue:
    """One club's event on ``server``; ``context`` is the same database, opened beside it."""

    server: RunningServer
    context: Context
    club: Club
    api: httpx.Client
    doors: list[Door] = field(default_factory=list)

    def post(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """POST to the organizers' API; AssertionError with the answer where it was refused."""
        answer = self.api.post(path, json=body or {})
        assert answer.is_success, f"{path}: {answer.text}"
        return dict(answer.json())

    def get(self, path: str, **parameters: Any) -> dict[str, Any]:
        """GET from the organizers' API, in the same manner."""
        answer = self.api.get(path, params=parameters)
        assert answer.is_success, f"{path}: {answer.text}"
        return dict(answer.json())

    def book(self, people: int = 1) -> dict[str, Any]:
        """A booking of up to 50 people."""
        return self.post("/api/v1/bookings/create", booking_body(self.club, guests=people - 1))

    def tickets(self, people: int = 1) -> list[dict[str, Any]]:
        """The tickets of a new booking."""
        return list(self.book(people)["tickets"])

    def cancel(self, booking_id: str) -> None:
        """Cancel a free booking."""
        self.post(f"/api/v1/bookings/{booking_id}/cancel")

    def gate(self, name: str = "Main entrance", **rules: Any) -> str:
        """A new gate's id."""
        return str(self.post(f"/api/v1/events/{self.club.event_id}/gates", {"name": name, **rules})["id"])

    def pairing_code(self, gate_id: str | None = None) -> str:
        """A fresh pairing code, of a new gate where none is named."""
        return str(self.post(f"/api/v1/gates/{gate_id or self.gate()}/pairing-codes")["code"])

    def door(self, name: str = "Door", gate_id: str | None = None) -> Door:
        """A paired device that speaks the protocol by itself; it is closed with the venue."""
        door = Door(self.server.url, self.pairing_code(gate_id), name)
        self.doors.append(door)
        return door

    def attendance(self, **parameters: Any) -> dict[str, Any]:
        """Who is inside, by the server."""
        return self.get(f"/api/v1/events/{self.club.event_id}/attendance", **parameters)

    def entries(self) -> list[dict[str, Any]]:
        """Every entry of the event's door log, page by page."""
        entries: list[dict[str, Any]] = []
        cursor = "0"
        while True:
            page = self.attendance(cursor=cursor, limit=200)
            entries += page["entries"]
            if "nextCursor" not in page:
                return entries
            cursor = page["nextCursor"]


@contextmanager
def open_venue(server: RunningServer, context: Context | None = None) -> Iterator[Venue]:
    """A new club on ``server``, with everything closed at the end."""
    if context is None:
        with open_context(server.config) as opened, open_venue(server, opened) as venue:
            yield venue
        return
    club = make_club(context, prefix=_next_prefix())
    with httpx.Client(base_url=server.url, headers=club.headers, timeout=30, trust_env=False) as api:
        venue = Venue(server, context, club, api)
        try:
            yield venue
        finally:
            for door in venue.doors:
                door.close()


def wait_until(is_true: Callable[[], T], what: str, patience_s: float = PATIENCE_S) -> T:
    """Look again and again until ``is_true`` gives something true, and give it; AssertionError after a while."""
    deadline = time.monotonic() + patience_s
    while not (seen := is_true()):
        assert time.monotonic() < deadline, f"{what}: not after {patience_s} s"
        time.sleep(_LOOK_EVERY_S)
    return seen


def _next_prefix() -> str:
    """A ticket prefix that no other venue of this run has."""
    number = next(_numbers)
    text = "D"
    for _ in range(4):
        number, digit = divmod(number, len(_LETTERS))
        text += _LETTERS[digit]
    return text
