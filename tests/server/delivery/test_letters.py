"""What mails say: every template in every language, and nothing in them that a name could bring in."""

import io
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser

import pypdf
import pytest
import zxingcpp
from PIL import Image
from sqlalchemy import select

from server.accounts.mailed import Purpose, mail_link
from server.appointments.models import Appointment
from server.contacts.service import Person
from server.context import Context
from server.delivery.case import OutdatedError
from server.delivery.compose import TEMPLATES, compose_mail
from server.delivery.formats import LANGUAGES
from server.delivery.mail import Mail, make_message
from server.delivery.models import Delivery
from server.orders.models import Order
from server.orders.wanted import Line
from server.tickets.models import Ticket
from tests.factories import START_MS, make_club
from tests.server.delivery.arranging import (
    BILLING,
    add_product,
    change_event,
    deliveries_of,
    name_club,
    paid_order,
    post,
)
from tests.server.delivery.every_mail import appointment_of, everything, ticket_of, user

HOSTILE = '<script>alert(1)</script>"\r\nBcc: victim@example.com\r\n\r\n<b>'


def composed(context: Context, delivery_id: str) -> Mail:
    return context.database.read_now(
        lambda session: compose_mail(context, session, session.get_one(Delivery, delivery_id))
    )


def parsed(mail: Mail) -> EmailMessage:
    message = message_from_bytes(make_message(mail).as_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


def tags_of(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_a_whole_mail_in_every_language(sqlite_context: Context, language: str) -> None:
    ids = everything(sqlite_context, language)
    assert ids.keys() | {"payment_failed", "appointment_scheduled"} == TEMPLATES.keys()
    for template, delivery_id in ids.items():
        mail = composed(sqlite_context, delivery_id)
        assert f'<html lang="{language}">' in mail.html, template
        assert mail.subject
        assert mail.text.count("\n") > 4, template
        assert "{" not in mail.text, template
        assert parsed(mail).get_body(("plain",)) is not None
        assert all(address.startswith(("http://", "cid:")) for address in tags_of(mail.html).addresses), template


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scheduled_session_and_a_failed_payment_are_told_in_every_language(
    sqlite_context: Context, language: str
) -> None:
    club = make_club(sqlite_context, price_cents=2500)
    lesson = add_product(sqlite_context, club, "service", "Lesson", priceInCents=5000)
    order_id = paid_order(sqlite_context, club, Line(lesson, 1), tickets=0, language=language)
    appointment_id = appointment_of(sqlite_context, order_id)
    with sqlite_context.database.transaction() as session:
        session.get_one(Order, order_id).status = "failed"
        appointment = session.get_one(Appointment, appointment_id)
        appointment.status, appointment.time_zone = "scheduled", "Europe/Berlin"
        appointment.scheduled_start, appointment.scheduled_end = START_MS, START_MS + 3_600_000
        appointment.meeting_url = "https://meet.example.com/1"
    scheduled = post(sqlite_context, "appointment_scheduled", order_id, facts={"appointmentId": appointment_id})
    failed = post(sqlite_context, "payment_failed", order_id)
    assert "https://meet.example.com/1" in composed(sqlite_context, scheduled).text
    assert "2025" in composed(sqlite_context, scheduled).subject
    assert "Lesson" in composed(sqlite_context, failed).subject


def test_the_confirmation_shows_each_ticket_with_a_qr_that_reads_as_its_code(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    guests = (Person("Max", "M", "max@example.com", "", is_guest=False), Person("Ana", "F", None, "", is_guest=True))
    mail = composed(
        sqlite_context,
        post(sqlite_context, "order_confirmation", paid_order(sqlite_context, club, tickets=2, guests=guests)),
    )

    pictures = [file for file in mail.attachments if file.content_id]
    codes = [zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.content)))[0].text for picture in pictures]
    tickets = sqlite_context.database.read_now(
        lambda session: session.scalars(select(Ticket).order_by(Ticket.place)).all()
    )
    assert codes == [ticket.signed_code for ticket in tickets]
    for ticket, picture in zip(tickets, pictures, strict=True):
        assert ticket.id in mail.html
        assert ticket.id in mail.text
        assert f'src="cid:{picture.content_id}"' in mail.html


@pytest.mark.parametrize(
    ("language", "said", "entry"),
    [
        ("en", "Admits 5 people", "Each code lets in as many people as its ticket says"),
        ("de", "Gilt für 5 Personen", "Jeder Code lässt so viele Personen ein"),
        ("es", "Vale para 5 personas", "Cada código deja entrar a tantas personas"),
        ("fr", "Valable pour 5 personnes", "Chaque code laisse entrer autant de personnes"),
    ],
)
def test_a_groups_mail_says_how_many_its_ticket_admits(
    sqlite_context: Context, language: str, said: str, entry: str
) -> None:
    group, single = make_club(sqlite_context, product={"groupSize": 5}), make_club(sqlite_context, prefix="SXY")
    orders = [paid_order(sqlite_context, club) for club in (group, single)]
    mail, other = (
        composed(sqlite_context, post(sqlite_context, "order_confirmation", order_id, language=language))
        for order_id in orders
    )
    for text in (mail.text, mail.html):
        assert said in text
        assert entry in text
    for text in (other.text, other.html):
        assert said.split(" 5 ", maxsplit=1)[0] not in text
        assert entry not in text


def test_the_confirmation_brings_the_tickets_and_a_business_buyers_invoice_as_pdf(sqlite_context: Context) -> None:
    club = make_club(sqlite_context, price_cents=2500)
    name_club(sqlite_context, club, legal_name="Maguey SL")
    order_id = paid_order(sqlite_context, club, tickets=3, billing=BILLING)
    message = parsed(composed(sqlite_context, post(sqlite_context, "order_confirmation", order_id)))

    pdfs = {
        str(part.get_filename()): pypdf.PdfReader(io.BytesIO(part.get_content()))
        for part in message.iter_attachments()
        if part.get_content_type() == "application/pdf"
    }
    assert {name: len(pdf.pages) for name, pdf in pdfs.items()} == {"tickets.pdf": 3, "invoice-1.pdf": 1}
    assert "Mustermann GmbH" in pdfs["invoice-1.pdf"].pages[0].extract_text()


def test_a_person_gets_no_invoice(sqlite_context: Context) -> None:
    order_id = paid_order(sqlite_context, make_club(sqlite_context, price_cents=2500))
    mail = composed(sqlite_context, post(sqlite_context, "order_confirmation", order_id))
    assert [file.name for file in mail.attachments if not file.content_id] == ["tickets.pdf"]


def test_a_large_order_shows_some_tickets_and_says_where_the_rest_are(sqlite_context: Context) -> None:
    order_id = paid_order(sqlite_context, make_club(sqlite_context), tickets=12)
    mail = composed(sqlite_context, post(sqlite_context, "order_confirmation", order_id))
    assert len([file for file in mail.attachments if file.content_id]) == 10
    assert "2 more tickets are in the attached PDF." in mail.text


@pytest.mark.parametrize(("currency", "said"), [("eur", "€25.00"), ("jpy", "JP¥2,500"), ("kwd", "KWD\xa02.500")])
def test_amounts_have_the_decimals_of_the_orders_currency(sqlite_context: Context, currency: str, said: str) -> None:
    club = make_club(sqlite_context, price_cents=2500, product={"currency": currency})
    mail = composed(sqlite_context, post(sqlite_context, "order_confirmation", paid_order(sqlite_context, club)))
    assert f"Total: {said}".replace("JP¥", "¥") in mail.text.replace("JP¥", "¥")


def test_times_are_those_of_the_event_where_the_event_is(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    change_event(sqlite_context, club, time_zone="America/New_York")
    mail = composed(sqlite_context, post(sqlite_context, "order_confirmation", paid_order(sqlite_context, club)))
    assert "Wednesday, 15 January 2025, 17:00 (America/New_York)" in mail.text


def test_answers_go_to_the_organization_and_nothing_offers_to_unsubscribe(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    name_club(sqlite_context, club, support_email="hola@maguey.example.org")
    mail = composed(sqlite_context, post(sqlite_context, "order_confirmation", paid_order(sqlite_context, club)))
    message = parsed(mail)
    assert message["Reply-To"] == "hola@maguey.example.org"
    assert message["List-Unsubscribe"] is None
    assert message["Message-ID"] == f"<{mail.delivery_id}@localhost>"


def hostile_event(context: Context) -> str:
    club = make_club(context)
    change_event(context, club, name=HOSTILE)
    name_club(context, club, name=HOSTILE)
    return post(context, "order_confirmation", paid_order(context, club, first_name=HOSTILE, last_name=HOSTILE))


def hostile_user(context: Context) -> str:
    person = user(context, name=HOSTILE)
    with context.database.transaction() as session:
        mail_link(session, context.vault, person, Purpose.VERIFY)
    return deliveries_of(context, "verify_email")[0].id


@pytest.mark.parametrize("arrange", [hostile_event, hostile_user])
def test_a_hostile_name_adds_no_header_no_recipient_and_no_markup(
    sqlite_context: Context, arrange: Callable[[Context], str]
) -> None:
    mail = composed(sqlite_context, arrange(sqlite_context))
    message = parsed(mail)

    assert message["Bcc"] is None
    assert message["To"] == "max@example.com"
    assert "\n" not in str(message["Subject"])
    tags = set(tags_of(mail.html).tags)
    assert "script" not in tags
    assert "b" not in tags
    assert "&lt;script&gt;" in mail.html


@pytest.mark.parametrize("template", ["order_confirmation", "event_reminder"])
def test_a_ticket_that_was_refunded_meanwhile_is_not_mailed(sqlite_context: Context, template: str) -> None:
    order_id = paid_order(sqlite_context, make_club(sqlite_context))
    ticket = ticket_of(sqlite_context, order_id)
    delivery_id = post(sqlite_context, template, order_id, facts={"ticketId": ticket.id})
    with sqlite_context.database.transaction() as session:
        session.get_one(Order, order_id).status = "refunded"
        session.get_one(Ticket, ticket.id).status = "refunded"
    with pytest.raises(OutdatedError):
        composed(sqlite_context, delivery_id)


def test_a_link_that_was_replaced_is_not_mailed_any_more(sqlite_context: Context) -> None:
    person = user(sqlite_context)
    for _ in range(2):
        with sqlite_context.database.transaction() as session:
            mail_link(session, sqlite_context.vault, person, Purpose.RESET)
    first, second = deliveries_of(sqlite_context, "reset_password")
    with pytest.raises(OutdatedError):
        composed(sqlite_context, first.id)
    assert "/account/reset?token=" in composed(sqlite_context, second.id).text


def test_the_same_delivery_is_composed_alike_again(sqlite_context: Context) -> None:
    delivery_id = post(sqlite_context, "order_confirmation", paid_order(sqlite_context, make_club(sqlite_context)))
    first, second = composed(sqlite_context, delivery_id), composed(sqlite_context, delivery_id)
    assert (first.html, first.text, first.subject) == (second.html, second.text, second.subject)
