"""Work in the background ends on the thread that asked for it."""

import threading

import pytest
from pytestqt.qtbot import QtBot

from scanner_app.workers.background import Background
from scanner_app.workers.threads import WorkerThread
from sync.device.errors import NotPairedError


def test_work_is_done_elsewhere_and_its_result_comes_back_to_who_asked(qtbot: QtBot) -> None:
    background = Background()
    thread = WorkerThread("lookups", background.hand)
    thread.start()
    seen: list[tuple[threading.Thread, threading.Thread]] = []
    background.run(threading.current_thread, lambda there: seen.append((there, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(seen))
    thread.finish()
    [(there, here)] = seen
    assert here is threading.main_thread()
    assert there is not here


@pytest.mark.parametrize("error", [NotPairedError("Pair."), ValueError("No."), OSError(28, "Full")])
def test_what_the_world_does_to_it_is_told_here_too(qtbot: QtBot, error: Exception) -> None:
    background = Background()
    thread = WorkerThread("lookups", background.hand)
    thread.start()
    told: list[tuple[Exception, threading.Thread]] = []

    def fail() -> None:
        raise error

    background.run(fail, lambda _: None, lambda why: told.append((why, threading.current_thread())))
    qtbot.waitUntil(lambda: bool(told))
    thread.finish()
    assert told == [(error, threading.main_thread())]
