"""What Meta tells of messages: signed, in any order, once or often."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from server.context import Context
from server.delivery.models import Delivery
from server.ids import new_id, now_ms
from tests.fakes.meta import APP_SECRET, SETTINGS, VERIFY_TOKEN, FakeMeta, SentMessage, send_signed
from tests.serving import RunningServer, open_context, running_server

PATH = "/webhooks/meta"


@pytest.fixture(scope="module")
def whatsapp_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    folder: Path = tmp_path_factory.mktemp("whatsapp")
    environment = {f"DOORWARD_{name.upper()}": value for name, value in SETTINGS.items()}
    with running_server(folder, environment=environment) as server:
        yield server


@pytest.fixture(scope="module")
def opened(whatsapp_server: RunningServer) -> Iterator[Context]:
    with open_context(whatsapp_server.config) as context:
        yield context


@pytest.fixture(scope="module")
def meta() -> Iterator[FakeMeta]:
    with FakeMeta() as running:
        yield running


def sent(context: Context, *, reference: str | None) -> SentMessage:
    """A delivery that Meta has; its message."""
    delivery_id, wamid = new_id("dlv"), new_id("wamid")
    with context.database.transaction() as session:
        session.add(
            Delivery(
                id=delivery_id,
                organization_id=None,
                order_id=None,
                channel="whatsapp",
                template="order_confirmation",
                recipient="+491701234567",
                language="de",
                facts={},
                status="sent" if reference is not None else "queued",
                reference=wamid if reference is not None else None,
                failure="",
                created_at=now_ms(),
                updated_at=now_ms(),
            )
        )
    return SentMessage(wamid, {"biz_opaque_callback_data": delivery_id})


def status_of(context: Context, message: SentMessage) -> str:
    delivery_id = message.fields["biz_opaque_callback_data"]
    return context.database.read_now(lambda session: session.get_one(Delivery, delivery_id).status)


@pytest.mark.parametrize("told", list(itertools.permutations(["sent", "delivered", "read"])))
def test_statuses_in_any_order_end_at_the_latest(
    whatsapp_server: RunningServer, opened: Context, meta: FakeMeta, told: tuple[str, ...]
) -> None:
    message = sent(opened, reference="known")
    for status in (*told, *told):
        assert meta.tell(f"{whatsapp_server.url}{PATH}", message, status).status_code == 200
    assert status_of(opened, message) == "read"


def test_a_failure_is_kept_and_one_that_comes_after_delivery_is_not(
    whatsapp_server: RunningServer, opened: Context, meta: FakeMeta
) -> None:
    failed, delivered = sent(opened, reference="known"), sent(opened, reference="known")
    url = f"{whatsapp_server.url}{PATH}"
    meta.tell(url, failed, "failed")
    meta.tell(url, failed, "sent")
    meta.tell(url, delivered, "delivered")
    meta.tell(url, delivered, "failed")
    assert (status_of(opened, failed), status_of(opened, delivered)) == ("failed", "delivered")


def test_a_status_that_comes_before_we_know_metas_id_finds_the_message_by_ours(
    whatsapp_server: RunningServer, opened: Context, meta: FakeMeta
) -> None:
    message = sent(opened, reference=None)
    meta.tell(f"{whatsapp_server.url}{PATH}", message, "delivered")
    assert status_of(opened, message) == "delivered"


def test_a_status_without_our_id_finds_the_message_by_metas(
    whatsapp_server: RunningServer, opened: Context, meta: FakeMeta
) -> None:
    message = sent(opened, reference="known")
    meta.tell(f"{whatsapp_server.url}{PATH}", message, "read", has_our_id=False)
    assert status_of(opened, message) == "read"


def test_a_status_of_an_unknown_message_or_of_an_unknown_kind_is_taken_and_changes_nothing(
    whatsapp_server: RunningServer, opened: Context, meta: FakeMeta
) -> None:
    message = sent(opened, reference="known")
    url = f"{whatsapp_server.url}{PATH}"
    assert meta.tell(url, message, "dreamt_of").status_code == 200
    unknown = SentMessage("wamid.unknown", {"biz_opaque_callback_data": "dlv_unknown"})
    assert meta.tell(url, unknown, "read").status_code == 200
    assert status_of(opened, message) == "sent"


@pytest.mark.parametrize("secret", ["", "other", APP_SECRET.upper()])
def test_a_wrong_signature_is_refused_and_changes_nothing(
    whatsapp_server: RunningServer, opened: Context, secret: str
) -> None:
    message = sent(opened, reference="known")
    said = {"entry": [{"changes": [{"value": {"statuses": [{"id": message.wamid, "status": "read"}]}}]}]}
    answer = send_signed(f"{whatsapp_server.url}{PATH}", said, secret=secret)
    assert answer.status_code == 400
    assert answer.json()["details"]["code"] == "BAD_SIGNATURE"
    assert httpx.post(f"{whatsapp_server.url}{PATH}", json=said).status_code == 400
    assert status_of(opened, message) == "sent"


@pytest.mark.parametrize(
    "said",
    [
        [],
        "text",
        None,
        {"entry": "x"},
        {"entry": [1, {"changes": {}}]},
        {"entry": [{"changes": [{"value": {"statuses": [{"id": 7}, None, {"id": "a", "status": []}]}}]}]},
        {"entry": [{"changes": [{"value": {"messages": [{"from": "49"}]}}]}]},
    ],
)
def test_what_else_meta_may_send_is_taken_and_left_aside(whatsapp_server: RunningServer, said: object) -> None:
    assert send_signed(f"{whatsapp_server.url}{PATH}", said).status_code == 200


def test_the_challenge_is_given_back_to_whoever_knows_the_verify_token(whatsapp_server: RunningServer) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "1158201444"}
    answer = httpx.get(f"{whatsapp_server.url}{PATH}", params=asked)
    assert (answer.status_code, answer.text) == (200, "1158201444")
    assert answer.headers["content-type"].startswith("text/plain")


@pytest.mark.parametrize("changed", [{"hub.verify_token": "wrong"}, {"hub.verify_token": ""}, {"hub.mode": "other"}])
def test_no_challenge_is_given_back_to_anyone_else(whatsapp_server: RunningServer, changed: dict[str, str]) -> None:
    asked = {"hub.mode": "subscribe", "hub.verify_token": VERIFY_TOKEN, "hub.challenge": "secret", **changed}
    answer = httpx.get(f"{whatsapp_server.url}{PATH}", params=asked)
    assert answer.status_code == 403
    assert "secret" not in answer.text


def test_without_whatsapp_there_is_no_such_address(shared_server: RunningServer) -> None:
    assert httpx.get(f"{shared_server.url}{PATH}", params={"hub.mode": "subscribe"}).status_code == 404
    assert httpx.post(f"{shared_server.url}{PATH}", json={}).status_code == 404
