"""Runs a walk-through of the documentation: its shell blocks in one shell, its JSON blocks against what they print.

A ```sh block that is followed by a ```json block must print that answer: the same fields with the same values, where
ids, codes, tokens, times and ports are written in one way (``ord_…``), since they differ each time.
"""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_END = "--- end of block {number} ---"
_TIMEOUT_S = 100
_EARLIEST_MS, _LATEST_MS = 1_600_000_000_000, 4_200_000_000_000
_PLAIN_MS = 1_767_225_600_000
_REPLACED = (
    (re.compile(r"http://127\.0\.0\.1:\d+"), "http://127.0.0.1:8321"),
    (re.compile(r"\b([a-z]{3})_[0-9a-z]{26,32}(?:_secret_[0-9a-f]+)?\b"), r"\1_…"),
    (re.compile(r"\b([A-Z0-9]{2,8}-[A-Z0-9]{1,8}-\d{8})-[0-9A-Z]{9,}\b"), r"\1-…"),
    (re.compile(r"\bwhsec_[A-Za-z0-9+/=]+"), "whsec_…"),
    (re.compile(r"\borg_o[0-9a-z]{26}_[A-Za-z0-9…]+"), "org_…"),
    (re.compile(r"\bo[0-9a-z]{26}\b"), "o…"),
    (re.compile(r"(expires=)\d+"), r"\1…"),
    (re.compile(r"((?:token|signature)=)[A-Za-z0-9_-]+"), r"\1…"),
    (re.compile(r"^[A-Za-z0-9_-]{43}$"), "…"),
    (re.compile(r"^[A-Za-z0-9]{22}$|(?<=/meeting/)[A-Za-z0-9]{22}$"), "…"),
    (re.compile(r"^eyJ[A-Za-z0-9_.-]+$"), "…"),
    (re.compile(r"^[0-9A-Z $%*+./:-]{100,}$"), "…"),
    (re.compile(r"\b20\d\d-\d\d-\d\dT[0-9:.]+(?:Z|[+-]\d\d:\d\d)"), "2026-01-01T00:00:00Z"),
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "…"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One shell block, and the answer that the document says it prints."""

    script: str
    answer: str | None


def steps_of(document: str) -> list[Step]:
    """The document's shell blocks, each with the JSON block after it."""
    steps: list[Step] = []
    for kind, body in _BLOCK.findall(document):
        if kind == "sh":
            steps.append(Step(body, None))
        elif steps and steps[-1].answer is None:
            steps[-1] = Step(steps[-1].script, body)
    return steps


def walk(steps: list[Step], environment: dict[str, str]) -> list[str]:
    """What each block prints; AssertionError with the shell's own words where one fails."""
    parts = ["set -euo pipefail"]
    for number, step in enumerate(steps):
        parts += [step.script, f"echo; echo '{_END.format(number=number)}'"]
    binaries = str(Path(sys.executable).parent)
    shell = subprocess.run(
        ["bash", "-s"],
        input="\n".join(parts),
        text=True,
        capture_output=True,
        check=False,
        timeout=_TIMEOUT_S,
        env={**os.environ, **environment, "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}"},
    )
    assert shell.returncode == 0, f"{shell.stdout[-3000:]}\n{shell.stderr[-3000:]}"
    printed, rest = [], shell.stdout
    for number in range(len(steps)):
        block, _, rest = rest.partition(_END.format(number=number))
        printed.append(block.strip())
    return printed


def plain(text: str) -> str:
    """A JSON answer in the one way in which the document writes it."""
    return json.dumps(_plain(json.loads(text)), indent=2, ensure_ascii=False)


def rewritten(document: str, printed: list[str]) -> str:
    """The document with its JSON blocks as they were printed."""
    number = -1

    def replace(match: re.Match[str]) -> str:
        nonlocal number
        if match[1] == "sh":
            number += 1
            return match[0]
        return f"```json\n{plain(printed[number])}\n```"

    return _BLOCK.sub(replace, document)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, int) and not isinstance(value, bool) and _EARLIEST_MS < value < _LATEST_MS:
        return _PLAIN_MS
    if isinstance(value, str):
        for pattern, replacement in _REPLACED:
            value = pattern.sub(replacement, value)
    return value
