"""Reminders: a day before, once a holder and event, and only where we are the ones who mail."""

import pytest
from sqlalchemy import update

from server.contacts.service import Person
from server.context import Context
from server.delivery.reminders import post_reminders
from server.ids import now_ms
from server.tickets.models import Ticket
from tests.factories import Club, make_club
from tests.server.delivery.arranging import change_event, deliveries_of, name_club, paid_order
from tests.working import run_work

HOUR_MS = 3_600_000
GUESTS = (
    Person("Max", "M", "max@example.com", "", is_guest=False),
    Person("Max", "Again", "MAX@example.com", "", is_guest=True),
    Person("Ana", "F", "ana@example.com", "", is_guest=True),
    Person("No", "Address", None, "", is_guest=True),
)


def sold_out_club(context: Context, *, starts_in_h: float, properties: dict[str, object] | None = None) -> Club:
    """A club whose event begins then, with tickets for Max twice, Ana, and a guest without an address."""
    club = make_club(context)
    starts_at = now_ms() + int(starts_in_h * HOUR_MS)
    change_event(context, club, starts_at=starts_at, custom_properties=properties or {})
    paid_order(context, club, tickets=4, guests=GUESTS)
    bought_long_ago(context)
    return club


def bought_long_ago(context: Context) -> None:
    with context.database.transaction() as session:
        session.execute(update(Ticket).values(created_at=now_ms() - 30 * 24 * HOUR_MS))


def reminded(context: Context) -> list[str]:
    post_reminders(context)
    return sorted(delivery.recipient.lower() for delivery in deliveries_of(context, "event_reminder"))


def test_each_holder_is_reminded_once_however_often_it_is_looked(context: Context) -> None:
    sold_out_club(context, starts_in_h=23)
    assert reminded(context) == ["ana@example.com", "max@example.com"]
    assert reminded(context) == ["ana@example.com", "max@example.com"]
    run_work(context)
    assert {delivery.status for delivery in deliveries_of(context, "event_reminder")} == {"sent"}


@pytest.mark.parametrize(
    ("starts_in_h", "hours", "is_due"),
    [(25, 24, False), (25, 26, True), (23, 0, False), (1, 2, True), (-1, 24, False), (23, "soon", True)],
)
def test_the_event_says_how_many_hours_before_and_zero_is_never(
    sqlite_context: Context, starts_in_h: int, hours: object, is_due: bool
) -> None:
    sold_out_club(sqlite_context, starts_in_h=starts_in_h, properties={"reminderHours": hours})
    assert bool(reminded(sqlite_context)) is is_due


def test_tickets_bought_within_the_day_have_no_reminder(sqlite_context: Context) -> None:
    club = make_club(sqlite_context)
    change_event(sqlite_context, club, starts_at=now_ms() + 5 * HOUR_MS)
    paid_order(sqlite_context, club)
    assert reminded(sqlite_context) == []


@pytest.mark.parametrize(("mails_bookings", "recipients"), [(False, []), (True, ["max@example.com"])])
def test_bookings_made_by_api_are_reminded_only_where_the_organization_has_us_mail_them(
    sqlite_context: Context, mails_bookings: bool, recipients: list[str]
) -> None:
    club = make_club(sqlite_context)
    name_club(sqlite_context, club, mails_bookings=mails_bookings)
    change_event(sqlite_context, club, starts_at=now_ms() + 5 * HOUR_MS)
    paid_order(sqlite_context, club, subtype="event_booking")
    bought_long_ago(sqlite_context)
    assert reminded(sqlite_context) == recipients


def test_an_event_that_is_not_published_reminds_nobody(sqlite_context: Context) -> None:
    club = sold_out_club(sqlite_context, starts_in_h=23)
    change_event(sqlite_context, club, status="cancelled")
    assert reminded(sqlite_context) == []


def test_the_recipients_address_is_not_in_what_makes_it_once(sqlite_context: Context) -> None:
    sold_out_club(sqlite_context, starts_in_h=23)
    post_reminders(sqlite_context)
    assert all("max" not in str(delivery.once) for delivery in deliveries_of(sqlite_context, "event_reminder"))
