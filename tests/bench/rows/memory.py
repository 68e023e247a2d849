"""What the scanner holds in memory: a third of the way through a night, and at its end, 10,000 scans in all.

The first is the baseline: nothing may grow. The server is gone: a scan then costs the most.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.harness import Row, alone, compared
from tests.bench.rows.start import synced_door

SCANS = int(os.environ.get("DOORWARD_BENCH_SCANS", "10000"))
_MIB = 1024 * 1024


def run(rounds: int) -> list[Row]:
    """One night at one door."""
    with tempfile.TemporaryDirectory() as folder:
        door = synced_door(Path(folder), SCANS // 2)
        command = [sys.executable, "-m", "tests.scanner_app.soaking", str(door), str(SCANS)]
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        ended = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    early, late = (json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{"))
    resident = [early["resident"] / _MIB], [late["resident"] / _MIB]
    return [
        compared(
            "memory", f"{SCANS:,} scans", "MiB", ours=resident[1], baseline=resident[0], target="no growth; ≤ 250"
        ),
        alone("memory", "handles gained", "", values=[late["handles"] - early["handles"]], target="0"),
    ]
