"""Courses: an enrolment with a link to come in by, and an end."""

from typing import Annotated, Any

from pydantic import Field
from sqlalchemy.orm import Session

from server.fulfilment.addresses import WebAddress
from server.fulfilment.entitlements import give, token_of
from server.fulfilment.hook import Unit
from server.fulfilment.kind import Facts, Kind
from server.fulfilment.models import Entitlement
from server.vault import Vault

_WEEK_MS = 7 * 24 * 3_600_000


class CourseFacts(Facts):
    """Which course, how long it is open, and whose site it is on; absent, this server's own address."""

    courseId: Annotated[str, Field(max_length=200)] | None = None  # noqa: N815  The public API speaks camelCase.
    durationWeeks: Annotated[int, Field(ge=1, le=1040)] | None = None  # noqa: N815  The same.
    accessBaseUrl: WebAddress = ""  # noqa: N815  The same.


class CourseHook(Kind):
    """An enrolment a piece: each is one student's."""

    subtype = "course"
    is_one_item_a_piece = True

    def check(self, properties: dict[str, Any]) -> None:
        """Read the facts."""
        CourseFacts.read(properties)

    def fulfil(self, session: Session, vault: Vault, unit: Unit) -> dict[str, Any]:
        """Enrol the buyer from now on, for the course's weeks."""
        facts = CourseFacts.read(unit.properties)
        course_id = facts.courseId or unit.item.product_id
        ends_at = None if facts.durationWeeks is None else unit.at + facts.durationWeeks * _WEEK_MS
        data = {"courseId": course_id, "accessBaseUrl": facts.accessBaseUrl}
        enrolment = give(session, vault, unit, "enr", "active", data=data, ends_at=ends_at)
        return {
            "enrollmentId": enrolment.id,
            "courseId": enrolment.data["courseId"],
            "startDate": enrolment.starts_at,
            "endDate": enrolment.ends_at,
        }

    def reveal(self, vault: Vault, base_url: str, entitlement: Entitlement) -> dict[str, Any]:
        """The link that the student comes in by."""
        base = str(entitlement.data["accessBaseUrl"] or base_url).rstrip("/")
        return {"accessUrl": f"{base}/enroll/{entitlement.id}?token={token_of(vault, entitlement.id)}"}


HOOK = CourseHook()
