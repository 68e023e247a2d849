"""``doorward admin create-event``, ``set-door-pin``, ``create-product`` and ``offer``."""

import sys
from typing import Any

import click
from sqlalchemy.orm import Session

from server.accounts.passwords import hash_now
from server.catalog.models import Event
from server.catalog.schemas import EventPatch, EventRequest, LinkRequest, ProductRequest
from server.catalog.service import change_event, create_event, create_offer, create_product
from server.command_line import admin_session, clear_errors, find_organization, json_option, show
from server.errors import NotFoundError


@click.command("create-event")
@click.argument("organization")
@click.argument("name")
@click.option("--start", help="Unix ms, or a time such as 2025-01-15T22:00:00+00:00.")
@click.option("--end", help="The same.")
@click.option("--location", help="Where it is.")
@click.option("--time-zone", help="IANA time zone [default: UTC].")
@click.option("--capacity", type=int, help="Seats altogether [default: no bound].")
@click.option("--event-code", help="The middle of its ticket codes [default: the initials].")
@click.option("--ticket-format", type=click.Choice(["signed", "typed"]), help="What QRs hold [default: signed].")
@click.option("--rotating-codes", type=click.Choice(["off", "offered", "required"]), help="Live codes. [default: off]")
@click.option("--keep-names-days", type=click.IntRange(0, 3_650), help="How long doors know names. [default: 30]")
@click.option("--status", default="published", show_default=True)
@json_option
@click.pass_context
def create_event_command(ctx: click.Context, /, organization: str, name: str, *, as_json: bool, **said: Any) -> None:  # noqa: ANN401  click.
    """Make an event."""
    properties = {"startDate": _moment(said["start"]), "endDate": _moment(said["end"]), "location": said["location"]}
    with admin_session(ctx) as (session, _):
        request = EventRequest(
            name=name,
            status=said["status"],
            capacity=said["capacity"],
            timeZone=said["time_zone"],
            eventCode=said["event_code"],
            ticketFormat=said["ticket_format"],
            rotatingCodes=said["rotating_codes"],
            keepNamesDays=said["keep_names_days"],
            customProperties={name: value for name, value in properties.items() if value is not None},
        )
        made = create_event(session, find_organization(session, organization).id, request)
        fields = {"id": made.id, "name": made.name, "slug": made.slug, "codePrefix": made.code_prefix}
    show(fields, as_json=as_json)


@click.command("set-door-pin")
@click.argument("event")
@click.option("--clear", is_flag=True, help="Take the PIN away: nobody can override a refusal then.")
@json_option
@click.pass_context
def set_door_pin_command(ctx: click.Context, /, event: str, *, clear: bool, as_json: bool) -> None:
    """Set the PIN by which managers override refusals at the doors of EVENT (an id).

    It has 4 to 12 digits and is asked for, or is the first line of standard input. It is never an argument, which a
    shell would keep in its history and show to everybody who lists the machine's processes.
    """
    with clear_errors():
        patch = EventPatch.model_validate({"doorPin": None if clear else _ask_for_pin()})
    pin_hash = "" if patch.doorPin is None else hash_now(patch.doorPin.get_secret_value())
    with admin_session(ctx) as (session, _):
        changed = change_event(session, _find_event(session, event).organization_id, event, patch, pin_hash)
        fields = {"id": changed.id, "name": changed.name, "hasDoorPin": bool(changed.pin_hash)}
    show(fields, as_json=as_json)


@click.command("create-product")
@click.argument("organization")
@click.argument("name")
@click.option("--subtype", default="ticket", show_default=True)
@click.option("--price", type=int, default=0, show_default=True, help="In minor units, e.g. cents.")
@click.option("--currency", default="eur", show_default=True)
@click.option("--max-quantity", type=int, help="How many are sold altogether [default: no bound].")
@click.option(
    "--group-size", type=click.IntRange(1, 1_000), default=1, help="How many one ticket lets in. [default: 1]"
)
@click.option("--needs-look", is_flag=True, help="Someone at the door must look at something.")
@click.option("--note", default="", help="What to look at.")
@json_option
@click.pass_context
def create_product_command(ctx: click.Context, /, organization: str, name: str, *, as_json: bool, **said: Any) -> None:  # noqa: ANN401  click.
    """Make a product."""
    properties = {
        "price": said["price"],
        "currency": said["currency"],
        "maxQuantity": said["max_quantity"],
        "groupSize": said["group_size"],
        "needsLook": said["needs_look"],
        "note": said["note"],
    }
    with admin_session(ctx) as (session, _):
        request = ProductRequest(name=name, subtype=said["subtype"], customProperties=properties)
        made = create_product(session, find_organization(session, organization).id, request)
        fields = {"id": made.id, "name": made.name, "number": made.number}
    show(fields, as_json=as_json)


@click.command("offer")
@click.argument("event")
@click.argument("product")
@click.option("--quantity", type=int, help="How many of them [default: no bound].")
@click.option("--limit-per-customer", type=int, help="How many one e-mail address may hold [default: no bound].")
@json_option
@click.pass_context
def offer_command(
    ctx: click.Context,
    /,
    event: str,
    product: str,
    quantity: int | None,
    limit_per_customer: int | None,
    *,
    as_json: bool,
) -> None:
    """Let EVENT (an id) offer PRODUCT (an id)."""
    with admin_session(ctx) as (session, _):
        found = _find_event(session, event)
        properties = {"quantity": quantity, "limitPerCustomer": limit_per_customer}
        request = LinkRequest(fromObjectId=event, toObjectId=product, linkType="offers", properties=properties)
        made = create_offer(session, found.organization_id, request)
        fields = {"id": made.id, "event": made.event_id, "product": made.product_id}
    show(fields, as_json=as_json)


def _find_event(session: Session, event_id: str) -> Event:
    found = session.get(Event, event_id)
    if found is None:
        raise NotFoundError("Event not found")
    return found


def _ask_for_pin() -> str:
    """What is typed, unseen and twice; where nobody sits at the keyboard, the first line of standard input."""
    if sys.stdin.isatty():
        return str(click.prompt("PIN", hide_input=True, confirmation_prompt=True, err=True))
    return sys.stdin.readline().strip()


def _moment(text: str | None) -> int | str | None:
    return int(text) if text is not None and text.isdigit() else text


COMMANDS = (create_event_command, set_door_pin_command, create_product_command, offer_command)
