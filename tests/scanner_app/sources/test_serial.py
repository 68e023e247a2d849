"""Handhelds on a serial line, through pseudo terminals that are unplugged and plugged in again."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from scanner_app.settings import SerialSettings
from scanner_app.sources.serial import SerialScanner
from scanner_app.sources.serial_ports import candidates, list_ports
from scanner_app.sources.serial_state import AUTO, SerialPortInfo, SerialState

CODE = "MGY-PF-20250115-7K3M9QXZ5"
PATIENCE_MS = 10_000

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo terminals")


class Handheld:
    """A scanner at the far end of a line, found under a name that stays while the device behind it changes."""

    def __init__(self, name: Path) -> None:
        self.name = name
        self._far = self._near = -1

    def plug(self) -> None:
        self._far, self._near = os.openpty()
        os.set_blocking(self._far, False)
        fresh = self.name.with_suffix(".new")
        fresh.symlink_to(os.ttyname(self._near))
        fresh.replace(self.name)

    def unplug(self) -> None:
        if self._far >= 0:
            self.name.unlink()
            os.close(self._near)
            os.close(self._far)
            self._far = -1

    def send(self, data: bytes) -> None:
        sent = 0
        while sent < len(data):
            with contextlib.suppress(BlockingIOError):
                sent += os.write(self._far, data[sent : sent + 1024])


class Line:
    """The reader, what it read, and the states it told."""

    def __init__(self, handheld: Handheld) -> None:
        self.handheld = handheld
        self.reader = SerialScanner(self._ports)
        self.scans: list[str] = []
        self.states: list[SerialState] = []
        self.reader.scanned.connect(self.scans.append)
        self.reader.changed.connect(lambda standing: self.states.append(standing.state))

    def _ports(self) -> list[SerialPortInfo]:
        path = str(self.handheld.name)
        return [SerialPortInfo("scanner", path, maker=0x0C2E)] if self.handheld.name.exists() else []

    def open(self, port: str = "scanner") -> None:
        self.reader.use(SerialSettings(port=port, baud=115_200))


@pytest.fixture
def line(qtbot: QtBot, tmp_path: Path) -> Iterator[Line]:
    handheld = Handheld(tmp_path / "scanner")
    handheld.plug()
    made = Line(handheld)
    yield made
    made.reader.close()
    handheld.unplug()


def wait_for(qtbot: QtBot, line: Line, count: int) -> None:
    qtbot.waitUntil(lambda: len(line.scans) >= count, timeout=PATIENCE_MS)


def test_codes_are_read_whatever_ends_them(line: Line, qtbot: QtBot) -> None:
    line.open()
    line.handheld.send(f"{CODE}\r{CODE}\n{CODE}\r\n".encode())
    wait_for(qtbot, line, 3)
    assert line.scans == [CODE] * 3
    assert line.reader.standing.state is SerialState.OPEN


def test_a_code_without_an_end_is_read_after_silence(line: Line, qtbot: QtBot) -> None:
    line.open()
    line.handheld.send(CODE.encode())
    wait_for(qtbot, line, 1)
    assert line.scans == [CODE]


def test_five_hundred_codes_at_once_are_all_read(line: Line, qtbot: QtBot) -> None:
    codes = [f"MGY-PF-20250115-{number:09d}" for number in range(500)]
    line.open()
    sent = "".join(f"{code}\r\n" for code in codes).encode()
    for at in range(0, len(sent), 2048):
        line.handheld.send(sent[at : at + 2048])
        qtbot.wait(1)
    wait_for(qtbot, line, len(codes))
    assert line.scans == codes


def test_fifty_codes_a_second_are_all_read(line: Line, qtbot: QtBot) -> None:
    codes = [f"MGY-PF-20250115-{number:09d}" for number in range(100)]
    line.open()
    for code in codes:
        line.handheld.send(f"{code}\r".encode())
        qtbot.wait(20)
    wait_for(qtbot, line, len(codes))
    assert line.scans == codes


def test_a_scanner_that_is_unplugged_comes_back_by_itself(line: Line, qtbot: QtBot) -> None:
    line.open()
    line.handheld.send(f"{CODE}\r".encode())
    wait_for(qtbot, line, 1)
    line.handheld.unplug()
    qtbot.waitUntil(lambda: line.reader.standing.state is SerialState.WAITING, timeout=PATIENCE_MS)
    line.handheld.plug()
    qtbot.waitUntil(lambda: line.reader.standing.state is SerialState.OPEN, timeout=PATIENCE_MS)
    line.handheld.send(b"AFTER\r")
    wait_for(qtbot, line, 2)
    assert line.scans == [CODE, "AFTER"]


def test_half_a_code_before_unplugging_is_never_a_scan(line: Line, qtbot: QtBot) -> None:
    line.open()
    line.handheld.send(f"{CODE}\r{CODE[:12]}".encode())
    wait_for(qtbot, line, 1)
    line.handheld.unplug()
    qtbot.waitUntil(lambda: line.reader.standing.state is SerialState.WAITING, timeout=PATIENCE_MS)
    line.handheld.plug()
    qtbot.waitUntil(lambda: line.reader.standing.state is SerialState.OPEN, timeout=PATIENCE_MS)
    line.handheld.send(f"{CODE}\r".encode())
    wait_for(qtbot, line, 2)
    assert line.scans == [CODE, CODE]


@pytest.mark.parametrize("port", ["scanner", AUTO])
def test_a_scanner_that_is_not_there_yet_is_opened_when_it_comes(line: Line, qtbot: QtBot, port: str) -> None:
    line.handheld.unplug()
    line.open(port)
    assert line.reader.standing.state is SerialState.WAITING
    line.handheld.plug()
    qtbot.waitUntil(lambda: line.reader.standing.state is SerialState.OPEN, timeout=PATIENCE_MS)
    line.handheld.send(f"{CODE}\r".encode())
    wait_for(qtbot, line, 1)


def test_a_hundred_kilobytes_without_an_end_and_garbage_do_no_harm(line: Line, qtbot: QtBot) -> None:
    line.open()
    for _ in range(100):
        line.handheld.send(b"\xff" * 1024)
        qtbot.wait(1)
    line.handheld.send(f"\r{CODE}\r".encode())
    wait_for(qtbot, line, 1)
    assert line.scans == [CODE]


def test_another_speed_is_used_at_once_and_no_port_closes_the_line(line: Line, qtbot: QtBot) -> None:
    line.open()
    line.reader.use(SerialSettings(port="scanner", baud=9600))
    line.handheld.send(f"{CODE}\r".encode())
    wait_for(qtbot, line, 1)
    line.reader.use(SerialSettings())
    assert line.reader.standing.state is SerialState.OFF


def test_a_port_that_another_program_has_is_said_to_be_busy_and_read_once_it_is_free(line: Line, qtbot: QtBot) -> None:
    other = SerialScanner(line.reader.ports)
    other.use(SerialSettings(port="scanner"))
    assert other.standing.state is SerialState.OPEN
    line.open()
    assert line.reader.standing.state is SerialState.BUSY
    other.close()
    qtbot.waitUntil(lambda: line.reader.standing.state is SerialState.OPEN, timeout=PATIENCE_MS)


def test_the_system_s_own_ports_can_be_listed() -> None:
    assert isinstance(list_ports(), list)


USB = SerialPortInfo("ttyACM0", "/dev/ttyACM0", maker=0x0C2E, product=1, serial_number="7")
BUILT_IN = SerialPortInfo("ttyS0", "/dev/ttyS0")


def test_any_port_that_appears_means_those_on_usb() -> None:
    assert candidates(AUTO, [BUILT_IN, USB], None) == [USB]


def test_a_scanner_that_comes_back_under_another_name_is_the_same() -> None:
    moved = SerialPortInfo("ttyACM1", "/dev/ttyACM1", maker=0x0C2E, product=1, serial_number="7")
    assert candidates("ttyACM0", [BUILT_IN, moved], USB) == [moved]
    assert candidates("ttyACM0", [BUILT_IN, USB, moved], USB) == [USB]


def test_a_port_that_the_system_does_not_list_is_tried_by_its_name() -> None:
    assert candidates("/dev/rfcomm0", [BUILT_IN], None) == [SerialPortInfo("/dev/rfcomm0", "/dev/rfcomm0")]
