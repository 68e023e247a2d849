"""Give, find and revoke entitlements: what a purchase item gave its buyer."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.fulfilment.hook import Unit
from server.fulfilment.models import Entitlement
from server.ids import new_id
from server.tokens import token_for, token_hash_for
from server.vault import Vault

REVOKED = "revoked"
_PURPOSE = "entitlement"


def give(  # noqa: PLR0913  They are what an entitlement is.
    session: Session,
    vault: Vault,
    unit: Unit,
    prefix: str,
    status: str,
    *,
    data: dict[str, Any],
    ends_at: int | None = None,
    most_uses: int | None = None,
    next_at: int | None = None,
) -> Entitlement:
    """The item's entitlement, made now where it has none; one that was revoked or given before stays as it is."""
    known = entitlement_of(session, unit.item.id)
    if known is not None:
        return known
    entitlement_id = new_id(prefix)
    entitlement = Entitlement(
        id=entitlement_id,
        organization_id=unit.item.organization_id,
        purchase_item_id=unit.item.id,
        product_id=unit.item.product_id,
        kind=unit.item.fulfillment_type,
        status=status,
        token_hash=token_hash_for(vault, _PURPOSE, entitlement_id),
        starts_at=unit.at,
        ends_at=ends_at,
        uses=0,
        most_uses=most_uses,
        next_at=next_at,
        data=data,
        created_at=unit.at,
        updated_at=unit.at,
    )
    session.add(entitlement)
    session.flush()
    return entitlement


def entitlement_of(session: Session, purchase_item_id: str) -> Entitlement | None:
    """What the item gave, None where it gave none of its own."""
    return session.scalar(select(Entitlement).where(Entitlement.purchase_item_id == purchase_item_id))


def revoke_entitlement(session: Session, purchase_item_id: str, at: int) -> None:
    """It is good for nothing from now on; again changes nothing."""
    entitlement = entitlement_of(session, purchase_item_id)
    if entitlement is None or entitlement.status == REVOKED:
        return
    entitlement.status = REVOKED
    entitlement.next_at = None
    entitlement.updated_at = at
    session.flush()


def token_of(vault: Vault, entitlement_id: str) -> str:
    """The token that proves the entitlement."""
    return token_for(vault, _PURPOSE, entitlement_id)
