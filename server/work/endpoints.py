"""/api/v1/work: what failed for an organization and waits for a person, and trying it again."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Path, Response
from sqlalchemy.orm import Session

from server.accounts.access import DOCUMENTED_SCHEME, WritesSettings
from server.api import json_answer
from server.context import InContext
from server.errors import NotFoundError
from server.work.dead_letters import list_dead_letters, try_again
from server.work.owners import owned_by
from server.work.schemas import FailedWorkAnswer, RetriedWorkAnswer, failed_work_object

router = APIRouter(prefix="/api/v1/work", tags=["work"], dependencies=[DOCUMENTED_SCHEME])
WORK_ID = Annotated[str, Path(max_length=200, description="The id of a piece of failed work.")]


@router.get("/failed", response_model=FailedWorkAnswer)
async def list_failed_work(caller: WritesSettings, context: InContext) -> Response:
    """What the organization's refunds, messages, payouts … could not do, newest first."""
    letters = await asyncio.to_thread(list_dead_letters, context)

    def read(session: Session) -> FailedWorkAnswer:
        owned = owned_by(session, caller.organization_id, letters)
        return FailedWorkAnswer(work=[failed_work_object(letter) for letter in owned])

    return json_answer(await context.database.read(read))


@router.post("/{work_id}/retry", response_model=RetriedWorkAnswer)
async def retry_failed_work(work_id: WORK_ID, caller: WritesSettings, context: InContext) -> Response:
    """Have failed work tried again at once; once only, however often it is asked for."""
    letters = await asyncio.to_thread(list_dead_letters, context, (work_id,))

    def write(session: Session) -> RetriedWorkAnswer:
        owned = owned_by(session, caller.organization_id, letters)
        if not owned:
            raise NotFoundError("No failed work is called that")
        try_again(session, owned)
        return RetriedWorkAnswer(id=work_id)

    return json_answer(await context.database.write(write))
