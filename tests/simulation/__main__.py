"""``python -m tests.simulation --seeds 10000 [--start S] [--plant NAME] [--jobs J] [--trace]``: run worlds, judge them.

Exits 1 when an invariant was violated; the same ``--start`` with ``--seeds 1 --trace`` shows that night again, exactly.
"""

import argparse
import atexit
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.simulation.plants import PLANTS
from tests.simulation.run import Outcome, run_seed
from tests.simulation.scanner import Parts
from tests.simulation.template import Workshop

_MEMORY = Path("/dev/shm")  # noqa: S108  A folder in memory, where there is one: nothing here must outlive the run.
_TELL_EVERY = 500
_CHUNK = 20


def main() -> int:
    """Run what the command line asks for."""
    asked = _parser().parse_args()
    began = time.perf_counter()
    violations: list[Outcome] = []
    checks: Counter[str] = Counter()
    for count, outcome in enumerate(_outcomes(asked), 1):
        checks.update(outcome.checks)
        checks.update({"lights": outcome.lights, "entries": outcome.written})
        if outcome.violated:
            violations.append(outcome)
            print(f"seed {outcome.seed}, step {outcome.step}: {outcome.text}")
            if asked.first:
                break
        if count % _TELL_EVERY == 0:
            print(f"{count} seeds, {len(violations)} violations, {time.perf_counter() - began:.0f} s", flush=True)
    taken_s = time.perf_counter() - began
    print(f"{count} seeds in {taken_s:.0f} s ({taken_s / count:.2f} s each), {len(violations)} violations")
    print("looked at: " + ", ".join(f"{name} {times}" for name, times in sorted(checks.items())))
    return 1 if violations else 0


@contextmanager
def workshop() -> Iterator[Workshop]:
    """A workshop in memory where there is some, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="doorward-simulation-", dir=_MEMORY if _MEMORY.is_dir() else None))
    made = Workshop(folder)
    try:
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--start", type=int, default=1, help="the first")
    parser.add_argument("--plant", choices=sorted(PLANTS), help="put this fault into the world")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--trace", action="store_true", help="print all that happens")
    parser.add_argument("--first", action="store_true", help="stop at the first violation")
    return parser


def _outcomes(asked: argparse.Namespace) -> Iterator[Outcome]:
    seeds = range(asked.start, asked.start + asked.seeds)
    if asked.jobs == 1:
        with workshop() as made:
            for seed in seeds:
                yield run_seed(seed, made, _parts(asked.plant), is_traced=asked.trace)
        return
    chunks = [list(seeds[at : at + _CHUNK]) for at in range(0, len(seeds), _CHUNK)]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(asked.jobs, context, _begin_worker) as pool:
        for outcomes in pool.map(partial(_work, plant=asked.plant), chunks):
            yield from outcomes


_workshops: list[Workshop] = []


def _begin_worker() -> None:
    kept = workshop()
    _workshops.append(kept.__enter__())  # Until the process ends.
    atexit.register(kept.__exit__, None, None, None)


def _work(seeds: list[int], plant: str | None) -> list[Outcome]:
    return [run_seed(seed, _workshops[0], _parts(plant)) for seed in seeds]


def _parts(plant: str | None) -> Parts:
    return PLANTS[plant]() if plant else Parts()


if __name__ == "__main__":
    sys.exit(main())
