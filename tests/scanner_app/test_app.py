"""The scanner as a person at the door has it: the real window over a real station and a real server."""

import contextlib
import secrets
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, select

from doorward.demo.cable import Cable
from doorward.demo.film import film_ticket
from scanner_app.app import ScannerApp, run_scanner
from scanner_app.config import NO_CAMERA, ScannerConfig
from scanner_app.door.shown import Source
from scanner_app.theme import Mode
from scanner_app.views.sync_dialog import SyncDialog
from server.context import Context
from server.outbox.feed import take_positions
from server.tickets.models import Ticket as TicketRow
from sync.device.errors import StoreLockedError
from sync.protocol.pairing_link import make_pairing_link
from sync.rules.code import make_ticket_id
from sync.rules.verdict import Basis, Outcome
from tests.server.doors.venue import Venue, open_venue
from tests.serving import RunningServer, open_context, running_server

PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server for all tests of this file."""
    with running_server(tmp_path_factory.mktemp("app-server")) as server:
        yield server


@pytest.fixture(scope="module")
def app_context(app_server: RunningServer) -> Iterator[Context]:
    with open_context(app_server.config) as context:
        yield context


@pytest.fixture
def venue(app_server: RunningServer, app_context: Context) -> Iterator[Venue]:
    with open_venue(app_server, app_context) as opened:
        yield opened


@pytest.fixture
def cable(venue: Venue) -> Iterator[Cable]:
    plugged = Cable(venue.server.port)
    yield plugged
    plugged.pull()


def _config(folder: Path, *, mode: Mode = Mode.DARK) -> ScannerConfig:
    return ScannerConfig(data_dir=folder, camera=NO_CAMERA, allow_keyring=False, door_name="Door 1", mode=mode)


@pytest.fixture
def unpaired(qtbot: QtBot, tmp_path: Path) -> Iterator[ScannerApp]:
    """The scanner as it starts for the first time."""
    scanner = ScannerApp(_config(tmp_path / "scanner"))
    scanner.start()
    yield scanner
    scanner.window.close()
    scanner.close()


@pytest.fixture
def scanner(unpaired: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> ScannerApp:
    """The scanner, paired through the cable, online."""
    link = make_pairing_link(f"http://127.0.0.1:{cable.port}", venue.pairing_code())
    unpaired.open_pairing().offer_code(link)
    bar = unpaired.window.status_bar
    _wait(qtbot, lambda: bar.connection_text == "Online")
    return unpaired


def _wait(qtbot: QtBot, is_true: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(is_true()), timeout=PATIENCE_MS)


def _press_key(scanner: ScannerApp, key: Qt.Key, qtbot: QtBot, *, shift: bool = False) -> None:
    """Press a key in the active window, where shortcuts are."""
    scanner.window.activateWindow()
    _wait(qtbot, scanner.window.isActiveWindow)
    modifier = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(scanner.window.windowHandle(), key, modifier)


def _type_keys(window: QWindow, text: str) -> None:
    """Type as a handheld does: as fast as can be, and Return at the end."""
    for letter in text:
        QTest.keyClick(window, ord(letter))
    QTest.keyClick(window, Qt.Key.Key_Return)


def _type(scanner: ScannerApp, text: str) -> None:
    """Type into the code field as a person does who clicked into it."""
    scanner.window.code_entry.field.setText(text)
    scanner.window.code_entry.button.click()


def _tickets(scanner: ScannerApp, venue: Venue, qtbot: QtBot, people: int) -> list[dict[str, Any]]:
    """New tickets, once the scanner has heard of them."""
    booked = venue.tickets(people)
    _wait(qtbot, lambda: scanner.station.status().expected >= people)
    return booked


# Pairing.


def test_the_first_start_asks_to_be_paired(unpaired: ScannerApp) -> None:
    assert unpaired.open_pairing().isVisible()
    unpaired.open_pairing().reject()
    assert unpaired.window.verdict_panel.word == "Not paired yet"


def test_typing_address_and_code_pairs_and_makes_ready(
    unpaired: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    dialog = unpaired.open_pairing()
    dialog.server_field.setText(f"http://127.0.0.1:{cable.port}")
    dialog.code_field.setText(venue.pairing_code().lower())
    QTest.keyClick(dialog.code_field, Qt.Key.Key_Return)
    bar = unpaired.window.status_bar
    _wait(qtbot, lambda: unpaired.station.is_paired and bar.connection_text == "Online")
    _wait(qtbot, lambda: not dialog.isVisible())
    assert unpaired.window.verdict_panel.word == "Ready"
    assert (bar.event_text, bar.gate_text) == ("Perreo Fridays", "Main entrance · Entry")


@pytest.mark.parametrize(
    ("code", "port", "why"),
    [("00000-00000", None, "not known"), ("7K3M9-QXZ55", 1, "cannot be reached")],
    ids=["wrong-code", "no-server"],
)
def test_what_hinders_pairing_is_said_in_the_dialog(
    unpaired: ScannerApp, cable: Cable, qtbot: QtBot, code: str, port: int | None, why: str
) -> None:
    dialog = unpaired.open_pairing()
    dialog.offer_code(make_pairing_link(f"http://127.0.0.1:{port or cable.port}", code))
    assert dialog.is_busy
    _wait(qtbot, lambda: dialog.error_text)
    assert why in dialog.error_text
    assert dialog.pair_button.isEnabled()
    assert not unpaired.station.is_paired


def test_a_pairing_link_scanned_by_a_handheld_pairs(
    unpaired: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    link = make_pairing_link(f"http://127.0.0.1:{cable.port}", venue.pairing_code())
    dialog = unpaired.open_pairing()
    qtbot.waitUntil(lambda: dialog.windowHandle() is not None and dialog.isVisible())
    _type_keys(dialog.windowHandle(), link)
    _wait(qtbot, lambda: unpaired.station.is_paired)


def test_a_paired_scanner_starts_into_its_gate_without_a_network(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    scanner.window.close()
    scanner.close()
    cable.pull()
    again = ScannerApp(scanner._config)
    again.start()
    try:
        assert again.window.verdict_panel.word == "Ready"
        _wait(qtbot, lambda: again.window.status_bar.connection_text == "Offline")
        _type(again, ticket["ticketId"])
        _wait(qtbot, lambda: again.window.verdict_panel.outcome is Outcome.ADMITTED)
        assert "not confirmed" in again.window.verdict_panel.reason_text
    finally:
        again.window.close()
        again.close()


# Scans from every source.


def test_a_typed_code_is_admitted_and_the_second_time_refused(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    panel = scanner.window.verdict_panel
    _type(scanner, ticket["ticketId"].lower())
    _wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)
    assert (panel.word, panel.holder) == ("Admitted", ticket["attendeeName"])
    _type(scanner, ticket["ticketId"])
    _wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    assert panel.word == "Already inside"
    assert "Main entrance" in panel.reason_text
    assert "by Door 1" in panel.reason_text
    assert scanner.window.recent_scans.rowCount() == 2
    assert venue.attendance()["inside"] == 1


def test_a_mistyped_code_is_said_to_be_one(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    last = "2" if ticket["ticketId"][-1] != "2" else "3"
    _type(scanner, ticket["ticketId"][:-1] + last)
    panel = scanner.window.verdict_panel
    _wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    assert panel.word == "Mistyped code"


def test_a_handheld_scans_without_a_focused_field(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    scanner.window.code_entry.field.clearFocus()
    _type_keys(scanner.window.windowHandle(), ticket["signedCode"])
    panel = scanner.window.verdict_panel
    _wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)
    assert panel.holder == ticket["attendeeName"]
    assert scanner.window.code_entry.field.text() == ""


def test_the_camera_reads_a_ticket_from_a_phone(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, tmp_path: Path
) -> None:
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    picture = venue.api.get(f"/api/v1/tickets/{ticket['ticketId']}/qr.png").content
    film_ticket(picture, tmp_path / "phone.avi", times=2)
    panel = scanner.window.verdict_panel
    scanner.choose_camera(str(tmp_path / "phone.avi"))
    _wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)
    assert panel.holder == ticket["attendeeName"]
    _wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    scanner.watcher.stop()
    # Held in view for many frames, shown twice: two scans.
    assert scanner.window.recent_scans.rowCount() == 2
    assert scanner.watcher.frames_read > 10


@pytest.mark.parametrize("payload", ["https://example.com", "\x00\x01\x1b[2J", "<b>" * 1000, "%" * 4096, "ü\u202eß"])
def test_anything_else_is_refused_and_the_window_goes_on(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, payload: str
) -> None:
    panel = scanner.window.verdict_panel
    scanner.take(payload, Source.CAMERA)
    _wait(qtbot, lambda: panel.outcome is Outcome.REFUSED)
    assert panel.word == "Not a ticket code"
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    scanner.take(ticket["signedCode"], Source.CAMERA)
    _wait(qtbot, lambda: panel.outcome is Outcome.ADMITTED)


# What is always visible.


def test_the_status_bar_follows_the_door(scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot) -> None:
    first, second, _ = _tickets(scanner, venue, qtbot, 3)
    bar = scanner.window.status_bar
    _wait(qtbot, lambda: "Inside 0 / 3" in bar.people_text)
    _type(scanner, first["ticketId"])
    _wait(qtbot, lambda: "Inside 1 / 3" in bar.people_text and bar.waiting == 0)
    assert bar.list_age_text == "List up to date"
    cable.pull()
    _wait(qtbot, lambda: bar.connection_text == "Offline")
    _type(scanner, second["ticketId"])
    _wait(qtbot, lambda: bar.waiting_text == "1 waiting" and "Inside 2 / 3" in bar.people_text)
    cable.plug_in()
    _wait(qtbot, lambda: bar.connection_text == "Online" and bar.waiting_text == "")
    assert scanner.station.scan_log.recent(1)[0].basis is Basis.LOCAL


def test_a_cancelled_ticket_is_refused_a_moment_later(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    booking = venue.book()
    _wait(qtbot, lambda: scanner.station.status().expected == 1)
    venue.cancel(booking["bookingId"])
    _wait(qtbot, lambda: scanner.station.status().expected == 0)
    _type(scanner, booking["tickets"][0]["ticketId"])
    _wait(qtbot, lambda: scanner.window.verdict_panel.word == "Cancelled")


def test_dark_and_light_are_chosen_at_start_and_switched_by_a_key(
    scanner: ScannerApp, qtbot: QtBot, tmp_path: Path
) -> None:
    assert scanner.window.theme.mode is Mode.DARK
    _press_key(scanner, Qt.Key.Key_F8, qtbot)
    _wait(qtbot, lambda: scanner.window.theme.mode is Mode.LIGHT)
    light = ScannerApp(_config(tmp_path / "light", mode=Mode.LIGHT))
    assert light.window.theme.mode is Mode.LIGHT
    light.close()


# Sync now.


def _dialog(scanner: ScannerApp) -> SyncDialog:
    dialog = scanner.window.sync_dialog
    assert dialog is not None
    return dialog


def test_sync_now_tells_how_far_it_is_and_that_it_is_done(scanner: ScannerApp, venue: Venue, qtbot: QtBot) -> None:
    _tickets(scanner, venue, qtbot, 5)
    counts: list[str] = []
    scanner._sync_worker.progress.connect(lambda _: counts.append(_dialog(scanner).counts_text))
    _press_key(scanner, Qt.Key.Key_F5, qtbot, shift=True)
    _wait(qtbot, lambda: scanner.window.sync_dialog and _dialog(scanner).title_text == "Up to date")
    assert "5 of 5" in counts
    assert scanner.station.status().expected == 5


def test_a_sync_without_a_network_says_what_to_do_and_works_when_tried_again(
    scanner: ScannerApp, cable: Cable, qtbot: QtBot
) -> None:
    cable.pull()
    _press_key(scanner, Qt.Key.Key_F5, qtbot)
    _wait(qtbot, lambda: scanner.window.sync_dialog and _dialog(scanner).title_text == "Sync failed")
    assert "cannot be reached" in _dialog(scanner).detail_text
    cable.plug_in()
    _press(_dialog(scanner), "Try again")
    _wait(qtbot, lambda: _dialog(scanner).title_text == "Up to date")


def test_a_running_sync_is_cancelled_by_its_button(
    scanner: ScannerApp, venue: Venue, cable: Cable, qtbot: QtBot
) -> None:
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    _multiply(venue, ticket["ticketId"], 60_000)
    cable.pull()
    with _slow_line(cable.port, venue.server.port, bytes_per_s=150_000):
        _press_key(scanner, Qt.Key.Key_F5, qtbot, shift=True)
        _wait(qtbot, lambda: scanner.window.sync_dialog and " of 60,001" in _dialog(scanner).counts_text)
        _press(_dialog(scanner), "Cancel")
        _wait(qtbot, lambda: _dialog(scanner).title_text == "Sync cancelled")
    assert "Nothing is lost" in _dialog(scanner).detail_text
    scanner.take(ticket["signedCode"], Source.CAMERA)
    _wait(qtbot, lambda: scanner.window.verdict_panel.outcome is Outcome.ADMITTED)


def _press(dialog: SyncDialog, text: str) -> None:
    [button] = [button for button in dialog.findChildren(QPushButton) if button.text() == text]
    button.click()


def _multiply(venue: Venue, ticket_id: str, count: int) -> None:
    """Copy a ticket's row under new codes, without a word to the doors' feeds."""
    with venue.context.database.transaction() as session:
        columns = TicketRow.__table__.columns
        row = dict(session.execute(select(*columns).where(TicketRow.id == ticket_id)).one()._mapping)
        codes = {make_ticket_id(venue.club.code_prefix, secrets.randbits(50)) for _ in range(count * 9 // 8)}
        picked = sorted(code for code in codes if code)[:count]
        session.connection().execute(insert(TicketRow), [{**row, "id": code} for code in picked])
        assert len(picked) == count
        assert take_positions(session, venue.club.event_id, 1)


@contextlib.contextmanager
def _slow_line(port: int, server_port: int, *, bytes_per_s: int) -> Iterator[None]:
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


# Starting and ending.


def test_a_second_scanner_on_the_same_data_is_refused_in_words(unpaired: ScannerApp) -> None:
    with pytest.raises(StoreLockedError, match="already running on this device"):
        ScannerApp(unpaired._config)


def test_what_keeps_a_scanner_from_starting_is_shown(unpaired: ScannerApp, qtbot: QtBot) -> None:
    shown: list[str] = []

    def close_message() -> None:
        message = QApplication.activeModalWidget()
        if isinstance(message, QMessageBox):
            shown.append(message.text())
            message.accept()

    unpaired.open_pairing().reject()
    closer = QTimer(interval=50)
    closer.timeout.connect(close_message)
    closer.start()
    assert run_scanner(unpaired._config) == 1
    closer.stop()
    assert shown == ["A scanner is already running on this device with the same data."]


def test_closing_in_the_middle_of_everything_ends_everything(
    scanner: ScannerApp, venue: Venue, qtbot: QtBot, tmp_path: Path
) -> None:
    [ticket] = _tickets(scanner, venue, qtbot, 1)
    picture = venue.api.get(f"/api/v1/tickets/{ticket['ticketId']}/qr.png").content
    film_ticket(picture, tmp_path / "phone.avi", times=1)
    scanner.choose_camera(str(tmp_path / "phone.avi"))
    scanner.sync(full=True)
    scanner.take(ticket["signedCode"], Source.CAMERA)
    scanner.window.close()
    assert not any(thread.isRunning() for thread in scanner._threads)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("door-", "decoder"))]
    scanner.close()
