"""Every kept input again, and some seconds of new ones: the parsers of outside bytes raise only what they document."""

import random
import sys
import warnings

import pytest

from tests.fuzz.hammer import _inputs, hammer, kept_inputs
from tests.fuzz.registry import TARGETS
from tests.fuzz.target import CORPUS, FoundError, Target, demand

SECONDS = 0.4
"""For each target."""
SEED = 20_250_115
_LARGEST_KIB = 1024 * 1024
_UNITS_A_KIB = 1024 if sys.platform == "darwin" else 1


@pytest.fixture(autouse=True)
def _quiet() -> None:
    # cryptography reads certificates that the next RFC forbids, and says so; nobody is to be stopped by that here.
    warnings.filterwarnings("ignore", category=UserWarning, module="sync.device.mutual_tls")


@pytest.mark.parametrize("name", list(TARGETS))
def test_a_parser_stands_what_it_was_shown_before(name: str) -> None:
    target = TARGETS[name]
    kept = kept_inputs(target)
    assert kept, "without a corpus only noise would be tried"
    for data in kept:
        target.try_one(data)


@pytest.mark.parametrize("name", list(TARGETS))
def test_a_parser_stands_what_nobody_showed_it_before(name: str) -> None:
    target = TARGETS[name]
    runs, found = hammer(target, SECONDS, SEED)
    assert found is None, f"{found}; to look again: python -m tests.fuzz --target {name}"
    assert runs > 0


def test_all_of_it_stays_within_a_bound_of_memory() -> None:
    resource = pytest.importorskip("resource", reason="Windows keeps no peak of this kind")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _UNITS_A_KIB < _LARGEST_KIB


def test_a_bug_is_found_and_said() -> None:
    def run(data: bytes) -> None:
        demand(b"\xff" not in data, "an eel")

    runs, found = hammer(Target("example", run), 10.0, SEED)
    assert found is not None
    assert b"\xff" in found.data
    assert runs > 1
    assert "an eel" in found.why


def _dawdle(data: bytes) -> None:
    sum(range(len(data) * 2_000_000))


def test_an_input_that_takes_too_long_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.fuzz.target.SLOWEST_S", 0.02)
    target = Target("slow", _dawdle)
    with pytest.raises(FoundError, match="took"):
        target.try_one(b"abc")


def test_the_same_seed_tries_the_same_inputs() -> None:
    one, other = (_inputs([b"abc", b"{}"], 50, random.Random("seed")) for _ in range(2))
    assert [next(one) for _ in range(200)] == [next(other) for _ in range(200)]


def test_no_corpus_is_left_over() -> None:
    assert {folder.name for folder in CORPUS.iterdir()} == set(TARGETS)
