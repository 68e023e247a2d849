"""Work in the background ends on the thread that asked for it."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scanner_app.speech import tell
from scanner_app.workers.background import Background, BrokenError
from scanner_app.workers.threads import WorkerThread
from sync.device.errors import NotPairedError


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background()
    thread = WorkerThread("lookups", made.hand)
    thread.start()
    yield made
    thread.finish()


def _break() -> None:
    raise RuntimeError("row 7 of tickets is None")


def test_work_is_done_elsewhere_and_its_result_comes_back_to_who_asked(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[threading.Thread, threading.Thread]] = []
    background.run(threading.current_thread, lambda there: seen.append((there, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    [(there, here)] = seen
    assert here is threading.main_thread()
    assert there is not here


@pytest.mark.parametrize("error", [NotPairedError("Pair."), ValueError("No."), OSError(28, "Full")])
def test_what_the_world_does_to_it_is_told_here_too(background: Background, qtbot: QtBot, error: Exception) -> None:
    told: list[tuple[Exception, threading.Thread]] = []

    def fail() -> None:
        raise error

    background.run(fail, lambda _: None, lambda why: told.append((why, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [(error, threading.main_thread())]


def test_a_mistake_of_ours_is_written_down_and_whoever_waits_is_told_a_sentence(
    background: Background, qtbot: QtBot
) -> None:
    told: list[tuple[str, threading.Thread]] = []
    with qtbot.captureExceptions() as caught:
        background.run(_break, lambda _: None, lambda why: told.append((tell(why), threading.current_thread())))
        qtbot.waitUntil(lambda: bool(told))
    [(text, here)] = told
    assert here is threading.main_thread()
    assert text.startswith("Something went wrong")
    assert "row 7" not in text
    assert [kind for kind, _, _ in caught] == [RuntimeError]


def test_after_a_mistake_the_next_piece_of_work_is_done(background: Background, qtbot: QtBot) -> None:
    seen: list[object] = []
    with qtbot.captureExceptions():
        background.run(_break, seen.append, lambda why: seen.append(type(why)))
        background.run(lambda: 2, seen.append)
        qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [BrokenError, 2]


def test_once_it_is_closed_nothing_more_is_begun_and_nobody_is_told(background: Background, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()
    done: list[str] = []

    def first() -> None:
        begun.set()
        go_on.wait(10)
        done.append("first")

    background.run(first, lambda _: done.append("told"))
    background.run(lambda: done.append("second"), lambda _: done.append("told"))
    qtbot.waitUntil(begun.is_set)
    background.close()
    go_on.set()
    qtbot.waitUntil(lambda: bool(done))
    qtbot.wait(100)
    assert done == ["first"]
