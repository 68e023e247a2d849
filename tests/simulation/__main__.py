"""``python -m tests.simulation --seeds 10000 [--start S] [--plant NAME] [--jobs J] [--trace]``: run worlds, judge them.

Exits 1 when an invariant was violated; the same ``--start`` with ``--seeds 1 --trace`` shows that night again, exactly.
"""

import argparse
import sys
import time
from collections import Counter

from tests.simulation.jobs import run_seeds
from tests.simulation.plants import PLANTS
from tests.simulation.run import Outcome

_TELL_EVERY = 500


def main() -> int:
    """Run what the command line asks for."""
    asked = _parser().parse_args()
    seeds = range(asked.start, asked.start + asked.seeds)
    outcomes = run_seeds(seeds, asked.plant, jobs=asked.jobs, is_traced=asked.trace)
    began = time.perf_counter()
    violations: list[Outcome] = []
    checks: Counter[str] = Counter()
    for count, outcome in enumerate(outcomes, 1):
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seeds", type=int, default=100, help="how many")
    parser.add_argument("--start", type=int, default=1, help="the first")
    parser.add_argument("--plant", choices=sorted(PLANTS), help="put this fault into the world")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--trace", action="store_true", help="print all that happens")
    parser.add_argument("--first", action="store_true", help="stop at the first violation")
    return parser


if __name__ == "__main__":
    sys.exit(main())
