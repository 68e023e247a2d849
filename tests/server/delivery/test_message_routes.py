"""/api/v1/deliveries, and sending a confirmation again."""

import httpx
import pytest
from sqlalchemy import update

from server.context import Context
from server.delivery.message_endpoints import mask
from server.orders.models import Order
from tests.factories import Club, make_club
from tests.server.conftest import next_prefix
from tests.server.delivery.arranging import paid_order
from tests.server.delivery.test_webhooks import wait_for
from tests.serving import RunningServer


def test_a_confirmation_is_sent_again_and_the_deliveries_say_so_without_the_address(
    client: httpx.Client, server_context: Context, shared_server: RunningServer, club: Club
) -> None:
    order_id = paid_order(server_context, club)
    answer = client.post(f"/api/v1/bookings/{order_id}/resend")
    assert answer.status_code == 200, answer.text
    assert answer.json()["recipient"] == "m…@example.com"

    def listed() -> list[dict[str, str]]:
        found: list[dict[str, str]] = client.get("/api/v1/deliveries", params={"orderId": order_id}).json()[
            "deliveries"
        ]
        return found

    wait_for(lambda: [one["status"] for one in listed()] == ["sent", "sent"])
    assert listed()[0]["id"] == answer.json()["id"]
    assert "max@example.com" not in str(listed())
    assert list((shared_server.data_dir / "mail").glob(f"*{answer.json()['id']}.eml"))


def test_another_organizations_deliveries_are_not_listed_and_its_bookings_not_sent(
    client: httpx.Client, server_context: Context
) -> None:
    other = make_club(server_context, prefix=next_prefix())
    order_id = paid_order(server_context, other)
    assert client.get("/api/v1/deliveries").json()["deliveries"] == []
    assert client.get("/api/v1/deliveries", params={"orderId": order_id}).json()["deliveries"] == []
    assert client.post(f"/api/v1/bookings/{order_id}/resend").status_code == 404


@pytest.mark.parametrize("status", ["pending", "refunded", "cancelled"])
def test_a_booking_that_does_not_stand_has_no_confirmation(
    client: httpx.Client, server_context: Context, club: Club, status: str
) -> None:
    order_id = paid_order(server_context, club)
    with server_context.database.transaction() as session:
        session.execute(update(Order).where(Order.id == order_id).values(status=status))
    assert client.post(f"/api/v1/bookings/{order_id}/resend").json()["details"]["code"] == "CONFLICT"


def test_deliveries_come_newest_first_a_page_at_a_time(
    client: httpx.Client, server_context: Context, club: Club
) -> None:
    order_id = paid_order(server_context, club)
    sent = [client.post(f"/api/v1/bookings/{order_id}/resend").json()["id"] for _ in range(3)]
    first = client.get("/api/v1/deliveries", params={"limit": 2}).json()
    rest = client.get("/api/v1/deliveries", params={"limit": 2, "cursor": first["nextCursor"]}).json()
    assert [one["id"] for one in first["deliveries"] + rest["deliveries"]][:3] == sent[::-1]
    assert "nextCursor" not in rest


@pytest.mark.parametrize(
    ("recipient", "shown"), [("max@example.com", "m…@example.com"), ("+491701234567", "+49…67"), ("", "")]
)
def test_of_a_recipient_only_enough_is_shown_to_know_it_again(recipient: str, shown: str) -> None:
    assert mask(recipient) == shown
