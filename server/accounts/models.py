"""Organizations, API keys, people, their roles and their sessions as tables."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from server.base import Base


class Organization(Base):
    """The tenant: everything belongs to one."""

    __tablename__ = "organizations"

    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    slug: Mapped[str] = mapped_column(unique=True)
    contact_tag: Mapped[str]
    """The tag that each of its contacts gets."""
    ticket_prefix: Mapped[str] = mapped_column(unique=True)
    """How its ticket codes begin, e.g. ``MGY``: letters and digits without I, L and O."""
    last_product_number: Mapped[int] = mapped_column(default=0)
    legal_name: Mapped[str] = mapped_column(default="", server_default="")
    """What invoices name as the seller, with ``legal_address`` (lines) and ``vat_id``."""
    legal_address: Mapped[str] = mapped_column(default="", server_default="")
    vat_id: Mapped[str] = mapped_column(default="", server_default="")
    country: Mapped[str] = mapped_column(default="", server_default="")
    """ISO 3166 alpha-2."""
    language: Mapped[str] = mapped_column(default="en", server_default="en")
    """What buyers get who asked for none."""
    support_email: Mapped[str] = mapped_column(default="", server_default="")
    tax_rate_bp: Mapped[int] = mapped_column(default=0, server_default="0")
    """The rate of products that name none, in hundredths of a percent."""
    fee_bp: Mapped[int | None]
    """This platform's fee in hundredths of a percent; None for the server's own."""
    last_invoice_number: Mapped[int] = mapped_column(default=0, server_default="0")
    stripe_account_id: Mapped[str | None] = mapped_column(index=True)
    """Its Stripe Connect account, to which payouts go."""
    can_be_paid_out: Mapped[bool] = mapped_column(default=False, server_default="0")
    mails_bookings: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether bookings made by API are mailed by us; by the booking source the caller mails them."""
    has_webhooks: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Whether a webhook endpoint stands, so that those without one pay nothing for them."""
    created_at: Mapped[int]


class ApiKey(Base):
    """One key ``org_{organizationId}_{32}``. Only its SHA-256 is kept: 190 random bits need no slow hash."""

    __tablename__ = "api_keys"

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"), index=True)
    key_hash: Mapped[bytes] = mapped_column(unique=True)
    shown: Mapped[str]
    """Its first characters, so that people can tell keys apart."""
    name: Mapped[str]
    scopes: Mapped[list[str]]
    created_at: Mapped[int]
    revoked_at: Mapped[int | None]
    last_used_at: Mapped[int | None]
    request_count: Mapped[int] = mapped_column(default=0)


class User(Base):
    """A person who signs in: an organizer, door staff, a customer."""

    __tablename__ = "users"

    id: Mapped[str] = mapped_column(primary_key=True)
    email: Mapped[str]
    email_key: Mapped[str] = mapped_column(unique=True)
    """The address folded."""
    name: Mapped[str]
    password_hash: Mapped[str | None]
    """argon2id; None for those who only sign in by OpenID Connect."""
    is_admin: Mapped[bool] = mapped_column(default=False)
    """The platform role."""
    google_subject: Mapped[str | None] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(default="en")
    verified_at: Mapped[int | None]
    """When the e-mail address was proved."""
    created_at: Mapped[int]


class Membership(Base):
    """A user's role in an organization: owner, organizer, manager or door."""

    __tablename__ = "memberships"
    __table_args__ = (UniqueConstraint("organization_id", "user_id"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    organization_id: Mapped[str] = mapped_column(ForeignKey("organizations.id"))
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    role: Mapped[str]
    created_at: Mapped[int]
    accepted_at: Mapped[int | None]
    """When the person accepted; the role is theirs from then on."""


class SignIn(Base):
    """One sign-in: a chain of refresh tokens, of which only the newest is good. Using an old one ends the sign-in."""

    __tablename__ = "sign_ins"

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(unique=True)
    previous_hash: Mapped[bytes | None] = mapped_column(unique=True)
    created_at: Mapped[int]
    used_at: Mapped[int]
    expires_at: Mapped[int]
    revoked_at: Mapped[int | None]


class MailedToken(Base):
    """A token sent by mail to prove an address or to set a new password: good once, and not for long."""

    __tablename__ = "mailed_tokens"

    token_hash: Mapped[bytes] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("users.id"), index=True)
    purpose: Mapped[str]
    """verify or reset."""
    expires_at: Mapped[int]
    used_at: Mapped[int | None]
