"""Subscriptions: access for a billing period, and for the next one when that is paid."""

from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.orm import Session

from server.errors import ConflictError
from server.fulfilment.entitlements import REVOKED, entitlement_of, give, revoke_entitlement, token_of
from server.fulfilment.hook import Unit
from server.fulfilment.kind import Facts, Kind
from server.fulfilment.models import Entitlement
from server.fulfilment.periods import BillingCycle, period_start
from server.fulfilment.subscriptions import extend, mail_about, period_of
from server.vault import Vault
from server.work.queue import Kind as WorkKind
from server.work.queue import enqueue


class SubscriptionFacts(Facts):
    """How long a period is, and how long access outlasts a renewal that is not paid."""

    billingCycle: BillingCycle = "monthly"  # noqa: N815  The public API speaks camelCase.
    graceDays: Annotated[int, Field(ge=0, le=365)] = 7  # noqa: N815  The same.


class SubscriptionHook(Kind):
    """One subscription for an item, whatever the quantity. A renewal's item names the subscription it renews."""

    subtype = "subscription"

    def check(self, properties: dict[str, Any]) -> None:
        """Read the facts."""
        SubscriptionFacts.read(properties)

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:
        """Begin the first period now; or, for a renewal's item, add its period."""
        renewed = _renewed_by(session, unit)
        if renewed is not None:
            if renewed.status == REVOKED:
                raise ConflictError("The subscription was revoked")
            period = int(unit.item.fulfillment_data["period"])
            if extend(session, renewed, period, unit.at):
                mail_about(session, renewed, unit.order, "subscription_renewed")
            return _described(renewed, period)
        facts = SubscriptionFacts.read(unit.properties)
        ends_at = period_start(unit.at, facts.billingCycle, 1)
        data = {"billingCycle": facts.billingCycle, "graceDays": facts.graceDays, "period": 0, "anchor": unit.at}
        return _described(give(session, vault, unit, "sub", "active", data=data, ends_at=ends_at, next_at=ends_at), 0)

    def revoke(self, session: Session, unit: Unit) -> None:
        """Revoke the subscription where the money of its present period went back; an earlier one's is history."""
        renewed = _renewed_by(session, unit)
        subscription = renewed or entitlement_of(session, unit.item.id)
        period = 0 if renewed is None else unit.item.fulfillment_data["period"]
        if subscription is not None and subscription.data["period"] == period:
            revoke_entitlement(session, subscription.purchase_item_id, unit.at)
            # A renewal that waits for its money must not be paid for nothing.
            enqueue(session, WorkKind.RENEWAL, subscription.id)

    def reveal(self, vault: Vault, base_url: str, entitlement: Entitlement) -> dict[str, Any]:
        """Where to ask whether it gives access, and how it stands."""
        path = f"/api/v1/subscriptions/{entitlement.id}/access"
        return {
            "status": entitlement.status,
            "accessUrl": f"{base_url.rstrip('/')}{path}?token={token_of(vault, entitlement.id)}",
        }


def _renewed_by(session: Session, unit: Unit) -> Entitlement | None:
    """The subscription that this item renews, None for an item that begins one."""
    said = unit.item.fulfillment_data.get("subscriptionId")
    if said is None:
        return None
    found = session.get(Entitlement, said, with_for_update=True, populate_existing=True)
    return None if found is None or found.purchase_item_id == unit.item.id else found


def _described(entitlement: Entitlement, period: int) -> dict[str, Any]:
    begins_at, ends_at = period_of(entitlement, period)
    return {
        "subscriptionId": entitlement.id,
        "billingCycle": entitlement.data["billingCycle"],
        "period": period,
        "periodStart": begins_at,
        "periodEnd": ends_at,
    }


HOOK = SubscriptionHook()
