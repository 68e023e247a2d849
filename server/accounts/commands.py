"""``doorward admin``: users, members and the platform's own people."""

import click

from server.accounts.members import put_member
from server.accounts.passwords import check_password, hash_now
from server.accounts.people_schemas import SignUpRequest
from server.accounts.scopes import Role
from server.accounts.sign_ins import revoke_all
from server.accounts.sign_up import add_user, find_user
from server.audit.trail import record
from server.command_line import admin_session, clear_errors, find_organization, json_option, show
from server.errors import ConflictError, NotFoundError
from server.ids import now_ms

_ACTOR = "command line"


@click.command("create-user")
@click.argument("email")
@click.option("--name", default="", help="[default: what stands before the @].")
@click.option("--password", envvar="DOORWARD_NEW_PASSWORD", prompt=True, hide_input=True, confirmation_prompt=True)
@json_option
@click.pass_context
def create_user_command(ctx: click.Context, /, email: str, name: str, password: str, *, as_json: bool) -> None:
    """Make a user whose address counts as proved. The password is asked for, or is in DOORWARD_NEW_PASSWORD."""
    with clear_errors():
        asked = SignUpRequest(email=email, password=password, name=name or email.partition("@")[0])
        check_password(password, asked.email)
    hashed = hash_now(password)
    with admin_session(ctx) as (session, _):
        if find_user(session, asked.email) is not None:
            raise ConflictError("This address has an account already")
        user = add_user(session, asked.email, asked.name, verified_at=now_ms())
        user.password_hash = hashed
        session.flush()
        record(session, _ACTOR, "user.created", user.id)
        fields = {"id": user.id, "email": user.email}
    show(fields, as_json=as_json)


@click.command("add-member")
@click.argument("organization")
@click.argument("email")
@click.argument("role", type=click.Choice([str(role) for role in Role]))
@json_option
@click.pass_context
def add_member_command(ctx: click.Context, /, organization: str, email: str, role: str, *, as_json: bool) -> None:
    """Give a user a role at once. ORGANIZATION is an id, a slug or a ticket prefix."""
    with admin_session(ctx) as (session, _):
        owner = find_organization(session, organization)
        user = find_user(session, email)
        if user is None:
            raise NotFoundError("No user has this address: doorward admin create-user makes one")
        member = put_member(session, owner.id, user.id, Role(role), accepted_at=now_ms())
        record(session, _ACTOR, "member.added", member.id, organization_id=owner.id, user=user.id, role=role)
        fields = {"id": member.id, "organization": owner.id, "user": user.id, "role": role}
    show(fields, as_json=as_json)


@click.command("make-admin")
@click.argument("email")
@click.option("--revoke", is_flag=True, help="Take it away again.")
@json_option
@click.pass_context
def make_admin_command(ctx: click.Context, /, email: str, *, revoke: bool, as_json: bool) -> None:
    """Let a user act in every organization; each time is in the audit trail."""
    with admin_session(ctx) as (session, _):
        user = find_user(session, email)
        if user is None:
            raise NotFoundError("No user has this address: doorward admin create-user makes one")
        user.is_admin = not revoke
        if revoke:
            revoke_all(session, user.id)
        session.flush()
        record(session, _ACTOR, "user.admin_revoked" if revoke else "user.admin_made", user.id)
        fields = {"id": user.id, "email": user.email, "isAdmin": user.is_admin}
    show(fields, as_json=as_json)


COMMANDS = (create_user_command, add_member_command, make_admin_command)
