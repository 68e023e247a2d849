"""Who may see what was bought: the organization by its key, the buyer by a token, and whoever holds a signed link."""

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Query, Request

from server.accounts.access import caller_with
from server.accounts.gatekeeper import Caller
from server.context import InContext
from server.errors import NotFoundError, UnauthorizedError
from server.fulfilment.links import check_link
from server.fulfilment.models import Entitlement
from server.ids import now_ms
from server.orders.models import Order
from server.tokens import hash_token, is_token_shaped, token_for
from server.vault import Vault

_BEARER = "Bearer "
TOKEN = Annotated[str | None, Query(max_length=200, description="The buyer's token; also taken as a bearer token.")]
_EXPIRES = Annotated[str | None, Query(max_length=20, description="Of a signed link: when it expires, in Unix ms.")]
_SIGNATURE = Annotated[str | None, Query(max_length=100, description="Of a signed link.")]
_ORDER = "order"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks: one of a caller, a token, or a link that was good for the path that is asked for."""

    caller: Caller | None = None
    token: str | None = None
    is_linked: bool = False

    @property
    def may_have_links(self) -> bool:
        """Whether links and tokens are shown: to buyers, and to callers who may do what those open."""
        return self.caller is None or self.caller.may("bookings:write")

    def may_see(self, vault: Vault, order: Order, entitlement: Entitlement | None = None) -> bool:
        """Whether the order, or what it gave, is theirs to see."""
        if self.is_linked:
            return True
        if self.caller is not None:
            return self.caller.organization_id == order.organization_id
        if self.token is None:
            return False
        hashed = hash_token(self.token)
        if entitlement is not None and _is_same(entitlement.token_hash, hashed):
            return True
        if order.token_hash is not None:
            return _is_same(order.token_hash, hashed)
        return hmac.compare_digest(hashed, hash_token(token_for(vault, _ORDER, order.id)))


def visitor_with(scope: str) -> Callable[..., Awaitable[Visitor]]:
    """A dependency that gives the visitor; a caller's key must be good for ``scope``.

    UnauthorizedError without any proof; NotFoundError for a link that is not ours, ExpiredError past its time.
    """
    get_caller = caller_with(scope)

    async def get_visitor(
        request: Request,
        context: InContext,
        token: TOKEN = None,
        expires: _EXPIRES = None,
        signature: _SIGNATURE = None,
    ) -> Visitor:
        if expires is not None or signature is not None:
            check_link(context.vault, _signed_path(request), expires or "", signature or "", now_ms())
            return Visitor(is_linked=True)
        header = request.headers.get("authorization", "")
        bearer = header[len(_BEARER) :].strip() if header.startswith(_BEARER) else ""
        if bearer and not is_token_shaped(bearer):
            return Visitor(caller=await get_caller(request, context))
        if not bearer and token is None:
            raise UnauthorizedError
        return Visitor(token=bearer or token)

    return get_visitor


def _signed_path(request: Request) -> str:
    """The path as a link to it was signed: all that an order has is another thing than one piece of it."""
    path: str = request.scope["path"]
    return f"{path}?order=1" if request.query_params.get("order") else path


def _is_same(stored: bytes | None, hashed: bytes) -> bool:
    return stored is not None and hmac.compare_digest(stored, hashed)


def found(is_allowed: bool, what: str) -> None:  # noqa: FBT001  It reads as the sentence that it is.
    """Go on where it is allowed; NotFoundError else, which does not say whether there is such a thing."""
    if not is_allowed:
        raise NotFoundError(f"{what} not found")


ReadingVisitor = Annotated[Visitor, Depends(visitor_with("bookings:read"))]
WritingVisitor = Annotated[Visitor, Depends(visitor_with("bookings:write"))]
