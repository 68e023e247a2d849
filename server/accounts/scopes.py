"""What keys and people may do: scopes, and the roles that are made of them."""

from enum import StrEnum

SCOPES = {
    "catalog:read": "read events, products and offers",
    "catalog:write": "make and change events, products and offers",
    "bookings:read": "read bookings and tickets",
    "bookings:write": "make and cancel bookings",
    "contacts:read": "read contacts",
    "doors:read": "read gates and who is inside; catalog:read and bookings:read open these too",
    "doors:pair": "pair devices with gates; catalog:write opens this too",
    "doors:write": "make and change gates, and pair devices; catalog:write opens this too",
    "payments:read": "read payments, refunds, invoices, the ledger and sales figures",
    "payments:write": "refund, and ask for payouts",
    "webhooks:write": "list, make and remove webhook endpoints",
    "people:write": "export and erase what is kept of a person",
    "audit:read": "read the audit trail",
    "settings:write": "change the organization and its members",
    "keys:write": "list, make and revoke API keys",
}
ALL_SCOPES = "*"
_OWNERS_ONLY = frozenset({"settings:write", "keys:write", "people:write"})
_READING = frozenset(scope for scope in SCOPES if scope.endswith(":read"))


class Role(StrEnum):
    """What a member is in an organization."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    MANAGER = "manager"
    DOOR = "door"


_SCOPES_OF = {
    Role.OWNER: frozenset({ALL_SCOPES}),
    Role.ORGANIZER: frozenset(SCOPES) - _OWNERS_ONLY,
    Role.MANAGER: _READING | {"bookings:write", "doors:pair", "doors:write"},
    Role.DOOR: frozenset({"catalog:read", "doors:read", "doors:pair"}),
}


def scopes_of(role: str) -> frozenset[str]:
    """What a member of this role may do; nothing for a role that this server does not know."""
    return _SCOPES_OF[Role(role)] if role in set(Role) else frozenset()


def is_within(asked: frozenset[str], held: frozenset[str]) -> bool:
    """Whether someone who holds ``held`` may give ``asked`` to others."""
    return ALL_SCOPES in held or (ALL_SCOPES not in asked and asked <= held)
