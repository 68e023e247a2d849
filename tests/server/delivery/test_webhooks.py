"""Outgoing webhooks: endpoints over HTTP, messages that verify, and what follows each answer."""

import time
from collections.abc import Callable, Iterator

import httpx
import pytest
from sqlalchemy import select

from server.accounts.models import Organization
from server.context import Context
from server.delivery import sending
from server.delivery.models import WebhookEndpoint, WebhookMessage
from server.delivery.post import announce
from server.delivery.schemas import EndpointRequest
from server.delivery.sending import send_webhook
from server.delivery.webhook_endpoints import create_endpoint
from server.errors import ProviderUnavailableError
from server.ids import now_ms
from server.ledger.models import Payout
from server.orders.models import PurchaseItem
from server.orders.wanted import Line
from server.tickets.models import Ticket
from tests.factories import Club, make_club
from tests.fakes.loopback import Misbehaviour
from tests.fakes.webhook_receiver import WebhookReceiver
from tests.server.conftest import next_prefix
from tests.server.delivery.arranging import add_product, paid_order
from tests.serving import RunningServer
from tests.working import run_work

PATH = "/api/v1/webhook-endpoints"


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with WebhookReceiver() as opened:
        yield opened


def add_endpoint(context: Context, club: Club, receiver: WebhookReceiver, *types: str) -> str:
    with context.database.transaction() as session:
        asked = EndpointRequest(url=f"{receiver.url}/hook", eventTypes=list(types))
        made = create_endpoint(session, context, club.organization_id, asked)
    receiver.secret = made.secret
    return made.record.id


def tell(context: Context, club: Club, event_type: str, object_id: str) -> str:
    """Announce something; the message's id."""
    with context.database.transaction() as session:
        announce(session, club.organization_id, event_type, object_id)
    statement = select(WebhookMessage.id).order_by(WebhookMessage.id.desc()).limit(1)
    return context.database.read_now(lambda session: session.scalars(statement).one())


def message_of(context: Context, message_id: str) -> WebhookMessage:
    return context.database.read_now(lambda session: session.get_one(WebhookMessage, message_id))


def has_webhooks(context: Context, club: Club) -> bool:
    return context.database.read_now(lambda session: session.get_one(Organization, club.organization_id).has_webhooks)


def test_a_paid_order_is_told_to_the_receiver_in_the_standard_format(
    context: Context, receiver: WebhookReceiver
) -> None:
    club = make_club(context)
    add_endpoint(context, club, receiver, "order.paid")
    order_id = paid_order(context, club)
    run_work(context)

    (received,) = receiver.received
    assert received.type == "order.paid"
    assert received.id.startswith("msg_")
    assert received.timestamp.endswith("Z")
    assert received.data["bookingId"] == order_id
    assert received.data["status"] == "paid"
    assert message_of(context, received.id).status == "sent"


def test_an_object_is_told_as_it_is_when_it_is_sent_and_without_what_opens_a_door(
    sqlite_context: Context, receiver: WebhookReceiver
) -> None:
    club = make_club(sqlite_context)
    order_id = paid_order(sqlite_context, club)
    add_endpoint(sqlite_context, club, receiver)
    ticket = sqlite_context.database.read_now(lambda session: session.scalars(select(Ticket)).one())
    item = sqlite_context.database.read_now(lambda session: session.scalars(select(PurchaseItem)).one())
    payout = Payout(
        id="pyo_1",
        organization_id=club.organization_id,
        provider="manual",
        reference=None,
        amount_cents=500,
        currency="eur",
        status="paid",
        created_at=now_ms(),
        updated_at=now_ms(),
    )
    with sqlite_context.database.transaction() as session:
        session.add(payout)
        for event_type, object_id in (
            ("order.refunded", order_id),
            ("ticket.revoked", ticket.id),
            ("purchase_item.fulfilled", item.id),
            ("payout.paid", payout.id),
        ):
            announce(session, club.organization_id, event_type, object_id)
        session.get_one(Ticket, ticket.id).status = "revoked"
    run_work(sqlite_context)

    told = {received.type: received.data for received in receiver.received}
    assert told["order.refunded"]["bookingId"] == order_id
    assert told["ticket.revoked"]["status"] == "revoked"
    assert told["purchase_item.fulfilled"]["id"] == item.id
    assert told["payout.paid"]["amountInCents"] == 500
    for received in receiver.received:
        assert ticket.signed_code not in received.raw
        assert "token=" not in received.raw
        assert "signature=" not in received.raw


def test_an_order_without_an_event_is_told_too(sqlite_context: Context, receiver: WebhookReceiver) -> None:
    club = make_club(sqlite_context)
    add_endpoint(sqlite_context, club, receiver, "order.paid")
    membership = add_product(sqlite_context, club, "subscription", "Membership", priceInCents=999)
    order_id = paid_order(sqlite_context, club, Line(membership, 1), tickets=0)
    run_work(sqlite_context)
    (received,) = receiver.received
    assert (received.data["bookingId"], received.data["tickets"]) == (order_id, [])
    assert "eventId" not in received.data


def test_an_endpoint_is_told_only_what_it_asked_for(sqlite_context: Context, receiver: WebhookReceiver) -> None:
    club = make_club(sqlite_context)
    add_endpoint(sqlite_context, club, receiver, "order.refunded")
    paid_order(sqlite_context, club)
    run_work(sqlite_context)
    assert receiver.asked == []


def test_another_organizations_object_is_never_told(sqlite_context: Context, receiver: WebhookReceiver) -> None:
    other_order = paid_order(sqlite_context, make_club(sqlite_context, prefix=next_prefix()))
    club = make_club(sqlite_context, prefix=next_prefix())
    add_endpoint(sqlite_context, club, receiver)
    message_id = tell(sqlite_context, club, "order.paid", other_order)
    send_webhook(sqlite_context, message_id)
    assert receiver.asked == []
    assert message_of(sqlite_context, message_id).failure == "The object is gone"


@pytest.mark.parametrize("status", [500, 503, 429, 404, 302])
def test_any_answer_that_is_no_success_is_tried_again_under_the_same_id(
    sqlite_context: Context, receiver: WebhookReceiver, status: int
) -> None:
    club = make_club(sqlite_context)
    order_id = paid_order(sqlite_context, club)
    add_endpoint(sqlite_context, club, receiver)
    receiver.statuses = [status]
    receiver.location = f"{receiver.url}/elsewhere"
    message_id = tell(sqlite_context, club, "order.paid", order_id)
    with pytest.raises(ProviderUnavailableError):
        send_webhook(sqlite_context, message_id)
    waiting = message_of(sqlite_context, message_id)
    assert (waiting.status, waiting.attempts, waiting.response_status) == ("queued", 1, status)
    send_webhook(sqlite_context, message_id)
    assert message_of(sqlite_context, message_id).status == "sent"
    assert [received.id for received in receiver.received] == [message_id]
    assert {asked.path for asked in receiver.asked} == {"/hook"}


def test_a_lost_answer_is_tried_again_and_the_receiver_can_tell_by_the_id(
    sqlite_context: Context, receiver: WebhookReceiver
) -> None:
    club = make_club(sqlite_context)
    order_id = paid_order(sqlite_context, club)
    add_endpoint(sqlite_context, club, receiver)
    receiver.misbehave(Misbehaviour.LOSE_ANSWER)
    message_id = tell(sqlite_context, club, "order.paid", order_id)
    with pytest.raises(ProviderUnavailableError):
        send_webhook(sqlite_context, message_id)
    send_webhook(sqlite_context, message_id)
    assert [received.id for received in receiver.received] == [message_id, message_id]


def test_a_message_that_fails_often_enough_has_failed_and_can_be_sent_again_by_hand(
    sqlite_context: Context, receiver: WebhookReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "MOST_ATTEMPTS", 3)
    club = make_club(sqlite_context)
    order_id = paid_order(sqlite_context, club)
    endpoint_id = add_endpoint(sqlite_context, club, receiver)
    receiver.statuses = [500, 500, 500]
    message_id = tell(sqlite_context, club, "order.paid", order_id)
    run_work(sqlite_context, even_delayed=True)
    failed = message_of(sqlite_context, message_id)
    assert (failed.status, failed.attempts, failed.failure) == ("failed", 3, "The receiver answered 500")

    from server.delivery.webhook_endpoints import send_again

    with sqlite_context.database.transaction() as session:
        send_again(session, club.organization_id, endpoint_id, message_id)
    run_work(sqlite_context)
    assert message_of(sqlite_context, message_id).status == "sent"


def test_gone_disables_the_endpoint_and_the_organization_pays_nothing_more_for_it(
    context: Context, receiver: WebhookReceiver
) -> None:
    club = make_club(context)
    order_id = paid_order(context, club)
    endpoint_id = add_endpoint(context, club, receiver)
    assert has_webhooks(context, club)
    receiver.statuses = [410]
    message_id = tell(context, club, "order.paid", order_id)
    run_work(context, even_delayed=True)
    assert message_of(context, message_id).status == "failed"
    endpoint = context.database.read_now(lambda session: session.get_one(WebhookEndpoint, endpoint_id))
    assert endpoint.disabled_at is not None
    assert not has_webhooks(context, club)


def test_a_message_to_an_address_that_became_private_fails_for_good(
    sqlite_context: Context, receiver: WebhookReceiver
) -> None:
    club = make_club(sqlite_context)
    order_id = paid_order(sqlite_context, club)
    endpoint_id = add_endpoint(sqlite_context, club, receiver)
    with sqlite_context.database.transaction() as session:
        session.get_one(WebhookEndpoint, endpoint_id).url = "https://169.254.169.254/latest/meta-data"
    message_id = tell(sqlite_context, club, "order.paid", order_id)
    send_webhook(sqlite_context, message_id)
    assert message_of(sqlite_context, message_id).failure == "The address is not public"


def test_the_secret_is_shown_once_and_sealed(sqlite_context: Context, receiver: WebhookReceiver) -> None:
    club = make_club(sqlite_context)
    endpoint_id = add_endpoint(sqlite_context, club, receiver)
    endpoint = sqlite_context.database.read_now(lambda session: session.get_one(WebhookEndpoint, endpoint_id))
    assert receiver.secret.startswith("whsec_")
    assert receiver.secret.encode() not in endpoint.sealed_secret


def make(client: httpx.Client, url: str, **fields: object) -> dict[str, object]:
    answer = client.post(PATH, json={"url": url, **fields})
    assert answer.status_code == 200, answer.text
    made: dict[str, object] = answer.json()
    return made


def test_an_endpoint_is_made_read_changed_and_removed_over_http(
    client: httpx.Client, server_context: Context, club: Club
) -> None:
    made = make(client, "https://example.com/hook", eventTypes=["order.paid"], description="The shop")
    assert str(made["secret"]).startswith("whsec_")
    assert has_webhooks(server_context, club)
    (listed,) = client.get(PATH).json()["webhookEndpoints"]
    assert listed == {name: value for name, value in made.items() if name != "secret"}

    changed = client.patch(f"{PATH}/{made['id']}", json={"eventTypes": [], "isDisabled": True}).json()
    assert changed["eventTypes"] == []
    assert changed["disabledAt"] > 0
    assert not has_webhooks(server_context, club)
    assert client.patch(f"{PATH}/{made['id']}", json={"isDisabled": False}).json().get("disabledAt") is None
    assert has_webhooks(server_context, club)

    rotated = client.post(f"{PATH}/{made['id']}/rotate-secret").json()
    assert rotated["secret"] != made["secret"]
    assert client.delete(f"{PATH}/{made['id']}").status_code == 200
    assert client.get(f"{PATH}/{made['id']}").status_code == 404
    assert not has_webhooks(server_context, club)


def test_the_same_key_makes_one_endpoint_and_gives_the_secret_again(client: httpx.Client) -> None:
    body, headers = {"url": "https://example.com/hook"}, {"Idempotency-Key": "endpoint-1"}
    first, second = (client.post(PATH, json=body, headers=headers).json() for _ in range(2))
    assert first == second
    assert len(client.get(PATH).json()["webhookEndpoints"]) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"url": ""},
        {"url": "http://example.com/"},
        {"url": "https://10.0.0.1/"},
        {"url": "https://169.254.169.254/latest"},
        {"url": "https://example.com/", "eventTypes": ["order.eaten"]},
        {"url": "https://example.com/", "eventTypes": "order.paid"},
    ],
)
def test_an_endpoint_that_cannot_be_is_refused(client: httpx.Client, body: dict[str, object]) -> None:
    answer = client.post(PATH, json=body)
    assert answer.status_code == 400
    assert answer.json()["details"]["code"] == "INVALID_REQUEST"


def test_an_organization_has_so_many_endpoints_and_no_more(client: httpx.Client) -> None:
    for number in range(20):
        make(client, f"https://example.com/{number}")
    assert client.post(PATH, json={"url": "https://example.com/20"}).json()["details"]["code"] == "LIMIT_REACHED"


def test_another_organization_sees_and_changes_nothing(
    client: httpx.Client, server_context: Context, shared_server: RunningServer
) -> None:
    made = make(client, "https://example.com/hook")
    other = make_club(server_context, prefix=next_prefix())
    with httpx.Client(base_url=shared_server.url, headers=other.headers) as stranger:
        path = f"{PATH}/{made['id']}"
        answers = [
            stranger.get(path),
            stranger.patch(path, json={"description": "mine"}),
            stranger.delete(path),
            stranger.post(f"{path}/rotate-secret"),
            stranger.post(f"{path}/test"),
            stranger.get(f"{path}/messages"),
            stranger.post(f"{path}/messages/msg_1/retry"),
        ]
        assert [answer.status_code for answer in answers] == [404] * len(answers)
        assert stranger.get(PATH).json()["webhookEndpoints"] == []


def test_a_test_message_arrives_and_is_in_the_log_and_can_be_sent_again(
    client: httpx.Client, server_context: Context, receiver: WebhookReceiver
) -> None:
    made = make(client, f"{receiver.url}/hook", eventTypes=["order.paid"])
    receiver.secret = str(made["secret"])
    sent = client.post(f"{PATH}/{made['id']}/test").json()
    wait_for(lambda: len(receiver.received) == 1)
    assert receiver.received[0].type == "endpoint.test"

    wait_for(lambda: client.get(f"{PATH}/{made['id']}/messages").json()["messages"][0]["status"] == "sent")
    (logged,) = client.get(f"{PATH}/{made['id']}/messages").json()["messages"]
    assert (logged["id"], logged["attempts"], logged["responseStatus"]) == (sent["id"], 1, 200)
    again = client.post(f"{PATH}/{made['id']}/messages/{sent['id']}/retry")
    assert again.json()["status"] == "queued"
    wait_for(lambda: len(receiver.received) == 2)
    assert [received.id for received in receiver.received] == [sent["id"]] * 2


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until it is so, some seconds at most."""
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)
