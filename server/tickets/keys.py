"""Signing keys: one Ed25519 key an organization, its private half sealed; and the tokens they sign."""

import secrets
import threading

from nacl.signing import SigningKey as Ed25519Key
from sqlalchemy import select
from sqlalchemy.orm import Session

from server.ids import now_ms
from server.tickets.models import SigningKey
from server.vault import Vault
from sync.rules.ids import EventNumber, KeyId, ProductNumber
from sync.rules.ticket import TicketKey
from sync.rules.token import Token, sign_token

_KEY_ID_BITS = 16


def create_signing_key(session: Session, vault: Vault, organization_id: str) -> TicketKey:
    """Give the organization its signing key, under a key id that no other on this server has."""
    private = Ed25519Key.generate()
    key_id = _draw_key_id(session)
    session.add(
        SigningKey(
            id=key_id,
            organization_id=organization_id,
            public_key=bytes(private.verify_key),
            sealed_private_key=vault.seal(bytes(private)),
            created_at=now_ms(),
        )
    )
    session.flush()
    return TicketKey(KeyId(key_id), bytes(private.verify_key))


def public_keys(session: Session, organization_id: str) -> tuple[TicketKey, ...]:
    """All keys whose tickets of this organization verify, retired ones included."""
    rows = session.execute(
        select(SigningKey.id, SigningKey.public_key)
        .where(SigningKey.organization_id == organization_id)
        .order_by(SigningKey.created_at, SigningKey.id)
    )
    return tuple(TicketKey(KeyId(row.id), row.public_key) for row in rows)


class Signer:
    """Signs tickets; remembers opened keys, since opening one takes a query and a decryption."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._opened: dict[str, tuple[KeyId, Ed25519Key]] = {}
        self._lock = threading.Lock()

    def sign_ticket(
        self,
        session: Session,
        organization_id: str,
        *,
        event_number: int,
        ticket_number: int,
        product_number: int,
        valid_from: int | None,
        valid_until: int | None,
    ) -> str:
        """The signed token of a ticket, base45. Times in Unix ms; the window is rounded inwards to whole seconds."""
        key_id, key = self._key_of(session, organization_id)
        token = Token(
            key_id=key_id,
            event_number=EventNumber(event_number),
            ticket_number=ticket_number,
            product=ProductNumber(product_number),
            valid_from_s=None if valid_from is None else -(-valid_from // 1000),
            valid_until_s=None if valid_until is None else valid_until // 1000,
        )
        return sign_token(token, key)

    def _key_of(self, session: Session, organization_id: str) -> tuple[KeyId, Ed25519Key]:
        with self._lock:
            known = self._opened.get(organization_id)
            if known is None:
                row = session.execute(
                    select(SigningKey.id, SigningKey.sealed_private_key)
                    .where(SigningKey.organization_id == organization_id, SigningKey.retired_at.is_(None))
                    .order_by(SigningKey.created_at.desc(), SigningKey.id)
                    .limit(1)
                ).one()
                known = (KeyId(row.id), Ed25519Key(self._vault.open(row.sealed_private_key)))
                self._opened[organization_id] = known
            return known


def _draw_key_id(session: Session) -> int:
    taken = set(session.scalars(select(SigningKey.id)))
    if len(taken) >= 2**_KEY_ID_BITS - 1:
        raise OverflowError("All 16-bit key ids of this server are in use")
    while True:
        drawn = secrets.randbelow(2**_KEY_ID_BITS - 1) + 1
        if drawn not in taken:
            return drawn
