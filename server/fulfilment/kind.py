"""What most kinds of product have in common, for their hooks to build on."""

from typing import Any, Self, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy.orm import Session

from server.errors import InvalidRequestError
from server.fulfilment.entitlements import revoke_entitlement
from server.fulfilment.hook import Unit
from server.fulfilment.models import Entitlement
from server.vault import Vault

FactsT = TypeVar("FactsT", bound="Facts")


class Kind:
    """A kind that costs nothing to send, is one item whatever the quantity, and gives an entitlement at most."""

    subtype: str
    is_one_item_a_piece: bool = False

    def check(self, properties: dict[str, Any]) -> None:
        """Accept everything."""

    def shipping_cents(self, properties: dict[str, Any], quantity: int, country: str) -> int:  # noqa: ARG002
        """Nothing: there is nothing to send."""
        return 0

    def revoke(self, session: Session, unit: Unit) -> None:
        """Revoke the item's entitlement, if it has one."""
        revoke_entitlement(session, unit.item.id, unit.at)

    def reveal(self, vault: Vault, base_url: str, entitlement: Entitlement) -> dict[str, Any]:  # noqa: ARG002
        """Say no more than what is stored."""
        return {}


class Facts(BaseModel):
    """Those of a product's ``customProperties`` that mean something to its kind; null is as good as absent."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    @classmethod
    def read(cls, properties: dict[str, Any]) -> Self:
        """The facts; InvalidRequestError that names the first property at fault."""
        try:
            return cls.model_validate({name: value for name, value in properties.items() if value is not None})
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise InvalidRequestError(f"customProperties.{where}: {first['msg']}") from None
