"""Members of an organization: invited by mail, given roles, and removed. An organization always has an owner."""

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from server.accounts.gatekeeper import Caller
from server.accounts.mailed import Purpose, drop_links, invitation_hash, mail_invitation, use_token
from server.accounts.models import Membership, Organization, User
from server.accounts.scopes import Role, is_within, scopes_of
from server.accounts.sign_ins import revoke_all
from server.accounts.sign_up import find_or_add_user
from server.audit.trail import record
from server.errors import ConflictError, ExpiredError, ForbiddenError, InvalidRequestError, NotFoundError
from server.ids import new_id, now_ms
from server.tokens import hash_token
from server.vault import Vault


def invite(session: Session, vault: Vault, caller: Caller, email: str, role: Role) -> Membership:
    """Offer the person of an address a role; a mail lets them accept it. Once more, it is mailed again."""
    _check_may_give(caller, role)
    organization = session.get_one(Organization, caller.organization_id, with_for_update=True)
    user = find_or_add_user(session, email, "", language=organization.language)
    member = _membership(session, organization.id, user.id)
    if member is not None and member.accepted_at is not None:
        raise ConflictError("This person is a member already")
    if member is None:
        member = put_member(session, organization.id, user.id, role, accepted_at=None)
    member.role = role
    if user.verified_at is None:
        # Somebody else may have signed up with this address: their password must not come to hold.
        user.password_hash = None
        drop_links(session, user.id, Purpose.VERIFY, Purpose.RESET)
        revoke_all(session, user.id)
    mail_invitation(session, vault, user, organization_id=organization.id, membership_id=member.id, role=str(role))
    _record(session, caller, "member.invited", member)
    return member


def accept_invitation(session: Session, vault: Vault, token: str, name: str, password_hash: str | None) -> User:
    """The mailed token's person takes the role. Who cannot sign in yet needs a password and a name for it."""
    user = use_token(session, token, Purpose.INVITE)
    pending = session.scalars(
        select(Membership).where(Membership.user_id == user.id, Membership.accepted_at.is_(None))
    ).all()
    member = next((row for row in pending if invitation_hash(vault, row.id) == hash_token(token)), None)
    if member is None:
        raise ExpiredError("This invitation was withdrawn")
    if user.password_hash is None and user.google_subject is None:
        if password_hash is None:
            raise InvalidRequestError("Missing required field: password")
        user.password_hash = password_hash
    user.name = user.name or name or user.email.partition("@")[0]
    member.accepted_at = now_ms()
    session.flush()
    record(session, user.id, "member.joined", member.id, organization_id=member.organization_id, role=member.role)
    return user


def put_member(
    session: Session, organization_id: str, user_id: str, role: Role, *, accepted_at: int | None
) -> Membership:
    """Give a user a role, or another one."""
    member = _membership(session, organization_id, user_id)
    if member is None:
        member = Membership(
            id=new_id("mbr"), organization_id=organization_id, user_id=user_id, role=role, created_at=now_ms()
        )
        session.add(member)
    member.role, member.accepted_at = role, accepted_at
    session.flush()
    return member


def change_role(session: Session, caller: Caller, member_id: str, role: Role) -> Membership:
    """Give a member another role; ConflictError for the last owner."""
    member = _lock(session, caller, member_id)
    _check_may_give(caller, role)
    if role != Role.OWNER:
        _check_not_last_owner(session, member)
    member.role = role
    session.flush()
    _record(session, caller, "member.changed", member)
    return member


def remove_member(session: Session, caller: Caller, member_id: str) -> Membership:
    """Take a member's role away; their account stays. ConflictError for the last owner."""
    member = _lock(session, caller, member_id)
    _check_not_last_owner(session, member)
    session.delete(member)
    session.flush()
    _record(session, caller, "member.removed", member)
    return member


def page_of_members(
    session: Session, organization_id: str, *, cursor: str | None, limit: int
) -> tuple[list[Row[Membership, User]], str | None]:
    """The newest members before ``cursor`` (an id) with their users, and the cursor of the next page."""
    statement = (
        select(Membership, User)
        .join(User, User.id == Membership.user_id)
        .where(Membership.organization_id == organization_id)
    )
    if cursor is not None:
        statement = statement.where(Membership.id < cursor)
    rows = list(session.execute(statement.order_by(Membership.id.desc()).limit(limit + 1)))
    page = rows[:limit]
    return page, page[-1][0].id if len(rows) > limit else None


def _membership(session: Session, organization_id: str, user_id: str) -> Membership | None:
    return session.scalar(
        select(Membership).where(Membership.organization_id == organization_id, Membership.user_id == user_id)
    )


def _lock(session: Session, caller: Caller, member_id: str) -> Membership:
    """The organization's member. Two owners who remove each other at once must not both succeed."""
    session.get_one(Organization, caller.organization_id, with_for_update=True)
    member = session.get(Membership, member_id, populate_existing=True)
    if member is None or member.organization_id != caller.organization_id:
        raise NotFoundError("Member not found")
    _check_may_give(caller, Role(member.role))
    return member


def _check_may_give(caller: Caller, role: Role) -> None:
    if not is_within(scopes_of(role), caller.scopes):
        raise ForbiddenError(f"Who may not do all that the role {role} may cannot give or take it")


def _check_not_last_owner(session: Session, member: Membership) -> None:
    if member.role != Role.OWNER or member.accepted_at is None:
        return
    owners = session.scalar(
        select(func.count())
        .select_from(Membership)
        .where(
            Membership.organization_id == member.organization_id,
            Membership.role == Role.OWNER,
            Membership.accepted_at.is_not(None),
        )
    )
    if owners == 1:
        raise ConflictError("This is the organization's last owner; make somebody else an owner first")


def _record(session: Session, caller: Caller, action: str, member: Membership) -> None:
    record(
        session,
        caller.actor,
        action,
        member.id,
        organization_id=caller.organization_id,
        user=member.user_id,
        role=str(member.role),
    )
