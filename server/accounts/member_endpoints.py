"""/api/v1/organization, its members, and /api/v1/me: a person's own orders."""

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from server.accounts import members
from server.accounts.access import DOCUMENTED_SCHEME, WritesSettings
from server.accounts.member_schemas import MemberObject, MemberPage, MemberPatch, MemberRequest
from server.accounts.models import Membership, User
from server.accounts.my_endpoints import router as my_router
from server.accounts.organization_endpoints import router as organization_router
from server.api import IDEMPOTENCY_HEADER, PAGE_CURSOR, PAGE_LIMIT, create_once, json_answer
from server.context import InContext

router = APIRouter(prefix="/api/v1", tags=["accounts"])
router.include_router(organization_router)
router.include_router(my_router)
_members = APIRouter(prefix="/members", dependencies=[DOCUMENTED_SCHEME])


@_members.get("", response_model=MemberPage)
async def list_members(
    caller: WritesSettings, context: InContext, limit: PAGE_LIMIT = 50, cursor: PAGE_CURSOR = None
) -> Response:
    """Who has which role in the organization."""
    rows, following = await context.database.read(
        lambda session: members.page_of_members(session, caller.organization_id, cursor=cursor, limit=limit)
    )
    return json_answer(MemberPage(members=[_member_object(*row) for row in rows], nextCursor=following))


@_members.post("", response_model=MemberObject)
async def invite_member(
    request: Request, body: MemberRequest, caller: WritesSettings, context: InContext, key: IDEMPOTENCY_HEADER = None
) -> Response:
    """Give somebody a role, and mail them how to join. Nobody can give what they may not do themselves."""
    context.gatekeeper.throttle.count_invitation(body.email, caller.organization_id)

    def work(session: Session) -> MemberObject:
        member = members.invite(session, context.vault, caller, body.email, body.role)
        return _member_object(member, session.get_one(User, member.user_id))

    return await create_once(context, caller, request, body, key, work)


@_members.patch("/{member_id}", response_model=MemberObject)
async def patch_member(member_id: str, body: MemberPatch, caller: WritesSettings, context: InContext) -> Response:
    """Give a member another role; the last owner stays one."""

    def work(session: Session) -> MemberObject:
        member = members.change_role(session, caller, member_id, body.role)
        return _member_object(member, session.get_one(User, member.user_id))

    answer = await context.database.write(work)
    context.gatekeeper.forget()
    return json_answer(answer)


@_members.delete("/{member_id}", response_model=MemberObject)
async def delete_member(member_id: str, caller: WritesSettings, context: InContext) -> Response:
    """Remove a member; the last owner cannot go."""

    def work(session: Session) -> MemberObject:
        member = members.remove_member(session, caller, member_id)
        return _member_object(member, session.get_one(User, member.user_id))

    answer = await context.database.write(work)
    context.gatekeeper.forget()
    return json_answer(answer)


def _member_object(member: Membership, user: User) -> MemberObject:
    has_joined = member.accepted_at is not None
    return MemberObject(
        id=member.id,
        userId=user.id if has_joined else None,
        email=user.email,
        name=user.name if has_joined else None,
        role=member.role,
        hasJoined=has_joined,
        createdAt=member.created_at,
    )


router.include_router(_members)
