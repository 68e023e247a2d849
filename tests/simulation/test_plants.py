"""The simulated world can fail: each fault that is planted into it is found, and found again exactly."""

from collections.abc import Iterator

import pytest

from tests.simulation.jobs import workshop
from tests.simulation.plants import PLANTS
from tests.simulation.run import run_seed
from tests.simulation.template import Workshop

pytestmark = pytest.mark.timeout(600)

_ENOUGH = 200
"""Within so many seeds each planted fault shows; most do within the first few."""


@pytest.fixture(scope="module")
def made() -> Iterator[Workshop]:
    with workshop() as opened:
        yield opened


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_fault_is_found_and_found_again(made: Workshop, plant: str) -> None:
    for seed in range(1, _ENOUGH + 1):
        outcome = run_seed(seed, made, PLANTS[plant]())
        if outcome.violated:
            again = run_seed(seed, made, PLANTS[plant]())
            assert (again.fingerprint, again.step, again.violated) == (
                outcome.fingerprint,
                outcome.step,
                outcome.violated,
            )
            return
    pytest.fail(f"{plant} was not found in {_ENOUGH} seeds")
