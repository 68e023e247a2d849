"""The examples in the OpenAPI document are answers that the server could give."""

from typing import Any

import pytest

from server.api import Schema
from server.doors.examples import ATTENDANCE, FLEET_DEVICE, INCIDENT
from server.doors.schemas import Attendance, FleetDeviceObject, IncidentObject


@pytest.mark.parametrize(
    ("schema", "example"), [(Attendance, ATTENDANCE), (FleetDeviceObject, FLEET_DEVICE), (IncidentObject, INCIDENT)]
)
def test_an_example_is_what_its_schema_says(schema: type[Schema], example: dict[str, Any]) -> None:
    assert schema.model_validate(example).model_dump(mode="json", exclude_none=True) == example
