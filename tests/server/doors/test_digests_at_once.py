"""DIGEST of many doors and events at once: no event waits for another's list, and a list is not read for each door."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Sequence

import pytest

from server.context import Context
from server.doors import digests
from server.doors.access import Caller
from server.doors.digests import Digests
from server.doors.policy_cache import PolicyCache
from sync.protocol.codec import TicketRow
from sync.protocol.digest import ListDigest
from sync.protocol.messages import DigestAnswer
from tests.factories import Club, book, make_club
from tests.server.conftest import next_prefix

_PATIENCE_S = 20
Ask = Callable[[Club], Awaitable[DigestAnswer]]


def _run(context: Context, work: Callable[[Ask], Awaitable[None]]) -> None:
    """Run ``work`` beside a started database; its argument asks for a club's digest as a door of it does."""

    async def run() -> None:
        await context.database.start()
        answers = Digests(context.database, PolicyCache(context.database, context.vault))

        async def ask(club: Club) -> DigestAnswer:
            return await answers.answer(Caller("dev_1", club.organization_id, club.event_id, "gat_1"))

        try:
            await work(ask)
        finally:
            await context.database.stop()

    asyncio.run(run())


def _when_read(monkeypatch: pytest.MonkeyPatch, then: Callable[[Sequence[TicketRow]], None]) -> None:
    """Call ``then`` in the middle of the reading of every list, on the reader's thread."""

    class Watched(ListDigest):
        def add(self, rows: Sequence[TicketRow]) -> None:
            super().add(rows)
            then(rows)

    monkeypatch.setattr(digests, "ListDigest", Watched)


class _Held:
    """A moment in the middle of reading one club's list: it goes on when it is let go."""

    def __init__(self, club: Club) -> None:
        self._club = club
        self._is_begun, self._may_go_on = threading.Event(), threading.Event()
        self.readings = 0

    def __call__(self, rows: Sequence[TicketRow]) -> None:
        if rows[0][0].startswith(self._club.code_prefix):
            self.readings += 1
            self._is_begun.set()
            assert self._may_go_on.wait(_PATIENCE_S)

    async def begun(self) -> None:
        assert await asyncio.to_thread(self._is_begun.wait, _PATIENCE_S)

    def let_go(self) -> None:
        self._may_go_on.set()


def test_no_event_waits_for_the_long_list_of_another(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    long, short = make_club(context, prefix=next_prefix()), make_club(context, prefix=next_prefix())
    book(context, long)
    book(context, short)
    held = _Held(long)

    async def work(ask: Ask) -> None:
        first = asyncio.ensure_future(ask(long))
        await held.begun()
        try:
            answer = await asyncio.wait_for(ask(short), _PATIENCE_S / 4)
        finally:
            held.let_go()
        assert (answer.tickets, (await first).tickets) == (1, 1)

    _when_read(monkeypatch, held)
    _run(context, work)


def test_doors_that_asked_before_a_reading_share_it_though_tickets_are_sold_meanwhile(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    club = make_club(context)
    book(context, club)
    readings: list[int] = []

    def sell_one(rows: Sequence[TicketRow]) -> None:
        readings.append(len(rows))
        book(context, club, email=f"{len(readings)}@example.com")

    async def work(ask: Ask) -> None:
        answers = await asyncio.gather(*(ask(club) for _ in range(8)))
        assert [answer.tickets for answer in answers] == [1] * 8
        assert readings == [1]

    _when_read(monkeypatch, sell_one)
    _run(context, work)


def test_who_asks_during_a_reading_is_told_of_what_was_sold_since_it_began(
    context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    club = make_club(context)
    book(context, club)
    held = _Held(club)

    async def work(ask: Ask) -> None:
        first = asyncio.ensure_future(ask(club))
        await held.begun()
        await asyncio.to_thread(book, context, club, email="late@example.com")
        others = [asyncio.ensure_future(ask(club)) for _ in range(3)]
        held.let_go()
        assert (await first).tickets == 1
        assert [(await other).tickets for other in others] == [2] * 3
        assert held.readings == 2

    _when_read(monkeypatch, held)
    _run(context, work)
