"""Services: sessions with a person, scheduled with an appointment token."""

from typing import Any

from sqlalchemy.orm import Session

from server.appointments.packages import read_package_facts
from server.appointments.service import cancel_appointments, open_appointments
from server.catalog.models import Product
from server.fulfilment.entitlements import give
from server.fulfilment.hook import Unit
from server.fulfilment.kind import Kind
from server.fulfilment.models import Entitlement
from server.tokens import token_for
from server.vault import Vault


class ServiceHook(Kind):
    """One item whatever the quantity: the sessions of all packages together, under the token of the first."""

    subtype = "service"

    def check(self, properties: dict[str, Any]) -> None:
        """Read the facts of its package."""
        read_package_facts(properties)

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:
        """Open an appointment a session; a service booking has opened them before."""
        product = session.get_one(Product, unit.item.product_id)
        opened = open_appointments(session, vault, unit.order, product, packages=unit.item.quantity)
        package_id = read_package_facts(unit.properties).package_id or product.id
        data = {"packageId": package_id, "appointmentId": opened[0].id}
        service = give(session, vault, unit, "svc", "active", data=data, most_uses=len(opened))
        return {"serviceId": service.id, **service.data, "sessions": service.most_uses}

    def revoke(self, session: Session, unit: Unit) -> None:
        """Cancel what was scheduled and what was not."""
        super().revoke(session, unit)
        cancel_appointments(session, unit.order, unit.item.product_id)

    def reveal(self, vault: Vault, base_url: str, entitlement: Entitlement) -> dict[str, Any]:  # noqa: ARG002
        """The token that schedules."""
        return {"appointmentToken": token_for(vault, "appointment", str(entitlement.data["appointmentId"]))}


HOOK = ServiceHook()
