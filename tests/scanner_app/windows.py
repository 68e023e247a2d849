"""What a person does at the scanner's window, and what a crowded network does to it."""

import contextlib
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, select

from doorward.demo.cable import Cable
from scanner_app.app import ScannerApp
from scanner_app.config import ScannerConfig
from scanner_app.settings import NO_CAMERA
from scanner_app.theme import Mode
from scanner_app.views.pin_dialog import PinDialog
from server.outbox.feed import take_positions
from server.tickets.models import Ticket as TicketRow
from sync.rules.code import make_ticket_id
from tests.server.doors.venue import Venue

PATIENCE_MS = 20_000
PIN = "4711"


def config_of(folder: Path, *, mode: Mode = Mode.DARK) -> ScannerConfig:
    return ScannerConfig(data_dir=folder, camera=NO_CAMERA, allow_keyring=False, door_name="Door 1", mode=mode)


def wait(qtbot: QtBot, is_true: Callable[[], object], *, patience_ms: int = PATIENCE_MS) -> None:
    qtbot.waitUntil(lambda: bool(is_true()), timeout=patience_ms)


def press_key(scanner: ScannerApp, key: Qt.Key, qtbot: QtBot, *, shift: bool = False) -> None:
    """Press a key in the active window, where shortcuts are."""
    scanner.window.activateWindow()
    wait(qtbot, scanner.window.isActiveWindow)
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(scanner.window.windowHandle(), key, modifier)


def type_keys(window: QWindow, text: str) -> None:
    """Type as a handheld does: as fast as can be, and Return at the end."""
    for letter in text:
        QTest.keyClick(window, ord(letter))
    QTest.keyClick(window, Qt.Key.Key_Return)


def type_code(scanner: ScannerApp, text: str) -> None:
    """Type into the code field as a person does who clicked into it."""
    scanner.window.code_entry.field.setText(text)
    scanner.window.code_entry.button.click()


def set_pin(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    """Give the event a managers' PIN, and wait until the scanner knows and has told its screens."""
    answer = venue.api.patch(f"/api/v1/events/{venue.club.event_id}", json={"doorPin": PIN})
    assert answer.is_success, answer.text
    wait(qtbot, lambda: scanner.station.has_pin and scanner.shell._names is scanner.shell.names)


def pin_dialog(scanner: ScannerApp) -> PinDialog | None:
    """The one that asks for the PIN now."""
    return next((one for one in scanner.window.findChildren(PinDialog) if one.isVisible()), None)


def give_pin(scanner: ScannerApp, pin: str = PIN) -> PinDialog:
    """Type the PIN where it is asked for, and press Unlock."""
    dialog = pin_dialog(scanner)
    assert dialog is not None
    dialog.pin_field.setText(pin)
    dialog.open_button.click()
    return dialog


def go_offline(scanner: ScannerApp, cable: Cable, qtbot: QtBot) -> None:
    """Pull the cable, and wait until the scanner has noticed."""
    cable.pull()
    wait(qtbot, lambda: scanner.window.status_bar.connection_text == "Offline")


def new_tickets(scanner: ScannerApp, venue: Venue, qtbot: QtBot, people: int) -> list[dict[str, Any]]:
    """New tickets, once the scanner has heard of them."""
    booked = venue.tickets(people)
    wait(qtbot, lambda: scanner.station.status().expected >= people)
    return booked


def multiply(venue: Venue, ticket_id: str, count: int) -> None:
    """Copy a ticket's row under new codes, without a word to the doors' feeds."""
    with venue.context.database.transaction() as session:
        columns = TicketRow.__table__.columns
        row = dict(session.execute(select(*columns).where(TicketRow.id == ticket_id)).one()._mapping)
        codes: set[str] = set()
        while len(codes) < count:
            code = make_ticket_id(venue.club.code_prefix, secrets.randbits(50))
            if code is not None:  # One in nine would end in a letter that is read as another.
                codes.add(code)
        session.connection().execute(insert(TicketRow), [{**row, "id": code} for code in sorted(codes)])
        assert take_positions(session, venue.club.event_id, 1)


@contextlib.contextmanager
def slow_line(port: int, server_port: int, *, bytes_per_s: int) -> Iterator[None]:
    """A relay whose answers come no faster than that, as over a crowded mobile network."""
    closing = threading.Event()
    listener = socket.create_server(("127.0.0.1", port), reuse_port=False)

    def carry(source: socket.socket, target: socket.socket, pause_s: float) -> None:
        with contextlib.suppress(OSError), source, target:
            while data := source.recv(4096):
                target.sendall(data)
                closing.wait(pause_s)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.create_connection(("127.0.0.1", server_port))
                for end in (near, far):
                    end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=carry, args=(near, far, 0.0), daemon=True).start()
                threading.Thread(target=carry, args=(far, near, 4096 / bytes_per_s), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield
    finally:
        closing.set()
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)
