"""A sale from the shop to the door, with nothing configured: bought, paid, mailed, let in, refunded, refused."""

import email
import email.policy
import io
import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import httpx
import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from scanner_app.door.shown import Source
from scanner_app.door.station import Station
from server.context import Context
from sync.rules.verdict import Outcome, Reason
from tests.factories import START_MS, Club, make_club
from tests.scanner_app.door.place import sync
from tests.serving import RunningServer, open_context, running_server

PRICE = 2_500
PATIENCE_S = 30.0
_BUTTON = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    with running_server(tmp_path / "server") as running:
        yield running


@pytest.fixture
def context(server: RunningServer) -> Iterator[Context]:
    with open_context(server.config) as opened:
        yield opened


def _mail(folder: Path, subject_part: str) -> EmailMessage:
    """The first mail of this subject, as soon as it lies in the mailbox folder."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        for file in sorted(folder.glob("*.eml")):
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            assert isinstance(message, EmailMessage)
            if subject_part in str(message["Subject"]):
                return message
        time.sleep(0.1)
    raise AssertionError(f"no mail about {subject_part!r} came; there are {sorted(folder.glob('*'))}")


def _buy(server: RunningServer, club: Club) -> dict[str, str]:
    """Two tickets by the shop, paid on the provider's page as a browser would."""
    with httpx.Client(base_url=server.url, timeout=30, trust_env=False) as shop:
        seats = shop.get("/api/events/Perreo%20Fridays/availability").json()
        assert seats["remaining"] == 100
        body = {
            "eventName": "Perreo Fridays",
            "ticketType": "VIP",
            "quantity": 2,
            "customerEmail": "jo@buyer.org",
            "customerName": "Jo Doe",
        }
        order = shop.post("/api/orders/create-checkout", json=body)
        assert order.status_code == 200, order.text
        bought: dict[str, str] = order.json()
        page = shop.get(bought["checkoutUrl"])
        token = _BUTTON.search(page.text)
        assert token is not None, page.text
        paid = shop.post(bought["checkoutUrl"], data={"token": token[1], "outcome": "succeeded"})
        assert paid.status_code == 303
        return bought


def _pictures(message: EmailMessage) -> list[str]:
    """What the QR pictures in a mail read as."""
    pictures = [part.get_content() for part in message.walk() if part.get_content_type() == "image/png"]
    return [code.text for data in pictures for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(data)))]


def _scan(station: Station, payload: str) -> tuple[Outcome, Reason | None]:
    verdict = station.scan(payload, Source.CAMERA).verdict
    return verdict.outcome, verdict.reason


def test_a_ticket_is_bought_mailed_let_in_refunded_and_refused(
    server: RunningServer, context: Context, tmp_path: Path
) -> None:
    club = make_club(context, price_cents=PRICE, capacity=100)
    api = httpx.Client(base_url=server.url, headers=club.headers, timeout=30, trust_env=False)
    station = Station(tmp_path / "door", allow_keyring=False)
    try:
        gate = api.post(f"/api/v1/events/{club.event_id}/gates", json={"name": "Main entrance"}).json()["id"]
        code = api.post(f"/api/v1/gates/{gate}/pairing-codes").json()["code"]
        station.pair(server.url, code, "Door 1")

        bought = _buy(server, club)
        confirmation = _mail(server.data_dir / "mail", "Perreo Fridays")
        codes = _pictures(confirmation)
        pdfs = [part for part in confirmation.iter_attachments() if part.get_content_type() == "application/pdf"]
        assert len(codes) == 2
        assert len(PdfReader(io.BytesIO(pdfs[0].get_content())).pages) == 2

        assert sync(station)
        first = _scan(station, codes[0])
        refund = api.post(f"/api/v1/bookings/{bought['orderId']}/refund", json={"reason": "rain"})
        assert refund.status_code == 200, refund.text
        assert sync(station)
        second = _scan(station, codes[1])
        told = _mail(server.data_dir / "mail", "efund")
    finally:
        station.close()
        api.close()

    assert first[0] is Outcome.ADMITTED
    assert second == (Outcome.REFUSED, Reason.REFUNDED)
    assert told["To"] == "jo@buyer.org"
    assert START_MS
