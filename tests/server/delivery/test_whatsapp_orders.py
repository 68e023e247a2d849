"""Buyers who agree hear of their order by WhatsApp: from the request that sells to Meta saying it was delivered."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from server.context import Context
from tests.factories import Club, make_club
from tests.fakes.meta import PHONE_ID, SETTINGS, FakeMeta, SentMessage
from tests.server.conftest import next_prefix
from tests.server.payments.selling import wait_until
from tests.serving import RunningServer, open_context, running_server

PHONE = "+34 600 123 456"
BUYER = {"customerEmail": "ana@buyer.org", "customerName": "Ana Torres", "language": "es"}
AGREED: dict[str, Any] = {"customerPhone": PHONE, "whatsapp": True}
WAYS = ["/api/v1/checkout/sessions", "/api/orders/create-checkout"]


@pytest.fixture(scope="module")
def meta() -> Iterator[FakeMeta]:
    with FakeMeta() as running:
        yield running


@pytest.fixture(scope="module")
def whatsapp_server(tmp_path_factory: pytest.TempPathFactory, meta: FakeMeta) -> Iterator[RunningServer]:
    """A server that sends by WhatsApp."""
    settings = {**SETTINGS, "meta_url": meta.url}
    environment = {f"DOORWARD_{name.upper()}": value for name, value in settings.items()}
    with running_server(tmp_path_factory.mktemp("agreed"), environment=environment) as server:
        yield server


@pytest.fixture(scope="module")
def opened(whatsapp_server: RunningServer) -> Iterator[Context]:
    with open_context(whatsapp_server.config) as context:
        yield context


def _buy(url: str, club: Club, way: str, **said: Any) -> str:
    """A ticket bought and paid; its order."""
    is_shop = way == WAYS[1]
    wanted = {"eventId": club.event_id, "ticketType": "VIP"} if is_shop else {"productId": club.product_id}
    headers = {} if is_shop else club.headers
    answer = httpx.post(f"{url}{way}", json={**wanted, **BUYER, **said}, headers=headers, timeout=30)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    reference = body["checkoutUrl"].rpartition("/")[2] if is_shop else body["transactionId"]
    paid = httpx.post(
        f"{url}/api/v1/test-payments/{reference}/pay", json={"outcome": "succeeded"}, headers=club.headers, timeout=30
    )
    assert paid.status_code == 200, paid.text
    return str(body["orderId"])


def _deliveries(url: str, club: Club, order_id: str) -> dict[str, dict[str, Any]]:
    """What was posted about the order, by channel."""
    answer = httpx.get(f"{url}/api/v1/deliveries", params={"orderId": order_id}, headers=club.headers, timeout=30)
    return {delivery["channel"]: delivery for delivery in answer.json()["deliveries"]}


def _message_about(meta: FakeMeta, order_id: str) -> list[SentMessage]:
    return [message for message in meta.messages if order_id in str(message.fields)]


@pytest.mark.parametrize("way", WAYS)
def test_a_buyer_who_agreed_is_sent_the_template_and_its_delivery_is_told(
    whatsapp_server: RunningServer, opened: Context, meta: FakeMeta, way: str
) -> None:
    url, club = whatsapp_server.url, make_club(opened, prefix=next_prefix(), price_cents=2_500)
    order_id = _buy(url, club, way, **AGREED)
    wait_until(lambda: _deliveries(url, club, order_id).get("whatsapp", {}).get("status") == "sent")

    (message,) = _message_about(meta, order_id)
    template = message.fields["template"]
    assert (message.fields["to"], message.fields["type"]) == ("34600123456", "template")
    assert (template["name"], template["language"]) == ("order_confirmation", {"code": "es"})
    said = [parameter["text"] for parameter in template["components"][0]["parameters"]]
    assert (said[0], said[2]) == ("Ana Torres", order_id)
    assert any(f"/{PHONE_ID}/messages" in asked.path for asked in meta.asked)

    assert meta.tell(f"{url}/webhooks/meta", message, "delivered").status_code == 200
    told = _deliveries(url, club, order_id)["whatsapp"]
    assert (told["id"], told["status"]) == (message.fields["biz_opaque_callback_data"], "delivered")
    assert told["recipient"] == "+34…56"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("said", [{"customerPhone": PHONE}, {"whatsapp": True}])
def test_who_did_not_agree_or_gave_no_number_is_mailed_only(
    whatsapp_server: RunningServer, opened: Context, meta: FakeMeta, way: str, said: dict[str, Any]
) -> None:
    url, club = whatsapp_server.url, make_club(opened, prefix=next_prefix(), price_cents=2_500)
    order_id = _buy(url, club, way, **said)
    wait_until(lambda: bool(_deliveries(url, club, order_id)))

    # Mail and message would be posted in the same transaction.
    assert set(_deliveries(url, club, order_id)) == {"email"}
    assert _message_about(meta, order_id) == []


@pytest.mark.parametrize("way", WAYS)
def test_where_whatsapp_is_not_configured_nothing_is_posted_for_it(
    shared_server: RunningServer, server_context: Context, way: str
) -> None:
    url, club = shared_server.url, make_club(server_context, prefix=next_prefix(), price_cents=2_500)
    order_id = _buy(url, club, way, **AGREED)
    wait_until(lambda: bool(_deliveries(url, club, order_id)))

    assert set(_deliveries(url, club, order_id)) == {"email"}
