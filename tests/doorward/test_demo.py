"""`doorward demo` as a process: it tells the whole story, and says where the story broke off."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import pytest

from doorward.demo.steps import STEPS, Record, StepFailedError

SCREENSHOTS = {"ready", "admitted", "duplicate", "offline", "admitted-offline", "refunded"}


def _run(folder: Path, **environment: str) -> tuple["subprocess.CompletedProcess[str]", list[dict[str, Any]]]:
    """Play the demo in ``folder``; how it ended, and the steps that it wrote."""
    told = folder / "out" / "steps.json"
    done = subprocess.run(
        [sys.executable, "-m", "doorward", "demo", "--headless", "--json", str(told), "--screenshots", "pictures"],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    return done, json.loads(told.read_text(encoding="utf-8"))["steps"]


def test_every_step_of_the_story_is_true(tmp_path: Path) -> None:
    done, steps = _run(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [step["name"] for step in steps] == list(STEPS)
    assert all(step["ok"] for step in steps)
    assert all(step["ms"] > 0 and step["detail"] for step in steps)
    assert len(STEPS) == 15
    pictures = {picture.stem: cv2.imread(str(picture)) for picture in (tmp_path / "pictures").glob("*.png")}
    assert pictures.keys() == SCREENSHOTS
    assert {picture.shape for picture in pictures.values() if picture is not None} == {(800, 1280, 3)}


def test_a_server_that_does_not_start_is_told_as_the_first_steps_failure(tmp_path: Path) -> None:
    done, steps = _run(tmp_path, DOORWARD_DATABASE_URL="mysql://nowhere")
    assert done.returncode == 1
    assert [step["name"] for step in steps] == list(STEPS)
    assert not any(step["ok"] for step in steps)
    assert "did not start" in steps[0]["detail"]
    assert "postgresql://" in steps[0]["detail"]
    assert {step["detail"] for step in steps[1:]} == {"not reached"}
    assert "The story broke off: booked" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_step_in_the_middle_that_fails_is_named(tmp_path: Path) -> None:
    # A folder stands where the picture of the admission would go, so that step cannot be shown.
    (tmp_path / "pictures" / "admitted.png").mkdir(parents=True)
    done, steps = _run(tmp_path)
    assert done.returncode == 1
    assert [step["name"] for step in steps if step["ok"]] == ["booked", "ticket_drawn", "paired", "synced"]
    assert steps[4]["name"] == "admitted"
    assert "admitted.png" in steps[4]["detail"]
    assert steps[5]["detail"] == "not reached"
    assert "The story broke off: admitted" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_step_that_saw_nothing_is_not_true(capsys: pytest.CaptureFixture[str]) -> None:
    record = Record()
    with record.step("booked"):
        pass
    assert [(step.ok, step.detail) for step in record.steps] == [(False, "nothing was observed")]
    assert "FAIL" in capsys.readouterr().out


def test_a_story_is_true_only_with_every_step(capsys: pytest.CaptureFixture[str]) -> None:
    record = Record()
    for name in STEPS[:-1]:
        with record.step(name) as seen:
            seen("it")
    assert not record.is_true
    with record.step(STEPS[-1]) as seen:
        seen("it")
    assert record.is_true


def test_any_error_in_a_step_breaks_the_story_off_with_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    record = Record()
    with pytest.raises(StepFailedError, match="booked: no such thing"), record.step("booked"):
        raise LookupError("no such thing")
    assert record.steps[0].detail == "no such thing"
