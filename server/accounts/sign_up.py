"""New accounts, proved addresses, forgotten passwords. Nothing here tells whether an address has an account."""

import secrets
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from server.accounts.mailed import Purpose, drop_links, mail_link, use_token
from server.accounts.models import Membership, Organization, User
from server.accounts.scopes import Role
from server.accounts.service import create_organization
from server.accounts.sign_ins import revoke_all
from server.audit.trail import record
from server.ids import new_id, now_ms
from server.text import fold_email
from server.vault import Vault

_PREFIX_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
_SHORTEST_PREFIX = 3
_LONGEST_PREFIX = 8


@dataclass(frozen=True, slots=True)
class NewUser:
    """What somebody signs up with; the password is hashed already."""

    email: str
    name: str
    password_hash: str
    organization_name: str = ""
    language: str = "en"


def sign_up(session: Session, vault: Vault, asked: NewUser) -> None:
    """Make an account and mail a link that proves its address; the owner of a known address gets a mail instead.

    That mail's link sets a new password and makes earlier links worthless: of two who sign up with one address before
    it is proved, only who reads its mail chooses the password, whichever of them came first.
    """
    user = find_user(session, asked.email)
    if user is not None:
        drop_links(session, user.id, Purpose.VERIFY)
        mail_link(session, vault, user, Purpose.RESET, is_known=True)
        return
    user = add_user(session, asked.email, asked.name, language=asked.language)
    if asked.organization_name:
        found_organization(session, vault, user, asked.organization_name)
    user.password_hash = asked.password_hash
    mail_link(session, vault, user, Purpose.VERIFY)


def mail_verification(session: Session, vault: Vault, email: str) -> None:
    """Mail the link anew, where the address belongs to an account that waits for it."""
    user = find_user(session, email)
    if user is not None and user.verified_at is None:
        mail_link(session, vault, user, Purpose.VERIFY)


def mail_reset(session: Session, vault: Vault, email: str) -> None:
    """Mail a link that sets a new password, where the address has an account."""
    user = find_user(session, email)
    if user is not None:
        mail_link(session, vault, user, Purpose.RESET)


def verify_email(session: Session, token: str) -> User:
    """The address is its user's; ExpiredError."""
    user = use_token(session, token, Purpose.VERIFY)
    record(session, user.id, "user.verified", user.id)
    return user


def reset_password(session: Session, token: str, password_hash: str) -> User:
    """Give the token's user a new password, and end all their sign-ins; ExpiredError."""
    user = use_token(session, token, Purpose.RESET)
    user.password_hash = password_hash
    drop_links(session, user.id, Purpose.VERIFY, Purpose.RESET)
    revoke_all(session, user.id)
    record(session, user.id, "user.password_reset", user.id)
    return user


def find_user(session: Session, email: str) -> User | None:
    """The user of an address, however it is spelled."""
    return session.scalar(select(User).where(User.email_key == fold_email(email)))


def add_user(session: Session, email: str, name: str, *, language: str = "en", verified_at: int | None = None) -> User:
    """A user without a password."""
    user = User(
        id=new_id("usr"),
        email=email,
        email_key=fold_email(email),
        name=name,
        language=language,
        verified_at=verified_at,
        created_at=now_ms(),
    )
    session.add(user)
    session.flush()
    return user


def find_or_add_user(session: Session, email: str, name: str, *, language: str = "en") -> User:
    """The user of an address, made where there is none."""
    return find_user(session, email) or add_user(session, email, name, language=language)


def found_organization(session: Session, vault: Vault, user: User, name: str, prefix: str = "") -> Organization:
    """A new organization that ``user`` owns. Without a ticket prefix it gets one from its name."""
    chosen = prefix.upper() or _free_prefix(session, name)
    organization = create_organization(session, vault, name=name, ticket_prefix=chosen)
    session.add(
        Membership(
            id=new_id("mbr"),
            organization_id=organization.id,
            user_id=user.id,
            role=Role.OWNER,
            created_at=organization.created_at,
            accepted_at=organization.created_at,
        )
    )
    session.flush()
    record(session, user.id, "organization.created", organization.id, organization_id=organization.id)
    return organization


def _free_prefix(session: Session, name: str) -> str:
    letters = [letter for letter in name.upper() if letter in _PREFIX_LETTERS]
    base = "".join(letters[:_SHORTEST_PREFIX])
    while True:
        padding = max(_SHORTEST_PREFIX - len(base), 0)
        prefix = base + "".join(secrets.choice(_PREFIX_LETTERS) for _ in range(padding))
        if session.scalar(select(Organization.id).where(Organization.ticket_prefix == prefix)) is None:
            return prefix
        # Taken: one more random letter each time keeps the search short.
        base = base[: _LONGEST_PREFIX - 4] + "".join(secrets.choice(_PREFIX_LETTERS) for _ in range(4))
