"""/api/v1/enrolments: whether a student may come in; and the way in, where the course has no site of its own."""

from fastapi import APIRouter, Response
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME
from server.api import json_answer
from server.context import Context, InContext
from server.fulfilment.access import ReadingVisitor, Visitor
from server.fulfilment.schemas import AccessAnswer
from server.fulfilment.views import find_entitlement
from server.ids import now_ms

router = APIRouter(tags=["fulfilment"], dependencies=[DOCUMENTED_SCHEME])


@router.get("/api/v1/enrolments/{enrolment_id}/access", response_model=AccessAnswer)
async def check_enrolment(enrolment_id: str, visitor: ReadingVisitor, context: InContext) -> Response:
    """Whether the enrolment is open now; what a course's site asks when someone comes with a link."""
    return json_answer(await context.database.read(lambda session: _access(session, context, visitor, enrolment_id)))


@router.get("/enroll/{enrolment_id}", response_model=AccessAnswer)
async def enter_course(enrolment_id: str, visitor: ReadingVisitor, context: InContext) -> Response:
    """The same under the address of links to courses that name no ``accessBaseUrl``."""
    return json_answer(await context.database.read(lambda session: _access(session, context, visitor, enrolment_id)))


def _access(session: Session, context: Context, visitor: Visitor, enrolment_id: str) -> AccessAnswer:
    enrolment, _ = find_entitlement(session, context, visitor, "course", enrolment_id)
    ended = enrolment.ends_at is not None and now_ms() >= enrolment.ends_at
    status = "ended" if ended and enrolment.status == "active" else enrolment.status
    return AccessAnswer(
        id=enrolment.id,
        hasAccess=status == "active",
        status=status,
        productId=enrolment.product_id,
        startDate=enrolment.starts_at,
        endDate=enrolment.ends_at,
        courseId=str(enrolment.data["courseId"]),
    )
