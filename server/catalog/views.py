"""The catalogue's rows as the API's objects."""

from server.catalog.models import Event, Offer, Product
from server.catalog.schemas import EventObject, LinkObject, ProductObject


def event_object(event: Event) -> EventObject:
    """An event as the API gives it back."""
    return EventObject(
        id=event.id,
        subtype=event.subtype,
        organizationId=event.organization_id,
        name=event.name,
        description=event.description,
        status=event.status,
        customProperties=event.custom_properties,
        slug=event.slug,
        timeZone=event.time_zone,
        startsAt=event.starts_at,
        endsAt=event.ends_at,
        capacity=event.capacity,
        taken=event.taken,
        codePrefix=event.code_prefix,
        ticketFormat=event.ticket_format,
        rotatingCodes=event.rotation,
        keepNamesDays=event.keep_names_days,
        doorContacts=event.door_contacts,
        codeFormats=event.code_formats,
        hasDoorPin=bool(event.pin_hash),
        createdAt=event.created_at,
        updatedAt=event.updated_at,
    )


def product_object(product: Product) -> ProductObject:
    """A product as the API gives it back."""
    return ProductObject(
        id=product.id,
        subtype=product.subtype,
        organizationId=product.organization_id,
        number=product.number,
        name=product.name,
        description=product.description,
        status=product.status,
        priceInCents=product.price_cents,
        currency=product.currency,
        maxQuantity=product.max_quantity,
        taken=product.taken,
        customProperties=product.custom_properties,
        createdAt=product.created_at,
        updatedAt=product.updated_at,
    )


def offer_object(offer: Offer) -> LinkObject:
    """An offer as the link it is to the API."""
    return LinkObject(
        id=offer.id,
        organizationId=offer.organization_id,
        fromObjectId=offer.event_id,
        toObjectId=offer.product_id,
        linkType="offers",
        properties=offer.properties,
        taken=offer.taken,
        createdAt=offer.created_at,
    )
