"""docs/api.md is true: its commands run as they stand, and its answers are what the server gives.

With DOORWARD_WRITE_DOCS=1 the answers in the document are written anew.
"""

import json
import os
from pathlib import Path

import pytest

from tests.docs.walk import plain, rewritten, steps_of, walk
from tests.serving import running_server

_DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"


@pytest.mark.timeout(180)
def test_the_walk_through_runs_and_answers_as_it_says(tmp_path: Path) -> None:
    document = _DOCUMENT.read_text(encoding="utf-8")
    steps = steps_of(document)
    with running_server(tmp_path / "server") as server:
        printed = walk(steps, {"URL": server.url, "DOORWARD_DATA_DIR": str(server.data_dir)})
    if os.environ.get("DOORWARD_WRITE_DOCS"):
        _DOCUMENT.write_text(rewritten(document, printed), encoding="utf-8")
        return
    for step, answer in zip(steps, printed, strict=True):
        if step.answer is not None:
            assert json.loads(plain(answer)) == json.loads(step.answer), step.script
