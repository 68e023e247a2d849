"""Keeping the screen on never holds anything up."""

import time

from structlog.testing import capture_logs

from scanner_app.awake import Awake


def test_without_a_desktop_it_says_so_once_and_ends_at_once() -> None:
    with capture_logs() as logs:
        awake = Awake()
        began = time.perf_counter()
        awake.begin()
        assert time.perf_counter() - began < 1.0
        deadline = time.monotonic() + 3
        while not logs and time.monotonic() < deadline:
            time.sleep(0.01)
        awake.end()
        awake._thread.join(20)
    assert not awake._thread.is_alive()
    assert [entry["event"] for entry in logs] in ([], ["screen_may_sleep"])
