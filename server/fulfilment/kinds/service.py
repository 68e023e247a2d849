"""Services: sessions with a person, scheduled with an appointment token."""

from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.orm import Session

from server.fulfilment.entitlements import give
from server.fulfilment.hook import Unit
from server.fulfilment.kind import Facts, Kind
from server.fulfilment.models import Entitlement
from server.tokens import token_for
from server.vault import Vault


class ServiceFacts(Facts):
    """Which package it is, and how many sessions are in one."""

    packageId: Annotated[str, Field(max_length=200)] | None = None  # noqa: N815  The public API speaks camelCase.
    sessions: Annotated[int, Field(ge=1, le=1000)] = 1


class ServiceHook(Kind):
    """One item whatever the quantity: the sessions of all packages together."""

    subtype = "service"

    def check(self, properties: dict[str, Any]) -> None:
        """Read the facts."""
        ServiceFacts.read(properties)

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:
        """Give the sessions; scheduling them is the appointments' part."""
        facts = ServiceFacts.read(unit.properties)
        sessions = facts.sessions * unit.item.quantity
        data = {"packageId": facts.packageId or unit.item.product_id}
        service = give(session, vault, unit, "apt", "active", data=data, most_uses=sessions)
        return {"appointmentId": service.id, "packageId": service.data["packageId"], "sessions": service.most_uses}

    def reveal(self, vault: Vault, base_url: str, entitlement: Entitlement) -> dict[str, Any]:  # noqa: ARG002
        """The token that schedules."""
        return {"appointmentToken": token_for(vault, "appointment", entitlement.id)}


HOOK = ServiceHook()
