"""Mail by SMTP, Resend and a folder, and WhatsApp by Meta: what is handed over, and what each error means."""

import email
import email.policy
import ssl
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from server.config import read_config
from server.delivery.carriers import make_carriers
from server.delivery.folder import FolderCarrier
from server.delivery.letter import Attachment
from server.delivery.mail import Mail
from server.delivery.meta import MetaCarrier, WhatsApp
from server.delivery.resend import ResendCarrier
from server.delivery.smtp import SmtpCarrier
from server.errors import ProviderRefusedError, ProviderUnavailableError
from tests.fakes import meta as fake_meta
from tests.fakes.certificate import make_certificate
from tests.fakes.loopback import Misbehaviour
from tests.fakes.meta import FakeMeta
from tests.fakes.resend import BLOCKED, KEY, FakeResend
from tests.fakes.smtp_sink import PASSWORD, USER, smtp_sink

MAIL = Mail(
    delivery_id="dlv_01k",
    sender="Maguey Tickets <tickets@maguey.example.org>",
    recipient="max@example.com",
    reply_to="hola@maguey.example.org",
    subject="Tus entradas: Perreo Ñandú",
    text="Hola",
    html='<p>Hola</p><img src="cid:qr1@doorward">',
    at=1_736_978_400_123,
    attachments=(
        Attachment("qr.png", "image/png", b"\x89PNG", content_id="qr1@doorward"),
        Attachment("tickets.pdf", "application/pdf", b"%PDF-1.4 \x00\xff"),
    ),
)
MESSAGE = WhatsApp("dlv_01k", "+49 170 1234567", "order_confirmation", "de", ("Max", "Perreo", "ord_1"))


def test_smtp_hands_over_the_whole_mail() -> None:
    with smtp_sink() as sink:
        reference = SmtpCarrier(f"smtp://127.0.0.1:{sink.port}").send(MAIL)

    assert reference == "<dlv_01k@maguey.example.org>"
    assert sink.recipients == ["max@example.com"]
    (mail,) = sink.mails
    assert mail["Message-ID"] == reference
    assert mail["Subject"] == "Tus entradas: Perreo Ñandú"
    html = mail.get_body(("html",))
    assert html is not None
    assert 'src="cid:qr1@doorward"' in html.get_content()
    (pdf,) = mail.iter_attachments()
    assert (pdf.get_filename(), pdf.get_content()) == ("tickets.pdf", b"%PDF-1.4 \x00\xff")
    inline = [part for part in mail.walk() if part["Content-ID"] == "<qr1@doorward>"]
    assert [part.get_content_disposition() for part in inline] == ["inline"]


def test_smtp_encrypts_and_logs_in_where_the_server_offers_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    certificate = make_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with smtp_sink(tls, needs_login=True) as sink:
        SmtpCarrier(f"smtp://{USER}:p%40ss%3Aword@localhost:{sink.port}").send(MAIL)
    assert PASSWORD == "p@ss:word"
    assert sink.was_encrypted == [True]


def test_smtp_sends_nothing_over_a_certificate_that_is_not_trusted(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with smtp_sink(tls) as sink, pytest.raises(ProviderUnavailableError):
        SmtpCarrier(f"smtp://localhost:{sink.port}").send(MAIL)
    assert sink.mails == []


def test_a_wrong_smtp_password_is_tried_again_until_someone_puts_it_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = make_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with smtp_sink(tls, needs_login=True) as sink, pytest.raises(ProviderUnavailableError):
        SmtpCarrier(f"smtp://{USER}:wrong@localhost:{sink.port}").send(MAIL)
    assert sink.mails == []


@pytest.mark.parametrize("answer", ["450 4.2.1 Busy", "421 4.3.2 Shutting down"])
def test_a_mail_that_smtp_cannot_take_now_is_tried_again(answer: str) -> None:
    with smtp_sink() as sink:
        carrier = SmtpCarrier(f"smtp://127.0.0.1:{sink.port}")
        sink.answers_to_recipients = [answer]
        with pytest.raises(ProviderUnavailableError):
            carrier.send(MAIL)
        sink.answers_to_data = [answer]
        with pytest.raises(ProviderUnavailableError):
            carrier.send(MAIL)


@pytest.mark.parametrize("answer", ["550 5.1.1 No such user max@example.com", "554 5.7.1 Spam"])
def test_a_mail_that_smtp_refuses_is_not_tried_again_and_the_error_names_nobody(answer: str) -> None:
    with smtp_sink() as sink:
        carrier = SmtpCarrier(f"smtp://127.0.0.1:{sink.port}")
        sink.answers_to_recipients = [answer]
        with pytest.raises(ProviderRefusedError) as refused:
            carrier.send(MAIL)
        assert "max@" not in refused.value.message
        sink.answers_to_data = [answer]
        with pytest.raises(ProviderRefusedError):
            carrier.send(MAIL)


def test_no_mail_server_is_tried_again() -> None:
    with smtp_sink() as sink:
        port = sink.port
    with pytest.raises(ProviderUnavailableError):
        SmtpCarrier(f"smtp://127.0.0.1:{port}", timeout_s=2).send(MAIL)


def test_resend_gets_text_html_files_and_the_delivery_as_idempotency_key() -> None:
    with FakeResend() as resend:
        reference = ResendCarrier(KEY, resend.url).send(MAIL)

    (mail,) = resend.mails
    assert (mail.id, mail.key) == (reference, "dlv_01k")
    assert mail.fields["from"] == MAIL.sender
    assert mail.fields["reply_to"] == MAIL.reply_to
    assert (mail.fields["html"], mail.fields["text"]) == (MAIL.html, MAIL.text)
    assert mail.attached("tickets.pdf") == b"%PDF-1.4 \x00\xff"
    assert mail.fields["attachments"][0]["content_id"] == "qr1@doorward"


def test_resend_sends_one_mail_for_a_delivery_whose_answer_was_lost() -> None:
    with FakeResend() as resend:
        carrier = ResendCarrier(KEY, resend.url)
        resend.misbehave(Misbehaviour.LOSE_ANSWER)
        with pytest.raises(ProviderUnavailableError):
            carrier.send(MAIL)
        assert carrier.send(MAIL) == "mail-0"
        assert len(resend.mails) == 1


def test_resend_that_took_another_text_for_the_delivery_has_sent_it() -> None:
    with FakeResend() as resend:
        carrier = ResendCarrier(KEY, resend.url)
        carrier.send(MAIL)
        assert carrier.send(replace(MAIL, text="Hola, changed")) == MAIL.delivery_id
        assert len(resend.mails) == 1


@pytest.mark.parametrize("fault", [Misbehaviour.SERVER_ERROR, Misbehaviour.RATE_LIMIT, Misbehaviour.HANG])
def test_resend_that_does_not_take_a_mail_now_is_asked_again(fault: Misbehaviour) -> None:
    with FakeResend() as resend:
        resend.misbehave(fault)
        with pytest.raises(ProviderUnavailableError):
            ResendCarrier(KEY, resend.url, timeout_s=1).send(MAIL)
        assert resend.mails == []


def test_resend_that_refuses_a_mail_is_not_asked_again_but_a_wrong_key_waits() -> None:
    with FakeResend() as resend:
        with pytest.raises(ProviderRefusedError):
            ResendCarrier(KEY, resend.url).send(replace(MAIL, recipient=BLOCKED))
        with pytest.raises(ProviderUnavailableError):
            ResendCarrier("re_other", resend.url).send(MAIL)


def test_the_folder_holds_each_delivery_once_in_the_order_of_their_times(tmp_path: Path) -> None:
    carrier = FolderCarrier(tmp_path / "mail")
    later = replace(MAIL, delivery_id="dlv_00a", at=MAIL.at + 1)
    names = [carrier.send(mail) for mail in (later, MAIL, MAIL)]

    found = sorted(path.name for path in (tmp_path / "mail").iterdir())
    assert found == ["20250115T220000.123Z-dlv_01k.eml", "20250115T220000.124Z-dlv_00a.eml"]
    assert set(names) == set(found)
    raw = (tmp_path / "mail" / found[0]).read_bytes()
    assert email.message_from_bytes(raw, policy=email.policy.default)["Subject"] == MAIL.subject


def test_a_folder_that_cannot_be_written_to_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("no folder")
    with pytest.raises(ProviderUnavailableError):
        FolderCarrier(tmp_path / "mail").send(MAIL)


@pytest.mark.parametrize("recipient", ["max@example.com\r\nBcc: eve@example.com", "max@example.com\nX: y", "\n"])
def test_an_address_with_a_line_break_is_refused(tmp_path: Path, recipient: str) -> None:
    with FakeResend() as resend:
        for carrier in (FolderCarrier(tmp_path), ResendCarrier(KEY, resend.url)):
            with pytest.raises(ProviderRefusedError):
                carrier.send(replace(MAIL, recipient=recipient))
        assert resend.mails == []
    assert list(tmp_path.iterdir()) == []


def meta_carrier(url: str) -> MetaCarrier:
    carriers = make_carriers(read_config({}, {**fake_meta.SETTINGS, "meta_url": url}))
    assert carriers.whatsapp is not None
    return carriers.whatsapp


def test_whatsapp_sends_the_approved_template_with_our_id_beside_it() -> None:
    with FakeMeta() as meta:
        assert meta_carrier(meta.url).send(MESSAGE) == "wamid.0000"

    (message,) = meta.messages
    assert message.fields["to"] == "491701234567"
    assert message.fields["biz_opaque_callback_data"] == "dlv_01k"
    template = message.fields["template"]
    assert (template["name"], template["language"]) == ("order_confirmation", {"code": "de"})
    assert [place["text"] for place in template["components"][0]["parameters"]] == ["Max", "Perreo", "ord_1"]


def test_whatsapp_sends_text_within_a_conversation() -> None:
    with FakeMeta() as meta:
        meta_carrier(meta.url).send(replace(MESSAGE, text="Hola"))
    assert meta.messages[0].fields["text"]["body"] == "Hola"


@pytest.mark.parametrize("number", ["0170 1234567", "+49", "", "+" + "1" * 16])
def test_a_number_that_is_not_international_is_refused_before_anyone_is_asked(number: str) -> None:
    with FakeMeta() as meta:
        with pytest.raises(ProviderRefusedError):
            meta_carrier(meta.url).send(replace(MESSAGE, recipient=number))
        assert meta.asked == []


def test_a_number_without_whatsapp_is_refused() -> None:
    with FakeMeta() as meta, pytest.raises(ProviderRefusedError):
        meta_carrier(meta.url).send(replace(MESSAGE, recipient=f"+{fake_meta.NOT_ON_WHATSAPP}"))


@pytest.mark.parametrize("fault", [Misbehaviour.SERVER_ERROR, Misbehaviour.RATE_LIMIT, Misbehaviour.LOSE_ANSWER])
def test_whatsapp_that_does_not_take_a_message_now_is_asked_again(fault: Misbehaviour) -> None:
    with FakeMeta() as meta:
        meta.misbehave(fault)
        with pytest.raises(ProviderUnavailableError):
            meta_carrier(meta.url).send(MESSAGE)


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({}, FolderCarrier),
        ({"mail_from": "a@example.org", "resend_api_key": "re_1"}, ResendCarrier),
        ({"mail_from": "a@example.org", "resend_api_key": "re_1", "smtp_url": "smtp://localhost"}, SmtpCarrier),
    ],
)
def test_smtp_goes_before_resend_and_the_folder_is_left_for_neither(
    options: dict[str, str], kind: Callable[..., object]
) -> None:
    carriers = make_carriers(read_config({}, options))
    assert type(carriers.mail) is kind
    assert carriers.whatsapp is None
