"""Searching while one types: one search at a time, and the newest question wins."""

from collections.abc import Iterator
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from scanner_app.door.shown import FoundPerson
from scanner_app.searcher import Searcher
from scanner_app.workers.background import Background
from scanner_app.workers.threads import WorkerThread
from sync.device.errors import StoreError
from sync.rules.ids import TicketId
from sync.rules.ticket import TicketStatus

PATIENCE_MS = 5_000


@pytest.fixture
def background() -> Iterator[Background]:
    made = Background()
    thread = WorkerThread("lookups", made.hand)
    thread.start()
    yield made
    thread.finish()


def person(name: str) -> FoundPerson:
    return FoundPerson(TicketId(name), name, "VIP", TicketStatus.ACTIVE)


class Slow:
    """A list that answers when it is let; ``asked`` tells what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.may_answer = Event()

    def find(self, text: str) -> list[FoundPerson]:
        self.asked.append(text)
        assert self.may_answer.wait(PATIENCE_MS / 1000)
        if text == "broken":
            raise StoreError("The disk is gone.")
        return [person(text)]


def test_of_all_that_is_typed_during_a_search_only_the_newest_is_looked_for(
    background: Background, qtbot: QtBot
) -> None:
    slow = Slow()
    told: list[tuple[str, list[FoundPerson]]] = []
    failed: list[Exception] = []
    searcher = Searcher(background, slow.find, lambda text, people: told.append((text, people)), failed.append)
    for text in ("m", "ma", "mar", "mari", "maria"):
        searcher.ask(text)
    qtbot.waitUntil(lambda: slow.asked == ["m"], timeout=PATIENCE_MS)
    slow.may_answer.set()
    qtbot.waitUntil(lambda: len(told) == 2, timeout=PATIENCE_MS)
    assert slow.asked == ["m", "maria"]
    assert told[-1] == ("maria", [person("maria")])


def test_the_screen_is_free_while_a_search_takes_its_time(background: Background, qtbot: QtBot) -> None:
    slow = Slow()
    told: list[str] = []
    searcher = Searcher(background, slow.find, lambda text, _: told.append(text), lambda _: None)
    searcher.ask("maria")
    qtbot.waitUntil(lambda: slow.asked == ["maria"], timeout=PATIENCE_MS)
    assert told == []  # We are here, and it is still looking.
    slow.may_answer.set()
    qtbot.waitUntil(lambda: told == ["maria"], timeout=PATIENCE_MS)


def test_a_search_that_failed_is_said_and_the_next_one_runs(background: Background, qtbot: QtBot) -> None:
    slow = Slow()
    told: list[str] = []
    failed: list[Exception] = []
    slow.may_answer.set()
    searcher = Searcher(background, slow.find, lambda text, _: told.append(text), failed.append)
    searcher.ask("broken")
    searcher.ask("ana")
    qtbot.waitUntil(lambda: told == ["ana"], timeout=PATIENCE_MS)
    assert [str(error) for error in failed] == ["The disk is gone."]
