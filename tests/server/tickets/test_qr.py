"""A ticket's QR, read back by another library, holds what a door verifies."""

import io

import httpx
import numpy as np
import zxingcpp
from PIL import Image

from server.catalog.models import Event
from server.context import Context
from server.tickets.keys import public_keys
from sync.rules.code import make_ticket_id
from sync.rules.token import Token, read_token
from tests.factories import Club, booking_body, make_club
from tests.server.conftest import next_prefix


def _picture(client: httpx.Client, club: Club) -> tuple[str, str, Image.Image]:
    ticket = client.post("/api/v1/bookings/create", json=booking_body(club), headers=club.headers).json()["tickets"][0]
    answer = client.get(f"/api/v1/tickets/{ticket['ticketId']}/qr.png", headers=club.headers)
    assert answer.headers["Content-Type"] == "image/png"
    assert "no-store" in answer.headers["Cache-Control"]
    return ticket["ticketId"], ticket["signedCode"], Image.open(io.BytesIO(answer.content))


def test_the_signed_qr_reads_back_to_a_token_that_verifies(
    client: httpx.Client, club: Club, server_context: Context
) -> None:
    ticket_id, signed_code, picture = _picture(client, club)

    (found,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))
    with server_context.database.transaction() as session:
        token = read_token(found.text, public_keys(session, club.organization_id))
        event = session.get_one(Event, club.event_id)
        prefix, number = event.code_prefix, event.number

    assert found.text == signed_code
    assert isinstance(token, Token)
    assert token.event_number == number
    assert make_ticket_id(prefix, token.ticket_number) == ticket_id


def test_the_signed_qr_has_41_by_41_modules(client: httpx.Client, club: Club) -> None:
    _, _, picture = _picture(client, club)

    assert picture.size == ((41 + 8) * 10, (41 + 8) * 10)


def test_an_event_of_typed_codes_prints_the_code(client: httpx.Client, server_context: Context) -> None:
    club = make_club(server_context, prefix=next_prefix(), ticket_format="typed")
    ticket_id, _, picture = _picture(client, club)

    (found,) = zxingcpp.read_barcodes(np.asarray(picture.convert("L")))

    assert found.text == ticket_id


def test_every_organization_signs_with_its_own_key(server_context: Context, club: Club) -> None:
    other = make_club(server_context, prefix=next_prefix())
    with server_context.database.transaction() as session:
        (ours,) = public_keys(session, club.organization_id)
        (theirs,) = public_keys(session, other.organization_id)

    assert ours.key_id != theirs.key_id
    assert ours.public_key != theirs.public_key


def test_a_ticket_says_when_and_with_what_look_it_admits(client: httpx.Client, server_context: Context) -> None:
    window = {"validFrom": 1_736_978_400_500, "validUntil": 1_737_000_000_999, "needsLook": True, "note": "18+"}
    club = make_club(server_context, prefix=next_prefix(), product=window)
    ticket_id, signed_code, _ = _picture(client, club)

    ticket = client.get(f"/api/v1/tickets/{ticket_id}", headers=club.headers).json()
    with server_context.database.transaction() as session:
        token = read_token(signed_code, public_keys(session, club.organization_id))

    assert {name: ticket[name] for name in window} == window
    assert isinstance(token, Token)
    assert (token.valid_from_s, token.valid_until_s) == (1_736_978_401, 1_737_000_000)
