"""Service packages: products of the subtype ``service``, and what their ``customProperties`` say of the sessions."""

from typing import Annotated, Any

from pydantic import Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.models import Organization
from server.api import Schema
from server.catalog.models import Product
from server.errors import ConflictError, InvalidProductError, InvalidRequestError, NotFoundError
from server.text import Line

DAY_MS = 24 * 3600 * 1000
_MOST_LISTED = 20


class PackageFacts(Schema):
    """The properties that mean something for sessions."""

    package_id: Annotated[Line, Field(max_length=50)] = Field("", alias="packageId")
    sessions: Annotated[int, Field(ge=1, le=100)] = 1
    valid_days: Annotated[int, Field(ge=1, le=3650)] = Field(90, alias="validDays")
    """For how many days after the payment its sessions can be scheduled."""
    session_minutes: Annotated[int, Field(ge=5, le=720)] = Field(60, alias="sessionMinutes")
    """How long a session is that is chosen on this server's own page."""
    cal_event_type_id: Annotated[int, Field(ge=1, le=2**53)] | None = Field(None, alias="calEventTypeId")
    """What Cal.com books for it; None for the server's own setting."""


def read_package_facts(properties: dict[str, Any]) -> PackageFacts:
    """The facts in ``customProperties``; InvalidRequestError that names the first property at fault."""
    present = {name: value for name, value in properties.items() if value is not None}
    try:
        return PackageFacts.model_validate(present)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidRequestError(f"customProperties.{first['loc'][0]}: {first['msg']}") from None


def find_package(session: Session, package_id: str, *, configured: str, asked: str | None) -> Product:
    """The newest active product that is the package, of the organization that sells it here.

    That organization is the one ``configured``, else the one ``asked`` for (id, slug or prefix), else the only one
    with such a package; ConflictError with their slugs where there are several.
    """
    statement = select(Product).where(
        Product.subtype == "service",
        Product.status == "active",
        Product.custom_properties["packageId"].as_string() == package_id,
    )
    named = configured or asked
    if named:
        organization_id = _organization_id(session, named)
        if asked and organization_id != _organization_id(session, asked):
            raise NotFoundError("This organization sells no packages here")
        statement = statement.where(Product.organization_id == organization_id)
    products = session.scalars(statement.order_by(Product.id.desc())).all()
    if not products:
        raise InvalidProductError(f"There is no package {package_id}")
    owners = {product.organization_id for product in products}
    if len(owners) > 1:
        slugs = session.scalars(
            select(Organization.slug).where(Organization.id.in_(owners)).order_by(Organization.slug)
        )
        listed = ", ".join(slugs.fetchmany(_MOST_LISTED))
        raise ConflictError(
            "Several organizations sell this package: name one with ?organization=", organizations=listed
        )
    return products[0]


def _organization_id(session: Session, named: str) -> str:
    for column in (Organization.id, Organization.slug, Organization.ticket_prefix):
        found = session.scalar(select(Organization.id).where(column == named))
        if found is not None:
            return found
    raise NotFoundError("No organization of that name")
