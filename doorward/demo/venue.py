"""The demo's venue: a real server process on embedded SQLite, one organization, one event, and its bookings."""

import datetime as dt
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx

_START_TIMEOUT_S = 60.0
_PATIENCE_S = 20.0
_LOOK_EVERY_S = 0.1
_GUESTS = (
    ("Frida", "Kahlo"),
    ("Max", "Mustermann"),
    ("Maximiliane", "Wolfeschlegelsteinhausen"),
    ("Nguyễn", "Thị Minh"),
    ("Anna", "Schmidt"),
    ("José", "Álvarez"),
)


class Venue:
    """Everything on the server's side of the demo; ``close`` stops the server."""

    def __init__(self, folder: Path) -> None:
        """Start a server that keeps its data in ``folder``, and make an organization with a key."""
        self._data_dir = folder / "server"
        self._log = folder / "server.log"
        with self._log.open("w", encoding="utf-8") as log:
            self._server = subprocess.Popen(  # noqa: S603  Our own program.
                _doorward("serve", "--port", "0", "--data-dir", str(self._data_dir)),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        try:
            self.url = self._wait_for_url()
            organization = self._admin("create-organization", "Maguey Nights", "--prefix", "MGY")
            key = self._admin("create-key", organization["id"], "--name", "demo")
        except BaseException:
            self._stop_server()
            raise
        self._api = httpx.Client(
            base_url=self.url,
            headers={"Authorization": f"Bearer {key['key']}"},
            timeout=_PATIENCE_S,
            trust_env=False,
        )

    @property
    def port(self) -> int:
        """Where the server listens."""
        return httpx.URL(self.url).port or 0

    def open_event(self) -> tuple[str, str]:
        """A published event with one free product, as the booking source makes them: (event id, product id)."""
        now = dt.datetime.now(dt.UTC)
        start = int(now.timestamp() * 1000)
        event = self.post(
            "/api/v1/events",
            {
                "type": "event",
                "subtype": "club",
                "name": "Perreo Fridays",
                "status": "published",
                "customProperties": {
                    "startDate": start,
                    "endDate": start + 8 * 3_600_000,
                    "location": "Maguey, 14 Door Street",
                    "capacity": 400,
                },
            },
        )
        product = self.post(
            "/api/v1/products",
            {
                "type": "product",
                "subtype": "ticket",
                "name": "General admission",
                "status": "active",
                "customProperties": {"price": 0, "currency": "eur"},
            },
        )
        self.post(
            "/api/v1/object-links",
            {"fromObjectId": event["id"], "toObjectId": product["id"], "linkType": "offers"},
        )
        return event["id"], product["id"]

    def book(self, event_id: str, product_id: str) -> dict[str, Any]:
        """One booking for six people."""
        (first, last), *others = _GUESTS
        return self.post(
            "/api/v1/bookings/create",
            {
                "eventId": event_id,
                "productId": product_id,
                "primaryAttendee": {
                    "firstName": first,
                    "lastName": last,
                    "email": "frida@example.com",
                    "phone": "+49123456789",
                },
                "guests": [{"firstName": first, "lastName": last, "phone": "+49987654321"} for first, last in others],
                "source": "web",
            },
        )

    def sell(self, event_id: str) -> dict[str, Any]:
        """Two tickets bought in the shop and paid with the built-in provider's play money: the order with its tickets.

        It is what the buyer sees with the order's token once the payment was worked; TimeoutError where it never is.
        """
        offer = {"subtype": "ticket", "name": "VIP", "customProperties": {"priceInCents": 2500, "currency": "eur"}}
        product = self.post("/api/v1/products", offer)
        link = {"fromObjectId": event_id, "toObjectId": product["id"], "linkType": "offers"}
        self.post("/api/v1/object-links", link)
        order = self.post(
            "/api/orders/create-checkout",
            {
                "eventId": event_id,
                "ticketType": "VIP",
                "quantity": 2,
                "customerEmail": "tina@modotti.org",
                "customerName": "Tina Modotti",
            },
        )
        reference = str(order["checkoutUrl"]).rpartition("/")[2]
        self.post(f"/api/v1/test-payments/{reference}/pay", {"outcome": "succeeded"})
        return self._once_paid(order)

    def refund(self, order_id: str) -> None:
        """Give the money of an order back; its tickets are revoked at once."""
        self.post(f"/api/v1/bookings/{order_id}/refund", {"reason": "the demo's end"})

    def mails(self) -> int:
        """How many mails lie in the mailbox folder."""
        return len(list((self._data_dir / "mail").glob("*.eml")))

    def pairing_code(self, event_id: str) -> str:
        """A code for a new gate of the event."""
        gate = self.post(f"/api/v1/events/{event_id}/gates", {"name": "Main entrance"})
        return str(self.post(f"/api/v1/gates/{gate['id']}/pairing-codes", {})["code"])

    def attendance(self, event_id: str) -> dict[str, Any]:
        """Who is inside, by the server."""
        answer = self._api.get(f"/api/v1/events/{event_id}/attendance", params={"limit": 200})
        return dict(answer.raise_for_status().json())

    def ticket_picture(self, ticket_id: str) -> bytes:
        """The ticket's QR as PNG."""
        return self._api.get(f"/api/v1/tickets/{ticket_id}/qr.png").raise_for_status().content

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """POST to the organizers' API; an httpx error names what the server refused."""
        answer = self._api.post(path, json=body)
        if answer.is_error:
            raise httpx.HTTPStatusError(f"{path}: {answer.text}", request=answer.request, response=answer)
        return dict(answer.json())

    def close(self) -> None:
        """Stop the server."""
        self._api.close()
        self._stop_server()

    def _once_paid(self, order: dict[str, Any]) -> dict[str, Any]:
        deadline = time.monotonic() + _PATIENCE_S
        while time.monotonic() < deadline:
            token = {"Authorization": f"Bearer {order['orderToken']}"}
            seen = self._api.get(f"/api/tickets/{order['orderId']}", headers=token).raise_for_status().json()
            if seen["status"] == "paid":
                return dict(seen)
            time.sleep(_LOOK_EVERY_S)
        raise TimeoutError("the payment was not worked")

    def _stop_server(self) -> None:
        self._server.terminate()
        try:
            self._server.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._server.kill()
            self._server.wait()
        if self._server.stdout is not None:
            self._server.stdout.close()

    def _wait_for_url(self) -> str:
        if self._server.stdout is None:
            raise RuntimeError("the server was started without a pipe")
        for line in self._server.stdout:
            if " listens on " in line:
                return line.split()[-1]
        said = self._log.read_text(encoding="utf-8").strip().splitlines() or ["it said nothing"]
        raise RuntimeError(f"The server did not start: {said[-1]}")

    def _admin(self, *arguments: str) -> dict[str, Any]:
        done = subprocess.run(  # noqa: S603  Our own program.
            _doorward("admin", "--data-dir", str(self._data_dir), *arguments, "--json"),
            check=True,
            capture_output=True,
            text=True,
            timeout=_START_TIMEOUT_S,
        )
        return dict(json.loads(done.stdout))


def _doorward(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "doorward", *arguments]
