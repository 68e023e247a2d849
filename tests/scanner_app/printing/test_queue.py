"""Slips on their way to the printer: nothing is held up, nothing is lost."""

import threading
import time

from pytestqt.qtbot import QtBot

from scanner_app.printing.printer import PrintError
from scanner_app.printing.queue import MOST_WAITING, Job, PrintQueue
from scanner_app.printing.slip import PAPERS, Paper, Slip, SlipKind


class Printer:
    """A printer that may be out of paper, or slow."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.has_paper = True
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def print_one(self, slip: Slip, _paper: Paper, _name: str) -> None:
        self.may_go_on.wait(10)
        if not self.has_paper:
            raise PrintError("no paper")
        self.names.append(slip.name)


def _job(name: str) -> Job:
    return Job(Slip(SlipKind.BADGE, name), PAPERS[0])


def test_what_did_not_come_out_is_kept_and_printed_again(qtbot: QtBot) -> None:
    printer = Printer()
    queue = PrintQueue(print_one=printer.print_one)
    printer.has_paper = False
    with qtbot.waitSignals([queue.failed, queue.failed]):
        queue.add(_job("Ana"))
        queue.add(_job("Rui"))
    assert {job.slip.name for job in queue.kept} == {"Ana", "Rui"}
    assert printer.names == []
    printer.has_paper = True
    with qtbot.waitSignals([queue.printed, queue.printed]):
        queue.again(PAPERS[1], "")
    assert set(printer.names) == {"Ana", "Rui"}
    assert queue.kept == []


def test_a_printer_that_hangs_holds_up_nobody_but_the_printing(qtbot: QtBot) -> None:
    printer = Printer()
    queue = PrintQueue(print_one=printer.print_one)
    printer.may_go_on.clear()
    began = time.perf_counter()
    queue.add(_job("Ana"))
    assert time.perf_counter() - began < 1.0
    qtbot.wait(50)
    assert printer.names == []
    with qtbot.waitSignal(queue.printed):
        printer.may_go_on.set()
    assert printer.names == ["Ana"]


def _threads() -> int:
    return sum(thread.name == "printing" for thread in threading.enumerate())


def test_behind_a_printer_that_hangs_no_threads_gather_and_what_is_too_much_is_told_at_once(qtbot: QtBot) -> None:
    printer = Printer()
    printer.may_go_on.clear()
    queue = PrintQueue(print_one=printer.print_one)
    queue.add(_job("first"))
    qtbot.waitUntil(lambda: not queue._waiting)  # It is at the printer.
    names = [f"guest {number}" for number in range(MOST_WAITING)]
    for name in names:
        queue.add(_job(name))
    assert _threads() == 1
    with qtbot.waitSignal(queue.failed):
        queue.add(_job("one too many"))
    assert [job.slip.name for job in queue.kept] == ["one too many"]
    printer.may_go_on.set()
    qtbot.waitUntil(lambda: len(printer.names) == 1 + MOST_WAITING)
    assert printer.names == ["first", *names]
    qtbot.waitUntil(lambda: _threads() == 0)
    with qtbot.waitSignal(queue.printed):
        queue.again(PAPERS[0], "")
    assert printer.names[-1] == "one too many"


def test_a_slip_at_which_the_printing_itself_breaks_is_kept_and_the_next_comes_out(qtbot: QtBot) -> None:
    printer = Printer()

    def print_one(slip: Slip, paper: Paper, name: str) -> None:
        if slip.name == "Ana":
            raise ZeroDivisionError
        printer.print_one(slip, paper, name)

    queue = PrintQueue(print_one=print_one)
    with qtbot.waitSignals([queue.failed, queue.printed]):
        queue.add(_job("Ana"))
        queue.add(_job("Rui"))
    assert [job.slip.name for job in queue.kept] == ["Ana"]
    assert printer.names == ["Rui"]


def test_of_many_that_did_not_come_out_none_is_lost(qtbot: QtBot) -> None:
    printer = Printer()
    printer.has_paper = False
    queue = PrintQueue(print_one=printer.print_one)
    names = [f"guest {number}" for number in range(600)]
    for at, name in enumerate(names):
        queue.add(_job(name))
        if at % 50 == 0:
            qtbot.wait(1)
    qtbot.waitUntil(lambda: len(queue.kept) == len(names))
    assert {job.slip.name for job in queue.kept} == set(names)


def test_what_was_put_away_is_not_printed_again(qtbot: QtBot) -> None:
    printer = Printer()
    printer.has_paper = False
    queue = PrintQueue(print_one=printer.print_one)
    with qtbot.waitSignal(queue.failed):
        queue.add(_job("Ana"))
    queue.put_away()
    assert queue.kept == []
