"""Deliveries: sent once, recorded, tried again or given up; also when a process dies in between."""

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from server.config import read_config, to_environment
from server.context import Context
from server.delivery import work
from server.delivery.carriers import Carriers, make_carriers
from server.delivery.models import Delivery
from server.delivery.post import post_mail, post_whatsapp
from server.delivery.resend import ResendCarrier
from server.delivery.work import send_message
from server.errors import ProviderUnavailableError
from tests.factories import make_club
from tests.fakes import meta as fake_meta
from tests.fakes.loopback import Misbehaviour
from tests.fakes.meta import FakeMeta
from tests.fakes.resend import BLOCKED, KEY, FakeResend
from tests.server.delivery.arranging import deliveries_of, delivery_of, paid_order, post
from tests.working import run_work


def with_resend(context: Context, resend: FakeResend) -> Context:
    return replace(context, carriers=Carriers(ResendCarrier(KEY, resend.url), None))


def confirmation(context: Context, **fields: str) -> str:
    return post(context, "order_confirmation", paid_order(context, make_club(context)), **fields)


def test_a_delivery_is_sent_and_recorded_with_the_carriers_reference(context: Context) -> None:
    with FakeResend() as resend:
        delivery_id = confirmation(context)
        send_message(with_resend(context, resend), delivery_id)

        delivery = delivery_of(context, delivery_id)
        assert (delivery.status, delivery.reference) == ("sent", "mail-0")
        assert resend.mails[0].key == delivery_id


def test_a_delivery_that_was_sent_is_not_sent_again(sqlite_context: Context) -> None:
    with FakeResend() as resend:
        delivery_id = confirmation(sqlite_context)
        for _ in range(3):
            send_message(with_resend(sqlite_context, resend), delivery_id)
        assert len(resend.asked) == 1


def test_a_process_killed_between_sending_and_recording_leaves_one_mail_under_its_key(context: Context) -> None:
    with FakeResend() as resend:
        delivery_id = confirmation(context)
        config = replace(
            context.config, resend_api_key=KEY, resend_url=resend.url, mail_from="Maguey <tickets@example.org>"
        )
        command = [sys.executable, "-m", "tests.server.delivery.sender", delivery_id]
        root = Path(__file__).parents[3]
        killed = subprocess.run(
            command, env={**os.environ, **to_environment(config)}, cwd=root, check=False, timeout=60
        )
        assert killed.returncode == -signal.SIGKILL
        assert len(resend.mails) == 1
        assert delivery_of(context, delivery_id).status == "queued"

        send_message(replace(with_resend(context, resend), config=config), delivery_id)

        assert [mail.key for mail in resend.mails] == [delivery_id]
        assert (delivery_of(context, delivery_id).status, delivery_of(context, delivery_id).reference) == (
            "sent",
            "mail-0",
        )
        assert len(resend.asked) == 2


def test_a_mail_that_the_carrier_refuses_has_failed_and_is_not_tried_again(sqlite_context: Context) -> None:
    with FakeResend() as resend:
        delivery_id = confirmation(sqlite_context, recipient=BLOCKED)
        send_message(with_resend(sqlite_context, resend), delivery_id)
        delivery = delivery_of(sqlite_context, delivery_id)
        assert delivery.status == "failed"
        assert BLOCKED not in delivery.failure


def test_a_carrier_that_is_away_leaves_the_delivery_queued_for_the_next_try(sqlite_context: Context) -> None:
    with FakeResend() as resend:
        context = with_resend(sqlite_context, resend)
        delivery_id = confirmation(sqlite_context)
        resend.misbehave(Misbehaviour.SERVER_ERROR)
        with pytest.raises(ProviderUnavailableError):
            send_message(context, delivery_id)
        assert delivery_of(sqlite_context, delivery_id).status == "queued"
        send_message(context, delivery_id)
        assert delivery_of(sqlite_context, delivery_id).status == "sent"


def test_what_is_posted_once_is_one_delivery_and_one_mail_however_often(context: Context) -> None:
    club = make_club(context)
    order_id = paid_order(context, club)
    first = post(context, "order_cancelled", order_id, once="cancelled-1")
    second = post(context, "order_cancelled", order_id, once="cancelled-1")
    assert first == second
    run_work(context)
    assert [delivery.status for delivery in deliveries_of(context, "order_cancelled")] == ["sent"]
    assert len(list((context.config.data_dir / "mail").glob(f"*{first}.eml"))) == 1


@pytest.mark.parametrize("address", ["max.m.1@guest.invalid", "x@y.TEST", "", "a@b.example"])
def test_a_placeholder_is_never_mailed(sqlite_context: Context, address: str) -> None:
    with sqlite_context.database.transaction() as session:
        assert post_mail(session, "order_confirmation", address) is None


def test_an_erased_person_is_not_mailed(sqlite_context: Context) -> None:
    delivery_id = confirmation(sqlite_context)
    with sqlite_context.database.transaction() as session:
        session.execute(update(Delivery).values(recipient=""))
    send_message(sqlite_context, delivery_id)
    assert delivery_of(sqlite_context, delivery_id).failure == "The person was erased"


def test_a_mail_that_is_no_longer_true_is_given_up_with_the_reason(sqlite_context: Context) -> None:
    order_id = paid_order(sqlite_context, make_club(sqlite_context))
    delivery_id = post(sqlite_context, "payment_failed", order_id)
    send_message(sqlite_context, delivery_id)
    delivery = delivery_of(sqlite_context, delivery_id)
    assert (delivery.status, delivery.failure) == ("failed", "Outdated: The order was paid meanwhile")


def whatsapp(context: Context, order_id: str) -> str:
    with context.database.transaction() as session:
        return str(post_whatsapp(session, "order_confirmation", "+491701234567", order_id=order_id, language="de"))


def test_a_whatsapp_message_is_sent_and_recorded_and_fails_where_none_is_configured(sqlite_context: Context) -> None:
    order_id = paid_order(sqlite_context, make_club(sqlite_context))
    unsent = whatsapp(sqlite_context, order_id)
    send_message(sqlite_context, unsent)
    assert delivery_of(sqlite_context, unsent).failure == "WhatsApp is not configured"
    with FakeMeta() as meta:
        config = read_config({}, {**fake_meta.SETTINGS, "meta_url": meta.url})
        sent = whatsapp(sqlite_context, order_id)
        send_message(replace(sqlite_context, carriers=make_carriers(config)), sent)
        assert delivery_of(sqlite_context, sent).reference == meta.messages[0].wamid
        places = meta.messages[0].fields["template"]["components"][0]["parameters"]
        assert [place["text"] for place in places] == ["Max Mustermann", "Perreo Fridays", order_id]


def test_a_status_that_came_before_we_recorded_the_sending_stays(sqlite_context: Context) -> None:
    order_id = paid_order(sqlite_context, make_club(sqlite_context))
    with FakeMeta() as meta:
        config = read_config({}, {**fake_meta.SETTINGS, "meta_url": meta.url})
        delivery_id = whatsapp(sqlite_context, order_id)
        message = sqlite_context.database.read_now(lambda session: work._compose(sqlite_context, session, delivery_id))
        assert message is not None
        assert not isinstance(message, str)
        work._hand_over(replace(sqlite_context, carriers=make_carriers(config)), message)
        with sqlite_context.database.transaction() as session:
            session.get_one(Delivery, delivery_id).status = "read"
        work._record(sqlite_context, delivery_id, "sent", reference="wamid.0000")
    delivery = delivery_of(sqlite_context, delivery_id)
    assert (delivery.status, delivery.reference) == ("read", "wamid.0000")


def test_a_paid_order_is_mailed_by_itself(context: Context) -> None:
    order_id = paid_order(context, make_club(context), subtype="shop")
    run_work(context)
    statement = select(Delivery.status).where(Delivery.order_id == order_id, Delivery.template == "order_confirmation")
    assert context.database.read_now(lambda session: session.scalars(statement).all()) == ["sent"]
    assert len(list((context.config.data_dir / "mail").glob("*.eml"))) == 1
