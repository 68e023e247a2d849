"""``doorward admin create-event``, ``create-product`` and ``offer``."""

from typing import Any

import click

from server.catalog.models import Event
from server.catalog.schemas import EventRequest, LinkRequest, ProductRequest
from server.catalog.service import create_event, create_offer, create_product
from server.command_line import admin_session, find_organization, json_option, show
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
        found = session.get(Event, event)
        if found is None:
            raise NotFoundError("Event not found")
        properties = {"quantity": quantity, "limitPerCustomer": limit_per_customer}
        request = LinkRequest(fromObjectId=event, toObjectId=product, linkType="offers", properties=properties)
        made = create_offer(session, found.organization_id, request)
        fields = {"id": made.id, "event": made.event_id, "product": made.product_id}
    show(fields, as_json=as_json)


def _moment(text: str | None) -> int | str | None:
    return int(text) if text is not None and text.isdigit() else text


COMMANDS = (create_event_command, create_product_command, offer_command)
