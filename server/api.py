"""What the routes of the organizers' API share: bodies, answers, idempotency keys and pages."""

from collections.abc import Callable, Sequence
from typing import Annotated, Protocol, TypeVar

from fastapi import Header, Query, Request, Response
from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from server.accounts.gatekeeper import Caller
from server.context import Context
from server.idempotency import Answer, Asked, answer_once, check_key
from server.text import Reference

IDEMPOTENCY_HEADER = Annotated[
    str | None,
    Header(alias="Idempotency-Key", description="Sent again with the same body, the first answer is given again."),
]
PAGE_LIMIT = Annotated[int, Query(ge=1, le=200, description="How many to give at most.")]
PAGE_CURSOR = Annotated[
    str | None, Query(max_length=100, description="The `nextCursor` of the page before; absent for the first page.")
]


class Schema(BaseModel):
    """A body or an answer of the API. Unknown fields are ignored, as the sources' own routes do."""

    model_config = ConfigDict(extra="ignore")

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """The document says of a value that may be null that it may be absent, for so it is answered."""
        schema = handler(core)
        told = handler.resolve_ref_schema(schema)
        fields = told.get("properties", {})
        needed = [name for name in told.get("required", ()) if {"type": "null"} not in fields[name].get("anyOf", ())]
        if "required" in told:
            told["required"] = needed
        return schema


class CreatesOnce(Schema):
    """A request that makes something, and may say under which key it does so once."""

    idempotencyKey: Reference | None = None  # noqa: N815  The public API speaks camelCase.


class Page(Schema):
    """One page of a list; ``nextCursor`` is absent on the last."""

    success: bool = True
    nextCursor: str | None = None  # noqa: N815  The public API speaks camelCase.


class Identified(Protocol):
    """Anything with a sortable id."""

    id: str


def json_answer(answer: BaseModel | bytes, *, is_replay: bool = False) -> Response:
    """200 with JSON; absent values are left out."""
    body = answer if isinstance(answer, bytes) else as_json(answer)
    headers = {"Idempotency-Replayed": "true"} if is_replay else None
    return Response(body, media_type="application/json", headers=headers)


def as_json(answer: BaseModel) -> bytes:
    """The bytes of an answer."""
    return answer.model_dump_json(exclude_none=True).encode()


async def create_once(
    context: Context,
    caller: Caller,
    request: Request,
    body: CreatesOnce,
    header: str | None,
    work: Callable[[Session], BaseModel],
) -> Response:
    """Run ``work`` as one transaction, once under its idempotency key, and give its answer."""
    answer = await make_once(context, caller, request, body, header, work)
    return json_answer(answer.body, is_replay=answer.is_replay)


async def make_once(
    context: Context,
    caller: Caller,
    request: Request,
    body: CreatesOnce,
    header: str | None,
    work: Callable[[Session], BaseModel],
) -> Answer:
    """The same for routes that have more to do before they answer."""
    key = check_key(header or body.idempotencyKey)
    fingerprint = b""
    if key is not None:
        spelled = body.model_dump_json(exclude={"idempotencyKey"})
        # An answer can hold a secret, such as an API key: it is given again to whom it was given.
        fingerprint = f"{caller.key_id} {request.method} {request.url.path}\n{spelled}".encode()
    asked = Asked(caller.organization_id, key, fingerprint)
    return await context.database.write(
        lambda session: answer_once(session, context.vault, asked, lambda inner: as_json(work(inner)))
    )


RowT = TypeVar("RowT", bound=Identified)


def read_page(
    session: Session,
    statement: Select[RowT],
    id_column: InstrumentedAttribute[str],
    *,
    cursor: str | None,
    limit: int,
) -> tuple[Sequence[RowT], str | None]:
    """The newest ``limit`` rows before ``cursor`` (an id), and the cursor of the next page."""
    if cursor is not None:
        statement = statement.where(id_column < cursor)
    rows = session.scalars(statement.order_by(id_column.desc()).limit(limit + 1)).all()
    page = rows[:limit]
    return page, page[-1].id if len(rows) > limit else None
