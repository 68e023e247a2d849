"""The server is what its OpenAPI document says: no bug answers, no status, type or field that is not in it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.factories import make_club
from tests.server.routes import make_app
from tests.serving import RunningServer, open_context, running_server

EXAMPLES = 20
"""For each operation; the same ones in every run."""
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_found = schemathesis.openapi.from_dict(make_app().openapi())
OPERATIONS = {result.ok().label: result.ok() for result in _found.get_all_operations() if isinstance(result, Ok)}


@pytest.fixture(scope="module")
def fuzzed_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A server of its own: what is sent to it is best not sent to one that others look at."""
    with running_server(tmp_path_factory.mktemp("fuzzed")) as server:
        yield server


@pytest.fixture(scope="module")
def headers(fuzzed_server: RunningServer) -> dict[str, str]:
    with open_context(fuzzed_server.config) as context:
        return make_club(context).headers


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_documented(label: str, fuzzed_server: RunningServer, headers: dict[str, str]) -> None:
    @given(case=OPERATIONS[label].as_strategy())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answers_as_documented(case: schemathesis.Case[Any]) -> None:
        response = case.call(base_url=fuzzed_server.url, headers=headers, timeout=30, allow_redirects=False)
        case.validate_response(response, checks=CHECKS)

    answers_as_documented()
