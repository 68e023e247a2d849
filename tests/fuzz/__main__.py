"""``python -m tests.fuzz --seconds 600 [--target NAME]``: every parser, or one, for so long altogether.

What is found is saved beside the kept inputs (``corpus/NAME/crash-…``) and the exit code is 1. Inputs that only reach
further are kept in ``build/fuzz`` for the next run. Without atheris (it is built for Linux on x86-64) inputs are
changed blindly.
"""

import argparse
import importlib.util
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from tests.fuzz.hammer import hammer
from tests.fuzz.registry import TARGETS
from tests.fuzz.target import Target

_ROOT = Path(__file__).parents[2]
_REACHED = _ROOT / "build" / "fuzz"
_RSS_MIB = 1024
_TIMEOUT_S = 20
"""Of wall time, for endless loops; what takes more than a second of CPU is told by the target itself."""
_RUNS = re.compile(r"number_of_executed_units: *(\d+)")
_COVERED = re.compile(r"cov: (\d+)")


def main(arguments: list[str]) -> int:
    """The exit code: 1 where something was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="for all targets together")
    parser.add_argument("--target", choices=sorted(TARGETS), help="this one only")
    parser.add_argument("--seed", type=int, default=time.time_ns() % 2**31, help="what chance begins with")
    asked = parser.parse_args(arguments)
    chosen = [TARGETS[asked.target]] if asked.target else list(TARGETS.values())
    is_guided = importlib.util.find_spec("atheris") is not None
    print(f"seed {asked.seed}, {len(chosen)} targets, {'by coverage' if is_guided else 'blindly'}", flush=True)
    run = _guided if is_guided else _blind
    found = [target.name for target in chosen if not run(target, asked.seconds / len(chosen), asked.seed)]
    print(f"found something: {', '.join(found)}" if found else "found nothing")
    return 1 if found else 0


def _guided(target: Target, seconds: float, seed: int) -> bool:
    """Whether atheris found nothing in this time."""
    reached = _REACHED / target.name
    reached.mkdir(parents=True, exist_ok=True)
    target.corpus.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.worker", target.name, str(reached), str(target.corpus)]
    command += [f"-max_total_time={max(1, round(seconds))}", f"-seed={seed % 2**31 or 1}", f"-timeout={_TIMEOUT_S}"]
    command += [f"-rss_limit_mb={_RSS_MIB}", f"-artifact_prefix={target.corpus}/", "-print_final_stats=1"]
    told = subprocess.run(
        command,
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
        cwd=_ROOT,
        env={**os.environ, "PYTHONHASHSEED": "0"},
    )
    runs, covered = _RUNS.findall(told.stderr), _COVERED.findall(told.stderr)
    print(f"{target.name:16} {(runs or ['?'])[-1]:>9} inputs, {(covered or ['?'])[-1]:>5} places reached", flush=True)
    if told.returncode:
        print(f"{told.stdout}{told.stderr[-4000:]}", flush=True)
    return told.returncode == 0


def _blind(target: Target, seconds: float, seed: int) -> bool:
    """Whether ``hammer`` found nothing in this time."""
    runs, found = hammer(target, seconds, seed)
    print(f"{target.name:16} {runs:>9} inputs", flush=True)
    if found is not None:
        target.corpus.mkdir(parents=True, exist_ok=True)
        (target.corpus / found.name).write_bytes(found.data)
        print(f"{target.corpus / found.name}: {found.why}", flush=True)
    return found is None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
