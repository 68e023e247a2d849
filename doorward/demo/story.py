"""The main job from booking to green light, each step observed where a person would look."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from doorward.demo.cable import Cable
from doorward.demo.film import film_ticket, picture_of_ticket
from doorward.demo.steps import Record, StepFailedError
from doorward.demo.venue import Venue
from scanner_app.app import ScannerApp, make_application
from scanner_app.config import ScannerConfig
from scanner_app.decode import decode_files
from scanner_app.door.preflight import Check, State
from scanner_app.screens.preflight import Preflight
from scanner_app.settings import NO_CAMERA
from sync.protocol.pairing_link import make_pairing_link
from sync.rules.verdict import Basis, Outcome

T = TypeVar("T")

_LOOK_EVERY_MS = 20
_PATIENCE_MS = 20_000


class Story:
    """One telling: a venue, a cable, a scanner. ``tell`` fills the record; ``close`` ends all of it."""

    def __init__(self, folder: Path, pictures: Path) -> None:
        """Work in ``folder``, save screenshots to ``pictures``."""
        self.record = Record()
        self._folder = folder
        self._pictures = pictures
        self._application = make_application()
        self._venue: Venue | None = None
        self._cable: Cable | None = None
        self.scanner: ScannerApp | None = None
        self._event_id = ""
        self.tickets: list[dict[str, Any]] = []

    @property
    def venue(self) -> Venue:
        """The server's side; StepFailedError before the first step."""
        if self._venue is None:
            raise StepFailedError("there is no server yet")
        return self._venue

    @property
    def cable(self) -> Cable:
        """The network between scanner and server; StepFailedError before the first step."""
        if self._cable is None:
            raise StepFailedError("there is no network yet")
        return self._cable

    def tell(self) -> None:
        """Every step in order; StepFailedError at the first that is not true."""
        self._book()
        self._draw_tickets()
        scanner = self._pair()
        self._sync(scanner)
        self._admit(scanner)
        self._pull_the_cable(scanner)
        self._admit_offline(scanner)
        self._plug_in(scanner)
        self._compare()
        self._sell(scanner)

    def stay(self) -> None:
        """Leave the scanner to a person until its window is closed."""
        if self.scanner is not None:
            self.scanner.choose_camera("0")
            self._application.exec()

    def close(self) -> None:
        """End the scanner, the cable and the server."""
        if self.scanner is not None:
            self.scanner.window.close()
            self.scanner.close()
        if self._cable is not None:
            self._cable.pull()
        if self._venue is not None:
            self._venue.close()

    def _book(self) -> None:
        with self.record.step("booked") as seen:
            self._venue = Venue(self._folder)
            self._cable = Cable(self._venue.port)
            self._event_id, product_id = self.venue.open_event()
            booking = self.venue.book(self._event_id, product_id)
            self.tickets = booking["tickets"]
            _must(booking["success"] and len(self.tickets) == booking["totalAttendees"], json.dumps(booking))
            seen(f"booking {booking['bookingId']} with {len(self.tickets)} tickets")

    def _draw_tickets(self) -> None:
        with self.record.step("ticket_drawn") as seen:
            for number, ticket in enumerate(self.tickets, 1):
                picture = self.venue.ticket_picture(ticket["ticketId"])
                (self._folder / f"ticket-{number}.png").write_bytes(picture)
                picture_of_ticket(picture, self._folder / f"phone-{number}.png")
            film_ticket(self._qr(1), self._folder / "twice.avi", times=2)
            film_ticket(self._qr(2), self._folder / "once.avi", times=1)
            [read] = decode_files([self._folder / "ticket-1.png"], all_formats=False, deadline_ms=2_000)
            texts = [code["text"] for code in read.get("codes", [])]
            _must(texts == [self.tickets[0]["signedCode"]], f"the picture reads as {texts}")
            seen(f"{len(self.tickets)} QR pictures; the first reads back as its signed code")

    def _open_scanner(self) -> ScannerApp:
        config = ScannerConfig(
            data_dir=self._folder / "scanner", camera=NO_CAMERA, allow_keyring=False, door_name="Door 1"
        )
        self.scanner = ScannerApp(config)
        self.scanner.start()
        return self.scanner

    def _pair(self) -> ScannerApp:
        with self.record.step("paired") as seen:
            scanner = self._open_scanner()
            code = self.venue.pairing_code(self._event_id)
            page = scanner.open_pairing()
            page.offer_code(make_pairing_link(f"http://127.0.0.1:{self.cable.port}", code))
            self._wait(lambda: scanner.station.is_paired or page.error_text, "the device was not paired")
            _must(scanner.station.is_paired, page.error_text)
            seen(f"device {scanner.station.pairing.device_id}; {self._check(scanner)}")
        return scanner

    def _check(self, scanner: ScannerApp) -> str:
        """Preflight comes up by itself; list, keys, clock and outage must be well before the doors open."""
        preflight = scanner.screen(Preflight)
        self._wait(lambda: scanner.window.page is preflight.page and not preflight.is_under_way, "no preflight")
        rows = preflight.page.rows
        for check in (Check.LIST, Check.OUTAGE, Check.KEYS, Check.CLOCK):
            _must(rows[check].finding.state is State.OK, f"{check}: {rows[check].finding}")
        preflight.page.open_button.click()
        return rows[Check.LIST].finding.what

    def _sync(self, scanner: ScannerApp) -> None:
        with self.record.step("synced") as seen:
            bar = scanner.window.status_bar
            expected = len(self.tickets)
            self._wait(lambda: scanner.station.status().expected == expected, "the tickets did not come")
            self._wait(lambda: bar.connection_text == "Online" and str(expected) in bar.people_text, "not shown")
            self._save("ready")
            seen(f"{expected} tickets; the window shows {bar.connection_text}, {bar.people_text}, {bar.gate_text}")

    def _admit(self, scanner: ScannerApp) -> None:
        panel = scanner.window.verdict_panel
        with self.record.step("admitted") as seen:
            scanner.choose_camera(str(self._folder / "twice.avi"))
            self._wait(lambda: panel.outcome is Outcome.ADMITTED, f"the window shows {panel.word!r}")
            self._save("admitted")
            seen(f"the camera's ticket: {panel.word}, {panel.holder}, {panel.reason_text}")
        with self.record.step("duplicate_refused") as seen:
            self._wait(lambda: panel.outcome is Outcome.REFUSED, f"the window shows {panel.word!r}")
            self._save("duplicate")
            _must("Main entrance" in panel.reason_text, f"where is missing: {panel.reason_text}")
            seen(f"the same ticket again: {panel.word}, {panel.reason_text}")
            scanner.watcher.stop()

    def _pull_the_cable(self, scanner: ScannerApp) -> None:
        with self.record.step("went_offline") as seen:
            self.cable.pull()
            bar = scanner.window.status_bar
            self._wait(lambda: bar.connection_text == "Offline", f"the window shows {bar.connection_text}")
            self._save("offline")
            seen(f"the cable is out; the window shows {bar.connection_text}")

    def _admit_offline(self, scanner: ScannerApp) -> None:
        window = scanner.window
        with self.record.step("admitted_offline") as seen:
            scanner.choose_camera(str(self._folder / "once.avi"))
            self._wait(lambda: window.verdict_panel.outcome is Outcome.ADMITTED, "the second ticket was not admitted")
            self._save("admitted-offline")
            latest = scanner.station.scan_log.recent(1)[0]
            _must(latest.basis is Basis.LOCAL, f"the log says on whose word: {latest.basis}")
            seen(f"{window.verdict_panel.word}, {window.verdict_panel.reason_text}; logged on the door's own word")
            scanner.watcher.stop()
        with self.record.step("queued") as seen:
            tail = scanner.station.scan_log.tail(10)
            _must(any(entry.ticket_id == self.tickets[1]["ticketId"] for entry in tail), "the log's tail lacks it")
            self._wait(lambda: window.status_bar.waiting == len(tail), "the window does not show what waits")
            seen(f"{len(tail)} log rows wait; the window shows {window.status_bar.waiting_text}")

    def _plug_in(self, scanner: ScannerApp) -> None:
        bar = scanner.window.status_bar
        with self.record.step("back_online") as seen:
            self.cable.plug_in()
            self._wait(lambda: bar.connection_text == "Online", f"the window shows {bar.connection_text}")
            seen(f"the window shows {bar.connection_text}")
        with self.record.step("uploaded") as seen:
            self._wait(lambda: not scanner.station.scan_log.waiting() and not bar.waiting, "scans still wait")
            seen("nothing waits, in the log and in the window")

    def _compare(self) -> None:
        with self.record.step("server_agrees") as seen:
            attendance = self.venue.attendance(self._event_id)
            admits = [entry for entry in attendance["entries"] if entry["kind"] == "admit"]
            told = [(entry["ticketId"], entry["basis"]) for entry in admits]
            expected = [(self.tickets[0]["ticketId"], "server"), (self.tickets[1]["ticketId"], "local")]
            _must(told == expected and attendance["inside"] == len(expected), json.dumps(attendance))
            seen(f"{attendance['inside']} inside; one admission of each ticket, one on its word, one on the door's")

    def _sell(self, scanner: ScannerApp) -> None:
        """The rest of a ticket's life: bought, let in, refunded, refused."""
        panel = scanner.window.verdict_panel
        with self.record.step("sold") as seen:
            order = self.venue.sell(self._event_id)
            first, second = order["tickets"]
            self._wait(self.venue.mails, "no mail came")
            self._film(first["ticketId"], "sold")
            self._film(second["ticketId"], "refunded")
            expected = len(self.tickets) + len(order["tickets"])
            self._wait(lambda: scanner.station.status().expected == expected, "the door did not hear of them")
            price = f"{order['totalAmountCents'] / 100:.2f} {str(order['currency']).upper()}"
            seen(f"two VIP tickets bought for {price} of play money, and mailed")
        with self.record.step("sold_admitted") as seen:
            scanner.choose_camera(str(self._folder / "sold.avi"))
            self._wait(lambda: panel.outcome is Outcome.ADMITTED, f"the window shows {panel.word!r}")
            seen(f"the ticket bought online: {panel.word}, {panel.holder}")
            scanner.watcher.stop()
        with self.record.step("refunded_refused") as seen:
            self.venue.refund(order["orderId"])
            self._wait(lambda: scanner.station.status().expected < expected, "the door did not hear of the refund")
            scanner.choose_camera(str(self._folder / "refunded.avi"))
            self._wait(lambda: panel.outcome is Outcome.REFUSED, f"the window shows {panel.word!r}")
            self._save("refunded")
            seen(f"the other one after the refund: {panel.word}, {panel.reason_text}")
            scanner.watcher.stop()

    def _film(self, ticket_id: str, name: str) -> None:
        picture = self.venue.ticket_picture(ticket_id)
        film_ticket(picture, self._folder / f"{name}.avi", times=1)

    def _qr(self, number: int) -> bytes:
        return (self._folder / f"ticket-{number}.png").read_bytes()

    def _save(self, name: str) -> None:
        """Save a picture of the window as it is now, once its changes have been painted."""
        QApplication.processEvents()
        picture = self._pictures / f"{name}.png"
        _must(self.scanner is not None and self.scanner.window.grab().save(str(picture)), f"cannot write {picture}")

    def _wait(self, is_true: Callable[[], T], otherwise: str) -> None:
        """Let the program run until ``is_true``; StepFailedError after a while without."""
        loop = QEventLoop()
        look = QTimer()
        look.timeout.connect(lambda: loop.quit() if is_true() else None)
        look.start(_LOOK_EVERY_MS)
        QTimer.singleShot(_PATIENCE_MS, loop, loop.quit)
        loop.exec()
        look.stop()
        _must(is_true(), otherwise)


def _must(is_true: object, otherwise: str) -> None:
    if not is_true:
        raise StepFailedError(otherwise)
