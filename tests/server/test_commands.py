"""``doorward serve`` and ``doorward admin``, as their own processes."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
from click.testing import CliRunner, Result

from server.commands import admin
from server.context import Context
from tests.factories import book, booking_body, make_club
from tests.serving import RunningServer, open_context, running_server

ADMIN = [sys.executable, "-c", "from server.commands import admin; admin()"]


def _admin(data_dir: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [*ADMIN, "--data-dir", str(data_dir), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def _admin_here(data_dir: Path, *words: str) -> Result:
    """The same inside this process, for what needs none of its own."""
    return CliRunner().invoke(admin, ["--data-dir", str(data_dir), *words])


def _made(data_dir: Path, *words: str) -> dict[str, Any]:
    done = _admin(data_dir, *words, "--json")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_an_event_is_set_up_from_the_command_line_while_the_server_runs(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        organization = _made(tmp_path, "create-organization", "Maguey Club", "--prefix", "mgy")
        key = _made(tmp_path, "create-key", "MGY")["key"]
        event = _made(tmp_path, "create-event", "maguey-club", "Perreo Fridays", "--start", "2025-01-15T22:00:00+00:00")
        product = _made(tmp_path, "create-product", organization["id"], "VIP", "--price", "500")
        _made(tmp_path, "offer", event["id"], product["id"], "--quantity", "3")
        body = {"eventId": event["id"], "productId": product["id"], "source": "web"}
        attendee = {"firstName": "Max", "lastName": "M", "email": "max@example.com", "phone": "+49"}
        headers = {"Authorization": f"Bearer {key}"}
        booked = httpx.post(
            f"{server.url}/api/v1/bookings/create", json=body | {"primaryAttendee": attendee}, headers=headers
        ).json()
        ticket_id = booked["tickets"][0]["ticketId"]
        assert event["codePrefix"] == "MGY-PF-20250115"
        assert _made(tmp_path, "mark-paid", booked["bookingId"])["status"] == "paid"
        assert _made(tmp_path, "revoke-ticket", ticket_id)["status"] == "revoked"
        assert _made(tmp_path, "refund", booked["bookingId"])["status"] == "refunded"
        read = httpx.get(f"{server.url}/api/v1/tickets/{ticket_id}", headers=headers).json()
        assert read["status"] == "revoked"


def test_what_cannot_be_done_is_one_line_and_exit_code_one(tmp_path: Path) -> None:
    for words in (
        ("create-key", "nobody"),
        ("create-organization", "X", "--prefix", "OIL"),
        ("mark-paid", "ord_unknown"),
        ("revoke-ticket", "X"),
        ("offer", "evt_x", "prd_x"),
    ):
        done = _admin_here(tmp_path, *words)
        assert done.exit_code == 1
        assert done.stdout == ""
        assert done.stderr.startswith("doorward: ")
        assert done.stderr.count("\n") == 1


def test_lists_hold_no_secrets(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    book(sqlite_context, club)
    data_dir = sqlite_context.config.data_dir

    for what in ("organizations", "api_keys", "events", "products", "offers", "orders", "tickets"):
        done = _admin_here(data_dir, "list", what, "--organization", "MGY", "--json")
        assert len(json.loads(done.stdout)[what]) == 1
        assert club.api_key not in done.stdout
        assert "signed_code" not in done.stdout


def test_a_port_in_use_is_named(shared_server: RunningServer, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "server", "--port", str(shared_server.port), "--data-dir", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 1
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_killed_server_loses_no_booking_that_it_answered(tmp_path: Path) -> None:
    with running_server(tmp_path) as server:
        with open_context(server.config) as context:
            club = make_club(context)
        body, headers = booking_body(club), club.headers
        with httpx.Client(base_url=server.url, headers=headers) as client:
            answered = [client.post("/api/v1/bookings/create", json=body).json()["bookingId"] for _ in range(20)]
        server.kill()
    with running_server(tmp_path) as again:
        listed = httpx.get(f"{again.url}/api/v1/bookings", headers=headers).json()["bookings"]

    assert {booking["bookingId"] for booking in listed} == set(answered)
