"""Nights at the doors with everything that goes wrong: none may violate an invariant of the protocol."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.jobs import run_seeds, workshop
from tests.simulation.run import run_seed
from tests.simulation.template import Workshop

SEEDS = int(os.environ.get("DOORWARD_SIMULATION_SEEDS", "300"))
_SHARES = 10
_INVARIANTS = tuple(f"I{number}" for number in range(1, 13))


@pytest.fixture(scope="module")
def made() -> Iterator[Workshop]:
    with workshop() as opened:
        yield opened


@pytest.mark.parametrize("share", range(_SHARES))
def test_no_night_violates_an_invariant(made: Workshop, share: int) -> None:
    checks: Counter[str] = Counter()
    for seed in range(1 + share, SEEDS + 1, _SHARES):
        outcome = run_seed(seed, made)
        assert not outcome.violated, f"seed {seed}, step {outcome.step}: {outcome.text}"
        checks.update(outcome.checks)
    assert all(checks[name] for name in _INVARIANTS), checks
    assert checks["double admissions"], "The nights are too quiet to prove anything"


@pytest.mark.parametrize("seed", [539, 739, 5781])
def test_a_night_that_once_went_wrong_goes_well(made: Workshop, seed: int) -> None:
    outcome = run_seed(seed, made)
    assert not outcome.violated, outcome.text


def test_one_seed_is_one_night() -> None:
    first = [outcome.fingerprint for outcome in run_seeds(range(1, 6))]
    second = [outcome.fingerprint for outcome in run_seeds(range(1, 6))]
    assert first == second
    assert len(set(first)) == len(first)


def test_a_seed_is_the_same_night_in_another_process(made: Workshop) -> None:
    code = (
        "from tests.simulation.jobs import run_seeds\n"
        "print(*[outcome.fingerprint for outcome in run_seeds(range(3, 6))])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == [run_seed(seed, made).fingerprint for seed in range(3, 6)]
