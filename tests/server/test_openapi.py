"""The server is what its OpenAPI document says: no bug answers, no status, type or field that is not in it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.server.routes import make_app
from tests.server.tenant import Tenant, make_tenant
from tests.serving import open_context, running_server

EXAMPLES = 25
"""For each operation; the same ones in every run."""
CHECKS: list[Any] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_found = schemathesis.openapi.from_dict(make_app().openapi())
OPERATIONS = {result.ok().label: result.ok() for result in _found.get_all_operations() if isinstance(result, Ok)}


PERSONS: list[dict[str, list[str]]] = [{"Person's access token": []}]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Tenant]]:
    """A server of its own, where it is, and an organization on it that has something of everything."""
    with (
        running_server(tmp_path_factory.mktemp("fuzzed"), environment={"DOORWARD_BEHIND_PROXY": "yes"}) as server,
        open_context(server.config) as context,
    ):
        yield server.url, make_tenant(context, server.url, name="Kobold", prefix="KBD")


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_documented(label: str, place: tuple[str, Tenant]) -> None:
    url, tenant = place
    is_persons = OPERATIONS[label].definition.raw.get("security") == PERSONS
    headers = {**(tenant.person.headers if is_persons else tenant.key), "X-Forwarded-For": "198.51.100.9"}

    @given(case=OPERATIONS[label].as_strategy(), is_real=booleans())
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def answers_as_documented(case: schemathesis.Case[Any], *, is_real: bool) -> None:
        if is_real:  # Made-up ids end at 404; the tenant's own lead on.
            case.path_parameters = {
                name: tenant.ids.get(name, made_up) for name, made_up in (case.path_parameters or {}).items()
            }
        response = case.call(base_url=url, headers=headers, timeout=30, allow_redirects=False)
        case.validate_response(response, checks=CHECKS)

    answers_as_documented()
